package operators

import (
	"context"
	"errors"
	"time"

	"edown/support"
)

// Phone is the carrier, as far as ringing people goes. Every method blocks
// until the carrier has answered or ctx ends. Errors wrap one of [ErrRefused],
// [ErrTryAgain] and [ErrUnknown]; any other error counts as ErrUnknown.
type Phone interface {
	// Call rings a number and returns the carrier's name for the call.
	Call(context.Context, Leg) (sid string, err error)
	// Find lists the carrier's calls to the number of a leg since a moment, the
	// oldest first: one of them may be the leg's, placed though nobody heard so.
	Find(ctx context.Context, leg Leg, since time.Time) (sids []string, err error)
	// Text sends a message.
	Text(context.Context, Message) (sid string, err error)
	// Summon has a live call ask us again where it stands. key names the
	// summons: one that arrives twice counts once. A call that is over is no error.
	Summon(ctx context.Context, sid, call, key string) error
	// Look says how a call has ended; empty while it goes on.
	Look(ctx context.Context, sid string) (ending string, err error)
	// HangUp ends a call, ringing or not. A call that is over is no error.
	HangUp(ctx context.Context, sid string) error
}

var (
	// ErrRefused: the carrier will never take it: a bad number, a forbidden country.
	ErrRefused = errors.New("refused by the carrier")
	// ErrTryAgain: the carrier has not taken it, and says so: safe to repeat.
	ErrTryAgain = errors.New("the carrier asks to try again")
	// ErrUnknown: nobody knows whether it was taken: look before repeating.
	ErrUnknown = errors.New("the carrier's answer is unknown")
)

// Leg is one phone to be rung for one page.
type Leg struct {
	ID       string        // ours; the carrier's requests name it
	To       support.E164  // from the rota, or the caller's own number
	Ring     time.Duration // how long
	Purpose  Purpose
	Page     string
	Person   string // whose phone; empty for the caller's own
	Language string
}

// Purpose is what a leg is for: the dialogue that it hears.
type Purpose string

const (
	ForManager   Purpose = "manager"
	ForOperator  Purpose = "operator"
	ForCaller    Purpose = "callback"
	ForStandDown Purpose = "stand_down"
	ForDecision  Purpose = "decision" // a manager who is to decide on an escalation
	ForReview    Purpose = "review"   // a manager who is to review an Enterprise Down
	ForRefusal   Purpose = "refusal"  // whoever first escalated, to be told that it was refused (R34)
)

// Message is an SMS: a key of the locales and its data, put into words when
// it is sent.
type Message struct {
	ID       string // ours
	To       support.E164
	Language string
	Key      string
	Data     map[string]string
}

// Letter is an e-mail: a key of the locales and its data, put into words when
// it is sent. The message of that key is the text; the one with "_subject"
// behind it is its subject.
type Letter struct {
	ID       string // ours; the same letter has the same
	To       string // an e-mail address
	Language string
	Key      string
	Data     map[string]string
}

// Mailer sends letters. Errors wrap [ErrRefused] when no server will ever take
// it, else it is tried again later.
type Mailer interface {
	Send(context.Context, Letter) error
}

// Inbox keeps what happened, for the [Desk] to act on.
type Inbox interface {
	// Post is durable when it returns nil. key names the event: one that is
	// posted twice counts once.
	Post(ctx context.Context, key string, e support.Event) error
}
