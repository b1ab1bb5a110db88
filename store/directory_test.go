package store

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/operators/rota"
	"edown/support"
)

// A person without a zone lives in the zone of the first shift.
func TestRotaComesBackAsItWas(t *testing.T) {
	s := open(t)
	want := rota.Rota{
		People: []rota.Person{mei, olga, raj},
		Shifts: []rota.Shift{
			{Person: "raj", Role: rota.Level2, Layer: 2, Days: []time.Weekday{time.Sunday, time.Friday}, From: 22 * 60, To: 6 * 60, Zone: paris},
			{Person: "mei", Role: rota.Manager, Layer: 1, To: 24 * 60},
			{Person: "olga", Role: rota.Operator},
		},
	}
	must(t, s.Put(t.Context(), Directory{People: want.People, Shifts: want.Shifts}))
	got, err := s.Rota(t.Context())
	must(t, err)
	want.People[2].Zone = "Europe/Paris"
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })); diff != "" {
		t.Error(diff)
	}
}

// A person's shifts are replaced by those that an import has. Without any, they stay.
func TestShiftsAreReplaced(t *testing.T) {
	s := open(t)
	must(t, s.Put(t.Context(), Directory{
		People: []rota.Person{mei, raj},
		Shifts: []rota.Shift{{Person: "raj", Role: rota.Level2}},
	}))
	roster, err := s.Rota(t.Context())
	must(t, err)
	want := []rota.Shift{{Person: "mei", Role: rota.Manager, Layer: 1}, {Person: "raj", Role: rota.Level2}, {Person: "olga", Role: rota.Operator}}
	if diff := cmp.Diff(want, roster.Shifts); diff != "" {
		t.Error(diff)
	}
}

// An import of people without shifts changes their numbers, and not the rota.
func TestPeopleWithoutShiftsStayOnTheRota(t *testing.T) {
	s := open(t)
	moved := mei
	moved.Phone = "+14155550179"
	must(t, s.Put(t.Context(), Directory{People: []rota.Person{moved, raj, olga}}))
	roster, err := s.Rota(t.Context())
	must(t, err)
	if diff := cmp.Diff(sample().Shifts, roster.Shifts); diff != "" {
		t.Error(diff)
	}
	if p, _ := roster.Person("mei"); p != moved {
		t.Errorf("%+v", p)
	}
}

func TestPutReplacesWhatIsNamed(t *testing.T) {
	s := open(t)
	must(t, s.Put(t.Context(), Directory{
		Contracts: []support.Contract{{Number: "100200", Company: "Acme Ltd", Package: support.Silver}},
		Contacts:  []support.Contact{{Phone: ann, Name: "Ann Lee-Hill", Contract: "100300"}},
		Cases:     []support.Case{{Number: "C1234567", Title: "Solved", Severity: support.General, Closed: true}},
	}))
	f := look(t, s, ivr.Session{Origin: ivr.Origin{From: ann}}, ivr.Lookup{Kind: ivr.LookCaller})
	if f.Contact.Name != "Ann Lee-Hill" || f.Contract.Company != "Bolt" {
		t.Errorf("%+v, %+v", f.Contact, f.Contract)
	}
	f = look(t, s, ivr.Session{}, ivr.Lookup{Kind: ivr.LookCase, Case: "C1234567"})
	if diff := cmp.Diff(ivr.Found{Case: &support.Case{Number: "C1234567", Title: "Solved", Severity: support.General, Closed: true}}, f); diff != "" {
		t.Error(diff)
	}
}

// Columns that an import lacks stay as they are on record. A new case is kept as it is given.
func TestPutLeavesWhatIsUnsaid(t *testing.T) {
	s := open(t)
	all := []string{"severity", "opened", "closed"}
	must(t, s.Put(t.Context(), Directory{
		Cases: []support.Case{
			{Number: "C7777777", Contract: "100200", Title: "Done at last", Severity: support.Moderate},
			{Number: "C8888888", Title: "New", Severity: support.General},
		},
		Unsaid: map[support.CaseNumber][]string{"C7777777": all, "C8888888": all},
	}))
	for _, want := range []support.Case{
		{Number: "C7777777", Contract: "100200", Title: "Done at last", Severity: support.General, Opened: day(2), Closed: true},
		{Number: "C8888888", Title: "New", Severity: support.General},
	} {
		f := look(t, s, ivr.Session{}, ivr.Lookup{Kind: ivr.LookCase, Case: want.Number})
		if diff := cmp.Diff(&want, f.Case); diff != "" {
			t.Error(diff)
		}
	}
}

// An import does not lower the severity of a running Enterprise Down.
func TestPutLeavesTheSeverityOfARunningPage(t *testing.T) {
	s := open(t)
	turn(t, s, told(with(called("CA1", ann), func(s *ivr.Session) { s.Case, s.Contract = "C1234567", "100200" }), "0"))
	if p := page(t, s, "ED-CA1", support.EmergencyPage, "CA1"); p.Case != "C1234567" {
		t.Fatalf("the page is about %q", p.Case)
	}
	do(t, s, func(tx *tx) error { return tx.SetSeverity("C1234567", support.EnterpriseDown) })
	listed := func(severity, want support.Severity) {
		t.Helper()
		must(t, s.Put(t.Context(), Directory{Cases: []support.Case{{Number: "C1234567", Contract: "100200", Title: "As listed", Severity: severity}}}))
		f := look(t, s, ivr.Session{}, ivr.Lookup{Kind: ivr.LookCase, Case: "C1234567"})
		if f.Case.Severity != want || f.Case.Title != "As listed" {
			t.Errorf("%+v, want severity %d", f.Case, want)
		}
	}
	listed(support.Critical, support.EnterpriseDown)
	step(t, s, "ED-CA1", support.Event{Kind: support.CalledOff, Outcome: support.FalseAlarm})
	listed(support.Critical, support.Critical)
}

// A directory is kept whole or not at all. The error names the row.
func TestPutRefuses(t *testing.T) {
	good := support.Contract{Number: "500", Company: "New", Package: support.Gold}
	for want, d := range map[string]Directory{
		`contact "+15550100" (no. 1): contract "404" is not on record: import it first, or with this one`: {Contacts: []support.Contact{{Phone: "+15550100", Contract: "404"}}},
		`case "C5" (no. 2): contract "404" is not on record`:                                              {Cases: []support.Case{{Number: "C4"}, {Number: "C5", Contract: "404"}}},
		`case "C5" (no. 1): severity 4: must be 0 to 3`:                                                   {Cases: []support.Case{{Number: "C5", Severity: 4}}},
		`contract "7" (no. 1): package "bronze": must be`:                                                 {Contracts: []support.Contract{{Number: "7", Package: "bronze"}}},
		`contract "7" (no. 1): zone "Mars/Base": name one of the IANA time zones`:                         {Contracts: []support.Contract{{Number: "7", Package: support.Gold, Zone: time.FixedZone("Mars/Base", 60)}}},
		`contract "" (no. 1): it has no key`:                                                              {Contracts: []support.Contract{{Package: support.Gold}}},
		`shift of "nobody" (no. 1): person "nobody" is not on record`:                                     {Shifts: []rota.Shift{{Person: "nobody", Role: rota.Manager}}},
		`shift of "mei" (no. 1): role "king": must be one of`:                                             {Shifts: []rota.Shift{{Person: "mei", Role: "king"}}},
		`person "" (no. 1): it has no key`:                                                                {People: []rota.Person{{Name: "X"}}},
	} {
		s := open(t)
		d.Contracts = append(d.Contracts, good)
		err := s.Put(t.Context(), d)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got  %v\nwant %s", err, want)
		}
		if n := count(t, s, `SELECT COUNT(*) FROM contracts WHERE number = '500'`); n != 0 {
			t.Errorf("%s: the rest was kept", want)
		}
	}
}

// Operators come first. Each phone is listed once, and only of people on duty.
func TestOnDutyPhones(t *testing.T) {
	s := open(t)
	must(t, s.Put(t.Context(), Directory{Shifts: []rota.Shift{
		{Person: "mei", Role: rota.Manager}, {Person: "mei", Role: rota.Operator},
		{Person: "raj", Role: rota.Manager, Days: []time.Weekday{time.Sunday}},
	}}))
	phones, err := s.OnDutyPhones(t.Context(), day(0)) // a Monday
	must(t, err)
	if diff := cmp.Diff([]support.E164{mei.Phone, olga.Phone}, phones); diff != "" {
		t.Error(diff)
	}
}

// When no one is on duty, all people of the rota are rung, the operators first (P7).
func TestOnDutyPhonesWhenNoneIsOnDuty(t *testing.T) {
	s := open(t)
	sunday := []time.Weekday{time.Sunday}
	must(t, s.Put(t.Context(), Directory{Shifts: []rota.Shift{
		{Person: "mei", Role: rota.Manager, Days: sunday},
		{Person: "raj", Role: rota.Manager, Days: sunday},
		{Person: "olga", Role: rota.Operator, Days: sunday},
	}}))
	phones, err := s.OnDutyPhones(t.Context(), day(0)) // a Monday
	must(t, err)
	if diff := cmp.Diff([]support.E164{olga.Phone, mei.Phone, raj.Phone}, phones); diff != "" {
		t.Error(diff)
	}
}
