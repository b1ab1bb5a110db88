package ivr

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"edown/support"
)

var update = flag.Bool("update", false, "rewrite testdata")

// golden compares a text with a file of testdata, or rewrites the file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Errorf("%s differs (%v): run go test ./ivr -update, and read the difference\n%s", path, err, got)
	}
}

// What each node of the caller's dialogue is for, seen by what it does.
func TestWhatNodesAreFor(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "%-24s%-20s%-14s%s\n", "node", "a call that broke", "* comes back", "besides")
	fmt.Fprintf(&b, "%-24s%-20s%-14s\n", "", "off here goes on at", "here with")
	for _, name := range slices.Sorted(maps.Keys(trees["caller"].Nodes)) {
		line := fmt.Sprintf("%-24s%-20s%-14s%s", name, resumesAt(name), needed(t, name), strings.Join(besides(name), ", "))
		fmt.Fprintln(&b, strings.TrimSpace(line))
	}
	golden(t, "nodes.txt", b.String())
}

// onCall is a turn of the caller's dialogue.
func onCall(s Session) *turn {
	return &turn{d: english, tree: trees["caller"], s: s, now: noon}
}

// isFor reports whether a call stands at a node that needs as much.
func isFor(p *onPhone, n need) bool { return onCall(p.session).marks(p.session.Node).needs >= n }

// resumesAt is where a call that broke off at a node goes on; empty when the node
// does not say.
func resumesAt(node string) string {
	down := onCall(Session{}).whereFrom(Session{Place: Place{Node: node}, Emergency: Emergency{Suspected: true}})
	quiet := onCall(Session{}).whereFrom(Session{Place: Place{Node: node}})
	switch {
	case down != quiet:
		return ""
	case quiet == node:
		return "here"
	}
	return quiet
}

// needed is what must hold for * to lead back to a node.
func needed(t *testing.T, node string) string {
	t.Helper()
	var got, named, proved, open, asked []bool
	for bits := range 16 {
		has := func(bit int) bool { return bits&(1<<bit) != 0 }
		s := Session{File: File{Closed: !has(2)}, Proof: Proof{Vouched: has(1)}}
		if has(0) {
			s.Case = "C1234567"
		}
		if has(3) {
			s.Escalation = &support.Escalation{}
		}
		got = append(got, !onCall(s).barred(node))
		named = append(named, has(0))
		proved = append(proved, has(0) && has(1))
		open = append(open, has(0) && has(1) && has(2))
		asked = append(asked, has(0) && has(1) && has(2) && has(3))
	}
	switch {
	case !slices.Contains(got, false):
		return ""
	case slices.Equal(got, named):
		return "a case"
	case slices.Equal(got, proved):
		return "proof"
	case slices.Equal(got, open):
		return "an open case"
	case slices.Equal(got, asked):
		return "a request"
	}
	t.Errorf("* comes back to %s when %v", node, got)
	return "?"
}

// besides is what else a node does.
func besides(node string) (does []string) {
	back := onCall(Session{Place: Place{Node: node}, Emergency: Emergency{Suspected: true}})
	if back.takeBack(); !back.s.Suspected {
		does = append(does, "* takes back that production is down")
	}
	let := onCall(Session{Steering: Steering{Trail: []string{node}}})
	if letIn(let); len(let.s.Trail) == 0 {
		does = append(does, "proves")
	}
	told := support.Interview{support.QDescription: {Audio: "a"}}
	gone := onCall(Session{
		Place:    Place{Node: node},
		Customer: Customer{Contract: contract},
		Matter:   Matter{Problem: told},
		Steering: Steering{Escalation: &support.Escalation{Reason: support.Deadline}},
	})
	gone.hangUp()
	if gone.r.Lookup != nil {
		does = append(does, "hanging up opens the problem")
	}
	if gone.r.Events[0].Kind == support.Escalated {
		does = append(does, "hanging up escalates")
	}
	again := onCall(Session{Steering: Steering{Trail: []string{node}}})
	again.rise(support.Standing{})
	if len(again.s.Trail) == 0 {
		does = append(does, "another request leaves it behind")
	}
	at := Session{Place: Place{Tree: "caller", Node: node}, Emergency: Emergency{Suspected: true}}
	if at.finished() {
		does = append(does, "has come to its end")
	}
	if at.toldNothing() {
		does = append(does, "nothing was told")
	}
	if q := trees["caller"].Nodes[node].marks().question; q != "" {
		does = append(does, "asks "+string(q))
	}
	return does
}
