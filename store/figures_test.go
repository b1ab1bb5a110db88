package store

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/operators/rota"
	"edown/support"
)

// Figures count the pages that run and since when, the overdue work, and the people on duty.
func TestFigures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		began := time.Now().UTC()
		turn(t, s, told(called("CA1", ann), "0"))
		page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
		must(t, s.Mark(t.Context(), Backup, began))
		time.Sleep(time.Minute)
		turn(t, s, told(called("CA2", "+14155550199"), "0"))
		page(t, s, "ED-CA2", support.EmergencyPage, "CA2")
		step(t, s, "ED-CA2", support.Event{Kind: support.CalledOff, Outcome: support.Solved, By: support.ByCaller})

		got, err := s.Figures(t.Context(), time.Now())
		must(t, err)
		want := Figures{
			Running: []Searching{{support.EmergencyPage, support.PageRinging, 1, began}},
			Overdue: []Backlog{{"command", 4, began}, {"dial", 2, began}},
			OnDuty:  map[rota.Role]int{rota.Manager: 2, rota.Operator: 1, rota.Level2: 0, rota.Director: 0},
			Backup:  began,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// Running pages are found by an index, however many have ended.
func TestFiguresAreFoundByAnIndex(t *testing.T) {
	s := open(t)
	var id, parent, unused int
	var plan string
	must(t, s.db.QueryRow(`EXPLAIN QUERY PLAN `+searching).Scan(&id, &parent, &unused, &plan))
	if !strings.Contains(plan, "pages_running") {
		t.Error(plan)
	}
}
