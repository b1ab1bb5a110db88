// Package operators gets a human to the phone: the [Desk] is the loop that
// takes events, has the pure rooms below decide on them, and performs the
// commands that follow. Nothing here knows the carrier: a [Phone] does the
// ringing.
package operators

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

var (
	// ErrLost: the lease of the work ended and somebody else has it.
	ErrLost = errors.New("the lease was lost")
	// ErrNoPage: there is no such page.
	ErrNoPage = errors.New("no such page")
	// ErrNoCall: no call on record has that name at the carrier.
	ErrNoCall = errors.New("no call of that name on record")
)

// Desk rings people. It is a thin loop around the ledger: events become steps
// of pages, commands become calls of the [Phone]. Any number of desks may
// share a ledger.
type Desk struct {
	Ledger  Ledger
	Phone   Phone
	Ladder  paging.Ladder      // zero is DefaultLadder
	Hunt    paging.Ladder      // for operators; zero is DeskLadder
	Policy  support.Policy     // what is owed to whom, and by when
	Format  support.CaseFormat // of the cases that an SMS names; zero is support.DefaultCaseFormat
	Words   ReplyWords         // that an SMS may have in place of a key
	Mail    Mailer             // nil: nobody gets letters
	Company string             // how the line names itself in messages
	Pace    float64            // calls a second that the carrier takes; 0 is no limit
	Watch   time.Duration      // the watchdog; 0 is 60 s
	Backoff time.Duration      // after the carrier asks to try again; 0 is 1 s
	Log     *slog.Logger
	// Over has the dialogue of a call hear that it has ended, which the carrier
	// never told. It counts once, and posts what follows from it.
	Over func(ctx context.Context, call, sid, how string) error

	poke     chan struct{}
	once     sync.Once
	limiter  *rate.Limiter // nil: no limit
	busy     sync.WaitGroup
	slots    chan struct{} // full: no more commands now
	letters  chan struct{} // full: no more letters now
	unposted sync.Once     // said that nobody gets letters
	trouble  string        // why it could not look for work the last time; empty: it could
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

// Poke has the desk look for work now.
func (d *Desk) Poke() {
	d.init()
	select {
	case d.poke <- struct{}{}:
	default:
	}
}

// Run works until ctx ends; then it waits for what it has begun.
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

// report logs a trouble once, and its end: not each time the desk has tried.
func (d *Desk) report(err error) {
	was := d.trouble
	switch d.trouble = ""; {
	case err == nil && was != "":
		d.Log.Info("the desk can look for work again")
	case err != nil:
		if d.trouble = err.Error(); d.trouble != was {
			d.Log.Error("the desk cannot look for work: nobody is rung until it can", "err", err)
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

// runOnce takes on all that is due and can be done, and says when more will be.
// Events are settled one after the other, in the order in which they came: what
// a caller did before his manager did something stays before it.
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

// can is how much the desk has hands for, and the carrier's pace allows.
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

// untilDial is how long the carrier's pace holds the next call back.
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

// start does a piece of work without holding up the others: a slow carrier
// holds up commands, never events. When it is done, the desk looks for more.
func (d *Desk) start(hands chan struct{}, do func()) {
	hands <- struct{}{}
	d.busy.Go(func() {
		defer d.Poke()
		defer func() { <-hands }()
		do()
	})
}

// hands are those that do a command: letters have a few of their own.
func (d *Desk) hands(c paging.Command) chan struct{} {
	if c.Do == paging.Post {
		return d.letters
	}
	return d.slots
}

func (d *Desk) execute(ctx context.Context, w Work) {
	if err := d.guarded(context.WithoutCancel(ctx), w); err != nil && !errors.Is(err, ErrLost) {
		d.Log.Error("command failed", "page", w.Page, "do", w.Command.Do, "err", err)
	}
}

// guarded performs a command. One that panics is given back: it must not end
// the program that rings everybody else.
func (d *Desk) guarded(ctx context.Context, w Work) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
			d.again(ctx, w, errors.New("panic"))
		}
	}()
	return d.perform(ctx, w)
}

// settle acts on an event. One that cannot be acted on is tried again later:
// it is never lost.
func (d *Desk) settle(ctx context.Context, w Work) {
	err := d.Ledger.Do(ctx, func(tx Tx) error {
		if err := tx.Finish(w); err != nil {
			return err
		}
		return d.happened(tx, *w.Event, now())
	})
	if err == nil || errors.Is(err, ErrLost) || ctx.Err() != nil {
		return
	}
	d.Log.Error("event failed", "work", w.ID, "kind", w.Event.Kind, "call", w.Event.Call, "err", err)
	d.again(ctx, w, err)
}

func (d *Desk) again(ctx context.Context, w Work, why error) {
	d.againAfter(ctx, w, min(d.Backoff<<min(w.Tries, 4), 10*time.Second), why)
}

func (d *Desk) againAfter(ctx context.Context, w Work, pause time.Duration, why error) {
	err := d.Ledger.Do(ctx, func(tx Tx) error { return tx.Retry(w, time.Now().Add(pause), why.Error()) })
	if err != nil && !errors.Is(err, ErrLost) {
		d.Log.Error("work could not be given back; its lease will end", "work", w.ID, "err", err)
	}
}

// now is the time of a decision, in the record's own unit: what is on record
// can be decided again, with the same result (see [paging.Replay]).
func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// step moves a page and keeps what comes of it. It begins where the page stands by
// now: a step of another page of the same caller may have moved it.
func (d *Desk) step(tx Tx, p paging.Page, e support.Event, now time.Time) error {
	was, err := tx.Page(p.ID)
	if err != nil {
		return err
	}
	moved := paging.Step(was, e, now)
	if e.Kind != support.Due && moved.Nothing(was) {
		return nil // it is on record already
	}
	return errors.Join(d.keep(tx, moved), d.follow(tx, moved))
}

func (d *Desk) keep(tx Tx, moved paging.Moved) error {
	all := moved.Commands
	moved.Commands = nil
	for _, c := range all {
		if c.Do == paging.StartPage || c.Do == paging.NoteMissed {
			if err := d.inside(tx, moved.Page, c, moved.At); err != nil {
				return err
			}
			continue
		}
		moved.Commands = append(moved.Commands, c)
	}
	if err := tx.Save(moved); err != nil {
		return err
	}
	p := moved.Page
	return tx.Schedule("due:"+p.ID, p.Due(), support.Event{Kind: support.Due, Page: p.ID})
}

// follow plans what a step of a page means to its case, and has the case know at
// once of the first words between the customer and the manager who decides.
func (d *Desk) follow(tx Tx, moved paging.Moved) error {
	p, e := moved.Page, moved.Event
	then := support.Event{At: moved.At, Page: p.ID, Call: e.Call, Case: p.Case, Flags: p.Flags}
	if p.Case != "" && answered(moved) {
		then.Kind, then.Person = support.Responded, p.AcceptedBy
		if err := tx.Schedule("responded:"+p.ID, moved.At.Add(casework.PhonesFirst), then); err != nil {
			return err
		}
	}
	if p.Case != "" && moved.Has(paging.PageEnded) && (p.Kind == support.ReviewPage || p.Kind == support.EmergencyPage && p.Outcome.Ends()) {
		then.Kind, then.Person, then.Outcome = support.Concluded, p.Giver(e), p.Outcome
		if err := tx.Schedule("concluded:"+p.ID, moved.At.Add(casework.PhonesFirst), then); err != nil {
			return err
		}
	}
	if p.Kind == support.DecisionPage && moved.Has(paging.Talked) {
		return d.contacted(tx, support.Event{Kind: support.Contacted, At: moved.At, Page: p.ID, Person: p.AcceptedBy}, moved.At)
	}
	return nil
}

// answered reports whether a step is the first response to a case: a manager has
// taken its emergency, or a human talks to the customer.
func answered(moved paging.Moved) bool {
	p := moved.Page
	return moved.Has(paging.Taken) && p.Kind == support.EmergencyPage && p.State == support.PageAccepted || moved.Has(paging.Talked) && p.Talked
}
