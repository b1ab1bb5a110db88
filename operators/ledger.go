package operators

import (
	"context"
	"time"

	"edown/operators/casework"
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
	// Backlog lists what must be looked through.
	Backlog(context.Context) (Backlog, error)
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
	// Finish completes claimed work. It wraps ErrLost when another desk has the
	// lease now: then nothing of the transaction may be kept.
	Finish(Work) error
	// Retry gives work back until a moment.
	Retry(w Work, at time.Time, why string) error
	// Schedule keeps an event for later, or moves it; the zero moment drops it.
	Schedule(key string, at time.Time, e support.Event) error
	// Order has a command performed that belongs to no page.
	Order(paging.Command) error
	// Wanted reports whether a command is to be performed still: a phone to be rung
	// has not been given up by its page, nor placed, and nobody else has taken the
	// round since; a page that is texted is yet to be accepted.
	Wanted(Work) (bool, error)

	Page(id string) (paging.Page, error) // wraps ErrNoPage
	// Pages lists running pages, the first begun first.
	Pages(Which) ([]paging.Page, error)
	// Save keeps a page, the event that moved it, and what is to be done. The
	// events are its journal, from which [paging.Replay] makes the page again.
	Save(paging.Moved) error
	// Link makes a page one of a call's, or takes that back.
	Link(page, call string, on bool) error
	// Claim settles who accepts a round of a page: the first, for ever.
	Claim(p paging.Page, person, leg string, at time.Time) (won bool, err error)

	// Whose finds the call and the page behind a carrier's name for a call. It
	// wraps ErrNoCall when no call on record has that name.
	Whose(sid string) (call, page string, err error)
	// SID is the carrier's name for a call of ours; empty while it has none.
	SID(call string) (string, error)
	// Delivery puts on record what became of a message, by our name of it: a
	// [support.Delivered] or [support.Undelivered]. It names the page that the message
	// was about and whose phone it was sent to; empty when it is of no page, or when no
	// such message is on record.
	Delivery(support.Event) (page string, to support.E164, err error)
	// Known is what a caller's call has told by now. It wraps ErrNoCall.
	Known(call string) (paging.Known, error)
	Rota() (rota.Rota, error)

	// File is a case with all that a decision about it may need.
	File(About) (casework.File, error)
	// Put puts an effect on record: a note, a commitment, a decision, a severity, a
	// suspicion, a callback. put is false for what is there and need not be put again.
	Put(casework.Effect) (put bool, err error)
}

// Which running pages: those that meet every condition.
type Which struct {
	Kind  support.PageKind   // of this kind
	Call  string             // of this call: a caller's, or a phone that was rung for the page
	Case  support.CaseNumber // of this case
	Phone support.E164       // emergencies for which this phone was rung, and may accept by SMS
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
