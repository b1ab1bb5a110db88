package rota_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"edown/operators/rota"
	"edown/operators/rota/rotatest"
)

// Gaps follow the clocks on the wall in every zone, also through the nights that are an hour
// shorter or longer.
func TestGapsFollowTheClocks(t *testing.T) {
	night := func(zone string, from, to rota.TimeOfDay) rota.Rota {
		return rota.Rota{People: []rota.Person{rotatest.Mei}, Shifts: []rota.Shift{{Person: "mei", Role: rota.Manager, From: from, To: to, Zone: zoneOf(t, zone)}}}
	}
	for _, c := range []struct {
		name     string
		roster   rota.Rota
		from, to string
		want     []string // from, to, ...
	}{
		{"New York loses an hour: the day off lasts 11 hours", night("America/New_York", 12*60, 0),
			"2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z", []string{"2026-03-08T05:00:00Z", "2026-03-08T16:00:00Z"}},
		{"New York gains an hour: 13 hours", night("America/New_York", 12*60, 0),
			"2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", []string{"2026-11-01T04:00:00Z", "2026-11-01T17:00:00Z"}},
		{"Paris: a shift that begins in the hour that is lost begins when the clocks are put forward", night("Europe/Paris", 150, 6*60),
			"2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z", []string{"2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z"}},
		{"Paris: in the hour that comes twice, it goes on", night("Europe/Paris", 150, 6*60),
			"2026-10-25T00:00:00Z", "2026-10-25T03:00:00Z", []string{"2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z"}},
		{"Lord Howe puts its clocks by half an hour", night("Australia/Lord_Howe", 3*60, 0),
			"2026-10-03T13:30:00Z", "2026-10-04T12:00:00Z", []string{"2026-10-03T13:30:00Z", "2026-10-03T16:00:00Z"}},
		{"Kolkata never does", night("Asia/Kolkata", 9*60, 17*60),
			"2026-03-28T18:30:00Z", "2026-03-29T18:30:00Z", []string{"2026-03-28T18:30:00Z", "2026-03-29T03:30:00Z", "2026-03-29T11:30:00Z", "2026-03-29T18:30:00Z"}},
		{"an empty rota has one gap", rota.Rota{}, "2026-03-28T18:30:00Z", "2026-03-29T18:30:00Z", []string{"2026-03-28T18:30:00Z", "2026-03-29T18:30:00Z"}},
		{"a shift of an unknown person covers nothing", rota.Rota{Shifts: []rota.Shift{{Person: "ghost", Role: rota.Manager}}}, "2026-03-28T18:30:00Z", "2026-03-28T19:30:00Z", []string{"2026-03-28T18:30:00Z", "2026-03-28T19:30:00Z"}},
		{"a person who is always there leaves none", rota.Rota{People: []rota.Person{rotatest.Mei}, Shifts: []rota.Shift{{Person: "mei", Role: rota.Manager}}}, "2026-03-28T18:30:00Z", "2026-04-29T18:30:00Z", nil},
	} {
		var got []string
		for _, g := range c.roster.Gaps(rota.Manager, when(t, c.from), when(t, c.to)) {
			got = append(got, g.From.UTC().Format(time.RFC3339), g.To.UTC().Format(time.RFC3339))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %v\nwant %v", c.name, got, c.want)
		}
	}
}

// minutes asks the rota for every minute: slow, and too plain to be wrong.
func minutes(r rota.Rota, role rota.Role, from, to time.Time) (gaps []rota.Gap) {
	for at := from; at.Before(to); at = at.Add(time.Minute) {
		if len(r.OnDuty(role, at)) > 0 {
			continue
		}
		if n := len(gaps); n > 0 && gaps[n-1].To.Equal(at) {
			gaps[n-1].To = at.Add(time.Minute)
		} else {
			gaps = append(gaps, rota.Gap{From: at, To: at.Add(time.Minute)})
		}
	}
	return gaps
}

func TestGapsAreThoseThatAMinuteHandFinds(t *testing.T) {
	zones := []*time.Location{nil}
	for _, name := range []string{"America/New_York", "Europe/Paris", "Australia/Lord_Howe", "Africa/Casablanca"} {
		zones = append(zones, zoneOf(t, name))
	}
	starts := []time.Time{when(t, "2026-03-07T00:00:00Z"), when(t, "2026-03-28T00:00:00Z"), when(t, "2026-04-03T12:17:00Z"), when(t, "2026-10-02T00:00:00Z"), when(t, "2026-10-31T05:00:00Z"), when(t, "2026-02-14T00:00:00Z")}
	rapid.Check(t, func(t *rapid.T) {
		r := rota.Rota{People: []rota.Person{rotatest.Mei}}
		for i := range rapid.IntRange(0, 4).Draw(t, "shifts") {
			days := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) time.Weekday { return time.Weekday(rapid.IntRange(0, 6).Draw(t, "day")) }), 0, 6, rapid.ID).Draw(t, fmt.Sprint("days ", i))
			clock := rapid.Custom(func(t *rapid.T) rota.TimeOfDay { return rota.TimeOfDay(rapid.IntRange(0, 48).Draw(t, "clock") * 30) })
			r.Shifts = append(r.Shifts, rota.Shift{Person: "mei", Role: rota.Manager, Days: days, From: clock.Draw(t, "from"), To: clock.Draw(t, "to"), Zone: rapid.SampledFrom(zones).Draw(t, "zone")})
		}
		from := rapid.SampledFrom(starts).Draw(t, "start")
		to := from.Add(4 * 24 * time.Hour)
		got, want := r.Gaps(rota.Manager, from, to), minutes(r, rota.Manager, from, to)
		if !slices.EqualFunc(got, want, func(a, b rota.Gap) bool { return a.From.Equal(b.From) && a.To.Equal(b.To) }) {
			t.Fatalf("%v\n got %v\nwant %v", r.Shifts, got, want)
		}
	})
}

func TestThroughNamesPeopleAsTheyComeOn(t *testing.T) {
	r := rota.Rota{People: []rota.Person{rotatest.Raj, rotatest.Mei}, Shifts: []rota.Shift{
		{Person: "raj", Role: rota.Manager, Layer: 1, From: 20 * 60, To: 22 * 60}, {Person: "mei", Role: rota.Manager, Layer: 2},
	}}
	if got := r.Through(rota.Manager, rotatest.Noon, rotatest.Noon.Add(24*time.Hour)); !slices.Equal(got, []rota.Person{rotatest.Mei, rotatest.Raj}) {
		t.Errorf("%v", got)
	}
	if got := r.Through(rota.Manager, rotatest.Noon, rotatest.Noon.Add(time.Hour)); !slices.Equal(got, []rota.Person{rotatest.Mei}) {
		t.Errorf("%v", got)
	}
	if got := r.Through(rota.Manager, rotatest.Noon, rotatest.Noon); len(got) != 0 {
		t.Errorf("no time at all: %v", got)
	}
}

// time.ZoneBounds gives a moment that has passed on 31 December 2040.
func TestGapsOnTheLastDayOfALeapYear(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	roster := rota.Rota{People: []rota.Person{rotatest.Mei}, Shifts: []rota.Shift{{Person: "mei", Role: rota.Manager, From: 9 * 60, To: 17 * 60, Zone: zone}}}
	from := time.Date(2040, time.December, 25, 0, 0, 0, 0, zone)
	if gaps := roster.Gaps(rota.Manager, from, from.AddDate(0, 0, 14)); len(gaps) != 15 {
		t.Errorf("%d gaps, want one a night and the two halves: %v", len(gaps), gaps)
	}
}
