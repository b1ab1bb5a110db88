package phone

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"edown/cmd/edown/mistakes"
	"edown/cmd/edown/numbers"
)

// act is one line of a call script.
type act struct {
	line int
	verb string
	with string
}

// form is what may follow a verb.
type form struct {
	needs  string              // what must follow, in words; empty: nothing may
	maybe  bool                // it may also be left out
	refuse func(string) string // says what is wrong with it; nil accepts everything
}

var forms = map[string]form{
	"hear":    {needs: "words"},
	"press":   {needs: "keys", refuse: notKeys},
	"say":     {needs: "words"},
	"wait":    {needs: "a time", refuse: notTime},
	"talk":    {needs: "a number", maybe: true, refuse: notNumber},
	"text":    {needs: "a number and words", refuse: notText},
	"receive": {needs: "words"},
	"answer":  {}, "decline": {}, "hangup": {}, "hungup": {},
}

// readScript reads a call, one act a line. Lines that begin with # are comments.
func readScript(file, text string) ([]act, error) {
	var acts []act
	var wrong mistakes.List
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		verb, with, _ := strings.Cut(line, " ")
		a := act{i + 1, verb, strings.TrimSpace(with)}
		if remedy := a.problem(); remedy != "" {
			wrong = append(wrong, mistakes.One{File: file, Line: a.line, What: line, Remedy: remedy})
		}
		acts = append(acts, a)
	}
	return acts, wrong.Err()
}

func (a act) problem() string {
	f, known := forms[a.verb]
	switch {
	case !known:
		return "no such act: write " + strings.Join(slices.Sorted(maps.Keys(forms)), ", ")
	case a.with == "" && f.needs != "" && !f.maybe:
		return fmt.Sprintf("write %s behind %s", f.needs, a.verb)
	case a.with != "" && f.needs == "":
		return "write nothing behind " + a.verb
	case a.with != "" && f.refuse != nil:
		return f.refuse(a.with)
	}
	return ""
}

func notKeys(s string) string {
	if strings.Trim(s, "0123456789*#") != "" {
		return "keys are 0 to 9, * and #"
	}
	return ""
}

func notTime(s string) string {
	if _, err := time.ParseDuration(s); err != nil {
		return "write a time such as 2s"
	}
	return ""
}

func notNumber(s string) string {
	if _, err := numbers.Parse(s); err != nil {
		return err.Error()
	}
	return ""
}

func notText(s string) string {
	number, words, _ := strings.Cut(s, " ")
	if words == "" {
		return "write the number, a space and the words"
	}
	return notNumber(number)
}
