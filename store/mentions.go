package store

import (
	"context"
	"database/sql/driver"
	"strings"

	"modernc.org/sqlite"

	"edown/support"
)

// Two functions for SQL: mentions(text, number) reports whether a text mentions a number, and
// struck(text, number, instead) replaces it. LIKE and REPLACE would find the number of a
// switchboard in those of its extensions. NULL mentions no number.
func init() {
	sqlite.MustRegisterDeterministicScalarFunction("mentions", 2, mentions)
	sqlite.MustRegisterDeterministicScalarFunction("struck", 3, struck)
}

func mentions(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	text, _ := args[0].(string)
	number, _ := args[1].(string)
	return strike(text, digitsOf(support.E164(number)), "") != text, nil
}

func struck(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	text, is := args[0].(string)
	number, _ := args[1].(string)
	instead, _ := args[2].(string)
	if !is {
		return args[0], nil
	}
	return strike(text, digitsOf(support.E164(number)), digitsOf(support.E164(instead))), nil
}

func digitsOf(number support.E164) string { return strings.TrimPrefix(string(number), "+") }

// strike replaces the digits of a number in a text, also without the plus, or with the
// prefixes 00 or 011 in its place. The same digits within a longer run are another number.
func strike(text, digits, instead string) string {
	if !strings.Contains(text, digits) {
		return text
	}
	var b strings.Builder
	for text != "" {
		from := strings.IndexFunc(text, isDigit)
		if from < 0 {
			break
		}
		if strings.HasSuffix(text[:from], `\u`) { // the four digits of an escape in JSON
			from = min(from+4, len(text))
		}
		b.WriteString(text[:from])
		text = text[from:]
		run := text[:len(text)-len(strings.TrimLeftFunc(text, isDigit))]
		text = text[len(run):]
		if abroad, is := strings.CutSuffix(run, digits); is && (abroad == "" || abroad == "00" || abroad == "011") {
			run = abroad + instead
		}
		b.WriteString(run)
	}
	return b.String() + text
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// place is a table whose rows may mention the number of another person.
type place struct {
	table   string
	key     string // of the rows that belong together
	columns []string
}

// places are all such tables. A new table is entered here or in the test, by what it may
// contain about people.
var places = []place{
	{"cases", "number", []string{"title"}},
	{"pages", "id", []string{"page"}},
	{"page_events", "page", []string{"event"}},
	{"attempts", "page", []string{"phone"}},
	{"messages", "id", []string{"data"}},
	{"calls", "id", []string{"session", "reply"}},
	{"turns", "call", []string{"input", "said"}},
	{"answers", "call", []string{"value", "raw"}},
	{"callbacks", "call", []string{"why"}},
	{"letters", "id", []string{"data"}},
	{"notes", "case_number", []string{"said"}},
}

// mentions is the condition that one of the columns mentions $1.
func (p place) mentions() string {
	return "(mentions(" + strings.Join(p.columns, `, $1) OR mentions(`) + `, $1))`
}

// struck replaces $1 by $2 in all the columns.
func (p place) struck() string {
	var set []string
	for _, c := range p.columns {
		set = append(set, c+` = struck(`+c+`, $1, $2)`)
	}
	return strings.Join(set, ", ")
}

// eraseMentions puts [Struck] in the place of a number wherever it is mentioned. It searches
// beside the writer, since it reads the whole record.
func (s *Store) eraseMentions(ctx context.Context, number support.E164, r removal, gone map[string]int64) error {
	for _, p := range places {
		var keys []string
		err := s.read(ctx, func(t *tx) (err error) {
			keys, err = list(t, scanText, `SELECT DISTINCT `+p.key+` FROM `+p.table+` WHERE `+p.mentions(), number)
			return err
		})
		if err == nil {
			err = s.eraseEach(ctx, number, r, gone, keys, func(r removal, key string) error {
				return r.amend(p, key, number)
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// amend changes rows that are append-only otherwise, and nothing in them but the number.
func (r removal) amend(p place, key string, number support.E164) error {
	return r.amending(p.table, func() error {
		n, err := r.exec(`UPDATE `+p.table+` SET `+p.struck()+` WHERE `+p.key+` = $3 AND `+p.mentions(),
			number, Struck, key)
		r.gone[p.table] += n
		return err
	})
}
