package rota_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"edown/operators/rota"
	"edown/operators/rota/rotatest"
)

// Spans are as the clocks on the wall show them, through the night that wins an hour.
func TestSpans(t *testing.T) {
	newYork := zoneOf(t, "America/New_York")
	r := rota.Rota{People: []rota.Person{rotatest.Mei, rotatest.Raj}, Shifts: []rota.Shift{
		{Person: "mei", Role: rota.Manager, From: 13*60 + 30, To: 60 + 30, Zone: newYork},
		{Person: "raj", Role: rota.Manager, Layer: 2, From: 0, To: 60, Zone: newYork},
	}}
	var got []string
	for _, s := range r.Spans(rota.Manager, when(t, "2026-11-01T03:00:00Z"), when(t, "2026-11-01T20:00:00Z")) {
		got = append(got, fmt.Sprintf("%s %s %s", s.From.UTC().Format("15:04"), s.To.UTC().Format("15:04"), ids(s.People)))
	}
	want := []string{"03:00 04:00 mei", "04:00 05:00 mei raj", "05:00 05:30 mei", "05:30 18:30 ", "18:30 20:00 mei"} // once, though half past one comes twice
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func ids(people []rota.Person) string {
	var all []string
	for _, p := range people {
		all = append(all, p.ID)
	}
	return strings.Join(all, " ")
}

// Spans follow each other without a hole; a minute-walker finds the same people in
// them; two neighbours differ; and those without people are the gaps.
func TestSpansAreWhoIsOnDuty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rota.Rota{People: []rota.Person{rotatest.Mei, rotatest.Raj}}
		for i := range rapid.IntRange(0, 4).Draw(t, "shifts") {
			zone, _ := time.LoadLocation(rapid.SampledFrom([]string{"UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata"}).Draw(t, "zone"))
			minute := rapid.IntRange(0, 1440)
			r.Shifts = append(r.Shifts, rota.Shift{
				Person: []string{"mei", "raj"}[i%2], Role: rota.Manager, Layer: i, Zone: zone,
				From: rota.TimeOfDay(minute.Draw(t, "from")), To: rota.TimeOfDay(minute.Draw(t, "to")),
			})
		}
		from := time.Date(2026, 10, 24, 12, 0, 0, 0, time.UTC)
		to := from.Add(36 * time.Hour)
		spans, at := r.Spans(rota.Manager, from, to), from
		var gaps []rota.Gap
		for i, s := range spans {
			if !s.From.Equal(at) || !s.To.After(s.From) || i > 0 && slices.Equal(s.People, spans[i-1].People) {
				t.Fatalf("span %d: %v after %v", i, s, at)
			}
			for ; at.Before(s.To); at = at.Add(time.Minute) {
				if on := r.OnDuty(rota.Manager, at); !slices.Equal(on, s.People) {
					t.Fatalf("%v: on duty %q, the span says %q", at, ids(on), ids(s.People))
				}
			}
			if len(s.People) == 0 {
				gaps = append(gaps, rota.Gap{From: s.From, To: s.To})
			}
		}
		if !at.Equal(to) || fmt.Sprint(gaps) != fmt.Sprint(r.Gaps(rota.Manager, from, to)) {
			t.Fatalf("until %v, gaps %v; want %v, %v", at, gaps, to, r.Gaps(rota.Manager, from, to))
		}
	})
}
