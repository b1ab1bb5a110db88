package store

import (
	"testing"
	"time"

	"edown/operators"
	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// twoForMei is a record with two emergencies that ring Mei.
func twoForMei(t *testing.T) *Store {
	s := open(t)
	must(t, s.Put(t.Context(), Directory{People: []rota.Person{mei}, Shifts: []rota.Shift{{Person: "mei", Role: rota.Manager}}}))
	for _, call := range []string{"CA1", "CA2"} {
		turn(t, s, told(called(call, ann), "0"))
		page(t, s, "ED-"+call, support.EmergencyPage, call)
	}
	return s
}

// dials are the legs to Mei that may be dialled now; each dial is placed.
func dials(t *testing.T, s *Store) (legs []string) {
	t.Helper()
	for {
		w, _, err := claim1(t, s, time.Now(), operators.Can{All: 1, Perform: 1, Dial: 1})
		must(t, err)
		if w == nil {
			return legs
		}
		must(t, finish(t, s, *w))
		if w.Command.Do == paging.Dial {
			if w.Command.Leg.To == mei.Phone {
				legs = append(legs, w.Command.Leg.ID)
			}
			step(t, s, w.Page, support.Event{Kind: support.Placed, Call: w.Command.Leg.ID, SID: "SID-" + w.Command.Leg.ID})
		}
	}
}

// A phone that the line itself keeps busy is not busy: it is rung for the second
// emergency the moment it is free (P4).
func TestAPhoneHasOneCallOfOursAtATime(t *testing.T) {
	s := twoForMei(t)
	equal(t, "at once", dials(t, s), "ED-CA1.1")
	step(t, s, "ED-CA1", support.Event{Kind: support.PickedUp, Call: "ED-CA1.1"})
	equal(t, "while Mei listens", dials(t, s))
	step(t, s, "ED-CA1", support.Event{Kind: support.Declined, Call: "ED-CA1.1"})
	equal(t, "while Mei has not hung up", dials(t, s))
	step(t, s, "ED-CA1", support.Event{Kind: support.CallEnded, Call: "ED-CA1.1", Ending: support.EndCompleted})
	if got := dials(t, s); len(got) == 0 || got[0] != "ED-CA2.1" {
		t.Errorf("when the phone is free, %q", got)
	}
}

// A stand-down that rings gives way when its phone is wanted for an emergency.
func TestAStandDownGivesWay(t *testing.T) {
	s := twoForMei(t)
	dials(t, s)
	step(t, s, "ED-CA1", support.Event{Kind: support.CalledOff, Outcome: support.FalseAlarm, By: support.ByOperator})
	step(t, s, "ED-CA1", support.Event{Kind: support.CallEnded, Call: "ED-CA1.1", Ending: support.EndNoAnswer})
	if got := dials(t, s); len(got) == 0 || got[0] != "ED-CA2.1" {
		t.Errorf("the emergency rings first: %q", got)
	}
	step(t, s, "ED-CA2", support.Event{Kind: support.CallEnded, Call: "ED-CA2.1", Ending: support.EndNoAnswer})
	_, err := s.db.Exec(`UPDATE attempts SET purpose = 'stand_down', placed = 1, picked_up = NULL, ended = NULL, ending = NULL WHERE leg = 'ED-CA1.1'`)
	must(t, err)
	var yields []string
	do(t, s, func(tx *tx) (err error) { yields, err = tx.Yielding(mei.Phone); return err })
	equal(t, "the stand-down that rings", yields, "ED-CA1.1")
}

func equal(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %q, want %q", what, got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("%s: %q, want %q", what, got, want)
		}
	}
}
