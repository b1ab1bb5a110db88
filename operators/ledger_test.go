package operators

import (
	"testing"

	"edown/operators/paging"
)

// Letters have their own limit, and are claimed only within it.
func TestLettersAreTheLeastUrgent(t *testing.T) {
	can := Can{All: 9, Perform: 2, Dial: 1, Post: 1}
	post, text, dial := Work{Command: &paging.Command{Do: paging.Post}}, Work{Command: &paging.Command{Do: paging.Text}}, Work{Command: &paging.Command{Do: paging.Dial}}
	after := can.Less(post)
	if after.Perform != 2 || after.Post != 0 || can.Least() != paging.UrgentLetter || after.Least() >= paging.UrgentLetter {
		t.Errorf("%+v", after)
	}
	if got := can.Less(dial).Less(text); got != (Can{All: 7, Post: 1}) {
		t.Errorf("%+v", got)
	}
	for _, u := range []int{paging.UrgentPage, paging.UrgentBack, paging.UrgentLater, paging.UrgentDesk, paging.UrgentCheck, paging.UrgentStandDown} {
		if u > after.Least() {
			t.Errorf("urgency %d is a letter's", u)
		}
	}
}
