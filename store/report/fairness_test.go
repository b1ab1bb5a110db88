package report

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/operators/rota"
	"edown/store"
	"edown/support"
)

// Nights are in the zone of the person rung, and two rings for one page are one
// page.
func TestLoads(t *testing.T) {
	at := func(text string) time.Time { // UTC
		at, err := time.Parse("01-02 15:04", text)
		if err != nil {
			t.Fatal(err)
		}
		return at.AddDate(2026, 0, 0)
	}
	ring := func(person, page, when, ending string) store.Ring {
		return store.Ring{Person: person, Page: page, Placed: at(when), Ending: ending}
	}
	declined, machine := ring("mei", "ED-2", "10-08 05:01", support.EndCompleted), ring("raj", "ED-2", "10-08 05:02", support.EndCompleted)
	declined.Declined, machine.Machine = true, true
	a := store.Activity{
		Rota: rota.Rota{
			People: []rota.Person{{ID: "mei", Name: "Mei Chen", Zone: "America/Los_Angeles"}, {ID: "raj", Name: "Raj Patel", Zone: "Asia/Kolkata"}, {ID: "vic", Name: "Victor Hale"}},
			Shifts: []rota.Shift{{Person: "mei"}, {Person: "vic"}, {Person: "mei"}},
		},
		Rings: []store.Ring{
			ring("mei", "ED-1", "10-08 04:59", support.EndNoAnswer), // 21:59 in Los Angeles
			ring("mei", "ED-1", "10-08 05:00", support.EndNoAnswer), // 22:00
			declined, // the same night, another page
			ring("mei", "ED-3", "10-08 13:59", support.EndCanceled),  // 6:59
			ring("mei", "ED-4", "10-08 14:00", ""),                   // 7:00, still ringing
			ring("raj", "ED-1", "10-08 05:00", support.EndCompleted), // 10:30 in Kolkata: heard that a colleague has it
			machine,
			ring("raj", "ED-5", "10-08 16:30", support.EndNoKey), // 22:00
			ring("gone", "ED-6", "10-08 23:00", support.EndBusy), // left the rota
		},
		Accepts: []store.Taken{{Person: "raj", Page: "ED-5"}, {Person: "vic", Page: "ED-1"}},
	}
	want := []Load{
		{Person: "mei", Name: "Mei Chen", Pages: 4, Rung: 5, Declined: 1, Missed: 2, AtNight: 3, Nights: 1, Worse: 1},
		{Person: "raj", Name: "Raj Patel", Pages: 3, Rung: 3, Accepted: 1, Missed: 2, AtNight: 1, Nights: 1},
		{Person: "gone", Name: "gone", Pages: 1, Rung: 1, Missed: 1, AtNight: 1, Nights: 1},
		{Person: "vic", Name: "Victor Hale", Accepted: 1}, // by SMS
	}
	if diff := cmp.Diff(want, loads(a)); diff != "" {
		t.Error(diff)
	}
}

// A night spans midnight, and has the date of its evening.
func TestNights(t *testing.T) {
	for at, want := range map[string]string{
		"2026-10-07 21:59": "", "2026-10-07 22:00": "2026-10-07", "2026-10-07 23:59": "2026-10-07",
		"2026-10-08 00:00": "2026-10-07", "2026-10-08 06:59": "2026-10-07", "2026-10-08 07:00": "", "2026-11-01 01:00": "2026-10-31",
	} {
		moment, err := time.Parse("2006-01-02 15:04", at)
		if err != nil {
			t.Fatal(err)
		}
		if began, night := nightOf(moment); began.String() != want || night != (want != "") {
			t.Errorf("%s: %s, want %q", at, began, want)
		}
	}
}
