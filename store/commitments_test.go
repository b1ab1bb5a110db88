package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"edown/operators/casework"
	"edown/support"
)

func owe(t testing.TB, s *Store, commitments ...casework.Commitment) {
	t.Helper()
	do(t, s, func(tx *tx) error {
		for _, c := range commitments {
			if err := tx.Owe(c); err != nil {
				return err
			}
		}
		return nil
	})
}

// Open commitments of a case are listed by their time. Those that are done stay on record.
func TestCommitments(t *testing.T) {
	s := open(t)
	answer := casework.Commitment{ID: "answer:ES-1", Kind: casework.OwesAnswer, Case: suppliers, Contract: "100200", For: "ES-1", Owner: "mei", Begun: day(1), Due: day(3), Internal: day(2)}
	contact := casework.Commitment{ID: "contact:ES-1", Kind: casework.OwesContact, Case: suppliers, Begun: day(1)}
	review := casework.Commitment{ID: "review:1", Kind: casework.OwesReview, Case: suppliers, Begun: day(1), Due: day(2), Raised: 2}
	owe(t, s, contact, answer, review, casework.Commitment{ID: "other", Kind: casework.OwesUpdate, Case: "C3333333", Begun: day(1)})
	listed := func() (all []casework.Commitment) {
		do(t, s, func(tx *tx) (err error) { all, err = tx.commitments(suppliers); return err })
		return all
	}
	if diff := cmp.Diff([]casework.Commitment{review, answer, contact}, listed()); diff != "" {
		t.Error(diff)
	}
	review.Done, review.By, review.Outcome = day(2), "raj", string(support.Working)
	owe(t, s, review)
	if diff := cmp.Diff([]casework.Commitment{answer, contact}, listed()); diff != "" {
		t.Error(diff)
	}
	do(t, s, func(tx *tx) error {
		d, found, err := tx.commitment(review.ID)
		if _, none, _ := tx.commitment("none"); !found || none || d != review {
			t.Errorf("found %v, %v: %+v", found, none, d)
		}
		return err
	})
}
