package config

import (
	"fmt"
	"slices"
	"strings"

	"edown/cmd/edown/mistakes"
)

func (r *reader) readEnvironment() {
	for _, s := range r.table {
		if text := r.env(s.env); text != "" {
			r.fromEnvironment(s, text)
		}
	}
}

func (r *reader) fromEnvironment(s setting, text string) {
	each := []string{text}
	if s.between != "" {
		each = strings.Split(text, s.between)
		if s.clear != nil {
			s.clear(r.config)
		}
	}
	for _, one := range each {
		one = strings.TrimSpace(one)
		if err := s.set(r.config, one); err != nil {
			r.wrong = append(r.wrong, mistakes.One{File: "environment", What: fmt.Sprintf("%s = %q", s.env, s.shown(one)),
				Remedy: s.wrong(err)})
		}
	}
}

// testsOwn lists variables of our prefix that only tests read.
var testsOwn = []string{"EDOWN_CORPUS", "EDOWN_CHROMIUM"}

// UnknownVariables lists the variables of our prefix that no setting has. A misspelt
// variable would otherwise be ignored silently.
func UnknownVariables(environ, langs []string) (wrong mistakes.List) {
	known := slices.Clone(testsOwn)
	for _, s := range settings(langs) {
		known = append(known, s.env)
	}
	for _, v := range environ {
		name, value, _ := strings.Cut(v, "=")
		if strings.HasPrefix(name, "EDOWN_") && value != "" && !slices.Contains(known, name) {
			wrong = append(wrong, mistakes.One{File: "environment", What: name, Remedy: meant(name, known)})
		}
	}
	return wrong
}

func meant(name string, known []string) string {
	if near := mistakes.Nearest(name, known); near != "" {
		return fmt.Sprintf("sets nothing: did you mean %s?", near)
	}
	return "sets nothing: unset it"
}
