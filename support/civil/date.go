package civil

import (
	"fmt"
	"strings"
	"time"
)

// Date is a day on a calendar on the wall, wherever that wall is. The zero
// value is no date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the date that a calendar shows at a moment, in the moment's zone.
func DateOf(at time.Time) Date {
	year, month, day := at.Date()
	return Date{year, month, day}
}

// ParseDate reads "2026-12-25".
func ParseDate(text string) (Date, error) {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: write a day that exists as year-month-day, 2026-12-25", text)
	}
	return DateOf(at), nil
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Before reports whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.midnight().Before(other.midnight()) }

// AddMonths is the same day of the month, n months later. Where that month is
// too short, it is the first of the next, so that a term of n months is never
// cut: a year from 29 February lasts to the end of 28 February.
func (d Date) AddMonths(n int) Date {
	later := DateOf(time.Date(d.Year, d.Month+time.Month(n), d.Day, 0, 0, 0, 0, time.UTC))
	if later.Day < d.Day {
		later.Day = 1
	}
	return later
}

// Exists reports whether a calendar has such a day.
func (d Date) Exists() bool { return DateOf(d.midnight()) == d }

func (d Date) midnight() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// String is "2026-12-25", and empty for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes what [Date.UnmarshalText] reads.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "2026-12-25"; nothing is no date. A date that TOML has
// made the midnight of its day is that day.
func (d *Date) UnmarshalText(text []byte) (err error) {
	day, clock, timed := strings.Cut(string(text), "T")
	switch {
	case len(text) == 0:
		*d = Date{}
	case timed && !strings.HasPrefix(clock, "00:00:00"):
		err = fmt.Errorf("date %q: write the day alone, %s", text, day)
	default:
		*d, err = ParseDate(day)
	}
	return err
}
