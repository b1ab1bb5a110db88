package ivr

import (
	"strings"
	"testing"
	"time"

	"edown"
)

// Hours down, as callers type them: what stands behind the last *, if it is a
// number of a length that can be right, is the answer; anything else is none.
func FuzzHoursTyped(f *testing.F) {
	for _, keys := range []string{"3", "3#", "12*3#", "#", "*", "*0", "*8", "*8#", "*0#", "0", "007", "99999999", "9999999", "1#2", "", "*#", "3*", "-3", "３"} {
		f.Add(keys)
	}
	f.Fuzz(func(t *testing.T, keys string) {
		at := Session{Call: "CA1", Tree: "caller", Node: "q5", Lang: "en", Suspected: true, Declared: true}
		look := func(Session, Lookup) (Found, error) { return Found{}, nil }
		s, r, err := english.Run(at, Input{Kind: Keys, Keys: keys}, noon, look)
		if err != nil {
			t.Fatal(err)
		}
		answer, answered := s.Interview[edown.Q5HoursDown]
		want, right := hoursByHand(keys)
		if answered != right || answered && (answer.Value != want || answer.Raw != keys || len(r.Answers) != 1) {
			t.Fatalf("%q is answered %v: %+v, want %q, %v", keys, answered, answer, want, right)
		}
		if n, _ := s.Interview.Number(edown.Q5HoursDown); downFor(n) < 0 || n <= longestDown && int(downFor(n)/time.Hour) != n {
			t.Errorf("%q is down for %s", keys, downFor(n))
		}
	})
}

// hoursByHand is the same by splitting.
func hoursByHand(keys string) (value string, right bool) {
	if keys == "#" {
		return edown.LessThanAnHour, true
	}
	parts := strings.Split(keys, "*")
	last, _ := strings.CutSuffix(parts[len(parts)-1], "#")
	if len(parts) > 1 && (last == "0" || last == "8") { // the operator, and more time
		return "", false
	}
	return last, last != "" && len(last) <= 7 && strings.Trim(last, "0123456789") == ""
}
