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

	"edown"
)

// Ledger is where pages and work are kept.
type Ledger interface {
	// Claim takes the most urgent work that is due, of the kinds that can be done
	// now, until the lease ends. None: nil, and when the next of those is due
	// (zero: nothing is planned).
	Claim(ctx context.Context, now time.Time, lease time.Duration, can Can) (*Work, time.Time, error)
	// Do is one transaction.
	Do(ctx context.Context, do func(Tx) error) error
}

// Can says which work can be taken on. Events always can.
type Can struct {
	Perform bool // commands, but for those that dial
	Dial    bool // and those
}

// Tx is an open transaction of the ledger.
type Tx interface {
	// Finish completes claimed work. It wraps ErrLost when the lease went to
	// somebody else: then nothing of the transaction may be kept.
	Finish(Work) error
	// Retry gives work back until a moment.
	Retry(w Work, at time.Time, why string) error
	// Schedule keeps an event for later, or moves it; Unschedule drops it.
	Schedule(key string, at time.Time, e edown.Event) error
	Unschedule(key string) error

	Page(id string) (Page, error) // wraps ErrNoPage
	// PagesOf lists the pages of a call that have not ended.
	PagesOf(call string) ([]Page, error)
	// PageFor finds the running Enterprise Down page of a case (P11).
	PageFor(edown.CaseNumber) (Page, bool, error)
	// PagesRinging lists the running pages on which a phone was rung.
	PagesRinging(edown.E164) ([]Page, error)
	// Save keeps the page, the event that changed it, and what is to be done.
	Save(Page, edown.Event, []Command) error
	// Link makes a page one of a call's; Unlink takes that back.
	Link(page, call string) error
	Unlink(page, call string) error
	// Order has a command performed that belongs to no page.
	Order(Command) error

	// Claim settles who accepts a round of a page: the first, for ever.
	Claim(p Page, person, leg string, at time.Time) (won bool, err error)
	// Whose finds the call and the page behind a carrier's name for a call. It
	// wraps ErrNoCall when no call on record has that name.
	Whose(sid string) (call, page string, err error)
	// SID is the carrier's name for a call of ours; empty while it has none.
	SID(call string) (string, error)
	// Known is what a caller's call has told by now.
	Known(call string) (Known, error)
	Rota() (Rota, error)
	// SetSeverity records what a page did to a case (R15, R21).
	SetSeverity(edown.CaseNumber, edown.Severity) error
	// Missed records a callback that somebody owes a caller.
	Missed(k Known, number, why string, at time.Time) error
}

var (
	// ErrLost: the lease of the work ended and somebody else has it.
	ErrLost = errors.New("the lease was lost")
	// ErrNoPage: there is no such page.
	ErrNoPage = errors.New("no such page")
	// ErrNoCall: no call on record has that name at the carrier.
	ErrNoCall = errors.New("no call of that name on record")
)

// Work is one row of things to do: an event to act on, or a command to perform.
type Work struct {
	ID      string
	Event   *edown.Event
	Command *Command
	Page    string
	Due     time.Time
	Tries   int   // how often it has been claimed before
	Token   int64 // the claim's fence
}

// Desk rings people. It is a thin loop around the ledger: events become steps
// of pages, commands become calls of the [Phone]. Any number of desks may
// share a ledger.
type Desk struct {
	Ledger  Ledger
	Phone   Phone
	Ladder  Ladder        // zero is DefaultLadder
	Hunt    Ladder        // for operators; zero is DeskLadder
	Company string        // how the line names itself in messages
	Pace    float64       // calls a second that the carrier takes; 0 is no limit
	Watch   time.Duration // the watchdog; 0 is 60 s
	Backoff time.Duration // after the carrier asks to try again; 0 is 1 s
	Log     *slog.Logger

	poke    chan struct{}
	once    sync.Once
	limiter *rate.Limiter // nil: no limit
	busy    sync.WaitGroup
	slots   chan struct{}
}

const (
	lease       = 30 * time.Second
	longestWait = time.Minute
	performers  = 32
	retryPause  = time.Second
)

func (d *Desk) init() {
	d.once.Do(func() {
		d.poke = make(chan struct{}, 1)
		d.slots = make(chan struct{}, performers)
		if d.Ladder.Rungs == nil {
			d.Ladder = DefaultLadder()
		}
		if d.Hunt.Rungs == nil {
			d.Hunt = DeskLadder()
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
	for {
		next, err := d.runOnce(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			d.Log.Error("desk", "err", err)
			next = time.Now().Add(retryPause)
		}
		d.sleep(ctx, next)
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

// runOnce does all that is due, and says when more will be.
func (d *Desk) runOnce(ctx context.Context) (time.Time, error) {
	for {
		now := time.Now()
		free := d.slot()
		can := Can{Perform: free, Dial: free && d.untilDial(now) == 0}
		work, next, err := d.Ledger.Claim(ctx, now, lease, can)
		if free && (work == nil || work.Event != nil) {
			<-d.slots
		}
		if err != nil || work == nil {
			if free && !can.Dial {
				next = sooner(next, now.Add(d.untilDial(now)))
			}
			return next, err
		}
		if work.Event != nil {
			d.settle(ctx, *work)
			continue
		}
		if work.Command.Do == Dial && d.limiter != nil {
			d.limiter.AllowN(now, 1)
		}
		d.start(ctx, *work)
	}
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

// slot takes a place among the performers, if one is free: a slow carrier
// holds up commands, never events.
func (d *Desk) slot() bool {
	select {
	case d.slots <- struct{}{}:
		return true
	default:
		return false
	}
}

// start performs a command without holding up the others. It gives its slot
// back, and has the desk look for more.
func (d *Desk) start(ctx context.Context, w Work) {
	d.busy.Go(func() {
		defer d.Poke()
		defer func() { <-d.slots }()
		if err := d.guarded(context.WithoutCancel(ctx), w); err != nil && !errors.Is(err, ErrLost) {
			d.Log.Error("command failed", "page", w.Page, "do", w.Command.Do, "err", err)
		}
	})
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
		return d.happened(tx, *w.Event, time.Now())
	})
	if err == nil || errors.Is(err, ErrLost) || ctx.Err() != nil {
		return
	}
	d.Log.Error("event failed", "work", w.ID, "kind", w.Event.Kind, "call", w.Event.Call, "err", err)
	d.again(ctx, w, err)
}

func (d *Desk) again(ctx context.Context, w Work, why error) {
	pause := min(d.Backoff<<min(w.Tries, 4), 10*time.Second)
	err := d.Ledger.Do(ctx, func(tx Tx) error { return tx.Retry(w, time.Now().Add(pause), why.Error()) })
	if err != nil && !errors.Is(err, ErrLost) {
		d.Log.Error("work could not be given back; its lease will end", "work", w.ID, "err", err)
	}
}

// step moves a page and keeps what comes of it.
func (d *Desk) step(tx Tx, p Page, e edown.Event, now time.Time) error {
	next, commands := Step(p, e, now)
	return d.keep(tx, next, e, commands, now)
}

func (d *Desk) keep(tx Tx, p Page, e edown.Event, commands []Command, now time.Time) error {
	var outside []Command
	for _, c := range commands {
		if c.Do == StartPage || c.Do == NoteMissed {
			if err := d.inside(tx, p, c, now); err != nil {
				return err
			}
			continue
		}
		outside = append(outside, c)
	}
	if err := tx.Save(p, e, outside); err != nil {
		return err
	}
	if due := p.Due(); !due.IsZero() {
		return tx.Schedule("due:"+p.ID, due, edown.Event{Kind: edown.Due, Page: p.ID})
	}
	return tx.Unschedule("due:" + p.ID)
}

// inside performs a command that stays in the house.
func (d *Desk) inside(tx Tx, p Page, c Command, now time.Time) error {
	for call := range p.Callers {
		known, err := tx.Known(call)
		if err != nil {
			return err
		}
		if c.Do == NoteMissed {
			if call == c.Call {
				return d.owe(tx, known, string(known.From), "hung up while waiting for an operator", now)
			}
			continue
		}
		if !known.Suspected { // it was called off, or has been dealt with
			continue
		}
		known.Flags = append(known.Flags, c.Event.Flags...)
		known.Where = p.Callers[call]
		if known.Where != Gone {
			known.Where = OnHold
		}
		return d.page(tx, known, now)
	}
	return nil
}

// page starts the Enterprise Down page of a call, or brings the call to the
// page that its case has already (P11, R-dup).
func (d *Desk) page(tx Tx, k Known, now time.Time) error {
	declared := edown.Event{Kind: edown.Declared, At: now, Call: k.Call, Case: k.Case, Contract: k.Contract, Language: k.Language, From: k.From, Flags: k.Flags}
	running, err := tx.PagesOf(k.Call)
	if err != nil {
		return err
	}
	for _, p := range running {
		if p.Kind == EnterpriseDown {
			return d.recase(tx, p, declared, now)
		}
	}
	if p, ok, err := tx.PageFor(k.Case); err != nil || ok {
		if err != nil {
			return err
		}
		return d.join(tx, p, k.Call, now)
	}
	rota, err := tx.Rota()
	if err != nil {
		return err
	}
	id, err := d.newID(tx, k.Call, now)
	if err != nil {
		return err
	}
	p, commands := Start(id, EnterpriseDown, k, rota, d.Ladder, now)
	if err := d.raise(tx, k); err != nil {
		return err
	}
	return d.begin(tx, p, declared, commands, now)
}

// newID names a page after its call; a second emergency of the same call has a
// page of its own.
func (d *Desk) newID(tx Tx, call string, now time.Time) (string, error) {
	id := "ED-" + call
	_, err := tx.Page(id)
	if errors.Is(err, ErrNoPage) {
		return id, nil
	}
	return fmt.Sprintf("%s-%d", id, now.UnixMilli()), err
}

func (d *Desk) begin(tx Tx, p Page, e edown.Event, commands []Command, now time.Time) error {
	if err := d.keep(tx, p, e, commands, now); err != nil {
		return err
	}
	for call := range p.Callers {
		if err := tx.Link(p.ID, call); err != nil {
			return err
		}
	}
	return nil
}

// join brings one more caller to a running page.
func (d *Desk) join(tx Tx, p Page, call string, now time.Time) error {
	if err := tx.Link(p.ID, call); err != nil {
		return err
	}
	return d.step(tx, p, edown.Event{Kind: edown.CallReturned, At: now, Call: call}, now)
}

// hunt rings the operators for a caller, once at a time.
func (d *Desk) hunt(tx Tx, k Known, now time.Time) error {
	running, err := tx.PagesOf(k.Call)
	if err != nil {
		return err
	}
	for _, p := range running {
		if p.Kind == DeskCall {
			return nil
		}
	}
	rota, err := tx.Rota()
	if err != nil {
		return err
	}
	k.Where = OnHold
	wanted := edown.Event{Kind: edown.OperatorWanted, At: now, Call: k.Call, Case: k.Case, Language: k.Language}
	p, commands := Start(fmt.Sprintf("OP-%s-%d", k.Call, now.UnixMilli()), DeskCall, k, rota, d.Hunt, now)
	return d.begin(tx, p, wanted, commands, now)
}
