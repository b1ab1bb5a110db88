package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/operators"
	"edown/support"
)

func TestStory(t *testing.T) {
	s := open(t)
	emergency(t, s)
	answer := support.Answer{Question: support.Q2TotalUsers, Value: "400", Raw: "400", At: time.Now().UTC().Truncate(time.Millisecond)}
	turn(t, s, ivr.Kept{
		Session: ivr.Session{
			Place:  ivr.Place{Call: "CA1", Turn: 1},
			Origin: ivr.Origin{From: ann},
		}, Key: "1", Node: "q2", Input: ivr.Input{Kind: ivr.Keys, Keys: "400"}, At: time.Now(),
		Said:    []ivr.Spoken{{Parts: []ivr.Part{{Text: "Case C "}, {Text: "1234567", Digits: true}}}, {Parts: []ivr.Part{{Text: "How many?"}}}},
		Answers: []support.Answer{answer}, Took: 1500 * time.Microsecond,
	})
	look(t, s, manager("ED-CA1.1", "mei"), ivr.Lookup{Kind: ivr.Claim})
	step(t, s, "ED-CA1", support.Event{Kind: support.Accepted, Call: "ED-CA1.1"})

	story, err := s.Story(t.Context(), "ED-CA1")
	must(t, err)
	if story.Page.AcceptedBy != "mei" || len(story.Page.Attempts) != 1 || len(story.Journal) != 2 || story.Journal[1].Kind != support.Accepted {
		t.Errorf("page %+v, events %v", story.Page, story.Journal)
	}
	if len(story.Accepts) != 1 || story.Accepts[0].Person != "mei" || len(story.Messages) != 1 || story.Messages[0].Data["Customer"] != "Acme" {
		t.Errorf("accepts %v, messages %v", story.Accepts, story.Messages)
	}
	if len(story.Calls) != 2 || story.Calls[0].Purpose != "caller" || story.Calls[1].Person != "mei" || story.Calls[1].To != mei.Phone {
		t.Fatalf("calls %+v", story.Calls)
	}
	caller := story.Calls[0]
	if diff := cmp.Diff([]support.Answer{answer}, caller.Answers); diff != "" {
		t.Error(diff)
	}
	want := Turn{N: 1, Key: "1", Node: "q2", Input: ivr.Input{Kind: ivr.Keys, Keys: "400"}, Said: "Case C 1234567\nHow many?", Took: 1500 * time.Microsecond}
	last := caller.Turns[len(caller.Turns)-1]
	last.At = time.Time{}
	if diff := cmp.Diff(want, last); diff != "" {
		t.Error(diff)
	}
	if _, err := s.Story(t.Context(), "ED-404"); !errors.Is(err, operators.ErrNoPage) {
		t.Errorf("the story of no page: %v", err)
	}
}

func TestPagesNewestFirst(t *testing.T) {
	s := open(t)
	emergency(t, s)
	page(t, s, "OP-CA1-1", support.OperatorPage, "CA1")
	pages, err := s.Pages(t.Context(), 1)
	must(t, err)
	if len(pages) != 1 || pages[0].ID != "OP-CA1-1" {
		t.Errorf("%v", pages)
	}
}
