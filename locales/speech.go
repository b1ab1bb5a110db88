package locales

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/nyaruka/phonenumbers"

	"edown/ivr"
	"edown/support"
)

// How much of a name from outside is worth saying or sending, in characters.
const (
	longestSpoken  = 60
	longestWritten = 40
	longestCases   = 100
	namesInList    = 3
	worthReading   = 16 // bytes looked at for each character kept
)

// These enclose digits that are read one by one, until the text is cut into
// parts. Both are private-use characters, which [clean] removes from all data.
const (
	digitsBegin = "\uE000"
	digitsEnd   = "\uE001"
)

// references are the data whose value is the key of another message.
var references = map[string]bool{"Category": true, "Language": true, "Reason": true, "Grade": true, "Stands": true,
	"Rank": true}

// spoken prepares data for speaking. The data that every message may use is
// always there, empty when unknown.
func (t *tongue) spoken(data ivr.Data) map[string]any {
	out := map[string]any{"Support": "", "Customer": "", "Case": "", "Name": ""}
	for name, value := range data {
		out[name] = t.value(name, value)
	}
	return out
}

func (t *tongue) value(name string, value any) any {
	switch v := value.(type) {
	case int:
		return v
	case support.CaseNumber:
		return t.digits(support.CaseNumber(clean(string(v), longestSpoken)).Groups())
	case support.E164:
		return t.digits(phoneGroups(v))
	case time.Duration:
		return t.duration(name, v)
	case ivr.Moment:
		return t.moment(v)
	case []string:
		return t.list(v)
	case string:
		return t.word(name, v, longestSpoken)
	}
	return clean(fmt.Sprint(value), longestSpoken)
}

// written prepares the data of a written message. Data that is left out stays out.
func (t *tongue) written(data map[string]string) map[string]any {
	out := map[string]any{}
	for name, value := range data {
		most := longestWritten
		if name == "Cases" {
			most = longestCases
		}
		out[name] = t.word(name, value, most)
	}
	return out
}

// word returns a text as it is, or the message that it refers to. A reference
// to a message that does not exist is left out: a page is worth more than its
// details.
func (t *tongue) word(name, value string, most int) string {
	switch {
	case references[name]:
		return t.phrase(value, nil)
	case moments[name]:
		return t.writtenMoment(value)
	}
	return clean(value, most)
}

// digits joins groups with a pause between them, and marks those of digits.
func (t *tongue) digits(groups []string) string {
	var out []string
	for _, g := range groups {
		if g != "" && strings.Trim(g, "0123456789") == "" {
			g = digitsBegin + g + digitsEnd
		}
		out = append(out, g)
	}
	return strings.Join(out, t.phrase("digits_pause", nil))
}

// phoneGroups is a number the way people in its country say it, with the country's code
// first: 86, 138, 1234, 5678. A number that no country has is split from its end.
func phoneGroups(n support.E164) []string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, clean(string(n), longestSpoken))
	number, err := phonenumbers.Parse("+"+digits, "")
	if err != nil || !phonenumbers.IsPossibleNumber(number) {
		return fromTheEnd(digits)
	}
	var groups []string
	for g := range strings.FieldsFuncSeq(phonenumbers.Format(number, phonenumbers.INTERNATIONAL), isNoDigit) {
		groups = append(groups, short(g)...)
	}
	return groups
}

func isNoDigit(r rune) bool { return r < '0' || r > '9' }

// longestGroup is as many digits as are remembered at once.
const longestGroup = 5

// short cuts a group that is too long to be written down: in threes, and at last four.
func short(group string) []string {
	var out []string
	for len(group) > longestGroup {
		out, group = append(out, group[:3]), group[3:]
	}
	return append(out, group)
}

// fromTheEnd splits digits the way people listen: four at the end, threes before.
func fromTheEnd(digits string) []string {
	var groups []string
	for size := 4; len(digits) > size; size = 3 {
		cut := len(digits) - size
		groups = append([]string{digits[cut:]}, groups...)
		digits = digits[:cut]
	}
	return append([]string{digits}, groups...)
}

// duration says the two largest units, rounded down. What the caller gave in
// hours (Down) is never said in smaller units.
func (t *tongue) duration(name string, d time.Duration) string {
	minutes, hours := int(d/time.Minute), int(d/time.Hour)
	switch {
	case name == "Down" && hours < 1:
		return t.phrase("duration_under_hour", nil)
	case minutes < 1:
		return t.phrase("duration_moment", nil)
	case hours < 1:
		return t.units("duration_minutes", minutes, "", 0)
	case hours < 48:
		return t.units("duration_hours", hours, "duration_minutes", minutes%60)
	}
	return t.units("duration_days", hours/24, "duration_hours", hours%24)
}

func (t *tongue) units(large string, n int, small string, rest int) string {
	first := t.phrase(large, map[string]any{"Count": n})
	if rest == 0 {
		return first
	}
	return t.phrase("duration_and", map[string]any{"First": first, "Last": t.phrase(small, map[string]any{"Count": rest})})
}

// list names at most three people, and then says how many others there are.
func (t *tongue) list(names []string) string {
	var known []string
	for _, name := range names {
		if name = clean(name, longestSpoken); name != "" {
			known = append(known, name)
		}
	}
	comma := t.phrase("list_comma", nil)
	switch n := len(known); {
	case n == 0:
		return ""
	case n == 1:
		return known[0]
	case n > namesInList:
		return t.phrase("list_others", map[string]any{"First": strings.Join(known[:namesInList-1], comma),
			"Count": n - namesInList + 1})
	default:
		return t.phrase("list_and", map[string]any{"First": strings.Join(known[:n-1], comma), "Last": known[n-1]})
	}
}

// clean makes text from outside harmless and short: no control, formatting or
// private-use characters, single spaces, whole words.
func clean(s string, most int) string {
	s = s[:min(len(s), worthReading*most)]
	s = strings.Map(func(r rune) rune {
		switch {
		case ' ' <= r && r <= '~': // the usual case
			return r
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case unicode.In(r, unicode.Cf, unicode.Co, unicode.Noncharacter_Code_Point):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) <= most {
		return string(runes)
	}
	cut := string(runes[:most])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return strings.TrimSpace(cut)
}

// parts cuts a worded message at its marks.
func parts(text string) []ivr.Part {
	var out []ivr.Part
	add := func(p ivr.Part) {
		if p.Text != "" {
			out = append(out, p)
		}
	}
	for text != "" {
		before, rest, found := strings.Cut(text, digitsBegin)
		add(ivr.Part{Text: before})
		if !found {
			break
		}
		digits, after, _ := strings.Cut(rest, digitsEnd)
		add(ivr.Part{Text: digits, Digits: true})
		text = after
	}
	return out
}
