package store

import (
	"time"

	"edown/support"
)

func (t *tx) searches(a *Activity, q Asked) (err error) {
	a.Searches, err = list(t, scanSearch, `SELECT p.id, p.kind, p.state, p.case_number, p.contract, p.started, p.ended,
			(SELECT MIN(a.placed) FROM attempts a WHERE a.page = p.id AND a.purpose IN ('manager', 'operator')),
			(SELECT MIN(x.at) FROM accepts x WHERE x.page = p.id),
			(SELECT e.event FROM page_events e WHERE e.page = p.id AND e.n = 1),
			EXISTS (SELECT 1 FROM page_events e WHERE e.page = p.id AND e.event LIKE '%"kind":"superseded"%')
		FROM pages p WHERE p.started >= $1 AND p.started < $2 AND ($3 = '' OR p.contract = $3)
		ORDER BY p.started, p.id`, q.of()...)
	for i := range a.Searches {
		if err == nil {
			err = t.pickedUp(&a.Searches[i])
		}
		if err == nil {
			err = t.talked(&a.Searches[i])
		}
	}
	return err
}

func scanSearch(scan func(...any) error) (s Search, err error) {
	var began support.Event
	err = scan(&s.Page, &s.Kind, &s.State, text[support.CaseNumber]{&s.Case}, text[string]{&s.Contract},
		moment{&s.Asked}, moment{&s.Ended}, moment{&s.Placed}, moment{&s.Accepted}, document{&began}, &s.Elsewhere)
	s.Call = began.Call
	return s, err
}

// pickedUp reads when the call that asked began. The first call of the page may be another
// one: a caller who joined later may have called earlier.
func (t *tx) pickedUp(s *Search) error {
	_, err := t.one(`SELECT started FROM calls WHERE id = $1 AND direction = 'inbound'`,
		[]any{s.Call}, moment{&s.PickedUp})
	return err
}

// room is who is in the room of a page, while its journal is read.
type room struct{ staff, inside map[string]bool }

// talked reads from the journal when a caller and a person who was rung were in the room
// together. It is the same for pages of every version.
func (t *tx) talked(s *Search) error {
	if s.Accepted.IsZero() {
		return nil
	}
	legs, err := list(t, scanText, `SELECT leg FROM attempts
		WHERE page = $1 AND purpose IN ('manager', 'operator', 'decision', 'review')`, s.Page)
	if err != nil {
		return err
	}
	in := room{map[string]bool{}, map[string]bool{}}
	for _, leg := range legs {
		in.staff[leg] = true
	}
	heard, err := list(t, scanHeard, `SELECT at, event FROM page_events WHERE page = $1 AND n > 1 ORDER BY n`, s.Page)
	for _, e := range heard {
		if in.together(e.Event) {
			s.Talked = e.at
			break
		}
	}
	return err
}

// together reports whether they are, after an event.
func (r room) together(e support.Event) bool {
	switch e.Kind {
	case support.Joined:
		r.inside[e.Call] = true
	case support.Left, support.CallEnded:
		delete(r.inside, e.Call)
	case support.WrappingUp:
		return e.Talked
	case support.SpokeElsewhere:
		return true
	}
	var people, callers bool
	for call := range r.inside {
		people, callers = people || r.staff[call], callers || !r.staff[call]
	}
	return people && callers
}

// heard is an event of a page, and when it was heard of.
type heard struct {
	at time.Time
	support.Event
}

func scanHeard(scan func(...any) error) (h heard, err error) {
	err = scan(moment{&h.at}, document{&h.Event})
	return h, err
}
