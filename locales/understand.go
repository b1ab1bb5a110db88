package locales

import (
	"maps"
	"slices"
	"strings"
)

// read turns a sentence into senses, from the left, longest phrase first.
func (l lexicon) read(words []string) []sense {
	var out []sense
	for len(words) > 0 {
		s, n := l.next(words)
		out, words = append(out, s), words[n:]
	}
	return out
}

func (l lexicon) next(words []string) (sense, int) {
	for n := min(l.longest, len(words)); n > 0; n-- {
		if s, ok := l.senses[strings.Join(words[:n], " ")]; ok {
			return s, n
		}
	}
	if isFigure(words[0]) {
		return sense{kind: value, n: atoi(words[0]), figure: words[0]}, 1
	}
	return sense{}, 1
}

// longestSentence is how many bytes of a sentence are worth understanding.
const longestSentence = 2000

// keys returns the keys that a sentence means.
func (l lexicon) keys(words string) string {
	words = words[:min(len(words), longestSentence)]
	if l.expects == aNumber {
		words = decimals.ReplaceAllString(words, "$1")
	}
	heard := l.read(tokens(words))
	named := decide(heard)
	switch l.expects {
	case someKeys:
		return l.figures(heard, named)
	case aNumber:
		return l.amount(heard, named)
	}
	if named == "" {
		return l.spokenKey(heard)
	}
	return understood(named)
}

// several stands for more than one named key.
const several = "-"

func understood(keys string) string {
	if keys == several {
		return ""
	}
	return keys
}

// decide returns the one choice that was named. The wish for a human is never
// refused (R1); otherwise strong choices win.
func decide(heard []sense) string {
	weak, strong := map[string]bool{}, map[string]bool{}
	for _, s := range heard {
		if s.kind == choice {
			weak[s.keys] = true
			if s.strong {
				strong[s.keys] = true
			}
		}
	}
	for _, human := range []string{"0", "*0"} {
		if weak[human] {
			return human
		}
	}
	if len(strong) > 0 {
		weak = strong
	}
	switch named := slices.Collect(maps.Keys(weak)); len(named) {
	case 0:
		return ""
	case 1:
		return named[0]
	}
	return several
}
