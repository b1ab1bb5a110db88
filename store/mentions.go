package store

import (
	"context"
	"strings"

	"edown"
)

// place is where others' record may mention a number.
type place struct {
	table   string
	key     string // of the rows that belong together
	columns []string
}

// places are all such places. Whoever adds a table says here, or in the test,
// what it knows of people.
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

// mentions is the condition that one of the columns holds what $1 is like.
func (p place) mentions() string {
	return "(" + strings.Join(p.columns, ` LIKE $1 OR `) + ` LIKE $1)`
}

// struck puts $3 for $2 in all the columns.
func (p place) struck() string {
	var set []string
	for _, c := range p.columns {
		set = append(set, c+` = REPLACE(`+c+`, $2, $3)`)
	}
	return strings.Join(set, ", ")
}

// eraseMentions puts [Nobody] for a number wherever it is mentioned. What is
// mentioned is looked for beside the writer: it takes as long as reading the
// whole record.
func (s *Store) eraseMentions(ctx context.Context, number edown.E164, r removal, gone map[string]int64) error {
	for _, p := range places {
		var keys []string
		err := s.read(ctx, func(t *tx) (err error) {
			keys, err = list(t, scanText, `SELECT DISTINCT `+p.key+` FROM `+p.table+` WHERE `+p.mentions(), holding(number))
			return err
		})
		if err == nil {
			err = s.eraseEach(ctx, number, r, gone, keys, func(r removal, key string) error { return r.strike(p, key, number) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// strike changes a record, which nobody may; and so nothing but the number.
func (r removal) strike(p place, key string, number edown.E164) error {
	return r.amending(p.table, func() error {
		n, err := r.exec(`UPDATE `+p.table+` SET `+p.struck()+` WHERE `+p.key+` = $4 AND `+p.mentions(),
			holding(number), digitsOf(number), digitsOf(Nobody), key)
		r.gone[p.table] += n
		return err
	})
}
