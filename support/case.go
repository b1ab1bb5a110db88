package support

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// CaseNumber names a case, "C1234567", wherever the case is mentioned (R5).
type CaseNumber string

// CaseFormat is how case numbers are written: letters, then digits (R4). The
// zero value is not usable; see [DefaultCaseFormat].
type CaseFormat struct {
	Prefix string // upper-case letters, may be empty
	Digits int    // how many digits follow
}

// DefaultCaseFormat is the guides' format, C1234567.
var DefaultCaseFormat = CaseFormat{Prefix: "C", Digits: 7}

var caseFormat = regexp.MustCompile(`^([A-Z]{0,3})(9{3,12})$`)

// ParseCaseFormat reads a pattern in which 9 stands for a digit, "C9999999".
func ParseCaseFormat(pattern string) (CaseFormat, error) {
	m := caseFormat.FindStringSubmatch(pattern)
	if m == nil {
		return CaseFormat{}, fmt.Errorf(
			"case pattern %q: write up to three letters and three to twelve nines, such as C9999999", pattern)
	}
	return CaseFormat{Prefix: m[1], Digits: len(m[2])}, nil
}

// SpellingError reports an entry that is not a case number.
type SpellingError struct {
	Entry  string
	Format CaseFormat
}

// Error says what was entered and what was expected.
func (e *SpellingError) Error() string {
	return fmt.Sprintf("%q is no case number: expected %d digits, with or without %q before them", e.Entry,
		e.Format.Digits, e.Format.Prefix)
}

// Spell turns what a keypad sent into a case number. Callers may leave the
// letters out (1234567), type the key they stand on (21234567) or tap them as
// on an old telephone (2221234567): all three mean C1234567 (R4). Any other
// entry is a [SpellingError].
func (f CaseFormat) Spell(keys string) (CaseNumber, error) {
	digits := keepDigits(keys)
	for _, prefix := range []string{"", keysOf(f.Prefix), tapsOf(f.Prefix)} {
		if rest, ok := strings.CutPrefix(digits, prefix); ok && len(rest) == f.Digits {
			return CaseNumber(f.Prefix + rest), nil
		}
	}
	return "", &SpellingError{keys, f}
}

// Parse reads a case number as people write it, "C1234567" or "c 123 4567". Any
// other text is a [SpellingError].
func (f CaseFormat) Parse(text string) (CaseNumber, error) {
	clean := strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(text))
	rest, ok := strings.CutPrefix(clean, f.Prefix)
	if !ok || len(rest) != f.Digits || keepDigits(rest) != rest {
		return "", &SpellingError{text, f}
	}
	return CaseNumber(clean), nil
}

// Mentioned finds the case numbers in free text, "c333-3333, spoke to him" or
// "3333333.". The letters may be left out and the digits grouped. A run of
// digits that is too long is not a case number, unless its first word is one:
// "C1234567 14:30" names C1234567.
func (f CaseFormat) Mentioned(text string) []CaseNumber {
	_, cases := f.Cut(text)
	return cases
}

// Cut takes the case numbers that [CaseFormat.Mentioned] finds out of a text in
// capitals. Digits that are none stay in the rest.
func (f CaseFormat) Cut(text string) (rest string, cases []CaseNumber) {
	figures := regexp.MustCompile(`\b(` + f.Prefix + `[ .-]*)?[0-9]([ .-]*[0-9])*\b`)
	rest = figures.ReplaceAllStringFunc(strings.ToUpper(text), func(written string) string {
		behind := ""
		number, err := f.parseBare(written)
		if err != nil {
			first := strings.Fields(written)[0]
			number, err = f.parseBare(first)
			behind = written[len(first):]
		}
		if err != nil {
			return written
		}
		cases = append(cases, number)
		return " " + behind
	})
	return rest, slices.Compact(cases)
}

// parseBare is [CaseFormat.Parse] for text that may leave the letters out and
// may contain full stops.
func (f CaseFormat) parseBare(written string) (CaseNumber, error) {
	bare := strings.TrimPrefix(strings.ReplaceAll(written, ".", ""), f.Prefix)
	return f.Parse(f.Prefix + bare)
}

// Groups splits the number as it is read aloud: the letters, then the digits in
// fours with the odd ones first, "C", "123", "4567".
func (c CaseNumber) Groups() []string {
	at := strings.IndexAny(string(c), "0123456789")
	if at < 0 {
		return []string{string(c)}
	}
	var groups []string
	if at > 0 {
		groups = append(groups, string(c[:at]))
	}
	digits := string(c[at:])
	head := len(digits) % 4
	if head > 0 {
		groups = append(groups, digits[:head])
	}
	for ; head < len(digits); head += 4 {
		groups = append(groups, digits[head:head+4])
	}
	return groups
}

// keypad has the letters of each telephone key, ITU-T E.161.
var keypad = map[rune]string{'2': "ABC", '3': "DEF", '4': "GHI", '5': "JKL", '6': "MNO", '7': "PQRS", '8': "TUV",
	'9': "WXYZ"}

func keysOf(letters string) string {
	return onKeypad(letters, func(int) int { return 1 })
}

// tapsOf presses each key as often as its letter's place on the key: C is 222.
func tapsOf(letters string) string {
	return onKeypad(letters, func(place int) int { return place })
}

func onKeypad(letters string, times func(place int) int) string {
	var b strings.Builder
	for _, letter := range letters {
		for key, on := range keypad {
			if i := strings.IndexRune(on, letter); i >= 0 {
				b.WriteString(strings.Repeat(string(key), times(i+1)))
			}
		}
	}
	return b.String()
}

func keepDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// Case is a problem on record. Its severity rises to 0 when it becomes an
// Enterprise Down (R15). Any field but the number is empty while it is unknown.
type Case struct {
	Number   CaseNumber
	Contract string // the contract's number; empty when unknown
	Title    string
	Severity Severity
	Opened   time.Time
	Closed   bool

	Status   Status           // empty is not recorded: see [Case.Stands]
	Engineer string           // the assigned person, by id in the rota
	Level    int              // how far the case has been escalated; 0 is not at all
	Priority CustomerPriority // the customer's own ranking (R36)
	Product  string           // the application; it finds the account manager (R45)
	Version  string
	DateCode string
	Type     ProblemType
}

// Status is where the work on a case stands. The update clock runs only while
// the case is in progress (R39).
type Status string

const (
	StatusNew        Status = "new"         // not taken up yet
	InProgress       Status = "in_progress" // an engineer works on it
	WaitsForCustomer Status = "waiting"     // for something that the customer has to do
	StatusClosed     Status = "closed"      // solved, or given up
)

// Statuses returns every status, in the order of a case's life.
func Statuses() []Status { return []Status{StatusNew, InProgress, WaitsForCustomer, StatusClosed} }

// Stands returns the case's status. One without a recorded status is new, or
// closed if it is closed.
func (c Case) Stands() Status {
	switch {
	case c.Closed:
		return StatusClosed
	case c.Status == "":
		return StatusNew
	}
	return c.Status
}
