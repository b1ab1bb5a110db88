package civil_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"edown/support/civil"
	"edown/support/civil/civiltest"
)

// R40: how long a day lasts where the clocks change.
func TestADayIsOpenForAsLongAsItLasts(t *testing.T) {
	for _, c := range []struct {
		zone, date string
		want       string
	}{
		{"America/Los_Angeles", "2026-03-08", "23h"}, {"America/Los_Angeles", "2026-11-01", "25h"},
		{"Europe/Paris", "2026-03-29", "23h"}, {"Europe/Paris", "2026-10-25", "25h"},
		{"Asia/Shanghai", "2026-03-29", "24h"}, {"Asia/Shanghai", "2026-10-25", "24h"},
		{"Australia/Lord_Howe", "2026-10-04", "23h30m"}, {"Australia/Lord_Howe", "2026-04-05", "24h30m"},
		{"America/Santiago", "2026-09-06", "23h"}, {"America/Santiago", "2026-04-04", "25h"},
	} {
		date, _ := civil.ParseDate(c.date)
		midnight := time.Date(date.Year, date.Month, date.Day, 0, 0, 0, 0, time.UTC)
		only := civil.Calendar{Week: civil.Always(), Zone: civiltest.Zone(t, c.zone)}
		for d := -3; d <= 3; d++ { // the days around it
			if d != 0 {
				only.Holidays = append(only.Holidays, civil.DateOf(midnight.AddDate(0, 0, d)))
			}
		}
		noon := midnight.Add(12 * time.Hour)
		want, _ := time.ParseDuration(c.want)
		if got := only.Elapsed(noon.Add(-2*civil.Day), noon.Add(2*civil.Day)); got != want {
			t.Errorf("%s in %s lasts %s, want %s", c.date, c.zone, got, want)
		}
	}
}

func TestHoursSkippedOrRepeatedByTheClockCountAsTheyPass(t *testing.T) {
	night := civil.Calendar{Week: civil.Week{Sunday: []civil.Hours{{2 * time.Hour, 3 * time.Hour}}}, Zone: civiltest.Zone(t, "Europe/Paris")}
	for _, c := range []struct {
		from, to string
		want     time.Duration
	}{
		{"2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z", 0},             // 02:00 to 03:00 is skipped
		{"2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z", 2 * time.Hour}, // and shown twice
	} {
		if got := night.Elapsed(civiltest.At(t, c.from), civiltest.At(t, c.to)); got != c.want {
			t.Errorf("from %s to %s: %s open, want %s", c.from, c.to, got, c.want)
		}
	}
}

func TestClosedCalendarIsNeverDue(t *testing.T) {
	monday := civiltest.At(t, "2026-11-16T09:00:00Z")
	if due, ok := (civil.Calendar{}).Add(monday, time.Second); ok {
		t.Errorf("due %s", due)
	}
	if opens, ok := (civil.Calendar{}).Opens(monday); ok {
		t.Errorf("opens %s", opens)
	}
	booked := civil.Calendar{Booked: []civil.Span{{monday, monday.Add(time.Hour)}}}
	if due, ok := booked.Add(monday, time.Hour); !ok || !due.Equal(monday.Add(time.Hour)) {
		t.Errorf("the booked hour ends %s, %v", due, ok)
	}
	if _, ok := booked.Add(monday, time.Hour+1); ok {
		t.Error("more time passed than was booked")
	}
}

func TestBookingsOpenAHolidayAndCountOnce(t *testing.T) {
	c := civil.Calendar{
		Week: civil.MondayToFriday(9*time.Hour, 17*time.Hour), Holidays: []civil.Date{{2026, time.December, 25}}, // a Friday
		Booked: []civil.Span{
			{civiltest.At(t, "2026-12-25T10:00:00Z"), civiltest.At(t, "2026-12-25T12:00:00Z")},
			{civiltest.At(t, "2026-12-25T11:00:00Z"), civiltest.At(t, "2026-12-25T13:00:00Z")},
			{civiltest.At(t, "2026-12-24T16:00:00Z"), civiltest.At(t, "2026-12-24T18:00:00Z")},
		},
	}
	if got := c.Elapsed(civiltest.At(t, "2026-12-24T00:00:00Z"), civiltest.At(t, "2026-12-27T00:00:00Z")); got != 12*time.Hour {
		t.Errorf("open for %s, want 9h on Thursday and 3h on the holiday", got)
	}
}

// Go 1.26 reports that the zone's offset of this day ended when the day began.
func TestLastDayOfALeapYearEnds(t *testing.T) {
	for _, name := range civiltest.Places {
		c := civil.Calendar{Week: civil.Always(), Zone: civiltest.Zone(t, name)}
		if got := c.Elapsed(civiltest.At(t, "2040-12-30T00:00:00Z"), civiltest.At(t, "2041-01-02T00:00:00Z")); got != 3*civil.Day {
			t.Errorf("in %s three days at the end of 2040 last %s", name, got)
		}
	}
}

// A naive twin, which looks at the local clock every minute, gets the same
// results as the calendar's arithmetic.
func TestCalendarAgreesWithItsNaiveTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, from := civiltest.DrawCalendar(t)
		to := from.Add(civiltest.Minutes(t, "span", 6*24*60))
		passed := civiltest.Walk(c, from, to)
		if got := c.Elapsed(from, to); got != passed {
			t.Fatalf("%v\nfrom %s to %s: %s open, the twin counts %s", c, from, to, got, passed)
		}
		if passed == 0 {
			return
		}
		due, ok := c.Add(from, passed)
		if !ok || due.After(to) || civiltest.Walk(c, from, due) != passed || civiltest.Walk(c, from, due.Add(-time.Minute)) == passed {
			t.Fatalf("%v\n%s open from %s is over at %s, %v", c, passed, from, due, ok)
		}
		if got, _ := c.Opens(from); !got.Equal(civiltest.WalkToOpening(c, from)) {
			t.Fatalf("%v\nfrom %s it opens %s, the twin finds %s", c, from, got, civiltest.WalkToOpening(c, from))
		}
	})
}

// Add is exact to the nanosecond, and never early.
func TestAddIsTheFirstMomentAtWhichTheTimeHasPassed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, from := civiltest.DrawCalendar(t)
		from = from.Add(time.Duration(rapid.Int64Range(0, int64(time.Hour)).Draw(t, "within the hour")))
		d := time.Duration(rapid.Int64Range(1, int64(4*civil.Day)).Draw(t, "open"))
		due, ok := c.Add(from, d)
		if ok && (c.Elapsed(from, due) != d || c.Elapsed(from, due.Add(-1)) != d-1) {
			t.Fatalf("%v\n%s from %s is %s, where %s have passed", c, d, from, due, c.Elapsed(from, due))
		}
		if !ok && !c.Week.Never() {
			t.Fatalf("%v\n%s from %s never passes", c, d, from)
		}
	})
}
