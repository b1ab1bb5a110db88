package civil

import (
	"fmt"
	"time"
)

// Date is a day of the calendar, in no particular zone. The zero value is no
// date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the date that a calendar shows at a moment, in the moment's
// zone.
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

// AddMonths returns the same day of the month, n months later. If that month is
// too short, it returns the first of the month after it, so that a term of n
// months is never cut short: a year from 29 February includes the whole of 28
// February.
func (d Date) AddMonths(n int) Date {
	later := DateOf(time.Date(d.Year, d.Month+time.Month(n), d.Day, 0, 0, 0, 0, time.UTC))
	if later.Day < d.Day {
		later.Day = 1
	}
	return later
}

// Exists reports whether the calendar has such a day: 29 February 2026 does not
// exist.
func (d Date) Exists() bool { return DateOf(d.midnight()) == d }

func (d Date) midnight() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// String returns "2026-12-25", or the empty string for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes the form that [Date.UnmarshalText] reads.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "2026-12-25"; an empty text is no date. TOML delivers a
// bare date as the midnight of its day: that form is read too. Any other time
// of day is an error.
func (d *Date) UnmarshalText(text []byte) (err error) {
	at, bad := time.Parse(time.RFC3339, string(text))
	switch {
	case len(text) == 0:
		*d = Date{}
	case bad == nil && wallClock(at) != 0:
		err = fmt.Errorf("date %q: write the day alone, %s", text, DateOf(at))
	case bad == nil:
		*d = DateOf(at)
	default:
		*d, err = ParseDate(string(text))
	}
	return err
}

// AddDays returns the date n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.midnight().AddDate(0, 0, n)) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

// At returns the moment at which the clocks of a zone (nil is UTC) first show a
// time of day on this date, or a later one if they skip it. So each time of day
// comes once a day, also where the clocks are put back and show it twice.
func (d Date) At(clock time.Duration, zone *time.Location) time.Time {
	shown := d.midnight().Add(clock)
	for at := shown.Add(-26 * time.Hour).In(OrUTC(zone)); ; { // no clock is so far ahead of UTC
		_, offset := at.Zone()
		change := OffsetUntil(at)
		first := later(at, shown.Add(-time.Duration(offset)*time.Second).In(at.Location()))
		if change.IsZero() || first.Before(change) {
			return first
		}
		at = change
	}
}
