package ivr

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// everywhere are the messages that any node may lead to.
var everywhere = []string{
	"sorry_failed", "sorry_key", "sorry_speech", "sorry_silence", "more_time",
	"briefing_unreachable", "briefing_calling_back", "briefing_answering", "briefing_first",
}

// Prompts lists every message that the dialogues may say.
func Prompts() []string {
	all := slices.Clone(everywhere)
	for _, tree := range trees {
		for _, n := range tree.Nodes {
			all = append(all, n.prompts()...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Check proves that the dialogues hold together: every way leads to a node, every
// node can be reached, silence and wrong keys lead to a human from everywhere, and
// every message can be said in every language. It reports everything that is wrong.
func (d *Dialogues) Check(speaker Speaker) error {
	var wrong []error
	for _, name := range slices.Sorted(maps.Keys(trees)) {
		wrong = append(wrong, trees[name].check(name)...)
		wrong = append(wrong, d.checkLoops(name)...)
	}
	for _, lang := range d.Languages {
		for _, key := range Prompts() {
			if _, err := speaker.Speak(lang, Say{Key: key, Data: sample}); err != nil {
				wrong = append(wrong, err)
			}
		}
	}
	return errors.Join(wrong...)
}

// sample is data for every message.
var sample = Data{
	"Support": "Example Support", "Customer": "Acme", "Case": "", "Name": "Ann", "Key": "1",
	"Accepter": "Mei", "Names": []string{"Mei"}, "Tried": 1, "Total": 2, "Impacted": 2, "Count": 2,
	"Down": time.Hour, "Waited": time.Minute, "Left": time.Hour, "Ago": time.Hour, "Late": time.Hour, "When": Moment{},
	"Category": "", "Language": "", "Reason": "", "Phone": "", "Here": "", "Title": "", "Engineer": "",
	"Level": 1, "Severity": 2, "Grade": "", "Stands": "", "Rank": "",
}

func (tree *Tree) check(name string) []error {
	var wrong []error
	for from, n := range tree.Nodes {
		for _, x := range n.exits() {
			if _, ok := tree.Nodes[x.to]; !ok && x.to != "" {
				wrong = append(wrong,
					fmt.Errorf("tree %s: node %q leads to %q on %q, which does not exist", name, from, x.to, x.on))
			}
		}
	}
	reached := tree.reachable()
	for node := range tree.Nodes {
		if !reached[node] {
			wrong = append(wrong, fmt.Errorf("tree %s: no way leads to node %q", name, node))
		}
	}
	return wrong
}

func (tree *Tree) reachable() map[string]bool {
	reached := map[string]bool{}
	todo := append([]string{tree.Start, tree.Human, tree.Summon}, tree.Entrances...)
	todo = append(todo, slices.Collect(maps.Values(tree.Keys))...)
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		if reached[name] || tree.Nodes[name] == nil {
			continue
		}
		reached[name] = true
		for _, x := range tree.Nodes[name].exits() {
			todo = append(todo, x.to)
		}
	}
	return reached
}

// patienceOfMachines is how many silent or senseless turns may pass before a
// human is reached, or rung.
const patienceOfMachines = 12

// checkLoops follows a caller who says nothing, and one who presses a key that
// means nothing, from every node that waits.
func (d *Dialogues) checkLoops(name string) []error {
	var wrong []error
	for node, n := range trees[name].Nodes {
		if _, waits := n.(hearer); !waits {
			continue
		}
		for _, in := range []Input{{Kind: Silence}, {Kind: Keys, Keys: "7"}} {
			if err := d.follow(name, node, in); err != nil {
				wrong = append(wrong, err)
			}
		}
	}
	return wrong
}

func (d *Dialogues) follow(name, node string, in Input) error {
	s := Session{Place: Place{Call: "check", Tree: name, Node: node, Lang: "en"}, Origin: Origin{From: "+15550100"}}
	empty := func(Session, Lookup) (Found, error) { return Found{}, nil }
	for range patienceOfMachines {
		var r Reply
		s, r, _ = d.Run(s, in, time.Time{}, empty)
		if r.Wait.For == Nothing || r.Wait.For == Talk || r.Wait.Music > 0 {
			return nil
		}
	}
	return fmt.Errorf("tree %s: from node %q, %s %q leads around to %q and never to a human",
		name, node, in.Kind, in.Keys, s.Node)
}

// Mermaid writes a dialogue as a flow chart.
func Mermaid(w io.Writer, name string) error {
	tree, ok := trees[name]
	if !ok {
		return fmt.Errorf("no dialogue %q: there are %s", name, strings.Join(slices.Sorted(maps.Keys(trees)), ", "))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "flowchart TD\n    begin((%s)) --> %s\n", name, tree.Start)
	for _, from := range slices.Sorted(maps.Keys(tree.Nodes)) {
		drawNode(&b, from, tree.Nodes[from])
	}
	for _, key := range slices.Sorted(maps.Keys(tree.Keys)) {
		fmt.Fprintf(&b, "    anywhere((anywhere)) -->|%s| %s\n", key, tree.Keys[key])
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func drawNode(b *strings.Builder, from string, n node) {
	fmt.Fprintf(b, "    %s%s\n", from, shape(from, n))
	for _, x := range n.exits() {
		switch {
		case x.to == "":
		case x.on == "":
			fmt.Fprintf(b, "    %s --> %s\n", from, x.to)
		default:
			fmt.Fprintf(b, "    %s -->|\"%s\"| %s\n", from, x.on, x.to)
		}
	}
}

// shape shows what kind of node it is: questions are rounded, recordings are
// slanted, conversations are circles, decisions are diamonds.
func shape(name string, n node) string {
	switch n.(type) {
	case menu, entry, languages, grace:
		return "(" + name + ")"
	case recording:
		return "[/" + name + "/]"
	case bridge:
		return "((" + name + "))"
	case look, branch:
		return "{" + name + "}"
	case end:
		return "([" + name + "])"
	}
	return "[" + name + "]"
}
