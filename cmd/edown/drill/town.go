package drill

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/store"
	"edown/support"
	"edown/voice/exchange"
)

// town is the scene of one storm: the carrier, the installation and every
// person with a phone.
type town struct {
	weather
	seed     uint64
	build    Builder
	patience time.Duration
	site     Site
	x        *exchange.Exchange
	seen     evidence
	secrets  *secrets
	post     *postOffice
	movedIn  bool
	staff    []*staff
	calls    []*caller

	elsewhere bool   // the number's fallback is on another host
	fallback  []byte // what that host answers

	mu  sync.Mutex
	now *life
	up  chan struct{} // closed while a process is running
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
	time.Sleep(hour(rng))
	t := &town{seed: seed, build: p.Build, patience: cmp.Or(p.Patience, 90*time.Minute), up: make(chan struct{})}
	t.weather = weather{seed: seed, began: time.Now(), struck: map[Kind]int{}, thrown: map[Kind]throw{},
		intruder: intruder{file: db}}
	if !p.Calm {
		t.plan = forecast(rng, rand.New(rand.NewPCG(seed, 1)))
	}
	t.secrets, t.post = newSecrets(rng), &postOffice{weather: &t.weather, sent: map[string]paging.Letter{}}
	t.site = Site{DB: db, PublicURL: public, API: carrier, Line: line, Account: account, Token: token, Pace: 1,
		Mail: t.post}
	t.site.Log = slog.New(slog.NewTextHandler(t.secrets, &slog.HandlerOptions{Level: slog.LevelDebug}))
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

// hour is how long after the start of every drill, a Saturday's midnight, a
// storm begins: usually in working hours.
func hour(rng *rand.Rand) time.Duration {
	const day = 24 * time.Hour
	if rng.IntN(4) == 0 {
		return time.Duration(rng.Int64N(int64(7 * day)))
	}
	return time.Duration(2+rng.IntN(4))*day + 9*time.Hour + time.Duration(rng.Int64N(int64(7*time.Hour)))
}

// storm plays the storm, and returns the results.
func (t *town) storm() Report {
	ctx, end := context.WithCancel(context.Background())
	defer t.intruder.leaves()
	var work, people sync.WaitGroup
	work.Go(func() { t.live(ctx) })
	if !t.opens(ctx) {
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
	if time.Since(t.began) < t.patience {
		t.sleepOnIt(ctx)
	}
	found := t.inspect(ctx)
	end()
	people.Wait()
	t.x.Close()
	work.Wait()
	return found
}

// opens reports whether the installation starts, as it does within minutes even
// with the worst faults.
func (t *town) opens(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	return t.living(ctx) != nil
}

// calmDown waits until nothing fails any more, all calls have ended and no page
// is ringing.
func (t *town) calmDown(ctx context.Context) {
	for until := time.Now().Add(t.patience); time.Now().Before(until); {
		pause(ctx, 10*time.Second)
		if t.over() && t.living(ctx) != nil && t.everybodyHome() && t.nothingOpen(ctx) {
			return
		}
	}
}

// sleepOnIt lets more than a day pass calmly, until what is left to do is due.
func (t *town) sleepOnIt(ctx context.Context) {
	pause(ctx, 27*time.Hour)
	t.calmDown(ctx)
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

// nothingOpen reports whether nothing is left but decisions, which may wait for
// the morning.
func (t *town) nothingOpen(ctx context.Context) bool {
	f, err := t.record().Figures(ctx, time.Now())
	return err == nil && len(f.Overdue) == 0 && !slices.ContainsFunc(f.Running,
		func(s store.Searching) bool { return s.Kind != support.DecisionPage })
}

// live keeps a process running, as a supervisor does: one that is killed, or
// does not start, is started again.
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

// living returns the running process, as soon as there is one; nil if ctx ends
// first.
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

// moveIn puts the town's people on record, once.
func (t *town) moveIn(l *life) error {
	if t.movedIn {
		return nil
	}
	d := store.Directory{
		Contracts: []support.Contract{
			{Number: contracts[0], Company: "Acme", Package: support.Goldplus, CSM: success},
			{Number: contracts[1], Company: "Borealis", Package: support.Platinum, CSM: success},
		},
		PINs: map[string]store.PIN{}, Cases: t.cases(),
	}
	for contract, pin := range t.secrets.pins {
		d.PINs[contract] = store.PIN(pin)
	}
	for _, c := range t.calls {
		if c.contract != "" {
			d.Contacts = append(d.Contacts, support.Contact{Phone: support.E164(c.phone.Number()), Name: "Caller",
				Contract: c.contract})
		}
	}
	for _, s := range t.staff {
		if s.id == accountManager {
			d.Contracts[1].TSAMs = []support.TSAM{{Name: s.person.Name, Phone: s.person.Phone, Application: "Windmill"}}
			continue
		}
		d.People = append(d.People, s.person)
		if s.role != "" {
			d.Shifts = append(d.Shifts, rota.Shift{Person: s.person.ID, Role: s.role, Layer: s.layer})
		}
	}
	err := l.house.Record().Put(l.ctx, d)
	t.movedIn = err == nil
	return err
}

// cases are four that callers may report as down, and four others, with closed
// and open gates and low and high levels.
func (t *town) cases() (all []support.Case) {
	for i := range 2 * firstOfTheirs {
		c := support.Case{
			Number: support.CaseNumber(fmt.Sprintf("C100000%d", i)), Contract: contracts[i%2],
			Title:    fmt.Sprintf("Turbine %d stalls", i),
			Severity: support.Critical, Opened: t.began.Add(-time.Hour), Status: support.InProgress,
			Engineer: []string{"eva", "eva", "ben", ""}[i%4],
			Product:  []string{"Sawmill", "Windmill", "", "Sawmill"}[i%4],
		}
		if i > firstOfTheirs {
			c.Severity, c.Level = support.Moderate, i-firstOfTheirs-1
			c.Opened = t.began.Add(-[]time.Duration{10 * time.Hour, 30 * time.Hour, 120 * time.Hour}[c.Level])
		}
		all = append(all, c)
	}
	return all
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
