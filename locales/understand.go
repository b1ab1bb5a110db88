package locales

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// longestSentence is how many bytes of a sentence are worth understanding.
const longestSentence = 2000

// clauseEnd matches what ends a clause. A comma or a stop inside a number does not.
var clauseEnd = regexp.MustCompile(`[.,;:!?]+(?:\s|$)|[，。；：！？]`)

// hear turns a sentence into senses, with a stop after each clause. An outage that is
// denied is none.
func (l lexicon) hear(sentence string) []sense {
	var out []sense
	for _, clause := range clauseEnd.Split(sentence, -1) {
		out = append(out, l.read(tokens(clause))...)
		out = append(out, sense{kind: stop})
	}
	deny(out)
	return out
}

// read turns a clause into senses, from the left, longest phrase first.
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

// deny makes nothing of an outage after a "not", when only words stand between them
// that link the two. A whole sentence is denied only when it is reported: "I do not
// think that production is down", but "not at all, production is down".
func deny(heard []sense) {
	denied, reported := false, false
	for i, s := range heard {
		switch {
		case s.down:
			if denied && (!s.clause || reported) {
				heard[i] = sense{}
			}
			denied, reported = false, false
		case s.not:
			denied, reported = true, reported || s.think
		case s.think:
			reported = true
		case !s.link:
			denied, reported = false, false
		}
	}
}

// keys returns the keys that a sentence means; with [ivr.Outage] before them when it
// names an outage for which the prompt has no key.
func (l lexicon) keys(words string) string {
	words = words[:min(len(words), longestSentence)]
	if l.expects == aNumber {
		words = l.wholeNumbers(words)
	}
	heard := l.hear(words)
	key, down := alarm(heard)
	switch rest := l.meant(heard, down); {
	case !down || l.known:
		return rest
	case rest == "0" || rest == "*0" || key == "":
		return outage + rest
	case !l.asks:
		return key
	case rest == "":
		return outage
	default:
		return rest
	}
}

// alarm finds an outage, and the key that the prompt has for it.
func alarm(heard []sense) (key string, down bool) {
	for _, s := range heard {
		if s.down {
			down = true
			if s.own {
				key = s.keys
			}
		}
	}
	return key, down
}

// meant returns the keys that are meant besides an outage. A call for help is answered
// by what is done about the outage.
func (l lexicon) meant(heard []sense, down bool) string {
	named := l.decide(heard, down)
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
// refused (R1).
func (l lexicon) decide(heard []sense, down bool) string {
	for _, s := range heard {
		if s.kind == choice && !s.weak && (s.keys == "0" || s.keys == "*0") {
			return s.keys
		}
	}
	named := l.answer
	if !l.asks {
		named = spotted
	}
	if key := named(heard); key != "" || down {
		return key
	}
	return only(heard, func(s sense) bool { return s.weak })
}

// answer returns the answer to a question for a yes or a no, when nothing else was said
// than one answer. A yes or a no stands alone but for hesitations.
func (l lexicon) answer(heard []sense) string {
	key := only(heard, func(s sense) bool { return !s.weak && s.keys != outage })
	if key == several || key == "" {
		return key
	}
	own, plain, strange, padded := false, true, false, false
	for _, s := range heard {
		switch s.kind {
		case choice:
			own, plain = own || s.own, plain && s.plain
			strange = strange || s.weak || s.keys == outage
		case filler:
			padded = true
		case pause, stop:
		default:
			strange = true
		}
	}
	if own && (strange || plain && padded) {
		return several
	}
	return key
}

// spotted returns the one choice among other words. Strong choices win. A yes or a no
// counts only when nothing else was said.
func spotted(heard []sense) string {
	plain := !slices.ContainsFunc(heard, func(s sense) bool {
		return !s.plain && s.kind != pause && s.kind != stop
	})
	counts := func(s sense) bool { return !s.weak && !s.down && (plain || !s.plain) }
	if key := only(heard, func(s sense) bool { return counts(s) && s.strong }); key != "" {
		return key
	}
	return only(heard, counts)
}

// only is the only key of the choices that count; empty: there is none.
func only(heard []sense, counts func(sense) bool) string {
	named := map[string]bool{}
	for _, s := range heard {
		if s.kind == choice && counts(s) {
			named[s.keys] = true
		}
	}
	switch keys := slices.Collect(maps.Keys(named)); len(keys) {
	case 0:
		return ""
	case 1:
		return keys[0]
	}
	return several
}
