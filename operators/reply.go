package operators

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"edown/support"
)

// Meaning is what an SMS asks for.
type Meaning string

// What an SMS can mean.
const (
	Unclear         Meaning = ""
	Accepts         Meaning = "accept"
	Passes          Meaning = "pass"
	ReportsContact  Meaning = "contact"  // the customer was spoken to (R37)
	ReportsAnalysis Meaning = "analysis" // it is written why it came to an escalation (R28)
	Names           Meaning = "case"     // a case number, and no word about what to do
)

// The keys of an SMS, as the messages that ask for one name them.
const (
	acceptKey   = '1'
	passKey     = '2'
	contactKey  = '3'
	analysisKey = '4'
)

// Reply is what an SMS says.
type Reply struct {
	Means Meaning
	Case  support.CaseNumber // empty: it names none
	Word  bool               // said by a word such as "yes", not by a key: it counts only where one page rings
}

// ReplyWords are the words of all languages that may stand for a key, or beside it.
// The locales have them. With the zero value, only keys are read.
type ReplyWords struct {
	Accept    []string // "yes"
	Pass      []string // "no"
	Polite    []string // mean nothing: "thanks"
	Signature []string // beginnings of a line with no words of the person behind it: "sent from my"
}

// beside also takes these words for polite: the person's own name ends many an SMS.
func (w ReplyWords) beside(others string) ReplyWords {
	w.Polite = append(slices.Clip(w.Polite), strings.Fields(others)...)
	return w
}

// symbols are read in every language, as "OK" is: they are no words of the locales.
var symbols = ReplyWords{
	Accept: []string{"OK", "okay", "👍", "👌", "✅", "☑", "✔", "🆗", "🫡"},
	Pass:   []string{"👎", "❌", "🚫", "⛔"},
}

// ReadReply reads an SMS. A key counts alone, with a case number, or with words that
// say the same: in "2 minutes, I am on it", the 2 is no key. What is not understood
// in full is [Unclear].
func ReadReply(text string, format support.CaseFormat, words ReplyWords) Reply {
	text = folded(written(text, words.Signature))
	words = words.beside(format.Prefix)
	if r, reports := readReport(text, format, words); reports {
		return r
	}
	key, rest, cases := cut(text, format)
	says := words.sayings(rest)
	if len(cases) > 1 || says[otherwise] || says[accepting] && says[passing] {
		return Reply{}
	}
	r := Reply{Case: append(cases, "")[0], Word: key == 0}
	switch {
	case key == acceptKey && !says[passing], key == 0 && says[accepting]:
		r.Means = Accepts
	case key == passKey && !says[accepting], key == 0 && says[passing]:
		r.Means = Passes
	case key == 0 && r.Case != "":
		r.Means, r.Word = Names, false
	default:
		return Reply{}
	}
	return r
}

// cut parts a reply into its key, its cases and the words beside them, whichever
// stands first.
func cut(text string, format support.CaseFormat) (key rune, rest string, cases []support.CaseNumber) {
	if format.Prefix == "" || !strings.HasPrefix(strings.TrimLeftFunc(text, isSeparator), format.Prefix) {
		key, text = cutKey(text)
	}
	rest, cases = format.Cut(text)
	if key == 0 {
		key, rest = cutKey(rest)
	}
	return key, rest, cases
}

// readReport reads "3 C1234567, spoke to him at 9": only the key in front and the
// first case count. Without a case, other words make it no report.
func readReport(text string, format support.CaseFormat, words ReplyWords) (r Reply, reports bool) {
	key, rest := cutKey(text)
	r.Means = map[rune]Meaning{contactKey: ReportsContact, analysisKey: ReportsAnalysis}[key]
	if r.Means == Unclear || !strings.HasPrefix(strings.TrimLeftFunc(text, isSeparator), string(key)) {
		return Reply{}, false
	}
	if cases := format.Mentioned(rest); len(cases) > 0 {
		r.Case = cases[0]
		return r, true
	}
	return r, !words.sayings(figures.ReplaceAllString(rest, " "))[otherwise] // a number that is mistyped
}

// written is what a person has written: no quotation, and nothing behind a mark of a
// signature.
func written(text string, signatures []string) string {
	var own []string
	for i, line := range strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, ">"), strings.HasPrefix(line, "|"):
			continue
		case strings.HasPrefix(line, "--"), strings.HasPrefix(line, "__"), i > 0 && strings.HasSuffix(line, ":"),
			beginsWith(line, signatures):
			return strings.Join(own, "\n")
		}
		own = append(own, line)
	}
	return strings.Join(own, "\n")
}

func beginsWith(line string, beginnings []string) bool {
	line = folded(line)
	return slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(line, folded(b)) })
}

// folded is a text as it is compared: in capitals, one spelling for each character,
// without accents and invisible characters.
func folded(text string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me, unicode.Cc) && !unicode.IsSpace(r):
			return -1
		case unicode.IsDigit(r):
			return '0' + digitOf(r)
		case strings.ContainsRune("’‘ʼ`", r):
			return '\''
		}
		return r
	}, norm.NFKD.String(text)))
}

// digitOf is the value of a digit of any script: the ten of a script stand together.
func digitOf(r rune) (n rune) {
	for n < 9 && unicode.IsDigit(r-n-1) {
		n++
	}
	return n
}

var figures = regexp.MustCompile(`[0-9]+`)

// cutKey takes the key out of a text: its first figure, if that stands alone.
func cutKey(text string) (key rune, rest string) {
	at := figures.FindStringIndex(text)
	if at == nil || at[1]-at[0] > 1 || text[at[0]] < acceptKey || text[at[0]] > analysisKey || isFraction(text[at[1]:]) {
		return 0, text
	}
	return rune(text[at[0]]), text[:at[0]] + " " + text[at[1]:]
}

// isFraction reports whether a number goes on: "1.5 h", "1:30".
func isFraction(behind string) bool {
	return len(behind) > 1 && strings.ContainsRune(".,:/", rune(behind[0])) && behind[1] >= '0' && behind[1] <= '9'
}

func isSeparator(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '?' }

// saying is what a phrase says about the key.
type saying string

const (
	accepting saying = "accept"
	passing   saying = "pass"
	nothing   saying = "polite"
	otherwise saying = "otherwise" // not understood
)

// sayings are what the words beside a key say, phrase by phrase, the longest first.
func (w ReplyWords) sayings(text string) map[saying]bool {
	says, known := map[saying]bool{}, w.known()
	for text != "" {
		phrase := ""
		for p := range known {
			if len(p) > len(phrase) && strings.HasPrefix(text, p) && endsThere(p, text[len(p):]) {
				phrase = p
			}
		}
		first, size := utf8.DecodeRuneInString(text)
		switch {
		case phrase != "":
			says[known[phrase]], text = true, text[len(phrase):]
		case isSeparator(first):
			text = text[size:]
		default:
			return map[saying]bool{otherwise: true}
		}
	}
	return says
}

func (w ReplyWords) known() map[string]saying {
	all := map[string]saying{}
	for _, words := range []ReplyWords{w, symbols} {
		for says, phrases := range map[saying][]string{accepting: words.Accept, passing: words.Pass, nothing: words.Polite} {
			for _, p := range phrases {
				all[folded(p)] = says
			}
		}
	}
	return all
}

// endsThere reports whether a phrase is a word of its own: in a script without
// spaces, the next may follow at once.
func endsThere(phrase, behind string) bool {
	last, _ := utf8.DecodeLastRuneInString(phrase)
	next, _ := utf8.DecodeRuneInString(behind)
	return behind == "" || isSeparator(next) || unicode.In(last, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
