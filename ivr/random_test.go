package ivr

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"edown"
)

// Whoever does whatever on whichever phone, in any state of the record: the
// dialogue says only what it lists, waits or ends, never touches what it was
// given, and stands at a node that exists.
func TestNobodyCanLeaveTheDialogue(t *testing.T) {
	prompts := Prompts()
	rapid.Check(t, func(t *rapid.T) {
		r := acme()
		tree := rapid.SampledFrom(slices.Sorted(maps.Keys(trees))).Draw(t, "tree")
		s := Session{Call: "CA1", Tree: tree, Lang: "en", Page: "ED-CA1", Person: "mei",
			From: rapid.SampledFrom([]edown.E164{ann, stranger, hidden}).Draw(t, "from")}
		in := Input{Kind: Began}
		for range rapid.IntRange(1, 40).Draw(t, "turns") {
			r.page, r.hunt = somePage(t, "page"), somePage(t, "hunt")
			r.won = rapid.Bool().Draw(t, "won")
			before, _ := json.Marshal(s)
			next, reply, err := english.Run(s, in, noon, r.look)
			if err != nil {
				t.Fatal(err)
			}
			if after, _ := json.Marshal(s); string(after) != string(before) {
				t.Fatalf("Next changed the session it was given:\n%s\n%s", before, after)
			}
			for _, say := range reply.Say {
				if !slices.Contains(prompts, say.Key) {
					t.Fatalf("%q is said, but Prompts does not list it", say.Key)
				}
			}
			if trees[tree].Nodes[next.Node] == nil || next.Turn != s.Turn+1 && in.Kind != HungUp {
				t.Fatalf("from %q by %+v to %q, turn %d to %d", s.Node, in, next.Node, s.Turn, next.Turn)
			}
			s = stored(t, next)
			in = someInput(t)
		}
	})
}

func stored(t *rapid.T, s Session) Session {
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back Session
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if again, _ := json.Marshal(back); !reflect.DeepEqual(again, text) {
		t.Fatalf("a session changes when it is stored:\n%s\n%s", text, again)
	}
	return back
}

func someInput(t *rapid.T) Input {
	return rapid.SampledFrom([]Input{
		{Kind: Silence}, {Kind: Summoned}, {Kind: Returned}, {Kind: Failed}, {Kind: HungUp, Reason: "completed"},
		{Kind: Recorded, Audio: "a"}, {Kind: Recorded, Audio: "a", Reason: "completed"}, {Kind: Keys, Speech: "hello"},
		{Kind: Keys, Keys: rapid.StringMatching(`[0-9*#]{1,9}`).Draw(t, "keys")},
		{Kind: Keys, Keys: rapid.SampledFrom([]string{"1", "2", "3", "0", "*", "#", "1234567", "*0"}).Draw(t, "key")},
	}).Draw(t, "input")
}

func somePage(t *rapid.T, name string) *Page {
	if rapid.Bool().Draw(t, "no "+name) {
		return nil
	}
	return &Page{
		ID: "ED-CA1", Accepter: "Mei", AcceptedBy: rapid.SampledFrom([]string{"", "mei", "raj"}).Draw(t, "who"),
		State:      rapid.SampledFrom([]PageState{PageRinging, PageAccepted, PageClosed, PageUnanswered}).Draw(t, "state"),
		Here:       rapid.Bool().Draw(t, "here"),
		CallerHere: rapid.Bool().Draw(t, "caller"),
		Outcome:    rapid.SampledFrom([]edown.Outcome{"", edown.Working, edown.FalseAlarm}).Draw(t, "outcome"),
		Ringing:    rapid.SampledFrom([][]string{nil, {"Mei"}, {"Mei", "Raj"}}).Draw(t, "ringing"),
		Interview:  rapid.SampledFrom([]edown.Interview{nil, interviewed()}).Draw(t, "interview"),
	}
}
