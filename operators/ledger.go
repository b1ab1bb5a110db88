package operators

import (
	"context"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// Ledger is where pages and work are kept.
type Ledger interface {
	// Claim takes the most urgent work that is due, of the kinds that can be done
	// now and as much of it, until the lease ends: the most urgent first. None:
	// nil, and when the next of those is due (zero: nothing is planned).
	Claim(ctx context.Context, now time.Time, lease time.Duration, can Can) ([]Work, time.Time, error)
	// Do is one transaction.
	Do(ctx context.Context, do func(Tx) error) error
}

// Can says how much work can be taken on.
type Can struct {
	All     int // pieces of any kind
	Perform int // of them commands, but for letters
	Dial    int // of them commands that dial
	Post    int // of them letters
}

// Less is what can be taken on besides a piece of work.
func (c Can) Less(w Work) Can {
	c.All--
	switch {
	case w.Command == nil:
	case w.Command.Do == paging.Post:
		c.Post--
	case w.Command.Do == paging.Dial:
		c.Perform--
		c.Dial--
	default:
		c.Perform--
	}
	return c
}

// Least is the least urgent command that can be taken on. Nothing is less
// urgent than a letter, and a mail server that hangs keeps nothing else waiting.
func (c Can) Least() int {
	if c.Post > 0 {
		return paging.UrgentLetter
	}
	return paging.UrgentLetter - 1
}

// Tx is an open transaction of the ledger.
type Tx interface {
	CaseBook

	// Finish completes claimed work. It wraps ErrLost when the lease went to
	// somebody else: then nothing of the transaction may be kept.
	Finish(Work) error
	// Retry gives work back until a moment.
	Retry(w Work, at time.Time, why string) error
	// Schedule keeps an event for later, or moves it; Unschedule drops it.
	Schedule(key string, at time.Time, e support.Event) error
	Unschedule(key string) error

	Page(id string) (paging.Page, error) // wraps ErrNoPage
	// PagesOf lists the pages of a call that have not ended.
	PagesOf(call string) ([]paging.Page, error)
	// PageFor finds the running Enterprise Down page of a case (P11).
	PageFor(support.CaseNumber) (paging.Page, bool, error)
	// PagesRinging lists the running emergencies that somebody at a phone may
	// accept by SMS: those on which it was rung.
	PagesRinging(support.E164) ([]paging.Page, error)
	// Decisions lists the pages of escalations that run, the first begun first.
	Decisions() ([]paging.Page, error)
	// Save keeps a page, the event that moved it, and what is to be done. The
	// events are its journal, from which [paging.Replay] makes the page again.
	Save(paging.Moved) error
	// Link makes a page one of a call's; Unlink takes that back.
	Link(page, call string) error
	Unlink(page, call string) error
	// Order has a command performed that belongs to no page.
	Order(paging.Command) error

	// Claim settles who accepts a round of a page: the first, for ever.
	Claim(p paging.Page, person, leg string, at time.Time) (won bool, err error)
	// Taken reports whether somebody has accepted the page's present round.
	Taken(paging.Page) (bool, error)
	// Wanted reports whether a phone is still to be rung: its page has not given
	// it up, it has not been placed, and nobody else has taken the round since.
	Wanted(leg string) (bool, error)
	// Whose finds the call and the page behind a carrier's name for a call. It
	// wraps ErrNoCall when no call on record has that name.
	Whose(sid string) (call, page string, err error)
	// SID is the carrier's name for a call of ours; empty while it has none.
	SID(call string) (string, error)
	// Known is what a caller's call has told by now. It wraps ErrNoCall.
	Known(call string) (paging.Known, error)
	// Suspect records that production is said to be down on a caller's call, by
	// somebody else than him. It wraps ErrNoCall.
	Suspect(call string) error
	Rota() (rota.Rota, error)
	// SetSeverity records what a page did to a case (R15, R21).
	SetSeverity(support.CaseNumber, support.Severity) error
	// Missed records a callback that somebody owes a caller.
	Missed(k paging.Known, number, why string, at time.Time) error
}

// Work is one row of things to do: an event to act on, or a command to perform.
type Work struct {
	ID      string
	Event   *support.Event
	Command *paging.Command
	Page    string
	Due     time.Time
	Tries   int   // how often it has been claimed before
	Token   int64 // the claim's fence
}
