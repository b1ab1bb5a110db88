package desktest

import (
	"fmt"
	"strings"
	"time"
)

// clock is a moment on the clocks of the place where the story is told.
func (r *record) clock(at time.Time) string { return r.clockOf(at, time.Now()) }

// clockOf is a moment as it is written on a day: with its own if that is another.
func (r *record) clockOf(at, day time.Time) string { return clockIn(r.zone, at, day) }

func clockIn(zone *time.Location, at, day time.Time) string {
	at = at.In(zone)
	text := at.Format("15:04")
	if at.Second() > 0 || at.Nanosecond() > 0 {
		text = at.Format("15:04:05.999")
	}
	if day.In(zone).Format(time.DateOnly) != at.Format(time.DateOnly) {
		text = at.Format("Mon 2 Jan ") + text
	}
	return text
}

// written is a moment that a message names, on the clocks of the person who reads
// it: where these are not those of the story, with their difference from UTC.
func (r *record) written(moment string) string {
	at, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		return moment
	}
	text := clockIn(at.Location(), at, time.Now())
	_, here := at.In(r.zone).Zone()
	if _, there := at.Zone(); there == here {
		return text
	}
	zone := strings.TrimSuffix(at.Format("UTC-07:00"), ":00")
	return text + " " + strings.TrimSuffix(zone, "+00")
}

// waits lets time pass: "40 s", "until 14:00", "until Tue 14:00".
func (s *story) waits(said []string) error {
	at, err := s.moment(said[0])
	return s.then(err, func() error { s.sleep(at); return nil })
}

// moment is when a wait is over.
func (s *story) moment(words string) (time.Time, error) {
	short := strings.NewReplacer(" ", "", "min", "m").Replace(words)
	if d, err := time.ParseDuration(short); err == nil {
		return time.Now().Add(d), nil
	}
	day, clock, named := strings.Cut(strings.TrimPrefix(words, "until "), " ")
	if !named {
		day, clock = "", day
	}
	for _, form := range []string{"15:04", "15:04:05"} {
		if at, err := time.Parse(form, clock); err == nil {
			return s.next(day, at)
		}
	}
	return time.Time{}, fmt.Errorf("wait %s: write 40 s, until 14:00 or until Tue 14:00", words)
}

// next is the next time that the clocks show a time, on a day of the week if it is
// named.
func (s *story) next(day string, clock time.Time) (time.Time, error) {
	now := time.Now().In(s.rec.zone)
	for days := range 8 {
		at := time.Date(now.Year(), now.Month(), now.Day()+days, clock.Hour(), clock.Minute(), clock.Second(), 0, s.rec.zone)
		if at.After(now) && (day == "" || at.Format("Mon") == day) {
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("no such day: %s", day)
}
