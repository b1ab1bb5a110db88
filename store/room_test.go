package store

import (
	"fmt"
	"strings"
	"testing"

	"edown/ivr"
	"edown/support"
)

// cramped leaves a record only the room that is free in its own pages, as a full disk does.
// roomy gives it room again.
func cramped(t *testing.T, s *Store) (roomy func()) {
	t.Helper()
	limit := func(pages int) {
		t.Helper()
		var now int
		must(t, s.writer.conn.conn.QueryRowContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", pages)).Scan(&now))
	}
	limit(1) // is as many as there are: https://www.sqlite.org/pragma.html#pragma_max_page_count
	return func() { t.Helper(); limit(1 << 30) }
}

// noRoom wants an error that says what is wrong and what to do.
func noRoom(t *testing.T, err error) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), "the record was not kept: has no room: ") || !strings.Contains(err.Error(), "make room on its disk") {
		t.Errorf("told %v", err)
	}
}

// A turn that finds no room is refused, and leaves nothing on record. Once there is room, the
// same turn is kept.
func TestATurnThatFindsNoRoom(t *testing.T) {
	s := open(t)
	session := ivr.Session{Place: ivr.Place{Call: "CA1", Tree: "caller", Lang: "en"}, Origin: ivr.Origin{From: ann}}
	must(t, s.Turn(t.Context(), func(e ivr.Entry) error { return e.Open(session, line) }))
	roomy := cramped(t, s)
	noRoom(t, s.Ready(t.Context()))
	kept, refused := 0, error(nil)
	for refused == nil && kept < 1000 { // until the pages are full
		if refused = oneTurn(s, session, kept+1); refused == nil {
			kept++
		}
	}
	noRoom(t, refused)
	standsAt(t, s, kept)
	roomy()
	must(t, s.Ready(t.Context()))
	must(t, oneTurn(s, session, kept+1))
	standsAt(t, s, kept+1)
}

// standsAt wants every table that a turn writes to have so many turns of the call, and the
// last of them to be the answer that is repeated.
func standsAt(t *testing.T, s *Store, turns int) {
	t.Helper()
	for _, table := range []string{"turns", "answers"} {
		if n := count(t, s, "SELECT COUNT(*) FROM "+table); n != turns {
			t.Errorf("%d %s are on record, want %d", n, table, turns)
		}
	}
	must(t, s.Turn(t.Context(), func(e ivr.Entry) error {
		session, last, err := e.Session("CA1")
		if err == nil && (session.Turn != turns || last.Key != fmt.Sprint(turns)) {
			t.Errorf("the call stands at turn %d, the last that is known is %s; want %d", session.Turn, last.Key, turns)
		}
		return err
	}))
}

// An emergency that finds no room is not declared: there is no page, and no work for one. It
// is declared when the turn comes again.
func TestAnEmergencyThatFindsNoRoom(t *testing.T) {
	s := open(t)
	session := ivr.Session{
		Place:  ivr.Place{Call: "CA1", Tree: "caller", Lang: "en"},
		Origin: ivr.Origin{From: ann},
		Matter: ivr.Matter{Case: "C1234567"},
	}
	must(t, s.Turn(t.Context(), func(e ivr.Entry) error { return e.Open(session, line) }))
	session.Turn = 1
	k := told(session, "1", support.Event{Kind: support.Declared, Call: "CA1", Why: strings.Repeat("all of it ", 10_000)})
	roomy := cramped(t, s)
	noRoom(t, s.Turn(t.Context(), func(e ivr.Entry) error { return e.Keep(k) }))
	for _, table := range []string{"turns", "work"} {
		if n := count(t, s, "SELECT COUNT(*) FROM "+table); n != 0 {
			t.Errorf("%d %s are left of it", n, table)
		}
	}
	roomy()
	must(t, s.Turn(t.Context(), func(e ivr.Entry) error { return e.Keep(k) }))
	if n := count(t, s, "SELECT COUNT(*) FROM work"); n != 1 {
		t.Errorf("%d are to be done, want the search for a manager", n)
	}
}
