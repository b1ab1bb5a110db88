package drill

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"edown"
	"edown/operators"
	"edown/store"
	"edown/voice/exchange"
)

// town is one storm's place: the carrier, the installation and everybody with
// a phone.
type town struct {
	weather
	seed     uint64
	build    Builder
	patience time.Duration
	site     Site
	x        *exchange.Exchange
	seen     evidence
	staff    []*staff
	calls    []*caller

	elsewhere bool   // the number's fallback is on another host
	fallback  []byte // what that host answers

	mu  sync.Mutex
	now *life
	up  chan struct{} // closed while a process lives
}

const (
	line    = "+18005550100"
	public  = "http://edown.drill"
	other   = "http://elsewhere.drill"
	carrier = "http://carrier.drill"
	account = "AC0123456789abcdef0123456789abcdef"
	token   = "0123456789abcdef0123456789abcdef"
)

func newTown(p Plan, seed uint64, db string) *town {
	rng := rand.New(rand.NewPCG(seed, 0))
	t := &town{seed: seed, build: p.Build, patience: cmp.Or(p.Patience, 90*time.Minute), up: make(chan struct{})}
	t.weather = weather{seed: seed, began: time.Now(), struck: map[Kind]int{}, thrown: map[Kind]throw{}}
	if !p.Calm {
		t.plan = forecast(rng)
	}
	t.site = Site{DB: db, PublicURL: public, API: carrier, Line: line, Account: account, Token: token, Pace: 1, Log: slog.New(slog.DiscardHandler)}
	t.x = exchange.New(exchange.Config{
		AccountSID: account, AuthToken: token, BaseURL: carrier, Faults: t.faults(),
		Client: &http.Client{Transport: exchange.InProcess(t)},
	})
	number := exchange.Number{
		VoiceURL: public + "/voice/incoming", VoiceFallbackURL: public + "/voice/fallback",
		StatusCallback: public + "/voice/status", SMSURL: public + "/sms/incoming",
	}
	if t.elsewhere = rng.IntN(2) == 0; t.elsewhere {
		number.VoiceFallbackURL = other + "/fallback.xml"
	}
	t.x.Connect(line, number)
	t.populate(p, rng)
	return t
}

// storm has everybody live through it, and says what was found.
func (t *town) storm() Report {
	ctx, end := context.WithCancel(context.Background())
	var work, people sync.WaitGroup
	work.Go(func() { t.live(ctx) })
	if t.living(ctx) == nil {
		end()
		work.Wait()
		return t.failed(fmt.Sprintf("the installation never came up: %v", t.seen.refused))
	}
	for _, s := range t.staff {
		people.Go(func() { s.live(ctx) })
	}
	for _, c := range t.calls {
		people.Go(func() { c.live(ctx) })
	}
	t.calmDown(ctx)
	found := t.inspect(ctx)
	end()
	people.Wait()
	t.x.Close()
	work.Wait()
	return found
}

// calmDown waits until nothing fails, nobody calls and nobody is searched for.
func (t *town) calmDown(ctx context.Context) {
	for time.Since(t.began) < t.patience {
		pause(ctx, 10*time.Second)
		if t.over() && t.living(ctx) != nil && t.everybodyHome() && t.nothingOpen(ctx) {
			return
		}
	}
}

func (t *town) everybodyHome() bool {
	for _, c := range t.calls {
		if !c.done.Load() {
			return false
		}
	}
	for _, p := range t.phones() {
		if p.Now().State != "idle" {
			return false
		}
	}
	return true
}

func (t *town) nothingOpen(ctx context.Context) bool {
	f, err := t.record().Figures(ctx, time.Now())
	return err == nil && len(f.Running) == 0 && len(f.Overdue) == 0
}

// live keeps a process running, as a supervisor does: one that is killed, or
// does not come up, is started again.
func (t *town) live(ctx context.Context) {
	for ctx.Err() == nil {
		l := &life{town: t}
		l.ctx, l.end = context.WithCancel(ctx)
		if err := t.begin(l); err != nil {
			l.end()
			t.seen.refused = err
			pause(ctx, 500*time.Millisecond)
			continue
		}
		ran := make(chan struct{})
		go func() { defer close(ran); l.house.Run(l.ctx) }()
		<-l.ctx.Done()
		t.gone()
		<-ran
		if err := l.house.Close(); err != nil {
			t.seen.fail("close: " + err.Error())
		}
		pause(ctx, t.upTo(8*time.Second))
	}
}

func (t *town) begin(l *life) (err error) {
	at := t.site
	at.Carrier, at.Commit = l, l.commit
	if l.house, err = t.build(l.ctx, at); err != nil {
		return err
	}
	if err = t.moveIn(l); err == nil {
		t.fallback, err = l.house.Fallback(l.ctx)
	}
	if err != nil {
		return errors.Join(err, l.house.Close())
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now = l
	close(t.up)
	return nil
}

func (t *town) gone() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.up = make(chan struct{})
}

// living is the process that lives, as soon as one does; nil if ctx ends first.
func (t *town) living(ctx context.Context) *life {
	t.mu.Lock()
	up := t.up
	t.mu.Unlock()
	select {
	case <-up:
	case <-ctx.Done():
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.now
}

func (t *town) record() *store.Store {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.now.house.Record()
}

// moveIn puts the town's people on record.
func (t *town) moveIn(l *life) error {
	d := store.Directory{
		Contracts: []edown.Contract{
			{Number: "100100", Company: "Acme", Package: edown.Goldplus},
			{Number: "200200", Company: "Borealis", Package: edown.Platinum},
		},
	}
	for i := range 4 {
		d.Cases = append(d.Cases, edown.Case{
			Number: edown.CaseNumber(fmt.Sprintf("C100000%d", i)), Contract: []string{"100100", "200200"}[i%2],
			Title: "drill", Severity: 1, Opened: t.began.Add(-time.Hour),
		})
	}
	for _, c := range t.calls {
		if c.contract != "" {
			d.Contacts = append(d.Contacts, edown.Contact{Phone: edown.E164(c.phone.Number()), Name: "Caller", Contract: c.contract})
		}
	}
	for _, s := range t.staff {
		d.People = append(d.People, s.person)
		d.Shifts = append(d.Shifts, operators.Shift{Person: s.person.ID, Role: s.role, Layer: s.layer})
	}
	return l.house.Record().Put(l.ctx, d)
}

func (t *town) phones() (all []*exchange.Handset) {
	for _, c := range t.calls {
		all = append(all, c.phone)
	}
	for _, s := range t.staff {
		all = append(all, s.phone)
	}
	return all
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
