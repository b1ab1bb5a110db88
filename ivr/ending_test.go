package ivr

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"edown/support"
)

// endings are the events that end an emergency, withdraw it or lower it.
func endings(events []support.Event) (kinds []support.EventKind) {
	for _, e := range events {
		switch e.Kind {
		case support.CalledOff, support.Withdrawn, support.SeverityChanged:
			kinds = append(kinds, e.Kind)
		}
	}
	return kinds
}

// every visits the nodes of all dialogues.
func every(visit func(tree, name string, n node)) {
	for _, tree := range slices.Sorted(maps.Keys(trees)) {
		for _, name := range slices.Sorted(maps.Keys(trees[tree].Nodes)) {
			visit(tree, name, trees[tree].Nodes[name])
		}
	}
}

// What ends an emergency, takes it back or lowers it: every such key of every dialogue.
func TestWhatEnds(t *testing.T) {
	found := map[string]bool{}
	every(func(tree, name string, n node) {
		if m, is := n.(menu); is {
			for key, s := range m.keys {
				if s.ends {
					found[fmt.Sprintf("%s %s %s", tree, name, key)] = true
				}
			}
		}
	})
	var want []string
	for _, tree := range []string{"callback", "caller", "refusal"} {
		for _, ends := range []string{
			"call_off 3", "call_off 4", "case_qualify 2", "lower_critical 3", "lower_general 2", "lower_moderate 2",
			"problem_qualify 2", "qualify 2",
		} {
			want = append(want, tree+" "+ends)
		}
	}
	want = append(want, "operator call_off 2", "operator call_off 3", "operator call_off_only 2", "operator call_off_only 3")
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(found)); !slices.Equal(got, want) {
		t.Errorf("ending keys: %q, want %q", got, want)
	}
}

// A key that ends is never 1, and never the key that led to its menu. Words end nothing,
// except a plain no at the question whether all production work has stopped.
func TestEndingIsHard(t *testing.T) { // law 12
	every(func(tree, name string, n node) {
		m, is := n.(menu)
		if !is {
			return
		}
		for key, s := range m.keys {
			if !s.ends {
				continue
			}
			if key == "1" {
				t.Errorf("%s: key 1 of %s ends", tree, name)
			}
			if !m.mute && !m.qualifies {
				t.Errorf("%s: words may end at %s", tree, name)
			}
			if from := ledBy(trees[tree], key, name); from != "" {
				t.Errorf("%s: key %s leads from %s to %s, and ends there", tree, key, from, name)
			}
		}
	})
}

// ledBy is a menu whose key leads to a node, through nodes that do not wait.
func ledBy(tree *Tree, key, to string) string {
	for name, n := range tree.Nodes {
		if m, is := n.(menu); is && name != to && passes(tree, m.keys[key].to, to, map[string]bool{}) {
			return name
		}
	}
	return ""
}

func passes(tree *Tree, at, to string, seen map[string]bool) bool {
	switch n := tree.Nodes[at]; {
	case at == to:
		return true
	case n == nil || seen[at]:
		return false
	default:
		seen[at] = true
		if _, waits := n.(hearer); waits {
			return false
		}
		for _, x := range n.exits() {
			if passes(tree, x.to, to, seen) {
				return true
			}
		}
	}
	return false
}

// states are the sessions in which a caller may stand at a node.
func states(tree, node string) (out []Session) {
	for bits := range 4 {
		s := Session{
			Place:  Place{Call: "CA1", Tree: tree, Node: node, Lang: "en"},
			Origin: Origin{From: ann},
			Matter: Matter{Case: "C1234567"},
			Proof:  Proof{Vouched: true},
			Rung:   Rung{Page: "ED-CA1", Person: "mei"},
		}
		s.Contract = contract
		if trees[tree].Nodes["hold"] != nil {
			s.Next, s.Trail = "hold", []string{"main", "case_menu", "severity", "qualify"}
		}
		s.Suspected, s.Declared, s.Firm = bits > 0, bits&2 > 0, bits > 0 && !trees[tree].Nodes[node].marks().qualifies
		out = append(out, s)
	}
	return out
}

// No key pressed again and again ends an emergency: only the first press at a menu that
// offers it may take back what was suspected.
func TestNoKeyPressedAgainAndAgainEnds(t *testing.T) {
	every(func(tree, name string, n node) {
		if _, waits := n.(hearer); !waits {
			return
		}
		for _, key := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"} {
			for _, s := range states(tree, name) {
				pressed(t, s, key)
			}
		}
	})
}

// pressed presses one key many times.
func pressed(t *testing.T, s Session, key string) {
	t.Helper()
	r, name := acme(), s.Node
	r.page, r.won = ringing(), true
	r.standing = &support.Standing{
		Case:     support.Case{Number: "C1234567", Contract: contract, Severity: support.EnterpriseDown},
		Contract: r.contracts[contract],
	}
	for n := range 8 {
		next, reply, err := english.Run(s, Input{Kind: Keys, Keys: key}, noon.Add(time.Duration(n)*time.Second), r.look)
		if err != nil {
			t.Fatal(err)
		}
		if ended := endings(reply.Events); len(ended) > 0 && (n > 0 || !mayTakeBack(s, key)) {
			t.Errorf("%s: from %s, %s pressed %d times at %s: %v", s.Tree, name, key, n+1, s.Node, ended)
		}
		if reply.Wait.For != Press {
			return
		}
		s = next
	}
}

// mayTakeBack reports whether a key at a node takes back what was only suspected.
func mayTakeBack(s Session, key string) bool {
	m, is := trees[s.Tree].Nodes[s.Node].(menu)
	return is && m.qualifies && (m.keys[key].ends || key == "*")
}

// The key that says "solved" comes after the end of the call, whose caller has not heard it
// said back: it ends nothing.
func TestWhatWasNeverSaidBackEndsNothing(t *testing.T) {
	for _, key := range []string{"3", "4"} {
		c := onHold(t, acme()).presses("2").is("call_off").hangsUp()
		before := len(c.events)
		c.turn(Input{Kind: Keys, Keys: key})
		if ended := endings(c.events[before:]); len(ended) > 0 {
			t.Errorf("%s after the end: %v", key, ended)
		}
	}
}

// Whatever keys a caller presses, an emergency for which phones ring ends in one way: it
// was said back, and for ten seconds no key was pressed, or the caller hung up.
func TestAnEmergencyEndsOnlyAfterItWasSaidBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := acme()
		r.pins, r.page = map[string]string{contract: pin}, ringing()
		r.contracts[contract].Zone = time.UTC
		r.standing = &support.Standing{
			Case:     support.Case{Number: "C1234567", Contract: contract, Severity: support.EnterpriseDown},
			Contract: r.contracts[contract],
		}
		s := caller("CA1", rapid.SampledFrom([]support.E164{ann, stranger}).Draw(t, "from"))
		in, declared := Input{Kind: Began}, false
		for range rapid.IntRange(1, 60).Draw(t, "turns") {
			next, reply, err := english.Run(s, in, noon, r.look)
			if err != nil {
				t.Fatal(err)
			}
			_, saidBack := trees[s.Tree].Nodes[s.Node].(grace)
			confirmed := saidBack && (in.Kind == Silence || in.Kind == HungUp)
			for _, kind := range endings(reply.Events) {
				if (declared || kind != support.Withdrawn) && !confirmed {
					t.Fatalf("%s at %s by %+v", kind, s.Node, in)
				}
			}
			declared = next.Declared && !next.Stranger
			s, in = stored(t, next), someStep(t)
		}
	})
}

// The ten seconds in which any key takes back what ends.
func TestTenSecondsToTakeItBack(t *testing.T) {
	for _, key := range []string{"1", "2", "3", "7", "#", "*", "0"} {
		r := acme()
		c := onHold(t, r).presses("2").hears("call_off").presses("3").hears("call_off_solved")
		if w := c.reply.Wait; w.Patience != 10*time.Second || w.Speech || w.For != Press {
			t.Fatalf("waits %+v", w)
		}
		c.presses(key)
		if !c.session.Declared || len(endings(c.events)) > 0 {
			t.Errorf("key %s: the emergency goes on; %+v", key, c.events)
		}
		if key != "0" && key != "*" {
			c.hears("still_down", "waiting_ringing").is("waiting")
		}
	}
	onHold(t, acme()).presses("2").presses("3").hangsUp().answered(support.Q2TotalUsers, "10")
	c := onHold(t, acme()).presses("2").presses("4").hangsUp()
	if e := c.events[len(c.events)-2]; e.Kind != support.CalledOff || e.Outcome != support.FalseAlarm {
		t.Errorf("hanging up confirms: %+v", c.events)
	}
	r := acme()
	c = onHold(t, r).presses("2").presses("3")
	r.page = accepted()
	if c.isSummoned().talksIn("ED-CA1"); len(endings(c.events)) > 0 {
		t.Errorf("the manager who accepts in these ten seconds talks: %+v", c.events)
	}
}

func TestWaitingOnIsHarmless(t *testing.T) { // the keys that declare, on hold
	c := onHold(t, acme())
	for range 6 {
		if c.presses("1").is("waiting"); len(endings(c.events)) > 0 || !c.session.Declared {
			t.Fatalf("1 on hold: %+v", c.events)
		}
	}
	c.presses("2").presses("1").is("waiting").presses("2").presses("2").is("waiting")
}

// A caller who was paged for goes back, and says no: the emergency ends in its own way.
func TestNoAfterThePageIsNoEnd(t *testing.T) {
	r := acme()
	r.page = ringing()
	c := calls(t, r, ann).presses("1").presses("1").presses("*").hears("qualify").presses("2").hears("call_off")
	c.presses("2").is("waiting").happened(support.Suspected, support.Declared, support.Holding)
}

// A colleague declares an Enterprise Down while the caller is asked about severity 1.
func TestASeverityIsNotLoweredUnseen(t *testing.T) {
	r, s := withCase(t)
	c := provedCase(t, r, stranger).presses("4").presses("2").presses("2").hears("severity_sure")
	s.Case.Severity = support.EnterpriseDown
	c.presses("1").hears("severity_lower_critical").happened()
}

// A redial with 1 is as if the caller had never hung up: the keys that declare
// answer no question that was not heard.
func TestKeysFromHabitAnswerNothing(t *testing.T) {
	r := acme()
	first := calls(t, r, ann).presses("1").presses("1").presses("1").hears("q1").hangsUp()
	r.recent, r.page = &first.session, ringing()
	redial := func() *onPhone { return rung(t, r, caller("CA2", ann)).hears("resume").presses("1").hears("q1") }

	c := redial().presses("1").hears("q1").presses("1").hears("q1").answered(support.Q1Category, "")
	c.presses("3").hears("q2").answered(support.Q1Category, "3")
	redial().presses("3").hears("q2") // who listens is not held up
	c = redial()
	c.now = c.now.Add(5 * time.Second)
	c.presses("1").hears("q2").answered(support.Q1Category, "1") // heard

	c = redial().presses("3").hangsUp()
	r.recent = &c.session
	c = rung(t, r, caller("CA3", ann)).presses("1").hears("q2")
	c.now = c.now.Add(5 * time.Second) // the pause after a key is part of an entry
	c.presses("1").hears("q2").answered(support.Q2TotalUsers, "")
	c.presses("450#").hears("q3").answered(support.Q2TotalUsers, "450")
}

// Where a machine may listen, only keys count: every first wait of a phone that
// the line rings.
func TestNoMachineIsTakenForAHuman(t *testing.T) {
	for name, tree := range trees {
		if name == "caller" {
			continue
		}
		firstWaits(tree, tree.Start, map[string]bool{}, func(node string) {
			if m, is := tree.Nodes[node].(menu); is && !m.mute && len(m.keys) > 0 {
				t.Errorf("%s: words count at %s", name, node)
			}
		})
	}
	for _, tree := range []string{"callback", "refusal"} {
		c := rung(t, acme(), phone(tree, "L1", "ED-CA1", ""))
		if c.reply.Wait.Speech {
			t.Errorf("%s listens for words", tree)
		}
	}
}

func firstWaits(tree *Tree, at string, seen map[string]bool, visit func(string)) {
	n := tree.Nodes[at]
	if n == nil || seen[at] {
		return
	}
	seen[at] = true
	if _, waits := n.(hearer); waits {
		visit(at)
		return
	}
	for _, x := range n.exits() {
		firstWaits(tree, x.to, seen, visit)
	}
}
