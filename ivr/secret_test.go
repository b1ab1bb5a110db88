package ivr

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
)

// A PIN is known to the check alone, and to nothing that is kept.
func TestASecretIsKeptNowhere(t *testing.T) {
	synctest.Test(t, secretIsKeptNowhere) // at a fixed time, whose digits are none of the secret
}

func secretIsKeptNowhere(t *testing.T) {
	const pin = "98765"
	var checked []string
	trees["vault"] = &Tree{
		Start: "pin", Human: "pin", Summon: "pin", Keys: map[string]string{"0": "open"},
		Nodes: map[string]node{
			"pin": entry{ask: "contract_number", secret: true, leads: []string{"open"}, problems: []string{"sorry_count"},
				take: func(t *turn, digits string) (string, string) {
					checked = append(checked, digits)
					t.answer("pin", "given", t.in.heard())
					if digits != pin {
						return "", "sorry_count"
					}
					return "open", ""
				}},
			"open": menu{ask: "main", keys: map[string]step{}},
		},
	}
	t.Cleanup(func() { delete(trees, "vault") })
	line, book := newLine()
	book.Open(Session{Place: Place{Call: "CA1", Tree: "vault", Lang: "en"}}, "")
	for i, in := range []Input{
		{Kind: Began}, {Kind: Keys, Keys: "98764#"}, {Kind: Keys, Speech: "nine eight seven six four"},
		{Kind: Keys, Keys: "1*98765#98764#"},
	} {
		kept, err := line.Turn(t.Context(), "CA1", fmt.Sprint(i), in)
		if err != nil {
			t.Fatal(err)
		}
		if w := kept.Wait; kept.Session.Node == "pin" && (!w.Sensitive || w.Speech) {
			t.Errorf("a secret is waited for as %+v", w)
		}
	}
	if got := book.sessions["CA1"].Node; got != "open" || len(checked) < 2 || checked[len(checked)-1] != pin {
		t.Fatalf("at %s, after %q were checked", got, checked)
	}
	for _, kept := range book.kept {
		text, err := json.Marshal(struct {
			Kept
			Answers, Events any
		}{kept, kept.Answers, kept.Events})
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{"9876", "nine"} {
			if strings.Contains(string(text), part) {
				t.Errorf("on record: %s", text)
			}
		}
	}
}
