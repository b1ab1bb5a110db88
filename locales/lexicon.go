package locales

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// The words of a caller are written in the messages as items between
// semicolons: what they mean = phrase, phrase.
//
//	1 = case, existing        key 1; several keys may stand together: *0
//	1! = production           this key wins over others in the same sentence
//	2 = <no>, another         every phrase that means no, and this one
//	- = yesterday             cannot be understood here: ask again
//	digits                    digits are expected, such as a case number
//	number                    a count is expected
//	x24 = day, days           multiplies a number
//	filler = and a half       changes nothing
//
// "words" has what is understood at every prompt, the phrases for yes and no,
// and the filler words that change nothing; "numbers" has the number words.

// kind is the role of a phrase in a sentence.
type kind byte

const (
	unknown kind = iota
	filler
	choice // keys
	value  // n
	times  // multiplies by n
	and    // joins the parts of a number
)

type sense struct {
	kind   kind
	keys   string
	strong bool
	n      int
	figure string // a value that was recognised as digits
}

// expectation is what a prompt waits for.
type expectation string

const (
	aKey     expectation = ""
	someKeys expectation = "digits"
	aNumber  expectation = "number"
)

// lexicon is what may be said at one prompt.
type lexicon struct {
	expects   expectation
	shorthand bool             // a last digit counts the next lower unit: 四百五 is 450
	senses    map[string]sense // by the tokens of the phrase, with spaces between
	longest   int              // tokens in a phrase
	hints     string
}

// item is one item of a message of words; phrases is empty for a bare one.
type item struct {
	means   string
	strong  bool
	phrases []string
}

// readItems reads a message of words. A phrase with two meanings is an error.
func readItems(text string) ([]item, error) {
	var items []item
	seen := map[string]string{}
	for part := range strings.SplitSeq(text, ";") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		means, list, paired := strings.Cut(part, "=")
		it := item{means: strings.TrimSpace(means)}
		it.means, it.strong = strings.CutSuffix(it.means, "!")
		if paired {
			it.phrases = fields(list)
		}
		if it.means == "" || paired && len(it.phrases) == 0 {
			return nil, fmt.Errorf("item %q: write keys = phrase, phrase", strings.TrimSpace(part))
		}
		for _, p := range it.phrases {
			name := spelt(p)
			if old, twice := seen[name]; twice && old != it.means || name == "" {
				return nil, fmt.Errorf("phrase %q under %s: it means %s already, or contains nothing audible", p, it.means, old)
			}
			seen[name] = it.means
		}
		items = append(items, it)
	}
	return items, nil
}

func fields(list string) []string {
	var out []string
	for p := range strings.SplitSeq(list, ",") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// listen reads the words of every prompt.
func (t *tongue) listen() []error {
	var problems []error
	read := func(key string) []item {
		items, err := readItems(t.phrase(key, nil))
		if err != nil {
			problems = append(problems, fmt.Errorf("locales: message %q in language %q: %w", key, t.tag, err))
		}
		return items
	}
	base := vocabulary{numbers: read("numbers"), general: read("words")}
	read("replies")
	learn := func(key string, own []item) lexicon {
		l, err := base.lexicon(own)
		if err != nil {
			problems = append(problems, fmt.Errorf("locales: message %q in language %q: %w", key, t.tag, err))
		}
		return l
	}
	t.general, t.prompts = learn("words", nil), map[string]lexicon{}
	for _, key := range slices.Sorted(maps.Keys(t.messages)) {
		if prompt, ok := promptOf(key); ok {
			t.prompts[prompt] = learn(key, read(key))
		}
	}
	return problems
}

// lexicon returns what may be said at a prompt. A prompt without words of its
// own understands what every prompt does.
func (t *tongue) lexicon(prompt string) lexicon {
	if l, ok := t.prompts[prompt]; ok {
		return l
	}
	return t.general
}

// vocabulary is what a language understands at every prompt.
type vocabulary struct{ numbers, general []item }

// inEntry maps a key that works everywhere to what is pressed where digits are
// expected, because 0 is a digit there (R1, U6).
var inEntry = map[string]string{"0": "*0", "8": "*8", "#": "*#"}

var (
	keyItem   = regexp.MustCompile(`^([0-9*#]{1,4}|-)$`)
	valueItem = regexp.MustCompile(`^[0-9]{1,6}$`)
)

func (v vocabulary) lexicon(own []item) (lexicon, error) {
	l := lexicon{senses: map[string]sense{}}
	for _, it := range own {
		if e := expectation(it.means); e == someKeys || e == aNumber {
			l.expects = e
		}
	}
	var problem error
	var hints []string
	add := func(it item, s sense) {
		hints = append(hints, l.learn(it, s, v.class)...)
	}
	for _, it := range v.numbers {
		problem = first(problem, l.number(it))
	}
	for _, it := range v.general {
		if s, ok := generalSense(it, l.expects); ok {
			add(it, s)
		}
	}
	general := hints
	hints = nil
	for _, it := range own {
		s, err := ownSense(it)
		problem = first(problem, err)
		add(it, s)
	}
	l.hints = hinted(append(hints, general...))
	return l, problem
}

func first(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// class returns all phrases that mean yes, or no.
func (v vocabulary) class(name string) []string {
	for _, it := range v.general {
		if "<"+it.means+">" == name {
			return it.phrases
		}
	}
	return nil
}

// learn adds the phrases of an item; a phrase that is written out wins over one
// of a class. It returns what is worth listening for.
func (l *lexicon) learn(it item, s sense, class func(string) []string) []string {
	var heard []string
	for _, p := range it.phrases {
		members := class(p)
		for _, member := range members {
			if l.senses[spelt(member)].kind != choice {
				l.put(member, s)
			}
		}
		if members == nil {
			members = []string{p}
			l.put(p, s)
		}
		heard = append(heard, members...)
	}
	if s.kind != choice || s.keys == "-" {
		return nil
	}
	return heard
}

func (l *lexicon) put(phrase string, s sense) {
	l.longest = max(l.longest, len(tokens(phrase)))
	l.senses[spelt(phrase)] = s
}

// spelt is the form in which a phrase is looked up.
func spelt(phrase string) string { return strings.Join(tokens(phrase), " ") }

func (l *lexicon) number(it item) error {
	switch multiple, ok := strings.CutPrefix(it.means, "x"); {
	case it.means == "short" && len(it.phrases) == 0:
		l.shorthand = true
	case it.means == "and":
		l.learn(it, sense{kind: and}, noClass)
	case ok && valueItem.MatchString(multiple):
		l.learn(it, sense{kind: times, n: atoi(multiple)}, noClass)
	case valueItem.MatchString(it.means):
		l.learn(it, sense{kind: value, n: atoi(it.means)}, noClass)
	default:
		return fmt.Errorf("item %q: write a number, x and a number, \"and\" or \"short\"", it.means)
	}
	return nil
}

func noClass(string) []string { return nil }

// generalSense is what an item means at every prompt. Yes and no mean nothing
// until a prompt names them.
func generalSense(it item, expects expectation) (sense, bool) {
	switch {
	case it.means == "filler":
		return sense{kind: filler}, true
	case !keyItem.MatchString(it.means):
		return sense{}, false
	case expects != aKey && inEntry[it.means] != "":
		return sense{kind: choice, keys: inEntry[it.means]}, true
	}
	return sense{kind: choice, keys: it.means}, true
}

func ownSense(it item) (sense, error) {
	multiple, ok := strings.CutPrefix(it.means, "x")
	switch {
	case len(it.phrases) == 0 && (it.means == string(someKeys) || it.means == string(aNumber)):
		return sense{}, nil
	case ok && valueItem.MatchString(multiple):
		return sense{kind: times, n: atoi(multiple)}, nil
	case it.means == "filler":
		return sense{kind: filler}, nil
	case keyItem.MatchString(it.means):
		return sense{kind: choice, keys: it.means, strong: it.strong}, nil
	}
	return sense{}, fmt.Errorf("item %q: write keys, \"-\", x and a number, \"digits\" or \"number\"", it.means)
}

// The carrier takes so many hints, each of so many characters (Twilio,
// <Gather>).
const (
	mostHints   = 500
	longestHint = 100
)

func hinted(phrases []string) string {
	var out []string
	seen := map[string]bool{}
	for _, p := range phrases {
		if !seen[p] && len([]rune(p)) <= longestHint && len(out) < mostHints {
			seen[p] = true
			out = append(out, p)
		}
	}
	return strings.Join(out, ",")
}
