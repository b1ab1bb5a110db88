package locales

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"edown/ivr"
)

// The words of a caller are written in the messages as items between
// semicolons: what they mean = phrase, phrase.
//
//	1 = case, existing        key 1; several keys may stand together: *0
//	1! = <down>               this key wins over others in the same sentence
//	0? = help                 this key gives way to all others
//	2 = <no>, another         every phrase that means no, and this one
//	- = yesterday             cannot be understood here: ask again
//	digits                    digits are expected, such as a case number
//	number                    a count is expected
//	known                     an outage is known here, and no news
//	open                      more than a yes or a no is expected
//	x24 = day, days           multiplies a number
//	minutes = minute          the number before it counts minutes
//	filler = let me           changes nothing
//
// "words" has what is understood at every prompt, the phrases for yes and no, for an
// outage (a sentence: down; a word of one: stopped), what denies an outage that follows
// (not), may stand between the two (link), or reports it (think), hesitations (um), and
// the filler words that change nothing. "numbers" has the number words: r2 = double says
// the next digit twice, 5s = fives repeats a digit, copies = times stands between the
// two, half = and a half adds half of its unit.
//
// A yes or a no counts only as the whole utterance, with hesitations; where a prompt
// asks for one, nothing beside a choice may be unknown.

// kind is the role of a phrase in a sentence.
type kind byte

const (
	unknown kind = iota
	filler
	choice  // keys
	value   // n
	times   // multiplies by n
	and     // joins the parts of a number
	pause   // a hesitation
	stop    // the end of a clause
	half    // and half of the unit
	minutes // what stands before it counts minutes
	again   // the next digit n times
	plural  // the digit n, as often as the number before it says
	copies  // stands between how often and which digit
	doubt   // a number cannot be told with this in it
)

type sense struct {
	kind   kind
	keys   string
	strong bool
	weak   bool // gives way to all other choices
	own    bool // of this prompt; else of every prompt
	plain  bool // a yes or a no
	down   bool // names an outage
	clause bool // in a whole sentence
	not    bool // denies an outage that follows
	link   bool // may stand between the two
	think  bool // and reports it
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
	asks      bool             // for a yes or a no
	known     bool             // an outage is no news
	rounds    bool             // a number may have a fraction, which does not count
	senses    map[string]sense // by the tokens of the phrase, with spaces between
	longest   int              // tokens in a phrase
	hints     string
}

// item is one item of a message of words; phrases is empty for a bare one.
type item struct {
	means        string
	strong, weak bool
	phrases      []string
}

// aspects are items that say more of a phrase, whatever else it means.
var aspects = map[string]sense{"not": {not: true}, "link": {link: true}, "think": {think: true}}

func isAspect(means string) bool { _, is := aspects[means]; return is }

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
		it.means, it.weak = strings.CutSuffix(it.means, "?")
		if paired {
			it.phrases = fields(list)
		}
		if it.means == "" || paired && len(it.phrases) == 0 {
			return nil, fmt.Errorf("item %q: write keys = phrase, phrase", strings.TrimSpace(part))
		}
		for _, p := range it.phrases {
			name := spelt(p)
			if isAspect(it.means) && name != "" {
				continue
			}
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
	valueItem = regexp.MustCompile(`^[0-9]{1,9}$`)
)

func (v vocabulary) lexicon(own []item) (lexicon, error) {
	l := lexicon{senses: map[string]sense{}}
	for _, it := range own {
		if e := expectation(it.means); e == someKeys || e == aNumber {
			l.expects = e
		}
		l.known = l.known || it.means == "known"
		l.rounds = l.rounds || it.means == "minutes"
	}
	l.asks = l.expects == aKey && asksYesOrNo(own)
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

// asksYesOrNo reports whether a prompt is a question for a yes or a no.
func asksYesOrNo(own []item) bool {
	asks := false
	for _, it := range own {
		if it.means == "open" {
			return false
		}
		asks = asks || slices.Contains(it.phrases, "<yes>") || slices.Contains(it.phrases, "<no>")
	}
	return asks
}

func first(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// class returns all phrases that mean yes, or no, or name an outage.
func (v vocabulary) class(name string) []string {
	var out []string
	for _, it := range v.general {
		if "<"+it.means+">" == name || name == "<down>" && it.means == "stopped" {
			out = append(out, it.phrases...)
		}
	}
	return out
}

// learn adds the phrases of an item; a phrase that is written out wins over one
// of a class. It returns what is worth listening for.
func (l *lexicon) learn(it item, s sense, class func(string) []string) []string {
	var heard []string
	for _, p := range it.phrases {
		members := class(p)
		for _, member := range members {
			if old := l.senses[spelt(member)]; old.kind != choice || !old.own {
				s.plain, s.down, s.clause = p != "<down>", p == "<down>", old.clause
				s.not = s.plain && l.endsInNot(member)
				l.put(member, s)
			}
		}
		s.plain, s.not, s.down, s.clause = false, s.kind == unknown && s.not, s.keys == outage, it.means == "down"
		if members == nil {
			members = []string{p}
			l.put(p, s)
		}
		heard = append(heard, members...)
	}
	if s.kind != choice || s.keys == several {
		return nil
	}
	return heard
}

// endsInNot reports whether a phrase denies what follows: "it is not".
func (l *lexicon) endsInNot(phrase string) bool {
	words := tokens(phrase)
	for n := range words {
		if l.senses[strings.Join(words[n:], " ")].not {
			return true
		}
	}
	return false
}

func (l *lexicon) put(phrase string, s sense) {
	l.longest = max(l.longest, len(tokens(phrase)))
	old := l.senses[spelt(phrase)]
	if s.kind == unknown { // an aspect
		old.not, old.link, old.think = old.not || s.not, old.link || s.link, old.think || s.think
		s = old
	}
	s.not, s.link, s.think = s.not || old.not, s.link || old.link, s.think || old.think
	l.senses[spelt(phrase)] = s
}

// spelt is the form in which a phrase is looked up.
func spelt(phrase string) string { return strings.Join(tokens(phrase), " ") }

// counters are the items of the number words that are no numbers.
var counters = map[string]sense{"and": {kind: and}, "half": {kind: half}, "copies": {kind: copies}}

func (l *lexicon) number(it item) error {
	multiple, multiplies := strings.CutPrefix(it.means, "x")
	often, repeats := strings.CutPrefix(it.means, "r")
	digit, many := strings.CutSuffix(it.means, "s")
	s, ok := counters[it.means]
	switch {
	case it.means == "short" && len(it.phrases) == 0:
		l.shorthand = true
		return nil
	case ok:
	case multiplies && valueItem.MatchString(multiple):
		s = sense{kind: times, n: atoi(multiple)}
	case repeats && valueItem.MatchString(often):
		s = sense{kind: again, n: atoi(often)}
	case many && valueItem.MatchString(digit):
		s = sense{kind: plural, n: atoi(digit)}
	case valueItem.MatchString(it.means):
		s = sense{kind: value, n: atoi(it.means)}
	default:
		const want = `a number, x, r or s with a number, "and", "half", "copies" or "short"`
		return fmt.Errorf("item %q: write %s", it.means, want)
	}
	l.learn(it, s, noClass)
	return nil
}

func noClass(string) []string { return nil }

// outage is what an outage means where a prompt has no key for it.
const outage = ivr.Outage

// generalSense is what an item means at every prompt. Yes and no mean nothing
// until a prompt names them.
func generalSense(it item, expects expectation) (sense, bool) {
	switch {
	case isAspect(it.means):
		return aspects[it.means], true
	case it.means == "down", it.means == "stopped":
		return sense{kind: choice, keys: outage, strong: true}, true
	case it.means == "um":
		return sense{kind: pause}, true
	case it.means == "filler":
		return sense{kind: filler}, true
	case !keyItem.MatchString(it.means):
		return sense{}, false
	case expects != aKey && inEntry[it.means] != "":
		return sense{kind: choice, keys: inEntry[it.means], weak: it.weak}, true
	}
	return sense{kind: choice, keys: it.means, weak: it.weak}, true
}

// bare are items without phrases.
var bare = []string{string(someKeys), string(aNumber), "open", "known"}

func ownSense(it item) (sense, error) {
	multiple, ok := strings.CutPrefix(it.means, "x")
	switch {
	case len(it.phrases) == 0 && slices.Contains(bare, it.means):
		return sense{}, nil
	case ok && valueItem.MatchString(multiple):
		return sense{kind: times, n: atoi(multiple)}, nil
	case it.means == "minutes":
		return sense{kind: minutes}, nil
	case it.means == "filler":
		return sense{kind: filler}, nil
	case keyItem.MatchString(it.means):
		return sense{kind: choice, keys: it.means, strong: it.strong, own: true}, nil
	}
	const want = `keys, "-", x and a number, "minutes", "filler", "digits", "number", "known" or "open"`
	return sense{}, fmt.Errorf("item %q: write %s", it.means, want)
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
