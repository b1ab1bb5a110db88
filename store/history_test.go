package store

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"edown/operators/casework"
	"edown/support"
)

// A history has the kept commitments of a case, beside the open ones.
func TestHistories(t *testing.T) {
	s := open(t)
	comment := support.Note{Case: suppliers, Kind: support.NoteComment, At: day(2), Call: "CA1", Audio: "https://example.com/RE1"}
	done := casework.Commitment{ID: "answer:1", Kind: casework.OwesAnswer, Case: suppliers, Begun: day(1), Due: day(2), Done: day(2), By: "mei", Outcome: "refused"}
	owed := casework.Commitment{ID: "contact:2", Kind: casework.OwesContact, Case: suppliers, Begun: day(3)}
	note(t, s, comment)
	owe(t, s, owed, done)
	all, err := s.Histories(t.Context())
	must(t, err)
	i := slices.IndexFunc(all, func(h History) bool { return h.Case.Number == suppliers })
	if i < 0 {
		t.Fatalf("the case has no history: %+v", all)
	}
	if diff := cmp.Diff([]support.Note{comment}, all[i].Notes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]casework.Commitment{done, owed}, all[i].Commitments); diff != "" {
		t.Error(diff)
	}
}
