// Package civil is time as people live by it: days, weeks and hours on the
// local clock of a place, across its daylight-saving changes. It is pure: it
// reads no clock, does no I/O but the zone database, and needs only the
// standard library.
package civil

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Day is what a local clock counts between two midnights, also on the days that
// last 23 or 25 hours.
const Day = 24 * time.Hour

// Hours are one opening of a day, as on a shop's door: times of day, from From
// up to but excluding To. To is 24 hours at the end of the day. The text form
// is "09:00-17:00".
type Hours struct{ From, To time.Duration }

// ParseHours reads "09:00-17:00"; "24:00" is the end of the day.
func ParseHours(text string) (Hours, error) {
	from, to, _ := strings.Cut(text, "-")
	opens, okFrom := ParseClock(from)
	closes, okTo := ParseClock(to)
	if !okFrom || !okTo || opens >= closes {
		return Hours{}, fmt.Errorf("hours %q: write two times of one day, the earlier first, 09:00-17:00 or 00:00-24:00",
			text)
	}
	return Hours{opens, closes}, nil
}

// ParseClock reads a time of day as clocks on the wall show it, "17:30"; "24:00"
// is the end of the day. It reads all of the text or refuses it.
func ParseClock(text string) (clock time.Duration, ok bool) {
	hours, minutes, found := strings.Cut(strings.TrimSpace(text), ":")
	h, errH := strconv.ParseUint(hours, 10, 8)
	m, errM := strconv.ParseUint(minutes, 10, 8)
	clock = time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	ok = found && errH == nil && errM == nil && m < 60 && len(hours) <= 2 && len(minutes) == 2 && clock <= Day
	return clock, ok
}

// String returns "09:00-17:00".
func (h Hours) String() string { return ClockText(h.From) + "-" + ClockText(h.To) }

// ClockText writes a time of day as "09:00". Seconds and less are added as a
// duration, "09:00+30s", so that a wrong value is visible in an error.
func ClockText(clock time.Duration) string {
	text := fmt.Sprintf("%02d:%02d", clock/time.Hour, clock%time.Hour/time.Minute)
	if rest := clock % time.Minute; rest != 0 {
		text += "+" + rest.String()
	}
	return text
}

// MarshalText writes the form that [Hours.UnmarshalText] reads.
func (h Hours) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads what [ParseHours] reads.
func (h *Hours) UnmarshalText(text []byte) (err error) {
	*h, err = ParseHours(string(text))
	return err
}

// Week has the opening hours of each day of the week. The zero value never
// opens.
type Week struct {
	Monday    []Hours `json:",omitempty"`
	Tuesday   []Hours `json:",omitempty"`
	Wednesday []Hours `json:",omitempty"`
	Thursday  []Hours `json:",omitempty"`
	Friday    []Hours `json:",omitempty"`
	Saturday  []Hours `json:",omitempty"`
	Sunday    []Hours `json:",omitempty"`
}

// Always returns 24x7. Its days share no memory: each can be changed alone.
func Always() Week {
	w := MondayToFriday(0, Day)
	w.Saturday, w.Sunday = []Hours{{0, Day}}, []Hours{{0, Day}}
	return w
}

// MondayToFriday returns the same opening on five days: 0 to 24 hours is 24x5,
// from Monday 00:00 to Friday 24:00 (R40).
func MondayToFriday(from, to time.Duration) Week {
	daily := func() []Hours { return []Hours{{from, to}} }
	return Week{Monday: daily(), Tuesday: daily(), Wednesday: daily(), Thursday: daily(), Friday: daily()}
}

// On returns the opening hours of one day of the week.
func (w Week) On(weekday time.Weekday) []Hours {
	return [...][]Hours{w.Sunday, w.Monday, w.Tuesday, w.Wednesday, w.Thursday, w.Friday, w.Saturday}[weekday]
}

// Never reports whether the week has no opening at all.
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

// WholeDays returns the week with each day that has any opening open from
// midnight to midnight. It turns business hours into business days.
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
