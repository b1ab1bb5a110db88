package locales

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// decimals matches the fraction of a number in digits, 1.5 or 2,5; 1,234 has
// none.
var decimals = regexp.MustCompile(`(\d)[.,]\d{1,2}\b`)

// tokens returns the words of a sentence without case, accents and punctuation.
// In a script without spaces each character is a token.
func tokens(text string) []string {
	var out []string
	var word []rune
	var last byte
	end := func() {
		if len(word) > 0 {
			out, word = append(out, string(word)), nil
		}
	}
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		class := classOf(r)
		if class == 'm' {
			continue
		}
		if class != last || class == 'i' {
			end()
		}
		if last = class; class != ' ' {
			word = append(word, r)
		}
	}
	end()
	return out
}

// classOf returns what a character belongs to: an ideograph of its own, a word,
// a number, nothing, or the letter before it.
func classOf(r rune) byte {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 'm'
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai), r == '〇':
		return 'i'
	case unicode.IsLetter(r):
		return 'a'
	case r >= '0' && r <= '9':
		return '1'
	}
	return ' '
}

func isFigure(token string) bool { return token[0] >= '0' && token[0] <= '9' }

// atoi reads digits. A number too long to count anything is returned as the
// largest number.
func atoi(figures string) int {
	n, err := strconv.Atoi(figures)
	if err != nil {
		return math.MaxInt32
	}
	return n
}

// fewestFigures is how many digits make a number certain, where that of a case
// or a phone is expected: a stray "one", as in "I have no case number, not
// one", is not.
const fewestFigures = 4

// figures returns all the digits of a sentence, where the number of a case, a
// contract or a phone is expected.
func (l lexicon) figures(heard []sense, named string) string {
	var all strings.Builder
	for _, run := range l.runs(heard) {
		all.WriteString(run.digits())
	}
	switch digits := all.String(); {
	case named == "*0" || len(digits) > longestNumber:
		return understood(named)
	case named == "" || len(digits) >= fewestFigures:
		return digits
	}
	return understood(named)
}

// amount returns the only number of a sentence, where a count is expected.
// Digits are preferred to words: in "un total de 450" the "un" counts nothing.
func (l lexicon) amount(heard []sense, named string) string {
	runs := l.runs(heard)
	var inFigures []run
	for _, r := range runs {
		if r.figures {
			inFigures = append(inFigures, r)
		}
	}
	if len(inFigures) > 0 {
		runs = inFigures
	}
	switch {
	case named == "*0" || len(runs) == 0:
		return understood(named)
	case len(runs) == 1 && named == "" && runs[0].one():
		return runs[0].digits()
	}
	return ""
}

// spokenKey returns a key that was said by its number alone, "two" or "press
// two": "I have one problem" is not a key.
func (l lexicon) spokenKey(heard []sense) string {
	for _, s := range heard {
		if s.kind == unknown {
			return ""
		}
	}
	if runs := l.runs(heard); len(runs) == 1 && len(runs[0].digits()) == 1 {
		return runs[0].digits()
	}
	return ""
}

// run is a stretch of number words: one number, or several groups.
type run struct {
	groups  []string
	figures bool // some of it was recognised as digits
	several bool // two numbers, as in "one hundred, two hundred"
}

func (r run) digits() string { return strings.Join(r.groups, "") }

// one reports whether a run is one number: a single group, digit by digit, or
// groups of thousands (1 234). "Two three" may be either, and so is not
// accepted.
func (r run) one() bool {
	if r.several || len(r.groups) == 0 || len(r.digits()) > longestNumber {
		return false
	}
	single, thousands := len(r.groups) > 2, r.figures && len(r.groups[0]) <= 3
	for i, g := range r.groups {
		single = single && len(g) == 1
		thousands = thousands && (i == 0 || len(g) == 3)
	}
	return len(r.groups) == 1 || single || thousands
}

// runs returns the numbers of a sentence, as separated by other words.
func (l lexicon) runs(heard []sense) []run {
	var out []run
	n := numeral{shorthand: l.shorthand}
	finish := func() {
		if r := n.end(); len(r.groups) > 0 {
			out = append(out, r)
		}
		n = numeral{shorthand: l.shorthand}
	}
	for i, s := range heard {
		switch {
		case s.kind == value:
			n.add(s)
		case s.kind == times:
			n.multiply(s.n)
		case s.kind == and && i+1 < len(heard) && n.takes(heard[i+1]):
		default:
			finish()
		}
	}
	finish()
	return out
}

// numeral adds up number words: four hundred fifty, quatre cent cinquante,
// 四百五十. A word that cannot be added begins a new group, so that "one twenty
// three" is 123, and a number said digit by digit stays as it is.
type numeral struct {
	shorthand bool
	done      run
	open      bool
	high      int    // whole thousands and above
	low       int    // hundreds and tens
	last      int    // not followed by a multiplier yet
	room      int    // what is added must be smaller
	lowUnit   int    // the last multiplier below a thousand; 0 is none
	highUnit  int    // the last multiplier from a thousand up
	zero      bool   // a zero marked an empty place: 一百零五
	figure    string // the group so far, if it is only digits
}

// largest is the limit above which a number is not meant.
const largest = 1_000_000_000

func (n *numeral) total() int { return n.high + n.low + n.last }

// takes reports whether the number after "and" is added to the present one.
func (n *numeral) takes(s sense) bool {
	return n.open && s.kind == value && s.n > 0 && s.n < n.room
}

func (n *numeral) add(s sense) {
	whole := s.figure != "" && s.figure[0] == '0'
	switch {
	case !n.open:
		n.begin(s)
	case s.n == 0 && !whole && n.room > 1 && n.high+n.low > 0:
		n.zero = true
	case s.n > 0 && !whole && s.n < n.room:
		n.last += s.n
		n.room = roomAfter(s)
		n.figure = ""
		n.done.figures = n.done.figures || s.figure != ""
	default:
		n.close()
		n.begin(s)
	}
}

func (n *numeral) begin(s sense) {
	n.open, n.last, n.room, n.figure = true, s.n, roomAfter(s), s.figure
	n.done.figures = n.done.figures || s.figure != ""
}

// roomAfter is the limit for what may be added to a number word: to twenty,
// less than ten.
func roomAfter(s sense) int {
	if s.figure == "" && s.n >= 20 && s.n < 100 && s.n%10 == 0 {
		return 10
	}
	return 0
}

func (n *numeral) multiply(by int) {
	if !n.open {
		n.begin(sense{n: 1})
	}
	if by >= 1000 {
		n.multiplyAll(by)
		return
	}
	if n.lowUnit > 0 && by >= n.lowUnit {
		n.done.several = true
	}
	n.low += max(n.last, 1) * by
	n.last, n.room, n.lowUnit, n.figure = 0, by, by, ""
}

// multiplyAll multiplies what stands before a thousand, or a 万.
func (n *numeral) multiplyAll(by int) {
	factor := max(n.low+n.last, 1)
	n.done.several = n.done.several || by == n.highUnit
	if n.highUnit > 0 && by > n.highUnit {
		factor, n.high = n.total(), 0
	}
	if n.high+factor < largest {
		n.high += factor * by
	}
	n.low, n.last, n.lowUnit, n.room, n.highUnit, n.figure = 0, 0, 0, by, by, ""
}

// close ends the group and begins a new one.
func (n *numeral) close() {
	if !n.open {
		return
	}
	if unit := n.unit(); n.shorthand && !n.zero && unit%100 == 0 && unit > 0 && n.last > 0 && n.last < 10 {
		n.last *= unit / 10
	}
	text := n.figure
	if text == "" {
		text = strconv.Itoa(n.total())
	}
	n.done.groups = append(n.done.groups, text)
	*n = numeral{shorthand: n.shorthand, done: n.done}
}

// unit is the multiplier before the last digit.
func (n *numeral) unit() int {
	if n.low > 0 {
		return n.lowUnit
	}
	return n.highUnit
}

// longestNumber is how many spoken digits are worth keeping.
const longestNumber = 40

// end returns the whole run.
func (n *numeral) end() run {
	n.close()
	return n.done
}
