package phone

import (
	"fmt"
	"io"
	"strings"
)

// teller prints a call as it is heard on one phone.
type teller struct {
	out   io.Writer
	names map[string]string // by number
	with  string            // the conversation as last printed
}

func newTeller(out io.Writer, p phones) *teller {
	t := &teller{out: out, names: map[string]string{p.Line: "the line"}}
	for _, one := range p.Phones {
		t.names[one.Number] = one.Label
	}
	return t
}

func (t *teller) name(number string) string {
	if name := t.names[number]; name != "" {
		return name
	}
	return number
}

// tell prints one event. Events that only steer the exchange are left out.
func (t *teller) tell(h happening) {
	switch h.Kind {
	case "say":
		t.line("line "+h.Lang, h.Text)
	case "heard":
		t.line(t.name(h.From), h.Text)
	case "pressed":
		t.line("you press", h.Keys)
	case "spoke":
		t.line("you say", h.Text)
	case "play":
		t.line("line", played(h.Text))
	case "tone":
		t.line("line", "(tone)")
	case "text":
		t.line("SMS", t.name(h.From)+": "+h.Text)
	case "texted":
		t.line("you write", t.name(h.To)+": "+h.Text)
	default:
		t.state(h)
	}
}

// played is the words of a recording; without words it is music.
func played(words string) string {
	if words == "" {
		return "(music)"
	}
	return "(recording) " + words
}

// state prints what happens to the phone itself.
func (t *teller) state(h happening) {
	switch h.Kind {
	case "dialed":
		t.line("you dial", h.To)
	case "ringing":
		t.line("it rings", t.name(h.From)+" calls")
	case "answered", "declined":
		t.line("you", h.Kind)
	case "missed":
		t.line("missed", "nobody answered in time")
	case "recording":
		t.line("line", fmt.Sprintf("(listens for up to %.0f s)", h.Max))
	case "conference":
		t.company(h.With)
	case "ended":
		t.with = ""
		t.line("the end", h.Reason)
	}
}

// company prints who is in the conversation, if that has changed.
func (t *teller) company(with []string) {
	now := "waiting for somebody to join"
	if len(with) > 0 {
		names := make([]string, len(with))
		for i, number := range with {
			names[i] = t.name(number)
		}
		now = "talking with " + strings.Join(names, ", ")
	}
	if now != t.with {
		t.line("you are", now)
	}
	t.with = now
}

func (t *teller) line(who, what string) { fmt.Fprintf(t.out, "%12s  %s\n", who, what) }
