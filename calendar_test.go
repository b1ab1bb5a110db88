package edown

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Zones with an hour, half an hour and no daylight-saving time; in Santiago it
// begins and ends at midnight, so that a Sunday has no 00:00.
var places = []string{"America/Los_Angeles", "Europe/Paris", "Asia/Shanghai", "Australia/Lord_Howe", "America/Santiago"}

// R40: what a day lasts where its clocks are moved.
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
		date, _ := ParseDate(c.date)
		only := Calendar{Week: Always(), Zone: zone(t, c.zone)}
		for d := -3; d <= 3; d++ { // the days around it
			if d != 0 {
				only.Holidays = append(only.Holidays, DateOf(date.midnight().AddDate(0, 0, d)))
			}
		}
		noon := date.midnight().Add(12 * time.Hour)
		want, _ := time.ParseDuration(c.want)
		if got := only.Elapsed(noon.Add(-2*day), noon.Add(2*day)); got != want {
			t.Errorf("%s in %s lasts %s, want %s", c.date, c.zone, got, want)
		}
	}
}

func TestAnOpeningThatIsSkippedOrShownTwiceCountsAsItPasses(t *testing.T) {
	night := Calendar{Week: Week{Sunday: []Hours{{2 * time.Hour, 3 * time.Hour}}}, Zone: zone(t, "Europe/Paris")}
	for _, c := range []struct {
		from, to string
		want     time.Duration
	}{
		{"2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z", 0},             // 02:00 to 03:00 is skipped
		{"2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z", 2 * time.Hour}, // and shown twice
	} {
		if got := night.Elapsed(at(t, c.from), at(t, c.to)); got != c.want {
			t.Errorf("from %s to %s: %s open, want %s", c.from, c.to, got, c.want)
		}
	}
}

func TestWhatNeverOpensIsNeverDue(t *testing.T) {
	monday := at(t, "2026-11-16T09:00:00Z")
	if due, ok := (Calendar{}).Add(monday, time.Second); ok {
		t.Errorf("due %s", due)
	}
	if opens, ok := (Calendar{}).Opens(monday); ok {
		t.Errorf("opens %s", opens)
	}
	booked := Calendar{Booked: []Span{{monday, monday.Add(time.Hour)}}}
	if due, ok := booked.Add(monday, time.Hour); !ok || !due.Equal(monday.Add(time.Hour)) {
		t.Errorf("the booked hour ends %s, %v", due, ok)
	}
	if _, ok := booked.Add(monday, time.Hour+1); ok {
		t.Error("no more than what is booked")
	}
}

func TestBookingsOpenAHolidayAndCountOnce(t *testing.T) {
	c := Calendar{
		Week: MondayToFriday(9*time.Hour, 17*time.Hour), Holidays: []Date{{2026, time.December, 25}}, // a Friday
		Booked: []Span{
			{at(t, "2026-12-25T10:00:00Z"), at(t, "2026-12-25T12:00:00Z")},
			{at(t, "2026-12-25T11:00:00Z"), at(t, "2026-12-25T13:00:00Z")},
			{at(t, "2026-12-24T16:00:00Z"), at(t, "2026-12-24T18:00:00Z")},
		},
	}
	if got := c.Elapsed(at(t, "2026-12-24T00:00:00Z"), at(t, "2026-12-27T00:00:00Z")); got != 12*time.Hour {
		t.Errorf("open for %s, want 9h on Thursday and 3h on the holiday", got)
	}
}

// Go 1.26 says of this day that its zone's offset ended when it began.
func TestTheLastDayOfALeapYearEnds(t *testing.T) {
	for _, name := range places {
		c := Calendar{Week: Always(), Zone: zone(t, name)}
		if got := c.Elapsed(at(t, "2040-12-30T00:00:00Z"), at(t, "2041-01-02T00:00:00Z")); got != 3*day {
			t.Errorf("in %s three days at the end of 2040 last %s", name, got)
		}
	}
}

// The calendar's arithmetic says what a dumb twin says, that looks at the
// clock on the wall every minute.
func TestCalendarAgreesWithItsDumbTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, from := drawCalendar(t)
		to := from.Add(minutes(t, "span", 6*24*60))
		passed := c.walk(from, to)
		if got := c.Elapsed(from, to); got != passed {
			t.Fatalf("%v\nfrom %s to %s: %s open, the twin counts %s", c, from, to, got, passed)
		}
		if passed == 0 {
			return
		}
		due, ok := c.Add(from, passed)
		if !ok || due.After(to) || c.walk(from, due) != passed || c.walk(from, due.Add(-time.Minute)) == passed {
			t.Fatalf("%v\n%s open from %s is over at %s, %v", c, passed, from, due, ok)
		}
		if got, _ := c.Opens(from); !got.Equal(c.walkToOpening(from)) {
			t.Fatalf("%v\nfrom %s it opens %s, the twin finds %s", c, from, got, c.walkToOpening(from))
		}
	})
}

// What has passed is what was asked for, to the nanosecond, and not before.
func TestAddIsTheFirstMomentAtWhichTheTimeHasPassed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, from := drawCalendar(t)
		from = from.Add(time.Duration(rapid.Int64Range(0, int64(time.Hour)).Draw(t, "within the hour")))
		d := time.Duration(rapid.Int64Range(1, int64(4*day)).Draw(t, "open"))
		due, ok := c.Add(from, d)
		if ok && (c.Elapsed(from, due) != d || c.Elapsed(from, due.Add(-1)) != d-1) {
			t.Fatalf("%v\n%s from %s is %s, where %s have passed", c, d, from, due, c.Elapsed(from, due))
		}
		if !ok && !c.Week.Never() {
			t.Fatalf("%v\n%s from %s never passes", c, d, from)
		}
	})
}

// drawCalendar draws a calendar, and a moment that is often shortly before a
// change of its clocks.
func drawCalendar(t *rapid.T) (Calendar, time.Time) {
	loc, err := time.LoadLocation(rapid.SampledFrom(places).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(minutes(t, "when", 366*24*60)).In(loc)
	if _, change := from.ZoneBounds(); !change.IsZero() && rapid.Bool().Draw(t, "near a change") {
		from = change.Add(-minutes(t, "before", 4*24*60))
	}
	c := Calendar{Week: rapid.OneOf(rapid.Just(Always()), rapid.Just(MondayToFriday(0, day)), rapid.Custom(drawWeek)).Draw(t, "week"), Zone: loc}
	c.Booked = drawSpans(t, "booked", from)
	for range rapid.IntRange(0, 2).Draw(t, "holidays") {
		c.Holidays = append(c.Holidays, DateOf(from.Add(minutes(t, "holiday", 6*24*60))))
	}
	return c, from
}

func drawWeek(t *rapid.T) Week {
	days := rapid.SliceOfN(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Hours {
		opens := minutes(t, "opens", 24*60-1)
		return Hours{opens, opens + time.Minute + minutes(t, "for", int((day-opens)/time.Minute)-1)}
	}), 0, 2), 7, 7).Draw(t, "days")
	return Week{days[0], days[1], days[2], days[3], days[4], days[5], days[6]}
}

// drawSpans may overlap, touch, be empty, come in any order, or last.
func drawSpans(t *rapid.T, label string, from time.Time) []Span {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Span {
		begins := from.Add(minutes(t, "begins", 6*24*60) - day)
		if rapid.IntRange(0, 9).Draw(t, "lasts") == 0 {
			return Span{From: begins}
		}
		return Span{begins, begins.Add(minutes(t, "ends", 2*24*60))}
	}), 0, 3).Draw(t, label)
}

func minutes(t *rapid.T, label string, most int) time.Duration {
	return time.Duration(rapid.IntRange(0, most).Draw(t, label)) * time.Minute
}

// walk counts the minutes that begin while the calendar is open.
func (c Calendar) walk(from, to time.Time) (open time.Duration) {
	for ; from.Before(to); from = from.Add(time.Minute) {
		if c.looksOpen(from) {
			open += time.Minute
		}
	}
	return open
}

func (c Calendar) walkToOpening(from time.Time) time.Time {
	for !c.looksOpen(from) {
		from = from.Add(time.Minute)
	}
	return from
}

func (c Calendar) looksOpen(at time.Time) bool {
	local := at.In(c.Zone)
	for _, s := range c.Booked {
		if s.Holds(at) {
			return true
		}
	}
	for _, d := range c.Holidays {
		if y, m, dd := local.Date(); d.Year == y && d.Month == m && d.Day == dd {
			return false
		}
	}
	hours := map[time.Weekday][]Hours{
		time.Monday: c.Week.Monday, time.Tuesday: c.Week.Tuesday, time.Wednesday: c.Week.Wednesday, time.Thursday: c.Week.Thursday,
		time.Friday: c.Week.Friday, time.Saturday: c.Week.Saturday, time.Sunday: c.Week.Sunday,
	}[local.Weekday()]
	now := local.Hour()*60 + local.Minute()
	return slices.ContainsFunc(hours, func(h Hours) bool { return int(h.From.Minutes()) <= now && now < int(h.To.Minutes()) })
}
