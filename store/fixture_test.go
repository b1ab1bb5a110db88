package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"edown/ivr"
	"edown/operators"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

const (
	ann  = support.E164("+14155550123") // Acme's registered contact
	line = support.E164("+18005550100")
)

var (
	mei  = rota.Person{ID: "mei", Name: "Mei Chen", Phone: "+14155550171", Language: "en"}
	raj  = rota.Person{ID: "raj", Name: "Raj Patel", Phone: "+14155550172", Language: "en"}
	olga = rota.Person{ID: "olga", Name: "Olga Ruiz", Phone: "+14155550181"}
)

// sample is a small directory: one customer, two managers, one operator.
func sample() Directory {
	return Directory{
		Contracts: []support.Contract{
			{Number: "100200", Company: "Acme", Package: support.Goldplus},
			{Number: "100300", Company: "Bolt", Package: support.Gold, Zone: paris, Expires: time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)},
		},
		Contacts: []support.Contact{{Phone: ann, Name: "Ann Lee", Contract: "100200", Language: "en"}},
		Cases: []support.Case{
			{Number: "C1234567", Contract: "100200", Title: "Suppliers cannot log in", Severity: support.Critical, Opened: day(1)},
			{Number: "C1111111", Contract: "100200", Title: "Older", Severity: support.General, Opened: day(0)},
			{Number: "C7777777", Contract: "100200", Title: "Done", Severity: support.General, Opened: day(2), Closed: true},
			{Number: "C3333333", Contract: "100300", Title: "Slow", Severity: support.Moderate, Opened: day(1)},
		},
		People: []rota.Person{mei, olga, raj},
		Shifts: []rota.Shift{
			{Person: "mei", Role: rota.Manager, Layer: 1},
			{Person: "raj", Role: rota.Manager, Layer: 2},
			{Person: "olga", Role: rota.Operator},
		},
	}
}

var paris = mustZone("Europe/Paris")

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

func day(n int) time.Time { return time.Date(2026, 3, 2+n, 8, 0, 0, 0, time.UTC) }

// template is a record with the sample in it: making one takes as long as most
// of the tests.
var template []byte

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "store")
	if err == nil {
		template, err = fill(filepath.Join(folder, "edown.db"))
	}
	if err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

func fill(path string) ([]byte, error) {
	s, err := Open(context.Background(), path, Options{})
	if err != nil {
		return nil, err
	}
	if err := errors.Join(s.Put(context.Background(), sample()), s.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// open opens a new record with the sample in it.
func open(t testing.TB) *Store {
	t.Helper()
	return reopen(t, onDisk(t))
}

// onDisk is where a new record with the sample in it lies.
func onDisk(t testing.TB) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "edown.db")
	must(t, os.WriteFile(path, template, 0o600))
	return path
}

func reopen(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, Options{Callable: support.E164.Known})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// turn keeps one turn of a call, which is opened when it is new.
func turn(t testing.TB, s *Store, k ivr.Kept) {
	t.Helper()
	must(t, s.Turn(context.Background(), func(e ivr.Entry) error {
		if _, _, err := e.Session(k.Session.Call); err != nil {
			if err := e.Open(k.Session, line); err != nil {
				return err
			}
		}
		return e.Keep(k)
	}))
}

// called is the session of a caller who has told nothing yet.
func called(call string, from support.E164) ivr.Session {
	return ivr.Session{Place: ivr.Place{Call: call}, Origin: ivr.Origin{From: from}}
}

// onLine is the session of a caller whose dialogue runs.
func onLine(call string) ivr.Session {
	return ivr.Session{Place: ivr.Place{Call: call, Tree: "caller"}}
}

// phone is the session of a phone that was rung for a page.
func phone(tree, leg, page, person string) ivr.Session {
	return ivr.Session{Place: ivr.Place{Call: leg, Tree: tree}, Rung: ivr.Rung{Page: page, Person: person}}
}

// with is a session with some changes.
func with(s ivr.Session, change func(*ivr.Session)) ivr.Session {
	change(&s)
	return s
}

// told is a turn after which a caller's session stands so.
func told(s ivr.Session, key string, events ...support.Event) ivr.Kept {
	if s.Tree == "" {
		s.Tree = "caller"
	}
	return ivr.Kept{Session: s, Key: key, At: time.Now(), Events: events}
}

func look(t testing.TB, s *Store, session ivr.Session, l ivr.Lookup) (f ivr.Found) {
	t.Helper()
	must(t, s.Turn(context.Background(), func(e ivr.Entry) (err error) {
		f, err = e.Look(session, l, time.Now())
		return err
	}))
	return f
}

func do(t testing.TB, s *Store, do func(*tx) error) {
	t.Helper()
	must(t, s.inTx(context.Background(), do))
}

// page starts a page for a call that is on record.
func page(t testing.TB, s *Store, id string, kind support.PageKind, call string) (p paging.Page) {
	t.Helper()
	do(t, s, func(tx *tx) error {
		k, err := tx.Known(call)
		if err != nil {
			return err
		}
		roster, err := tx.Rota()
		if err != nil {
			return err
		}
		ladder := paging.DefaultLadder()
		if kind == support.OperatorPage {
			ladder = paging.DeskLadder()
		}
		now := time.Now()
		moved := paging.Start(id, kind, k, roster, ladder, now)
		p = moved.Page
		if err := tx.Save(moved); err != nil {
			return err
		}
		return tx.Link(id, call, true)
	})
	return p
}

// step moves a page by one event.
func step(t testing.TB, s *Store, id string, e support.Event) (p paging.Page) {
	t.Helper()
	e.At, e.Page = time.Now(), id
	do(t, s, func(tx *tx) error {
		was, err := tx.Page(id)
		if err != nil {
			return err
		}
		moved := paging.Step(was, e, time.Now())
		p = moved.Page
		return tx.Save(moved)
	})
	return p
}

// count is how many rows a query counts.
func count(t testing.TB, s *Store, query string, args ...any) (n int) {
	t.Helper()
	must(t, s.db.QueryRow(query, args...).Scan(&n))
	return n
}

// inTx is [Store.Do] with the store's own tx.
func (s *Store) inTx(ctx context.Context, do func(*tx) error) error {
	return s.Do(ctx, func(t operators.Tx) error { return do(t.(*tx)) })
}

// commitment finds a commitment by its id, open or kept.
func (t *tx) commitment(id string) (casework.Commitment, bool, error) {
	return first(list(t, scanCommitment, `SELECT id, kind, case_number, contract, for_what, owner, begun, due, internal, raised,
			done, done_by, outcome
		FROM duties WHERE id = $1`, id))
}
