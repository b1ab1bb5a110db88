package store

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/support"
	"edown/support/civil"
)

func contractOn(t testing.TB, s *Store, number string) *support.Contract {
	t.Helper()
	return look(t, s, ivr.Session{}, ivr.Lookup{Kind: ivr.LookContract, Contract: number}).Contract
}

var sameZone = cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })

// A contract's account managers and bookings come back as they were.
func TestEngagementsComeBackAsTheyWere(t *testing.T) {
	s := open(t)
	want := support.Contract{
		Number: "100300", Company: "Bolt", Package: support.Gold, Zone: paris, CSM: "carla",
		TSAMs: []support.TSAM{
			{Name: "Tom Reed", Phone: "+14155550190", Application: "Atlas", Zone: paris, Since: civil.Date{Year: 2026, Month: 2, Day: 1}, Booked: []civil.Span{{From: day(5), To: day(6)}}},
			{Name: "Tina Ray", Phone: "+14155550191"},
		},
		Weekends:  []civil.Span{{From: day(5), To: day(7)}, {From: day(12), To: day(14)}},
		Engineers: []support.Booking{{Span: civil.Span{From: day(1), To: day(9)}, Engineer: "Eva Lind", Phone: "+14155550192"}},
	}
	must(t, s.Put(t.Context(), Directory{Contracts: []support.Contract{want}}))
	if diff := cmp.Diff(&want, contractOn(t, s, "100300"), sameZone); diff != "" {
		t.Error(diff)
	}
	// An import of contracts alone leaves their account managers and bookings.
	must(t, s.Put(t.Context(), Directory{Contracts: []support.Contract{{Number: "100300", Company: "Bolt & Co", Package: support.Goldplus, Zone: paris, CSM: "carla"}}}))
	want.Company, want.Package = "Bolt & Co", support.Goldplus
	if diff := cmp.Diff(&want, contractOn(t, s, "100300"), sameZone); diff != "" {
		t.Error(diff)
	}
}

// A contract's account managers, and its bookings, are replaced by those that an import has.
func TestEngagementsAreReplaced(t *testing.T) {
	s := open(t)
	must(t, s.Put(t.Context(), Directory{
		Engagements: []Engagement{{"100200", support.TSAM{Name: "Tom Reed", Phone: "+14155550190"}}, {"100300", support.TSAM{Name: "Tina Ray", Phone: "+14155550191"}}},
		Bookings: []Booking{
			{Contract: "100200", Kind: Weekend, Span: civil.Span{From: day(5), To: day(7)}},
			{Contract: "100200", Kind: OfTSAM, Span: civil.Span{From: day(5), To: day(6)}, Name: "tom reed"},
		},
	}))
	must(t, s.Put(t.Context(), Directory{Engagements: []Engagement{{"100200", support.TSAM{Name: "Tom Reed", Phone: "+14155550199"}}}}))
	acme := contractOn(t, s, "100200")
	want := []support.TSAM{{Name: "Tom Reed", Phone: "+14155550199", Booked: []civil.Span{{From: day(5), To: day(6)}}}}
	if diff := cmp.Diff(want, acme.TSAMs); diff != "" || len(acme.Weekends) != 1 {
		t.Errorf("%d weekends, %s", len(acme.Weekends), diff)
	}
	if bolt := contractOn(t, s, "100300"); len(bolt.TSAMs) != 1 {
		t.Errorf("of another contract: %+v", bolt.TSAMs)
	}
	must(t, s.Put(t.Context(), Directory{Bookings: []Booking{{Contract: "100200", Kind: OfEngineer, Span: civil.Span{From: day(8), To: day(9)}, Name: "Eva Lind", Phone: "+14155550192"}}}))
	if acme = contractOn(t, s, "100200"); len(acme.Weekends) != 0 || len(acme.Engineers) != 1 || acme.TSAMs[0].Booked != nil {
		t.Errorf("%+v", acme)
	}
}

func TestPutRefusesEngagements(t *testing.T) {
	for want, d := range map[string]Directory{
		`account manager of contract "404" (no. 1): contract "404" is not on record`: {Engagements: []Engagement{{"404", support.TSAM{Name: "Tom"}}}},
		`booking of contract "404" (no. 1): contract "404" is not on record`:         {Bookings: []Booking{{Contract: "404", Kind: Weekend, Span: civil.Span{From: day(1), To: day(2)}}}},
		`booking of contract "100200" (no. 1): it begins at`:                         {Bookings: []Booking{{Contract: "100200", Kind: Weekend, Span: civil.Span{From: day(2), To: day(2)}}}},
		`PIN of contract "404" (no. 1): contract "404" is not on record`:             {PINs: map[string]PIN{"404": "1234"}},
	} {
		s := open(t)
		if err := s.Put(t.Context(), d); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}
