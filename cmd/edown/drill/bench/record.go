package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"edown/operators/rota"
	"edown/store"
	"edown/support"
)

// record is a new record of customers, with turns of past calls on it.
func record(ctx context.Context, file string, d store.Directory, turns int) (*store.Store, error) {
	s, err := open(ctx, file)
	if err != nil {
		return nil, err
	}
	if err := s.Put(ctx, d); err != nil || turns == 0 {
		return s, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	if err := past(ctx, file, turns); err != nil {
		return nil, err
	}
	return open(ctx, file)
}

func open(ctx context.Context, file string) (*store.Store, error) {
	return store.Open(ctx, file, store.Options{Callable: support.E164.Known})
}

// customers is a directory of n customers, each with one contact and one open
// case, and of so many managers on duty at once.
func customers(n, managers int) (d store.Directory) {
	for i := range n {
		contract := fmt.Sprint(100000 + i)
		d.Contracts = append(d.Contracts, support.Contract{Number: contract, Company: "Customer " + contract,
			Package: support.Goldplus})
		d.Contacts = append(d.Contacts, support.Contact{Phone: customer(i), Name: "Ann Lee", Contract: contract,
			Language: "en"})
		d.Cases = append(d.Cases, support.Case{
			Number: support.CaseNumber(fmt.Sprintf("C%07d", 1000000+i)), Contract: contract, Title: "Suppliers cannot log in",
			Severity: support.Critical, Opened: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC),
		})
	}
	for i := range managers {
		p := rota.Person{ID: fmt.Sprintf("m%d", i), Name: "Mei Chen", Phone: support.E164(fmt.Sprintf("+1415556%04d", i)),
			Language: "en"}
		d.People = append(d.People, p)
		d.Shifts = append(d.Shifts, rota.Shift{Person: p.ID, Role: rota.Manager, Layer: i + 1})
	}
	return d
}

// customer is the number of the ith customer.
func customer(i int) support.E164 { return support.E164(fmt.Sprintf("+1415%07d", 1000000+i)) }

// turnsOfACall is how many turns a past call has.
const turnsOfACall = 10

// pastCalls and pastTurns are calls that ended in 2026, of the first hundred
// customers in turn, each as long and as large as real ones. A record full of
// them should be as fast as a new one.
const (
	pastCalls = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $1)
		INSERT INTO calls (id, sid, direction, purpose, from_number, to_number, lang, node, session, reply, started, ended, ending)
		SELECT printf('CApast%08d', i), printf('CApast%08d', i), 'inbound', 'caller', printf('+1415%07d', 1000000 + i % 100), '+18005550100', 'en', 'goodbye',
			printf('{"call":"CApast%08d","tree":"caller","node":"goodbye","turn":10,"lang":"en","over":true}', i),
			'{"key":"10","said":[],"wait":{},"at":"2026-01-01T00:00:00Z"}', 1767225600000 + i * 1000, 1767225600000 + i * 1000 + 90000, 'completed' FROM n`
	pastTurns = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $1)
		INSERT INTO turns (call, key, n, at, node, input, said, took_us)
		SELECT printf('CApast%08d', i / 10), i % 10, i % 10 + 1, 1767225600000 + i * 100, 'q2', '{"kind":"keys","keys":"450"}',
			'How many users does this production system have in total? Type the number, then press the pound key.', 350 FROM n`
)

// past puts turns of calls that are over on a record that is not open. They are
// on the disk when it returns, so that later measurements do not wait for them.
func past(ctx context.Context, file string, turns int) error {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=synchronous(NORMAL)&_pragma=journal_mode(WAL)")
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, pastCalls, turns/turnsOfACall)
	if err == nil {
		_, err = db.ExecContext(ctx, pastTurns, turns)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return fmt.Errorf("past turns cannot be written to %s: %w", file, err)
	}
	return nil
}
