package store

import (
	"errors"
	"fmt"
	"time"

	"edown/ivr"
	"edown/operators"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// Whose implements [operators.Tx]. It wraps [operators.ErrNoCall] for a name that no call
// has yet: the carrier's name of a leg comes after it was rung.
func (t *tx) Whose(sid string) (call, page string, err error) {
	found, err := t.one(`SELECT id, page FROM calls WHERE sid = $1`, []any{sid}, &call, text[string]{&page})
	if err == nil && !found {
		err = fmt.Errorf("the carrier's call %s: %w", sid, operators.ErrNoCall)
	}
	return call, page, err
}

// SID implements [operators.Tx]. It wraps [ivr.ErrNoCall].
func (t *tx) SID(call string) (sid string, err error) {
	found, err := t.one(`SELECT sid FROM calls WHERE id = $1`, []any{call}, text[string]{&sid})
	if err == nil && !found {
		err = fmt.Errorf("call %s: %w", call, ivr.ErrNoCall)
	}
	return sid, err
}

// Known implements [operators.Tx]. It wraps [ivr.ErrNoCall] and [operators.ErrNoCall].
func (t *tx) Known(call string) (paging.Known, error) {
	var s ivr.Session
	var ended time.Time
	var latest *reply
	found, err := t.one(`SELECT session, ended, reply FROM calls WHERE id = $1`,
		[]any{call}, document{&s}, moment{&ended}, document{&latest})
	if err == nil && !found {
		err = fmt.Errorf("call %s: %w: %w", call, ivr.ErrNoCall, operators.ErrNoCall)
	}
	if err != nil {
		return paging.Known{}, err
	}
	k := paging.Known{
		Call: call, Case: s.Case, Contract: s.Contract, Company: s.Company, Language: s.Lang,
		Name: s.Name, Number: s.From, Home: homeOf(s), Shown: s.Shown(),
		Suspected: s.Suspected, Confirmed: s.Confirmed, Entitlement: s.Entitlement, Flags: s.Flags(), Limited: s.Limited,
		Where: support.Answering,
	}
	if latest != nil {
		k.Speaking, k.Room = latest.Wait.For == ivr.Speak, latest.Wait.Room
	}
	if t.st.Callable != nil && t.st.Callable(s.From) {
		k.From = s.From
	}
	if !ended.IsZero() {
		k.Where = support.Gone
	}
	return k, nil
}

// homeOf is the company whose contact the caller is, as far as the call has shown that.
func homeOf(s ivr.Session) string {
	if s.Home == "" || s.Home != s.Contract {
		return ""
	}
	return s.Company
}

// Suspect has a session say that production is said to be down. It wraps [ivr.ErrNoCall] and [operators.ErrNoCall].
func (t *tx) Suspect(call string) error {
	s, _, err := t.Session(call)
	if errors.Is(err, ivr.ErrNoCall) {
		return fmt.Errorf("call %s: %w: %w", call, err, operators.ErrNoCall)
	}
	if err != nil || s.Suspected {
		return err
	}
	s.Suspected = true
	session, err := encode(s)
	if err == nil {
		_, err = t.exec(`UPDATE calls SET session = $2 WHERE id = $1`, call, session)
	}
	return err
}

// SetSeverity changes the severity of a case. A case that is not on record has no severity to
// change. A closed one that becomes an Enterprise Down is opened again: the promises of
// an Enterprise Down are for open cases.
func (t *tx) SetSeverity(number support.CaseNumber, to support.Severity) error {
	_, err := t.exec(`UPDATE cases SET severity = $2 WHERE number = $1`, number, int(to))
	if err != nil || to != support.EnterpriseDown {
		return err
	}
	return t.reopen(number)
}

// reopen opens a case that is closed, and notes so.
func (t *tx) reopen(number support.CaseNumber) error {
	closed, err := t.exists(`SELECT 1 FROM cases WHERE number = $1 AND closed`, number)
	if err != nil || !closed {
		return err
	}
	return t.Note(support.Note{Case: number, Kind: support.NoteStatus, At: time.Now(), Text: string(support.InProgress)})
}

// Missed records a call that is owed to a caller.
func (t *tx) Missed(c casework.CallBack) error {
	_, err := t.exec(`INSERT INTO callbacks (call, at, number, case_number, language, why) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (call, at) DO NOTHING`, c.Caller.Call, ms(c.At), c.Number, null(c.Caller.Case), c.Caller.Language, c.Why)
	return err
}
