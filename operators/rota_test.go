package operators

import (
	"testing"
	"time"
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
	day := Shift{Days: weekdays, From: 9 * 60, To: 17 * 60, Zone: ny}
	night := Shift{Days: []time.Weekday{time.Friday}, From: 22 * 60, To: 6 * 60, Zone: ny}
	for _, c := range []struct {
		name  string
		shift Shift
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
		{"the night that loses an hour", Shift{From: 22 * 60, To: 6 * 60, Zone: ny}, "2026-03-08T09:59:59Z", true},
		{"ends by the clock", Shift{From: 22 * 60, To: 6 * 60, Zone: ny}, "2026-03-08T10:00:00Z", false},
		{"the night that wins one", Shift{From: 22 * 60, To: 6 * 60, Zone: ny}, "2026-11-01T10:59:59Z", true},
		{"ends by the clock, too", Shift{From: 22 * 60, To: 6 * 60, Zone: ny}, "2026-11-01T11:00:00Z", false},
		{"always", Shift{}, "2026-11-21T03:00:00Z", true},
		{"all Saturday", Shift{Days: []time.Weekday{time.Saturday}}, "2026-11-21T23:59:59Z", true},
	} {
		if got := c.shift.Covers(when(t, c.at)); got != c.want {
			t.Errorf("%s: Covers(%s) = %v", c.name, c.at, got)
		}
	}
}

func TestOnDutyByLayerAndNobodyTwice(t *testing.T) {
	r := Rota{People: []Person{raj, mei}, Shifts: []Shift{
		{Person: "raj", Role: Manager, Layer: 2}, {Person: "mei", Role: Manager}, {Person: "mei", Role: Manager, Layer: 3},
		{Person: "ghost", Role: Manager, Layer: 1},
	}}
	if got := r.OnDuty(Manager, noon); len(got) != 2 || got[0] != mei || got[1] != raj {
		t.Errorf("on duty: %v", got)
	}
	if got := r.Layer(Manager, 2, noon); len(got) != 1 || got[0] != raj {
		t.Errorf("second layer: %v", got)
	}
	if got := r.OnDuty(Director, noon); len(got) != 0 {
		t.Errorf("directors: %v", got)
	}
}

func TestTimeOfDay(t *testing.T) {
	for text, want := range map[string]TimeOfDay{"00:00": 0, "17:30": 1050, "24:00": 1440, "9:05": 545} {
		if got, err := ParseTimeOfDay(text); err != nil || got != want {
			t.Errorf("ParseTimeOfDay(%q) = %d, %v", text, got, err)
		}
	}
	for _, bad := range []string{"", "noon", "25:00", "12:60", "-1:00", "24:01"} {
		if _, err := ParseTimeOfDay(bad); err == nil {
			t.Errorf("ParseTimeOfDay(%q) was accepted", bad)
		}
	}
}
