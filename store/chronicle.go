package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"edown/operators/rota"
	"edown/support"
)

// Chronicle is everything on record about a case, a page or a call, to be told
// afterwards.
type Chronicle struct {
	Whole   bool               // a case was named, rather than a page or a call of it
	Number  support.CaseNumber // the case; empty: there is none
	Case    *History           // nil: no such case is on record
	Stories []Story            // the pages, the first one first
	Calls   []Call             // those that belong to none of the pages, likewise
	Sent    []Sent             // SMS about the case that belong to none of the pages, likewise
	Letters []Posted           // e-mails about the case, likewise
	People  []rota.Person      // the rota, which has the names
}

// ErrNotOnRecord means that no case, page or call has the name.
var ErrNotOnRecord = errors.New("nothing on record has this name")

// Chronicle reads what is on record under the name of a case, a page or a call,
// the carrier's name included. Of a page or a call it reads no other page of the
// case, and the case's own record whole. It wraps [ErrNotOnRecord].
func (s *Store) Chronicle(ctx context.Context, name string) (c Chronicle, err error) {
	err = s.read(ctx, func(t *tx) error {
		c, err = t.chronicle(name)
		return err
	})
	return c, err
}

func (t *tx) chronicle(name string) (c Chronicle, err error) {
	for _, find := range []func(*Chronicle, string) error{t.chronicleOfCase, t.chronicleOfPage, t.chronicleOfCall} {
		if err := find(&c, name); err != nil {
			return c, err
		}
		if c.found() {
			return c, t.surround(&c)
		}
	}
	return c, fmt.Errorf("%s: %w", name, ErrNotOnRecord)
}

func (c Chronicle) found() bool { return c.Case != nil || len(c.Stories)+len(c.Calls) > 0 }

// chronicleOfCase reads all pages of a case, and the calls on which something was
// noted about it.
func (t *tx) chronicleOfCase(c *Chronicle, name string) (err error) {
	if err := t.storiesOf(c, `SELECT id FROM pages WHERE case_number = $1 ORDER BY started, id`, name); err != nil {
		return err
	}
	if c.Case, err = t.historyIfAny(support.CaseNumber(name)); err != nil {
		return err
	}
	if c.Case == nil && len(c.Stories) == 0 {
		return nil
	}
	c.Whole, c.Number = true, support.CaseNumber(name)
	c.Calls, err = t.calls(`SELECT id, sid, purpose, person, from_number, to_number, started, ended, ending, session
		FROM calls WHERE id IN (SELECT call FROM notes WHERE case_number = $1 UNION SELECT call FROM escalations WHERE case_number = $1)
		ORDER BY started, id`, name)
	return err
}

func (t *tx) chronicleOfPage(c *Chronicle, name string) error {
	return t.storiesOf(c, `SELECT id FROM pages WHERE id = $1`, name)
}

// chronicleOfCall reads the pages that a call is about, or was rung for; of a call
// without any, the call.
func (t *tx) chronicleOfCall(c *Chronicle, name string) (err error) {
	if c.Calls, err = t.calls(`SELECT id, sid, purpose, person, from_number, to_number, started, ended, ending, session
		FROM calls WHERE id = $1 OR sid = $1 ORDER BY started, id`, name); err != nil || len(c.Calls) == 0 {
		return err
	}
	return t.storiesOf(c, `SELECT id FROM pages WHERE id IN (SELECT page FROM page_calls WHERE call = $1
		UNION SELECT page FROM calls WHERE id = $1) ORDER BY started, id`, c.Calls[0].ID)
}

func (t *tx) storiesOf(c *Chronicle, which, name string) error {
	pages, err := list(t, scanText, which, name)
	for _, page := range pages {
		story, err := t.story(page)
		if err != nil {
			return err
		}
		c.Stories = append(c.Stories, story)
	}
	return err
}

func (t *tx) historyIfAny(number support.CaseNumber) (*History, error) {
	h, err := t.history(number)
	switch {
	case errors.Is(err, ErrNoCase):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return &h, nil
}

// surround adds the case of pages and calls that were named themselves, and what
// was sent about the case, and drops calls that are in the stories.
func (t *tx) surround(c *Chronicle) (err error) {
	if c.Number == "" {
		if c.Number = c.caseOfPages(); c.Number != "" {
			c.Case, err = t.historyIfAny(c.Number)
		}
	}
	c.Calls = slices.DeleteFunc(c.Calls, c.told)
	if err != nil || c.Number == "" {
		return errors.Join(err, t.chroniclePeople(c))
	}
	about := `%"Case":"` + string(c.Number) + `"%`
	if c.Sent, err = list(t, scanSent, sent+`WHERE page IS NULL AND data LIKE $1 ORDER BY at, id`, about); err != nil {
		return err
	}
	if c.Letters, err = list(t, scanPosted,
		`SELECT id, to_address, key, language, data, at FROM letters WHERE data LIKE $1 ORDER BY at, id`, about); err != nil {
		return err
	}
	return t.chroniclePeople(c)
}

func (t *tx) chroniclePeople(c *Chronicle) error {
	roster, err := t.Rota()
	c.People = roster.People
	return err
}

// caseOfPages is the case of the first page that has one.
func (c Chronicle) caseOfPages() support.CaseNumber {
	for _, s := range c.Stories {
		if s.Page.Case != "" {
			return s.Page.Case
		}
	}
	return ""
}

// told reports whether a call is in the story of a page.
func (c Chronicle) told(call Call) bool {
	return slices.ContainsFunc(c.Stories, func(s Story) bool {
		return slices.ContainsFunc(s.Calls, func(o Call) bool { return o.ID == call.ID })
	})
}
