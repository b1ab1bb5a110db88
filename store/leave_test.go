package store

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/operators/rota"
	"edown/support"
	"edown/support/civil"
)

// What an import leaves empty stays as it is on record.
func TestPutLeavesWhatIsBlank(t *testing.T) {
	s := open(t)
	kenji := rota.Person{ID: "kenji", Name: "Kenji Mori", Phone: "+819055500198", Language: "en", Email: "k@example.com", Zone: "Asia/Tokyo", Supervisor: "mei"}
	must(t, s.Put(t.Context(), Directory{People: []rota.Person{kenji}, Contracts: []support.Contract{{Number: "100300", Company: "Bolt", Package: support.Gold, Zone: paris, CSM: "carla"}}}))
	must(t, s.Put(t.Context(), Directory{
		People:    []rota.Person{{ID: "kenji", Name: "Kenji Mori", Phone: "+819055500199"}},
		Contacts:  []support.Contact{{Phone: ann, Name: "Ann Hill", Contract: "100200"}},
		Contracts: []support.Contract{{Number: "100300", Company: "Bolt & Co", Package: support.Gold, Expires: time.Date(2031, 7, 1, 0, 0, 0, 0, time.UTC)}},
		Blank: map[Row][]string{
			{People, "kenji"}: {"language", "email", "zone", "supervisor"}, {Contacts, string(ann)}: {"language"}, {Contracts, "100300"}: {"zone", "csm"},
		},
	}))
	kenji.Phone = "+819055500199"
	d, _, err := s.Rehearse(t.Context(), Directory{})
	must(t, err)
	if !slices.Contains(d.People, kenji) || !slices.Contains(d.Contacts, support.Contact{Phone: ann, Name: "Ann Hill", Contract: "100200", Language: "en"}) {
		t.Errorf("%+v\n%+v", d.People, d.Contacts)
	}
	want := support.Contract{Number: "100300", Company: "Bolt & Co", Package: support.Gold, Zone: paris, CSM: "carla", Expires: time.Date(2031, 7, 1, 0, 0, 0, 0, paris)}
	if diff := cmp.Diff(&want, contractOn(t, s, "100300"), sameZone); diff != "" {
		t.Errorf("the day on which it expires is one of its zone: %s", diff)
	}
}

// A person who leaves is on no rota, and has no number; the name stays for the stories.
func TestPutTakesAwayWhatIsNotNamed(t *testing.T) {
	s := open(t)
	whole := Directory{
		People: []rota.Person{raj, olga}, Shifts: []rota.Shift{{Person: "raj", Role: rota.Manager}},
		Contracts: []support.Contract{{Number: "100200", Company: "Acme", Package: support.Goldplus}},
		Whole:     []Kind{People, Shifts, Contracts},
	}
	_, after, err := s.Rehearse(t.Context(), whole)
	must(t, err)
	if roster, _ := s.Rota(t.Context()); len(roster.People) != 3 || len(after.People) != 2 {
		t.Errorf("a rehearsal changes the record: %+v, %+v", roster.People, after.People)
	}
	must(t, s.Put(t.Context(), whole))
	roster, err := s.Rota(t.Context())
	must(t, err)
	if diff := cmp.Diff(rota.Rota{People: []rota.Person{olga, raj}, Shifts: []rota.Shift{{Person: "raj", Role: rota.Manager}}}, roster); diff != "" {
		t.Error(diff)
	}
	if n := count(t, s, `SELECT COUNT(*) FROM people WHERE id = 'mei' AND name = 'Mei Chen' AND phone = ''`); n != 1 {
		t.Error("the name of who has left is gone")
	}
	if c := contractOn(t, s, "100300"); c == nil || c.Expires.After(time.Now()) {
		t.Errorf("a contract that has cases expires: %+v", c)
	}
	if _, err := s.Erase(t.Context(), mei.Phone, "x", time.Now()); err != nil {
		t.Errorf("the number of a former employee: %v", err)
	}
	if err := s.Put(t.Context(), Directory{Shifts: []rota.Shift{{Person: "mei", Role: rota.Manager}}}); err == nil {
		t.Error("a person who has left has a shift")
	}
	must(t, s.Put(t.Context(), Directory{People: []rota.Person{mei}, Shifts: []rota.Shift{{Person: "mei", Role: rota.Manager}}}))
	if roster, _ := s.Rota(t.Context()); len(roster.People) != 3 {
		t.Errorf("who comes back is not back: %+v", roster.People)
	}
}

func TestShiftsAndEngagementsAreTakenAway(t *testing.T) {
	s := open(t)
	must(t, s.Put(t.Context(), Directory{
		Engagements: []Engagement{{"100200", support.TSAM{Name: "Tom Reed", Phone: "+14155550190"}}},
		Bookings:    []Booking{{Contract: "100200", Kind: Weekend, Span: civil.Span{From: day(5), To: day(7)}}},
	}))
	must(t, s.Put(t.Context(), Directory{Off: []string{"mei"}, Whole: []Kind{AccountManagers, Bookings, Contacts}}))
	roster, err := s.Rota(t.Context())
	must(t, err)
	if len(roster.Shifts) != 2 || len(roster.People) != 3 {
		t.Errorf("%+v", roster)
	}
	if c := contractOn(t, s, "100200"); len(c.TSAMs) != 0 || len(c.Weekends) != 0 {
		t.Errorf("%+v", c)
	}
	if n := count(t, s, `SELECT COUNT(*) FROM contacts`); n != 0 {
		t.Errorf("%d contacts", n)
	}
}
