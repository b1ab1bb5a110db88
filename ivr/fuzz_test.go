package ivr

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"edown/support"
)

// Hours down, as callers type them: what stands behind the last *, up to the
// first #, if it is a number of a length that can be right, is the answer;
// anything else is none.
func FuzzHoursTyped(f *testing.F) {
	for _, keys := range []string{
		"3", "3#", "12*3#", "#", "*", "*0", "*8", "*8#", "*0#", "0", "007", "99999999", "9999999",
		"1#2", "1#2#*0", "#1#", "1*#2", "", "*#", "3*", "-3", "３",
	} {
		f.Add(keys)
	}
	f.Fuzz(func(t *testing.T, keys string) {
		at := Session{
			Place:     Place{Call: "CA1", Tree: "caller", Node: "q5", Lang: "en"},
			Emergency: Emergency{Suspected: true, Declared: true},
		}
		look := func(Session, Lookup) (Found, error) { return Found{}, nil }
		s, r, err := english.Run(at, Input{Kind: Keys, Keys: keys}, noon, look)
		if err != nil {
			t.Fatal(err)
		}
		answer, answered := s.Interview[support.Q5HoursDown]
		want, right := hoursByHand(keys)
		if answered != right || answered &&
			(answer.Value != want || !strings.HasPrefix(keys, answer.Raw) || len(r.Answers) != 1) {
			t.Fatalf("%q is answered %v: %+v, want %q, %v", keys, answered, answer, want, right)
		}
		n, _ := s.Interview.Number(support.Q5HoursDown)
		if downFor(n) < 0 || n <= longestDown && int(downFor(n)/time.Hour) != n {
			t.Errorf("%q is down for %s", keys, downFor(n))
		}
	})
}

// typedByHand is all up to the first # behind a digit.
var typedByHand = regexp.MustCompile(`^(?s:[^0-9]*[0-9][^#]*)`)

// hoursByHand is the same by splitting.
func hoursByHand(keys string) (value string, right bool) {
	if keys == "#" {
		return support.LessThanAnHour, true
	}
	for _, steers := range []string{"*0", "*0#", "*8", "*8#"} { // the operator, and more time
		if strings.HasSuffix(keys, steers) {
			return "", false
		}
	}
	parts := strings.Split(typedByHand.FindString(keys), "*")
	last := strings.TrimLeft(parts[len(parts)-1], "#")
	return last, last != "" && len(last) <= 7 && strings.Trim(last, "0123456789") == ""
}
