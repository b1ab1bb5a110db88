// Package civil is time as people live by it: days, weeks and hours on the
// clock on the wall, in a place, across its daylight-saving changes. It is
// pure: no clock, no I/O but the zone database, the standard library alone.
package civil

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Day is what a clock on the wall counts between two midnights, also on the
// days that last 23 or 25 hours.
const Day = 24 * time.Hour

// Hours are one opening of a day, as on a shop's door: from a time on the
// wall's clock up to, and without, another. To is 24 hours at the day's end.
// Its text is "09:00-17:00".
type Hours struct{ From, To time.Duration }

// ParseHours reads "09:00-17:00"; "24:00" is the day's end.
func ParseHours(text string) (Hours, error) {
	from, to, _ := strings.Cut(text, "-")
	opens, okFrom := parseClock(from)
	closes, okTo := parseClock(to)
	if !okFrom || !okTo || opens >= closes {
		return Hours{}, fmt.Errorf("hours %q: write two times of one day, the earlier first, 09:00-17:00 or 00:00-24:00", text)
	}
	return Hours{opens, closes}, nil
}

func parseClock(text string) (time.Duration, bool) {
	text = strings.TrimSpace(text)
	hours, minutes, found := strings.Cut(text, ":")
	h, errH := strconv.ParseUint(hours, 10, 8)
	m, errM := strconv.ParseUint(minutes, 10, 8)
	clock := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	return clock, found && errH == nil && errM == nil && m < 60 && len(minutes) == 2 && clock <= Day
}

// String is "09:00-17:00".
func (h Hours) String() string { return ClockText(h.From) + "-" + ClockText(h.To) }

func ClockText(clock time.Duration) string {
	text := fmt.Sprintf("%02d:%02d", clock/time.Hour, clock%time.Hour/time.Minute)
	if rest := clock % time.Minute; rest != 0 {
		text += "+" + rest.String()
	}
	return text
}

// MarshalText writes what [Hours.UnmarshalText] reads.
func (h Hours) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText is [ParseHours].
func (h *Hours) UnmarshalText(text []byte) (err error) {
	*h, err = ParseHours(string(text))
	return err
}

// Week is what is open on each day of any week. The zero value never opens.
type Week struct {
	Monday    []Hours `json:",omitempty"`
	Tuesday   []Hours `json:",omitempty"`
	Wednesday []Hours `json:",omitempty"`
	Thursday  []Hours `json:",omitempty"`
	Friday    []Hours `json:",omitempty"`
	Saturday  []Hours `json:",omitempty"`
	Sunday    []Hours `json:",omitempty"`
}

// Always is 24x7. No two days share memory: one can be changed alone.
func Always() Week {
	w := MondayToFriday(0, Day)
	w.Saturday, w.Sunday = []Hours{{0, Day}}, []Hours{{0, Day}}
	return w
}

// MondayToFriday is the same opening on five days: 0 to 24 hours is 24x5, from
// Monday 00:00 to Friday 24:00 (R40).
func MondayToFriday(from, to time.Duration) Week {
	daily := func() []Hours { return []Hours{{from, to}} }
	return Week{Monday: daily(), Tuesday: daily(), Wednesday: daily(), Thursday: daily(), Friday: daily()}
}

// On is what is open on one day of the week.
func (w Week) On(weekday time.Weekday) []Hours {
	return [...][]Hours{w.Sunday, w.Monday, w.Tuesday, w.Wednesday, w.Thursday, w.Friday, w.Saturday}[weekday]
}

// Never reports whether nothing ever opens.
func (w Week) Never() bool {
	for weekday := time.Sunday; weekday <= time.Saturday; weekday++ {
		if opens(w.On(weekday)) {
			return false
		}
	}
	return true
}

func opens(hours []Hours) bool {
	for _, h := range hours {
		if h.From < min(h.To, Day) {
			return true
		}
	}
	return false
}

// WholeDays is the same week, open from midnight to midnight on each day that
// is open at all: business days, where w are business hours.
func (w Week) WholeDays() Week {
	whole := func(hours []Hours) []Hours {
		if !opens(hours) {
			return nil
		}
		return []Hours{{0, Day}}
	}
	return Week{
		whole(w.Monday), whole(w.Tuesday), whole(w.Wednesday), whole(w.Thursday),
		whole(w.Friday), whole(w.Saturday), whole(w.Sunday),
	}
}
