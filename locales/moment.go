package locales

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"edown/ivr"
)

// moment says when something is, by the calendar and the clock of its own
// place: "today at 4:15 p.m.". Today is counted in days of that place, of
// whatever length. Midnight belongs to the evening that it ends, as people say
// it: 0:00 of tomorrow is tonight at midnight. The time is rounded down to the
// minute; an unknown moment is empty.
func (t *tongue) moment(m ivr.Moment) string {
	if m.At.IsZero() {
		return ""
	}
	hour, minute, _ := m.At.Clock()
	day, now := dateOf(m.At), dateOf(m.Now.In(m.At.Location()))
	if hour == 0 && minute == 0 {
		return t.at(t.day("night_", day.AddDate(0, 0, -1), now), t.phrase("clock_midnight", nil))
	}
	return t.at(t.day("day_", day, now), t.phrase("clock", map[string]any{"Hour": hour, "Minute": minute}))
}

func (t *tongue) at(day, clock string) string {
	return t.phrase("moment", map[string]any{"Day": day, "Time": clock})
}

// dateOf is a date without its place, so that the days between two dates are 24
// hours long.
func dateOf(at time.Time) time.Time {
	y, m, d := at.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

const (
	oneDay  = 24 * time.Hour
	oneWeek = 7 * oneDay
	// farOff is the distance from which a date needs its year to be clear.
	farOff = 180 * oneDay
)

// day says a date by its distance from today: today, tomorrow, Monday, or the
// date. Nights, which end at midnight, have words of their own.
func (t *tongue) day(kind string, date, today time.Time) string {
	switch away := date.Sub(today); {
	case away == 0:
		return t.phrase(kind+"today", nil)
	case away == oneDay:
		return t.phrase(kind+"tomorrow", nil)
	case away == -oneDay:
		return t.phrase(kind+"yesterday", nil)
	case away.Abs() < oneWeek:
		return t.phrase(kind+week(date, today), map[string]any{"Weekday": t.nth("weekdays", int(date.Weekday()))})
	case away.Abs() < farOff:
		return t.phrase(kind+"date", t.calendar(date))
	}
	return t.phrase(kind+"date_year", t.calendar(date))
}

func (t *tongue) calendar(date time.Time) map[string]any {
	return map[string]any{"Month": t.nth("months", int(date.Month())-1), "Number": date.Day(), "Year": date.Year()}
}

// week says in which week, Monday first, a date is that is less than a week
// away.
func week(date, today time.Time) string {
	monday := today.AddDate(0, 0, -(int(today.Weekday())+6)%7)
	switch {
	case date.Before(monday):
		return "last_week"
	case date.Before(monday.Add(oneWeek)):
		return "this_week"
	}
	return "next_week"
}

// names has the number of items of each list of names.
var names = map[string]int{"weekdays": 7, "weekdays_short": 7, "months": 12, "months_short": 12}

// nth returns an item of a list of names, from 0; weekdays begin with Sunday.
func (t *tongue) nth(list string, n int) string {
	return strings.TrimSpace(strings.Split(t.phrase(list, nil), ",")[n])
}

// checkNames finds lists that do not name every day or month.
func (t *tongue) checkNames() []error {
	var problems []error
	for list, want := range names {
		if got := strings.Count(t.phrase(list, nil), ",") + 1; got != want {
			problems = append(problems, fmt.Errorf(
				"locales: message %q in language %q has %d items: write %d, with commas between", list, t.tag, got, want))
		}
	}
	return problems
}

// moments are the data of written messages that are points in time, in RFC
// 3339.
var moments = map[string]bool{"When": true, "Opens": true}

// writtenMoment writes an RFC 3339 time as the language does, with the offset
// of its place, because the reader may be elsewhere. It does not change any
// other text.
func (t *tongue) writtenMoment(text string) string {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return clean(text, longestWritten)
	}
	return t.phrase("moment_written", map[string]any{
		"Weekday": t.nth("weekdays_short", int(at.Weekday())), "Month": t.nth("months_short", int(at.Month())-1),
		"Number": at.Day(),
		"Hour":   at.Hour(), "Minute": at.Minute(), "Zone": offset(at),
	})
}

// offset names a place by its distance from UTC, UTC+5:30.
func offset(at time.Time) string {
	_, seconds := at.Zone()
	minutes := seconds / 60
	sign := "+"
	if minutes < 0 {
		sign, minutes = "-", -minutes
	}
	switch {
	case minutes == 0:
		return "UTC"
	case minutes%60 == 0:
		return fmt.Sprintf("UTC%s%d", sign, minutes/60)
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, minutes/60, minutes%60)
}

// twelve is an hour on a twelve-hour clock: the template function of that name.
func twelve(hour int) int { return (hour+11)%12 + 1 }

// feminines are the numbers below sixty whose last word has a gender in French.
var feminines = map[int]string{
	1: "une", 21: "vingt et une", 31: "trente et une", 41: "quarante et une", 51: "cinquante et une",
}

// feminine is a number before a feminine noun, such as French heure: the template
// function of that name. A voice that reads figures says the masculine.
func feminine(n int) string {
	if word, ok := feminines[n]; ok {
		return word
	}
	return strconv.Itoa(n)
}
