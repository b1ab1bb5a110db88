package store

import "edown/support"

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
