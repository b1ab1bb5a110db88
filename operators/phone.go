package operators

import (
	"context"
	"errors"
	"time"

	"edown/operators/paging"
	"edown/support"
)

// Phone is the carrier's part in ringing people. Every method blocks until the carrier has
// answered or ctx ends. Errors wrap one of [ErrRefused], [ErrTryAgain] and [ErrUnknown]; any
// other error counts as ErrUnknown.
type Phone interface {
	// Call rings a number and returns the carrier's name for the call.
	Call(context.Context, paging.Leg) (sid string, err error)
	// Find lists the carrier's calls to the number of a leg since a moment, the oldest first.
	// One of them may be the leg's, placed by a request whose answer was lost.
	Find(ctx context.Context, leg paging.Leg, since time.Time) (sids []string, err error)
	// Text sends a message.
	Text(context.Context, paging.Message) (sid string, err error)
	// Summon makes a live call send a webhook, to hear where it stands. key names the summons:
	// one that arrives twice counts once. A call that is over is no error.
	Summon(ctx context.Context, sid, call, key string) error
	// Look returns how a call has ended; empty while it goes on.
	Look(ctx context.Context, sid string) (ending string, err error)
	// HangUp ends a call, ringing or not. A call that is over is no error.
	HangUp(ctx context.Context, sid string) error
}

var (
	// ErrRefused means that the carrier will never take it: a bad number, a forbidden country.
	ErrRefused = errors.New("refused by the carrier")
	// ErrTryAgain means that the carrier has not taken it, and says so. It is safe to repeat.
	ErrTryAgain = errors.New("the carrier asks to try again")
	// ErrUnknown means that the carrier may have taken it or not. Look before repeating.
	ErrUnknown = errors.New("the carrier's answer is unknown")
)

// Mailer sends letters. Errors wrap [ErrRefused] when no server will ever take the letter; after
// any other error it is tried again later.
type Mailer interface {
	Send(context.Context, paging.Letter) error
}

// Inbox keeps events for the [Desk] to act on.
type Inbox interface {
	// Post is durable when it returns nil. key names the event: one that is posted twice counts
	// once.
	Post(ctx context.Context, key string, e support.Event) error
}
