package plain_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"edown/locales/plain"
)

func TestText(t *testing.T) {
	for _, c := range [][2]string{
		{"Acme", "Acme"},
		{"Zoé 陈美 \u200d", "Zoé 陈美 \u200d"},
		{"\x1b[2J\x1b]0;owned\a", `\u001b[2J\u001b]0;owned\u0007`},
		{"a\r\nfake line", "a  fake line"},
		{"one\u2028two\u0085three", "one two three"},
		{"Acme \u202egnp.exe\u202c \u2066x\u2069", `Acme \u202egnp.exe\u202c \u2066x\u2069`},
		{"\x9b31m", "\ufffd31m"},
		{"\u009b31m", `\u009b31m`},
		{"zero\u200bwidth", `zero\u200bwidth`},
		{"tag \U000e0041", `tag \udb40\udc41`},
	} {
		if got := plain.Text(c[0]); got != c[1] {
			t.Errorf("%q: got %q, want %q", c[0], got, c[1])
		}
	}
}

// A character may come in two pieces.
func TestWriterJoinsCharacters(t *testing.T) {
	var b strings.Builder
	w := plain.Writer(&b)
	for _, piece := range []string{"Zo\xc3", "\xa9\x1b", "\xe2\x80", "\xae\tx\n"} {
		if n, err := w.Write([]byte(piece)); n != len(piece) || err != nil {
			t.Fatal(n, err)
		}
	}
	if want := "Zoé\\u001b\\u202e\tx\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}

// Whatever comes in, nothing that a terminal obeys goes out, and JSON means what it
// meant.
func FuzzWriter(f *testing.F) {
	f.Add("\x1b[1m\u202e\u009b\x7f\U000e0041\r")
	f.Add("\xff\xc3")
	f.Fuzz(func(t *testing.T, text string) {
		var b strings.Builder
		written, _ := json.Marshal(text) // strings cannot fail
		plain.Writer(&b).Write(written)
		for _, r := range b.String() + plain.Text(text) {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Errorf("%q: lets %U pass", text, r)
			}
		}
		var back, want string
		if err := json.Unmarshal([]byte(b.String()), &back); err != nil || json.Unmarshal(written, &want) != nil || back != want {
			t.Errorf("%q: comes back as %q (%v)", text, back, err)
		}
	})
}

func TestColumns(t *testing.T) {
	if got := plain.Columns("Mei 陈美"); got != 8 {
		t.Errorf("got %d columns, want 8", got)
	}
}
