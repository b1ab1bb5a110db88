package desktest

import (
	"regexp"
	"strings"
)

// saying is a form of words, and what it does. Its parts in brackets may be
// missing: they are empty then.
type saying[T any] struct {
	form *regexp.Regexp
	do   func(of T, said []string) error
}

// says makes a saying: words in capitals stand for what the form leaves open, and
// [brackets] for what may be missing.
func says[T any](form string, do func(of T, said []string) error) saying[T] {
	form = strings.NewReplacer("[", "(?:", "]", ")?", "(", `\(`, ")", `\)`, "+", `\+`).Replace(form)
	for word, stands := range open {
		form = regexp.MustCompile(`\b`+word+`\b`).ReplaceAllLiteralString(form, stands)
	}
	return saying[T]{regexp.MustCompile("^" + form + "$"), do}
}

// open are the words that a form leaves open.
var open = map[string]string{
	"NAME": `([A-Z]\w*)`, "OTHER": `([A-Z]\w*)`, "CASE": `(C\d{7})`, "NUMBER": `(\d+)`, "DIGIT": `(\d)`,
	"PHONE": `(hidden|\+\d+)`, "MAIL": `(\S+@\S+)`, "ZONE": `([A-Z]\w+/\w+|UTC)`,
	"TIME": `(\d\d:\d\d)`, "DATE": `(\d{4}-\d\d-\d\d)`, "WORD": `([\w-]+)`, "TEXT": `(.*?)`,
}

// spoken finds what a line says, among forms of words.
func spoken[T any](all []saying[T], of T, line string) (known bool, err error) {
	for _, one := range all {
		if m := one.form.FindStringSubmatch(line); m != nil {
			return true, one.do(of, m[1:])
		}
	}
	return false, nil
}
