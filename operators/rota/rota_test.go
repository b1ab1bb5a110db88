package rota_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/operators/rota"
	"edown/operators/rota/rotatest"
	"edown/support"
)

func when(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestShiftsOnTheClocksOfTheirZone(t *testing.T) {
	ny, weekdays := zoneOf(t, "America/New_York"), []time.Weekday{1, 2, 3, 4, 5}
	day := rota.Shift{Days: weekdays, From: 9 * 60, To: 17 * 60, Zone: ny}
	night := rota.Shift{Days: []time.Weekday{time.Friday}, From: 22 * 60, To: 6 * 60, Zone: ny}
	for _, c := range []struct {
		name  string
		shift rota.Shift
		at    string
		want  bool
	}{
		{"a minute early", day, "2026-11-20T13:59:59Z", false},
		{"on the minute", day, "2026-11-20T14:00:00Z", true},
		{"until the end", day, "2026-11-20T21:59:59Z", true},
		{"and not a second more", day, "2026-11-20T22:00:00Z", false},
		{"summer time", day, "2026-07-20T13:00:00Z", true},
		{"not on Saturday", day, "2026-11-21T15:00:00Z", false},
		{"Friday night", night, "2026-11-21T03:00:00Z", true},
		{"into Saturday morning", night, "2026-11-21T10:59:59Z", true},
		{"which ends", night, "2026-11-21T11:00:00Z", false},
		{"not Saturday night", night, "2026-11-22T04:00:00Z", false},
		{"the night that loses an hour", rota.Shift{From: 22 * 60, To: 6 * 60, Zone: ny}, "2026-03-08T09:59:59Z", true},
		{"ends by the clock", rota.Shift{From: 22 * 60, To: 6 * 60, Zone: ny}, "2026-03-08T10:00:00Z", false},
		{"the night that gains one", rota.Shift{From: 22 * 60, To: 6 * 60, Zone: ny}, "2026-11-01T10:59:59Z", true},
		{"ends by the clock, too", rota.Shift{From: 22 * 60, To: 6 * 60, Zone: ny}, "2026-11-01T11:00:00Z", false},
		{"always", rota.Shift{}, "2026-11-21T03:00:00Z", true},
		{"all Saturday", rota.Shift{Days: []time.Weekday{time.Saturday}}, "2026-11-21T23:59:59Z", true},
	} {
		if got := c.shift.Covers(when(t, c.at)); got != c.want {
			t.Errorf("%s: Covers(%s) = %v", c.name, c.at, got)
		}
	}
}

func TestOnDutyByLayerEachPersonOnce(t *testing.T) {
	r := rota.Rota{People: []rota.Person{rotatest.Raj, rotatest.Mei}, Shifts: []rota.Shift{
		{Person: "raj", Role: rota.Manager, Layer: 2}, {Person: "mei", Role: rota.Manager}, {Person: "mei", Role: rota.Manager, Layer: 3},
		{Person: "ghost", Role: rota.Manager, Layer: 1},
	}}
	if got := r.OnDuty(rota.Manager, rotatest.Noon); len(got) != 2 || got[0] != rotatest.Mei || got[1] != rotatest.Raj {
		t.Errorf("on duty: %v", got)
	}
	if got := r.Layer(rota.Manager, 2, rotatest.Noon); len(got) != 1 || got[0] != rotatest.Raj {
		t.Errorf("second layer: %v", got)
	}
	if got := r.OnDuty(rota.Director, rotatest.Noon); len(got) != 0 {
		t.Errorf("directors: %v", got)
	}
}

func TestTimeOfDay(t *testing.T) {
	for text, want := range map[string]rota.TimeOfDay{"00:00": 0, "17:30": 1050, "24:00": 1440, "9:05": 545} {
		if got, err := rota.ParseTimeOfDay(text); err != nil || got != want {
			t.Errorf("ParseTimeOfDay(%q) = %d, %v", text, got, err)
		}
	}
	for _, bad := range []string{"", "noon", "25:00", "12:60", "-1:00", "24:01", "5:30 PM", "9:30 uhr", "-0:30", "9:5", "9:30:00", "+9:30", "009:30", "9:30x", "９:30", "17.30", "9", ":30", "9:"} {
		if _, err := rota.ParseTimeOfDay(bad); err == nil {
			t.Errorf("ParseTimeOfDay(%q) was accepted", bad)
		}
	}
}

func TestALineOfSupervisorsEnds(t *testing.T) {
	r := rota.Rota{People: []rota.Person{{ID: "a", Supervisor: "b"}, {ID: "b", Supervisor: "a"}}}
	if line := r.LineOf("a"); len(line) != 2 {
		t.Fatalf("%+v", line)
	}
	if line := r.LineOf("unknown"); line != nil {
		t.Fatalf("%+v", line)
	}
}

// An audience is the people of its role who are on duty, else all of them, and the customer
// success manager of the contract.
func TestAudiences(t *testing.T) {
	lou, csm := rota.Person{ID: "lou"}, rota.Person{ID: "csm"}
	night := rota.Shift{Person: "lou", Role: rota.TeamLead, From: 22 * 60, To: 6 * 60}
	roster := rotatest.Duty()
	roster.People, roster.Shifts = append(roster.People, lou, csm), append(roster.Shifts, night, rota.Shift{Person: "mei", Role: rota.Level2})
	ids := func(of []support.Audience, c *support.Contract) (ids []string) {
		for _, p := range roster.Audience(of, c, rotatest.Noon) {
			ids = append(ids, p.ID)
		}
		return ids
	}
	if diff := cmp.Diff([]string{"mei", "raj"}, ids([]support.Audience{support.SupportManagers}, nil)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"mei", "raj", "ana", "dov", "lou", "csm"}, ids([]support.Audience{
		support.SupportManagers, support.SeniorManagers, support.SupportDirectors, support.TeamLeads, support.CustomerSuccessManager,
	}, &support.Contract{CSM: "csm"})); diff != "" {
		t.Errorf("each once, and also those who are off duty: %s", diff)
	}
	if got := ids([]support.Audience{support.CustomerSuccessManager, support.VicePresident}, nil); got != nil {
		t.Errorf("an audience without people: %v", got)
	}
	for _, a := range support.Audiences() {
		if _, ok := rota.InRole[a]; !ok && a != support.CustomerSuccessManager {
			t.Errorf("%s has no role", a)
		}
	}
}
