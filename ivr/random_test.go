package ivr

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"edown/support"
)

// Any input on any phone, in any state of the record: the dialogue says only what it
// lists, waits or ends, never touches what it was given, and stands at a node that exists.
func TestNoInputLeavesTheDialogue(t *testing.T) {
	prompts := Prompts()
	rapid.Check(t, func(t *rapid.T) {
		r := acme()
		tree := rapid.SampledFrom(slices.Sorted(maps.Keys(trees))).Draw(t, "tree")
		s := Session{
			Place:  Place{Call: "CA1", Tree: tree, Lang: "en"},
			Origin: Origin{From: rapid.SampledFrom([]support.E164{ann, stranger, hidden}).Draw(t, "from")},
			Rung:   Rung{Page: "ED-CA1", Person: "mei"},
		}
		in := Input{Kind: Began}
		for range rapid.IntRange(1, 40).Draw(t, "turns") {
			r.page, r.hunt = somePage(t, "page"), somePage(t, "hunt")
			r.won = rapid.Bool().Draw(t, "won")
			r.request, r.standing = someRequest(t), someStanding(t)
			r.pins, r.locked = map[string]string{contract: pin}, rapid.Bool().Draw(t, "locked")
			before, _ := json.Marshal(s)
			next, reply, err := english.Run(s, in, noon, r.look)
			if err != nil {
				t.Fatal(err)
			}
			if after, _ := json.Marshal(s); string(after) != string(before) {
				t.Fatalf("Next changed the session it was given:\n%s\n%s", before, after)
			}
			for _, say := range reply.Say {
				if say.Play == "" && !slices.Contains(prompts, say.Key) {
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
		{Kind: Silence}, {Kind: Summoned}, {Kind: Returned}, {Kind: Failed}, {Kind: HungUp, Ending: "completed"},
		{Kind: Recorded, Audio: "a"}, {Kind: Recorded, Audio: "a", Ending: "completed"}, {Kind: Keys, Speech: "hello"},
		{Kind: Keys, Speech: "down", Keys: Outage}, {Kind: Keys, Speech: "down", Keys: Outage + "0"},
		{Kind: Keys, Keys: rapid.StringMatching(`[0-9*#]{1,9}`).Draw(t, "keys")},
		{Kind: Keys, Keys: rapid.SampledFrom([]string{
			"1", "2", "3", "4", "0", "*", "#", "1234567", contract, pin, "*0",
		}).Draw(t, "key")},
	}).Draw(t, "input")
}

// someRequest is an escalation in any state; nil is none.
func someRequest(t *rapid.T) *support.Escalation {
	if rapid.Bool().Draw(t, "no request") {
		return nil
	}
	return &support.Escalation{
		ID: "ES-CA1-7", Case: "C1234567", Level: rapid.IntRange(0, 5).Draw(t, "level"),
		Reason: rapid.SampledFrom(support.Reasons()).Draw(t, "reason"), Strong: rapid.Bool().Draw(t, "strong"),
		Summary: rapid.SampledFrom([]string{"", "https://audio/1"}).Draw(t, "summary"),
		By:      rapid.SampledFrom([]support.E164{ann, hidden}).Draw(t, "by"),
		At:      noon.Add(-time.Hour),
		Verdict: rapid.SampledFrom([]support.Verdict{"", support.EscalationAccepted, support.EscalationRefused}).
			Draw(t, "verdict"),
		DecidedBy: rapid.SampledFrom([]string{"", "mei", "raj"}).Draw(t, "decider"),
		Contacted: rapid.SampledFrom([]time.Time{{}, noon}).Draw(t, "contacted"),
	}
}

// someStanding is a case in any state; nil is none on record.
func someStanding(t *rapid.T) *support.Standing {
	if rapid.Bool().Draw(t, "no standing") {
		return nil
	}
	return &support.Standing{
		Case: support.Case{
			Number: "C1234567", Contract: "40012345", Level: rapid.IntRange(0, 4).Draw(t, "case level"),
			Severity: rapid.SampledFrom([]support.Severity{support.EnterpriseDown, support.Critical, support.General}).
				Draw(t, "severity"),
			Opened: rapid.SampledFrom([]time.Time{{}, noon.Add(-time.Hour), noon.AddDate(0, -1, 0)}).Draw(t, "opened"),
		},
		Contract: rapid.SampledFrom([]*support.Contract{
			nil, {Number: "40012345", Company: "Acme", Package: support.Goldplus},
		}).Draw(t, "contract"),
		Declared: rapid.SampledFrom([]time.Time{{}, noon.Add(-time.Hour)}).Draw(t, "declared"),
	}
}

func somePage(t *rapid.T, name string) *Page {
	if rapid.Bool().Draw(t, "no "+name) {
		return nil
	}
	return &Page{
		ID: "ED-CA1", Accepter: "Mei", AcceptedBy: rapid.SampledFrom([]string{"", "mei", "raj"}).Draw(t, "who"),
		State: rapid.SampledFrom([]support.PageState{
			support.PageRinging, support.PageAccepted, support.PageClosed, support.PageUnanswered,
		}).Draw(t, "state"),
		Kind: rapid.SampledFrom([]support.PageKind{
			"", support.OperatorPage, support.EngineerPage, support.AccountPage, support.DecisionPage, support.ReviewPage,
		}).Draw(t, "kind"),
		Vouched: rapid.Bool().Draw(t, "vouched"),
		Reach: Reach{
			Callback:   rapid.SampledFrom([]support.Callback{"", "ringing", "failed"}).Draw(t, "callback"),
			CallerHere: rapid.Bool().Draw(t, "caller"),
		},
		Here:      rapid.Bool().Draw(t, "here"),
		Outcome:   rapid.SampledFrom([]support.Outcome{"", support.Working, support.FalseAlarm}).Draw(t, "outcome"),
		Ringing:   rapid.SampledFrom([][]string{nil, {"Mei"}, {"Mei", "Raj"}}).Draw(t, "ringing"),
		Interview: rapid.SampledFrom([]support.Interview{nil, interviewed()}).Draw(t, "interview"),
	}
}

// Whatever a caller does, nothing of a case is heard or changed without the PIN of its
// contract, given in this call (section 6).
func TestNothingOfACaseIsHeardOrChangedUnproved(t *testing.T) {
	zone := california(t)
	rapid.Check(t, func(t *rapid.T) {
		r := acme()
		r.pins = map[string]string{contract: pin, "40022222": "2222"}
		r.contracts[contract].Zone = zone
		if rapid.Bool().Draw(t, "rings back") {
			r.recent = &Session{
				Place:    Place{Call: "CA0", Tree: "caller", Node: "case_menu"},
				Origin:   Origin{From: ann},
				Customer: Customer{Contract: contract},
				Matter:   Matter{Case: "C1234567"},
				Proof:    Proof{Vouched: true},
			}
		}
		s := caller("CA1", rapid.SampledFrom([]support.E164{ann, stranger, hidden}).Draw(t, "from"))
		in, proved := Input{Kind: Began}, map[string]bool{}
		for range rapid.IntRange(1, 60).Draw(t, "turns") {
			next, reply, err := english.Run(s, in, noon, r.look)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range r.checked {
				proved[l.Contract] = proved[l.Contract] || r.pins[l.Contract] == l.PIN
			}
			for _, of := range touched(next, reply) {
				if !proved[r.cases[of].Contract] {
					t.Fatalf("at %s, by %+v: case %s is told or changed; said %+v, %+v", s.Node, in, of, reply.Say, reply.Events)
				}
			}
			s, in = stored(t, next), someStep(t)
		}
	})
}

// touched are the cases of which a reply tells something, or in which it
// changes something.
func touched(s Session, r Reply) (cases []support.CaseNumber) {
	for _, say := range r.Say {
		if slices.Contains(statusPrompts, say.Key) ||
			slices.Contains([]string{"case_menu", "gate_opens", "asked_already", "account_calling"}, say.Key) {
			cases = append(cases, s.Case)
		}
	}
	for _, e := range r.Events {
		switch e.Kind {
		case support.Commented, support.SeverityChanged, support.PriorityChanged, support.Escalated, support.AccountWanted:
			cases = append(cases, e.Case)
		}
	}
	return cases
}

// someStep goes deeper into the dialogues than chance does.
func someStep(t *rapid.T) Input {
	if rapid.IntRange(0, 9).Draw(t, "what") == 0 {
		return someInput(t)
	}
	keys := rapid.SampledFrom([]string{
		"1", "2", "3", "4", "1", "2", "1234567", "2222222", contract, "40022222", pin, "2222", "*", "#",
	}).Draw(t, "step")
	return Input{Kind: Keys, Keys: keys}
}
