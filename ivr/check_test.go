package ivr

import (
	"fmt"
	"strings"
	"testing"
)

var english = &Dialogues{Company: "Example Support", Languages: []string{"en", "fr", "zh"}}

// keysOnly words every message as its own key: dialogues are about keys.
type keysOnly struct{}

func (keysOnly) Speak(lang string, s Say) (Spoken, error) {
	return Spoken{Lang: lang, Parts: []Part{{Text: s.Key}}}, nil
}

func (keysOnly) Understand(_, _, words string) string {
	return map[string]string{"one": "1", "operator": "0"}[words]
}

func TestDialoguesHoldTogether(t *testing.T) {
	if err := english.Check(keysOnly{}); err != nil {
		t.Fatal(err)
	}
}

func TestCheckFindsWhatIsBroken(t *testing.T) {
	broken := &Tree{Start: "a", Human: "a", Summon: "a", Nodes: map[string]node{
		"a": menu{ask: "a", keys: map[string]step{"1": to("nowhere")}, silent: "a", other: "a"},
		"b": end{ask: "b"},
	}}
	trees["broken"] = broken
	defer delete(trees, "broken")
	err := english.Check(keysOnly{})
	for _, want := range []string{`leads to "nowhere"`, `no way leads to node "b"`, `never to a human`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Check() = %v; it should name %q", err, want)
		}
	}
}

func TestMermaidDrawsEveryNode(t *testing.T) {
	for name, tree := range trees {
		var b strings.Builder
		if err := Mermaid(&b, name); err != nil {
			t.Fatal(err)
		}
		for node := range tree.Nodes {
			if !strings.Contains(b.String(), fmt.Sprintf("    %s", node)) {
				t.Errorf("tree %s: node %s is missing from its chart", name, node)
			}
		}
	}
	if err := Mermaid(&strings.Builder{}, "cellar"); err == nil {
		t.Error("a dialogue that does not exist was drawn")
	}
}
