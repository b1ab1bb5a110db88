package locales

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// decimals matches a number in digits with a fraction, 1.5 or 2,5; 1,234 has none.
var decimals = regexp.MustCompile(`(\d{1,9})[.,](\d{1,2})\b`)

// calculated matches figures that are no count: 80 %, 300/450, 10-20.
var calculated = regexp.MustCompile(`[0-9]\s*(?:%|[/:*x÷×+–-]\s*[0-9])`)

// wholeNumbers puts 1500 for "1.5 thousand". Of hours, a fraction does not count; of
// anything else, a number with a fraction cannot be told, and nothing was said.
func (l lexicon) wholeNumbers(words string) string {
	if calculated.MatchString(words) {
		return ""
	}
	for range longestNumber {
		at := decimals.FindStringSubmatchIndex(words)
		if at == nil {
			break
		}
		whole, fraction, rest := words[at[2]:at[3]], words[at[4]:at[5]], words[at[1]:]
		if following := tokens(rest); len(following) > 0 {
			if unit, n := l.next(following); unit.kind == times {
				scaled, exact := scale(whole, fraction, unit.n)
				if !exact {
					return ""
				}
				words = words[:at[0]] + " " + scaled + " " + strings.Join(following[n:], " ")
				continue
			}
		}
		if !l.rounds && strings.Trim(fraction, "0") != "" {
			return ""
		}
		words = words[:at[0]] + whole + rest
	}
	return words
}

// scale multiplies a number with a fraction; exact is false when something is left over.
func scale(whole, fraction string, by int) (scaled string, exact bool) {
	hundredths := atoi(whole)*100 + atoi((fraction + "0")[:2])
	return strconv.Itoa(hundredths * by / 100), hundredths*by%100 == 0
}

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
// contract or a phone is expected. A word between them that is not known may have been
// a digit: "one to three".
func (l lexicon) figures(heard []sense, named string) string {
	heard = repeated(heard)
	var all strings.Builder
	for _, run := range l.runs(heard) {
		all.WriteString(run.digits())
	}
	switch digits := all.String(); {
	case named == "*0" || len(digits) > longestNumber:
		return understood(named)
	case broken(heard):
		return ""
	case named == "" || len(digits) >= fewestFigures:
		return digits
	}
	return understood(named)
}

// repeated writes out what is said of a digit: double five, two fives, 三个二.
func repeated(heard []sense) []sense {
	var out []sense
	for i := 0; i < len(heard); i++ {
		s, next := heard[i], heard[min(i+1, len(heard)-1)]
		last := heard[min(i+2, len(heard)-1)]
		switch {
		case s.kind == again && next.isDigit():
			out, i = append(out, slices.Repeat([]sense{next}, s.n)...), i+1
		case s.isDigit() && s.n > 1 && next.kind == plural:
			out, i = append(out, slices.Repeat([]sense{{kind: value, n: next.n}}, s.n)...), i+1
		case s.isDigit() && s.n > 1 && next.kind == copies && last.isDigit():
			out, i = append(out, slices.Repeat([]sense{last}, s.n)...), i+2
		case s.kind == again, s.kind == plural:
			out = append(out, sense{kind: doubt})
		default:
			out = append(out, s)
		}
	}
	return out
}

func (s sense) isDigit() bool { return s.kind == value && s.n < 10 && len(s.figure) < 2 }

func (s sense) counts() bool { return s.kind == value || s.kind == times || s.kind == and }

// broken reports whether digits are interrupted by what is not known.
func broken(heard []sense) bool {
	begun, strange := false, false
	for _, s := range heard {
		switch {
		case s.kind == doubt:
			return true
		case s.kind == value && strange:
			return true
		case s.kind == value:
			begun = true
		case s.kind == unknown || s.kind == copies || s.kind == half:
			strange = begun
		}
	}
	return false
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
	if len(inFigures) > 0 && !slices.ContainsFunc(runs, run.isLarge) {
		runs = inFigures
	}
	switch {
	case named == "*0" || len(runs) == 0:
		return understood(named)
	case len(runs) == 1 && named == "" && runs[0].one() && !slices.ContainsFunc(heard, sense.doubtful):
		return runs[0].count()
	}
	return ""
}

// doubtful reports what makes another number of the one beside it: "not one".
func (s sense) doubtful() bool {
	return s.not || s.kind == doubt || s.kind == again || s.kind == plural
}

// spokenKey returns a key that was said by its number alone, "two" or "press
// two": "I have one problem" is not a key.
func (l lexicon) spokenKey(heard []sense) string {
	strange := []kind{unknown, choice, half, minutes, again, plural, copies}
	for _, s := range heard {
		if slices.Contains(strange, s.kind) {
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
	minutes bool // it counts minutes
}

// count is the number. Minutes count as whole hours; # is less than one.
func (r run) count() string {
	n := atoi(r.digits())
	switch {
	case !r.minutes:
		return r.digits()
	case n < 60:
		return "#"
	}
	return strconv.Itoa(n / 60)
}

// isLarge reports a number in words that is no article.
func (r run) isLarge() bool { return !r.figures && r.digits() != "1" }

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
		case s.kind == half && n.open:
			n.addHalf(i+1 < len(heard) && heard[i+1].kind == times)
		case s.kind == minutes:
			n.done.minutes = true
			finish()
		case s.kind == stop, s.kind == pause:
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
	halves    bool   // the next multiplier counts half more
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

// addHalf adds half of the last multiplier, or of the next one.
func (n *numeral) addHalf(next bool) {
	switch n.figure = ""; {
	case next:
		n.halves = true
	case n.last > 0 || n.unit() == 0: // two and a half hours
	case n.low > 0:
		n.low += n.lowUnit / 2
	default:
		n.high += n.highUnit / 2
	}
}

func (n *numeral) multiply(by int) {
	if !n.open {
		n.begin(sense{n: 1})
	}
	if n.halves {
		n.halves = false
		defer func() { n.addHalf(false) }()
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
