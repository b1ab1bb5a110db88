package rota

import (
	"slices"
	"time"

	"edown/support/civil"
)

// Covers reports whether the shift runs at a moment.
func (s Shift) Covers(at time.Time) bool { return len(s.runs(at, at.Add(1))) > 0 }

// runs are the times at which the shift runs, as far as they touch [from, to).
func (s Shift) runs(from, to time.Time) (spans []civil.Span) {
	zone := civil.OrUTC(s.Zone)
	last := civil.DateOf(to.In(zone)).AddDays(1) // the clocks may be put back across midnight
	for day := civil.DateOf(from.In(zone)).AddDays(-1); !last.Before(day); day = day.AddDays(1) {
		if !s.begins(day.Weekday()) {
			continue
		}
		if run := s.run(day, zone); run.From.Before(to) && run.To.After(from) {
			spans = append(spans, run)
		}
	}
	return spans
}

// Overlaps reports whether two shifts run at one time in an ordinary week: weeks
// in which clocks change are not looked at.
func (s Shift) Overlaps(other Shift) bool {
	from := time.Date(2026, time.January, 4, 0, 0, 0, 0, time.UTC)
	for _, run := range s.runs(from, from.AddDate(0, 0, 8)) {
		if len(other.runs(run.From, run.To)) > 0 {
			return true
		}
	}
	return false
}

// run is the time for which the shift runs that begins on a day.
func (s Shift) run(day civil.Date, zone *time.Location) civil.Span {
	end := day
	if s.To <= s.From {
		end = day.AddDays(1)
	}
	return civil.Span{From: day.At(s.From.clock(), zone), To: end.At(s.To.clock(), zone)}
}

func (t TimeOfDay) clock() time.Duration { return time.Duration(t) * time.Minute }

func (s Shift) begins(day time.Weekday) bool {
	return len(s.Days) == 0 || slices.Contains(s.Days, day)
}
