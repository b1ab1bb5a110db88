package phone

import (
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestScript(t *testing.T) {
	got, err := readScript("a.call", "# a call\n\nhear Press 1\n  press 12*#\nsay hello there\nwait 2s\ntalk\ntalk +14155550101\ntext +14155550101 1 C1234567\nhungup\n")
	want := []act{
		{3, "hear", "Press 1"}, {4, "press", "12*#"}, {5, "say", "hello there"}, {6, "wait", "2s"},
		{7, "talk", ""}, {8, "talk", "+14155550101"}, {9, "text", "+14155550101 1 C1234567"}, {10, "hungup", ""},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(act{})); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestMistakesInScript(t *testing.T) {
	_, err := readScript("a.call", "here Press 1\npress A\nhear\nwait soon\nanswer now\ntext +14155550101\ntext me now\ntalk mei")
	want := `a.call:1: here Press 1: no such act: write answer, decline, hangup, hear, hungup, press, receive, say, talk, text, wait
a.call:2: press A: keys are 0 to 9, * and #
a.call:3: hear: write words behind hear
a.call:4: wait soon: write a time such as 2s
a.call:5: answer now: write nothing behind answer
a.call:6: text +14155550101: write the number, a space and the words
a.call:7: text me now: there are letters in it: write the number in international form, such as +14155550123
a.call:8: talk mei: there are letters in it: write the number in international form, such as +14155550123`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// Words are found in pieces and in order, whatever the case and the spaces.
func TestHearing(t *testing.T) {
	p := &player{told: &teller{out: io.Discard}}
	for _, said := range []string{"Example Support. Press 1.", "Production à l'arrêt\u00a0? Tapez 1."} {
		p.note(happening{Kind: "say", Text: said})
	}
	for _, tt := range []struct {
		words string
		want  bool
	}{
		{"support", true}, {"support", false}, {"press  1", true}, {"l'arrêt ?", true}, {"tapez 1", true}, {"press 1", false},
	} {
		if got := p.hears(tt.words); got != tt.want {
			t.Errorf("%q: %v", tt.words, got)
		}
	}
}
