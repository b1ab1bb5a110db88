package bench

import (
	"context"
	"sync"
	"time"

	"edown/ivr"
	"edown/store"
	"edown/support"
)

// forgetful is a book that puts nothing on record: it shows what a turn costs
// without one. It holds in memory where each call stands, because the calls
// need that to go on.
type forgetful struct {
	calls    sync.Map // ivr.Kept, by call
	contacts map[support.E164]ivr.Found
	cases    map[support.CaseNumber]ivr.Found
}

// forgetting makes a book that knows a directory.
func forgetting(d store.Directory) *forgetful {
	f := &forgetful{contacts: map[support.E164]ivr.Found{}, cases: map[support.CaseNumber]ivr.Found{}}
	contracts, open := map[string]*support.Contract{}, map[string]*support.Case{}
	for i, c := range d.Contracts {
		contracts[c.Number] = &d.Contracts[i]
	}
	for i, c := range d.Cases {
		open[c.Contract] = &d.Cases[i]
		f.cases[c.Number] = ivr.Found{Case: &d.Cases[i], Contract: contracts[c.Contract]}
	}
	for i, c := range d.Contacts {
		f.contacts[c.Phone] = ivr.Found{Contact: &d.Contacts[i], Contract: contracts[c.Contract], Case: open[c.Contract]}
	}
	return f
}

// Turn implements [ivr.Book].
func (f *forgetful) Turn(_ context.Context, do func(ivr.Entry) error) error { return do(f) }

// Session implements [ivr.Entry].
func (f *forgetful) Session(call string) (ivr.Session, *ivr.Kept, error) {
	last, ok := f.calls.Load(call)
	if !ok {
		return ivr.Session{}, nil, ivr.ErrNoCall
	}
	k := last.(ivr.Kept)
	if k.Key == "" {
		return k.Session, nil, nil
	}
	return k.Session, &k, nil
}

// Heard implements [ivr.Entry]: it remembers no turn.
func (f *forgetful) Heard(string, string) (bool, error) { return false, nil }

// Open implements [ivr.Entry].
func (f *forgetful) Open(s ivr.Session, _ support.E164) error {
	f.calls.Store(s.Call, ivr.Kept{Session: s})
	return nil
}

// Look implements [ivr.Entry]: no page is ringing.
func (f *forgetful) Look(s ivr.Session, l ivr.Lookup, _ time.Time) (ivr.Found, error) {
	switch l.Kind {
	case ivr.LookCaller:
		return f.contacts[s.From], nil
	case ivr.LookCase:
		return f.cases[l.Case], nil
	}
	return ivr.Found{}, nil
}

// Keep implements [ivr.Entry].
func (f *forgetful) Keep(k ivr.Kept) error {
	f.calls.Store(k.Session.Call, k)
	return nil
}

// oneByOne is a book in which no two turns share a commit.
type oneByOne struct {
	ivr.Book
	mu sync.Mutex
}

// Turn implements [ivr.Book].
func (b *oneByOne) Turn(ctx context.Context, do func(ivr.Entry) error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Book.Turn(ctx, do)
}
