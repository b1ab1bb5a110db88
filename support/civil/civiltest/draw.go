// Package civiltest draws calendars for tests, and holds the naive twin of
// their arithmetic: a local clock that is looked at every minute.
package civiltest

import (
	"time"

	"pgregory.net/rapid"

	"edown/support/civil"
)

// Places are zones that shift by an hour, by half an hour and not at all. In
// Santiago the shift is at midnight, so that one Sunday has no 00:00.
var Places = []string{"America/Los_Angeles", "Europe/Paris", "Asia/Shanghai", "Australia/Lord_Howe", "America/Santiago"}

// DrawCalendar draws a calendar, and a moment that is often shortly before a
// change of its clocks.
func DrawCalendar(t *rapid.T) (civil.Calendar, time.Time) {
	loc, err := time.LoadLocation(rapid.SampledFrom(Places).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(Minutes(t, "when", 366*24*60)).In(loc)
	if _, change := from.ZoneBounds(); !change.IsZero() && rapid.Bool().Draw(t, "near a change") {
		from = change.Add(-Minutes(t, "before", 4*24*60))
	}
	c := civil.Calendar{Week: rapid.OneOf(rapid.Just(civil.Always()), rapid.Just(civil.MondayToFriday(0, civil.Day)),
		rapid.Custom(drawWeek)).Draw(t, "week"), Zone: loc}
	c.Booked = DrawSpans(t, "booked", from)
	for range rapid.IntRange(0, 2).Draw(t, "holidays") {
		c.Holidays = append(c.Holidays, civil.DateOf(from.Add(Minutes(t, "holiday", 6*24*60))))
	}
	return c, from
}

func drawWeek(t *rapid.T) civil.Week {
	days := rapid.SliceOfN(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) civil.Hours {
		opens := Minutes(t, "opens", 24*60-1)
		return civil.Hours{From: opens, To: opens + time.Minute + Minutes(t, "for", int((civil.Day-opens)/time.Minute)-1)}
	}), 0, 2), 7, 7).Draw(t, "days")
	return civil.Week{Monday: days[0], Tuesday: days[1], Wednesday: days[2], Thursday: days[3], Friday: days[4],
		Saturday: days[5], Sunday: days[6]}
}

// DrawSpans draws spans that may overlap, touch, be empty, come in any order,
// or never end.
func DrawSpans(t *rapid.T, label string, from time.Time) []civil.Span {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) civil.Span {
		begins := from.Add(Minutes(t, "begins", 6*24*60) - civil.Day)
		if rapid.IntRange(0, 9).Draw(t, "lasts") == 0 {
			return civil.Span{From: begins}
		}
		return civil.Span{From: begins, To: begins.Add(Minutes(t, "ends", 2*24*60))}
	}), 0, 3).Draw(t, label)
}

// Minutes draws a number of whole minutes.
func Minutes(t *rapid.T, label string, most int) time.Duration {
	return time.Duration(rapid.IntRange(0, most).Draw(t, label)) * time.Minute
}
