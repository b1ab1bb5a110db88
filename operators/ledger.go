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
	// Claim takes the most urgent work that is due, of the kinds and the amount that can be
	// done now, until the lease ends. The most urgent comes first. Without any, it returns
	// when the next of it is due; zero: nothing is planned.
	Claim(ctx context.Context, now time.Time, lease time.Duration, can Can) ([]Work, time.Time, error)
	// Do is one transaction.
	Do(ctx context.Context, do func(Tx) error) error
	// Backlog lists the cases and pages to look through.
	Backlog(context.Context) (Backlog, error)
}

// Can says how much work can be taken on.
type Can struct {
	All     int // pieces of any kind
	Perform int // of them commands, except letters
	Dial    int // of them commands that dial
	Post    int // of them letters
}

// Less is how much can be taken on after a piece of work.
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

// Least is the urgency of the least urgent command that can be taken on. Letters are the least
// urgent of all, so that a mail server that hangs holds up nothing else.
func (c Can) Least() int {
	if c.Post > 0 {
		return paging.UrgentLetter
	}
	return paging.UrgentLetter - 1
}

// Tx is an open transaction of the ledger.
type Tx interface {
	// Finish completes claimed work. It wraps ErrLost when the lease is lost: then nothing of
	// the transaction may be kept.
	Finish(Work) error
	// Retry gives work back until a moment.
	Retry(w Work, at time.Time, why string) error
	// Schedule plans an event for later, or moves it. The zero moment drops it.
	Schedule(key string, at time.Time, e support.Event) error
	// Order plans a command that belongs to no page.
	Order(paging.Command) error
	// Wanted reports whether a command is still needed. A dial is while its leg is neither
	// placed nor given up, and no other person has taken the round. A text that pages is
	// while its page rings.
	Wanted(Work) (bool, error)

	// Yielding lists the legs that ring on a phone for something less than an
	// emergency, and have not been picked up.
	Yielding(phone support.E164) (legs []string, err error)

	Page(id string) (paging.Page, error) // wraps ErrNoPage
	// Pages lists running pages, the oldest first.
	Pages(Which) ([]paging.Page, error)
	// Save keeps a page, the event that moved it, and the commands that follow. The events
	// are the page's journal, from which [paging.Replay] makes it again.
	Save(paging.Moved) error
	// Link makes a page one of a call's pages, or takes that back.
	Link(page, call string, on bool) error
	// Claim settles which person accepts a round of a page: the first one, for good.
	Claim(p paging.Page, person, leg string, at time.Time) (won bool, err error)

	// Whose finds the call and the page by the carrier's name for the call. It wraps ErrNoCall
	// when no call on record has that name.
	Whose(sid string) (call, page string, err error)
	// SID is the carrier's name for a call; empty while there is none.
	SID(call string) (string, error)
	// Delivery puts on record what became of a message, by our name of it: a
	// [support.Delivered] or [support.Undelivered]. It names the page that the message
	// was about and whose phone it was sent to; empty when it is of no page, or when no
	// such message is on record.
	Delivery(support.Event) (page string, to support.E164, err error)
	// Known is what the caller of a call has told so far. It wraps ErrNoCall.
	Known(call string) (paging.Known, error)
	Rota() (rota.Rota, error)

	// File loads a case with everything that a decision about it may need.
	File(About) (casework.File, error)
	// Put puts an effect on record: a note, a commitment, a decision, a severity, a
	// suspicion, a callback. put is false for what is on record already.
	Put(casework.Effect) (put bool, err error)
}

// Which selects running pages by one condition. Kind may come alone or with Case.
type Which struct {
	Kind  support.PageKind   // of this kind
	Call  string             // of this call: a caller's, or a leg of the page
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
	Tries   int   // how often it was claimed before
	Token   int64 // the claim's fence
}
