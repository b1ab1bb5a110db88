package rota_test

import (
	"slices"
	"testing"
	"time"

	"edown/operators/rota"
	"edown/operators/rota/rotatest"
	"edown/support/civil"
	"edown/support/civil/civiltest"
)

func at(h, m int) rota.TimeOfDay { return rota.TimeOfDay(h*60 + m) }

func TestAShiftFromNineToNineIsTwentyFourHours(t *testing.T) {
	monday := rota.Shift{Days: []time.Weekday{time.Monday}, From: at(9, 0), To: at(9, 0), Zone: zoneOf(t, "America/New_York")}
	for moment, want := range map[string]bool{
		"2026-11-23T13:59:59Z": false, "2026-11-23T14:00:00Z": true, "2026-11-24T04:59:59Z": true,
		"2026-11-24T13:59:59Z": true, "2026-11-24T14:00:00Z": false,
	} {
		if monday.Covers(when(t, moment)) != want {
			t.Errorf("%s is covered: %v", moment, !want)
		}
	}
}

// Where the clocks show 01:30 twice, or never, one person hands over to the next
// all the same.
func TestOneHandOverWhereTheClocksChange(t *testing.T) {
	for zone, c := range map[string]struct {
		from, over, to string
		clock          rota.TimeOfDay
	}{
		"America/New_York": {"2026-10-31T18:00:00Z", "2026-11-01T05:30:00Z", "2026-11-01T18:00:00Z", at(1, 30)},
		"America/Chicago":  {"2026-03-07T21:00:00Z", "2026-03-08T08:00:00Z", "2026-03-08T17:00:00Z", at(2, 30)}, // skipped
		"America/Havana":   {"2026-10-31T17:00:00Z", "2026-11-01T04:30:00Z", "2026-11-01T16:00:00Z", at(0, 30)}, // from 01:00 back to 00:00
		"Africa/Cairo":     {"2026-10-29T15:00:00Z", "2026-10-29T20:15:00Z", "2026-10-30T09:00:00Z", at(23, 15)},
	} {
		where := zoneOf(t, zone)
		late := (c.clock + 12*60) % (24 * 60)
		r := rota.Rota{People: []rota.Person{rotatest.Mei, rotatest.Raj}, Shifts: []rota.Shift{
			{Person: "mei", Role: rota.Manager, From: late, To: c.clock, Zone: where},
			{Person: "raj", Role: rota.Manager, From: c.clock, To: late, Zone: where},
		}}
		var got []string
		on := ""
		for now := when(t, c.from); now.Before(when(t, c.to)); now = now.Add(time.Minute) {
			people := r.OnDuty(rota.Manager, now)
			if len(people) != 1 {
				t.Fatalf("%s: %d on duty at %v", zone, len(people), now)
			}
			if people[0].ID != on && on != "" {
				got = append(got, now.Format(time.RFC3339))
			}
			on = people[0].ID
		}
		if !slices.Equal(got, []string{c.over}) {
			t.Errorf("%s hands over at %v, want %s", zone, got, c.over)
		}
	}
}

// Around every change of a year, in twelve zones, a shift runs while a hand that
// is looked at every minute, and never turned back, stands between its ends.
func TestShiftsAreThoseOfAHandOnTheWall(t *testing.T) {
	shifts := []rota.Shift{
		{}, {From: at(9, 0), To: at(17, 0)}, {From: at(13, 30), To: at(1, 30)}, {From: at(1, 30), To: at(13, 30)},
		{Days: []time.Weekday{time.Sunday}}, {Days: []time.Weekday{time.Saturday}, From: at(0, 30), To: at(0, 30)},
		{Days: []time.Weekday{time.Friday, time.Sunday}, From: at(22, 0), To: at(24, 0)},
		{Days: []time.Weekday{time.Thursday, time.Sunday}, From: at(23, 30), To: at(0, 15)},
		{Days: []time.Weekday{time.Saturday, time.Sunday}, From: at(2, 15), To: at(2, 45)}, {From: at(24, 0), To: at(3, 0)},
	}
	for _, name := range civiltest.Zones {
		zone, changes := zoneOf(t, name), 0
		for _, change := range civiltest.Changes(zone, 2026) {
			changes++
			hand := civiltest.Hand{}
			hand.Look(change.Add(-4 * civil.Day))
			for now := change.Add(-36 * time.Hour); now.Before(change.Add(60 * time.Hour)); now = now.Add(time.Minute) {
				shown := hand.Look(now)
				for i, s := range shifts {
					if s.Zone = zone; s.Covers(now) != stands(s, shown) {
						t.Fatalf("%s, shift %d: Covers(%v) = %v", name, i, now, s.Covers(now))
					}
				}
			}
		}
		if changes < 2 {
			t.Errorf("%s changes its clocks %d times", name, changes)
		}
	}
}

// stands reports whether the hand stands between the ends of the shift.
func stands(s rota.Shift, shown time.Time) bool {
	midnight := time.Date(shown.Year(), shown.Month(), shown.Day(), 0, 0, 0, 0, time.UTC)
	for _, back := range []int{0, 1, 2} {
		day := midnight.AddDate(0, 0, -back)
		from, to := day.Add(time.Duration(s.From)*time.Minute), day.Add(time.Duration(s.To)*time.Minute)
		if !from.Before(to) {
			to = to.AddDate(0, 0, 1)
		}
		if on := len(s.Days) == 0 || slices.Contains(s.Days, day.Weekday()); on && !shown.Before(from) && shown.Before(to) {
			return true
		}
	}
	return false
}
