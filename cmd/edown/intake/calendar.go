package intake

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"edown/operators/rota"
	"edown/support/civil"
)

// ParseZone reads the name of a time zone, "Europe/Paris".
func ParseZone(text string) (*time.Location, error) {
	zone, err := time.LoadLocation(text)
	if err != nil || text == "Local" {
		return nil, errors.New("write a time zone as the IANA database names it, such as Europe/Paris")
	}
	return zone, nil
}

// lastDay reads the last day on which something is valid, and returns its end in the
// zone. A nil zone is UTC.
func lastDay(text string, zone *time.Location) (time.Time, error) {
	day, err := parseDay(text)
	if err != nil {
		return time.Time{}, errors.New("write the last day on which it holds, such as 2027-12-31")
	}
	return day.AddDays(1).At(0, zone), nil
}

func parseDay(text string) (day civil.Date, err error) {
	err = day.UnmarshalText([]byte(text))
	return day, err
}

// parseMoment reads a day or a moment, in UTC unless it has a zone.
func parseMoment(text string) (time.Time, error) {
	for _, form := range []string{time.RFC3339, "2006-01-02 15:04", "2006-01-02T15:04:05", time.DateOnly} {
		if at, err := time.Parse(form, text); err == nil {
			return at.UTC(), nil
		}
	}
	return time.Time{}, errors.New("write a day or a moment, such as 2026-03-01 or 2026-03-01T14:30:00Z")
}

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// parseDays reads "mon-fri sun"; a span may cross the end of the week.
func parseDays(text string) ([]time.Weekday, error) {
	var days []time.Weekday
	for _, part := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == ',' }) {
		first, last, isSpan := strings.Cut(part, "-")
		if !isSpan {
			last = first
		}
		from, to := slices.Index(weekdays, first), slices.Index(weekdays, last)
		if from < 0 || to < 0 {
			return nil, fmt.Errorf("%q is no day: write mon tue wed thu fri sat sun, or mon-fri; nothing means every day", part)
		}
		for day := from; ; day = (day + 1) % 7 {
			days = append(days, time.Weekday(day))
			if day == to {
				break
			}
		}
	}
	if len(days) == 0 {
		return nil, errors.New("names no day: write mon tue wed thu fri sat sun, or mon-fri; nothing means every day")
	}
	return days, nil
}

func parseTimeOfDay(text string) (rota.TimeOfDay, error) {
	at, err := rota.ParseTimeOfDay(text)
	if err != nil {
		err = errors.New("write a time of day, such as 17:30")
	}
	return at, err
}
