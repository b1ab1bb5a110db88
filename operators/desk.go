// Package operators gets a human to the phone. The [Desk] is the loop that takes events, has
// the pure packages below decide on them, and performs the commands that follow. Nothing here
// knows the carrier: a [Phone] does the ringing.
package operators

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"edown/operators/paging"
	"edown/support"
)

var (
	// ErrLost means that the lease of the work ended, and that another desk may have it.
	ErrLost = errors.New("the lease was lost")
	// ErrNoPage means that there is no such page.
	ErrNoPage = errors.New("no such page")
	// ErrNoCall means that no call on record has that name at the carrier.
	ErrNoCall = errors.New("no call of that name on record")
)

// Desk rings people. It is a thin loop around the ledger: events become steps of pages,
// commands become calls of the [Phone]. Any number of desks may share a ledger.
type Desk struct {
	Ledger  Ledger
	Phone   Phone
	Ladder  paging.Ladder      // zero is DefaultLadder
	Hunt    paging.Ladder      // for operators; zero is DeskLadder
	Policy  support.Policy     // what is owed, and by when
	Format  support.CaseFormat // of the cases that an SMS names; zero is support.DefaultCaseFormat
	Words   ReplyWords         // that an SMS may have in place of a key
	Mail    Mailer             // nil: letters are not sent
	Company string             // how the line names itself in messages
	Pace    float64            // calls a second that the carrier takes; 0 is no limit
	Watch   time.Duration      // the watchdog; 0 is 60 s
	Backoff time.Duration      // after the carrier asks to try again; 0 is 1 s
	Log     *slog.Logger
	// Over tells the dialogue of a call that the call has ended, when news of it from the
	// carrier was lost. It counts once, and posts the events that follow.
	Over func(ctx context.Context, call, sid, how string) error

	loop
}

// loop is what a desk has at hand while it runs.
type loop struct {
	poke     chan struct{}
	once     sync.Once
	limiter  *rate.Limiter // nil: no limit
	busy     sync.WaitGroup
	slots    chan struct{} // full: no command can be taken now
	letters  chan struct{} // full: no letter can be taken now
	unposted sync.Once     // logs that letters are not sent
	trouble  string        // why the last look for work failed; empty: it did not
}

const (
	lease       = 30 * time.Second
	longestWait = time.Minute
	performers  = 64
	posters     = 4
	atOnce      = 64 // pieces of work that one claim takes
	retryPause  = time.Second
)

func (d *Desk) init() {
	d.once.Do(func() {
		d.poke = make(chan struct{}, 1)
		d.slots = make(chan struct{}, performers)
		d.letters = make(chan struct{}, posters)
		if d.Ladder.Rungs == nil {
			d.Ladder = paging.DefaultLadder()
		}
		if d.Hunt.Rungs == nil {
			d.Hunt = paging.DeskLadder()
		}
		if d.Format == (support.CaseFormat{}) {
			d.Format = support.DefaultCaseFormat
		}
		if d.Watch == 0 {
			d.Watch = time.Minute
		}
		if d.Backoff == 0 {
			d.Backoff = retryPause
		}
		if d.Log == nil {
			d.Log = slog.New(slog.DiscardHandler)
		}
		if d.Over == nil {
			d.Over = func(context.Context, string, string, string) error { return nil }
		}
		if d.Pace > 0 {
			d.limiter = rate.NewLimiter(rate.Limit(d.Pace), 1)
		}
	})
}

// Poke makes the desk look for work now.
func (d *Desk) Poke() {
	d.init()
	select {
	case d.poke <- struct{}{}:
	default:
	}
}

// Run works until ctx ends. Then it waits for the work that it has begun.
func (d *Desk) Run(ctx context.Context) error {
	d.init()
	defer d.busy.Wait()
	d.busy.Go(func() { d.sweep(ctx) })
	for {
		next, err := d.runOnce(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if d.report(err); err != nil {
			next = time.Now().Add(retryPause)
		}
		d.sleep(ctx, next)
	}
}

// report logs an error when it begins and when it is over, not at every try.
func (d *Desk) report(err error) {
	was := d.trouble
	switch d.trouble = ""; {
	case err == nil && was != "":
		d.Log.Info("the desk can look for work again")
	case err != nil:
		if d.trouble = err.Error(); d.trouble != was {
			d.Log.Error("the desk cannot look for work: no phone is rung until it can", "err", err)
		}
	}
}

func (d *Desk) sleep(ctx context.Context, until time.Time) {
	wait := longestWait
	if !until.IsZero() {
		wait = min(wait, time.Until(until))
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-d.poke:
	case <-timer.C:
	}
}

// runOnce takes all work that is due and can be done, and returns when more will be due.
// Events are settled one after the other, in the order in which they came, so that what a
// caller did before the manager stays before it.
func (d *Desk) runOnce(ctx context.Context) (time.Time, error) {
	for {
		now := time.Now()
		can := d.can(now)
		claimed, next, err := d.Ledger.Claim(ctx, now, lease, can)
		if err != nil || len(claimed) == 0 {
			if can.Perform > 0 && can.Dial == 0 {
				next = sooner(next, now.Add(d.untilDial(now)))
			}
			return next, err
		}
		for _, w := range claimed {
			if w.Event != nil {
				d.settle(ctx, w)
				continue
			}
			if w.Command.Do == paging.Dial && d.limiter != nil {
				d.limiter.AllowN(now, 1)
			}
			d.start(d.hands(*w.Command), func() { d.execute(ctx, w) })
		}
	}
}

// can is how much work the desk can take now, within the carrier's pace.
func (d *Desk) can(now time.Time) Can {
	c := Can{All: atOnce, Perform: cap(d.slots) - len(d.slots), Post: cap(d.letters) - len(d.letters)}
	c.Dial = c.Perform
	if d.limiter != nil {
		c.Dial = min(c.Dial, int(d.limiter.TokensAt(now)))
	}
	return c
}

func sooner(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// untilDial is how long the carrier's pace holds back the next call.
func (d *Desk) untilDial(now time.Time) time.Duration {
	if d.limiter == nil {
		return 0
	}
	missing := 1 - d.limiter.TokensAt(now)
	if missing <= 0 {
		return 0
	}
	return max(time.Duration(missing/float64(d.limiter.Limit())*float64(time.Second)), time.Millisecond)
}
