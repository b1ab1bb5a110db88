package report

import (
	"fmt"
	"strconv"
	"time"
)

// Seconds is a length of time that other programs read in seconds.
type Seconds time.Duration

func seconds(d time.Duration) *Seconds {
	s := Seconds(d)
	return &s
}

// MarshalJSON writes seconds, to the millisecond, with as few decimals as
// possible.
func (s Seconds) MarshalJSON() ([]byte, error) { return []byte(s.number()), nil }

func (s Seconds) number() string {
	return strconv.FormatFloat(time.Duration(s).Round(time.Millisecond).Seconds(), 'f', -1, 64)
}

// String returns the length as people read it: to a tenth of a second below a
// minute, in minutes and seconds below an hour, and so on.
func (s Seconds) String() string {
	d := time.Duration(s)
	switch {
	case d.Round(100*time.Millisecond) < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d.Round(time.Second) < time.Hour:
		return pair(d.Round(time.Second), time.Minute, "min", time.Second, "s")
	case d.Round(time.Minute) < 48*time.Hour:
		return pair(d.Round(time.Minute), time.Hour, "h", time.Minute, "min")
	}
	return pair(d.Round(time.Hour), 24*time.Hour, "d", time.Hour, "h")
}

func pair(d, large time.Duration, ofLarge string, small time.Duration, ofSmall string) string {
	return fmt.Sprintf("%d %s %02d %s", d/large, ofLarge, d%large/small, ofSmall)
}

// short is a limit as people say it, "60 s".
func (s Seconds) short() string { return s.number() + " s" }
