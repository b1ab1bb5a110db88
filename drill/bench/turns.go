package bench

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"edown/ivr"
	"edown/locales"
	"edown/store"
	"edown/voice"
)

// answering is the line as callers reach it, with any book: signed webhooks in,
// TwiML out. Nobody is rung.
func answering(c Config, words *locales.Catalog, book ivr.Book) http.Handler {
	line := &ivr.Line{
		Dialogues: ivr.Dialogues{Company: c.Company, Format: c.Cases, Languages: words.Tags()}, Book: book, Speaker: words,
	}
	carrier := voice.Config{PublicURL: c.PublicURL, Number: c.Line, AccountSID: c.Account, Tokens: c.Tokens(), Language: c.LanguageOf}
	return voice.NewServer(carrier, line, nil, nil, words).Handler()
}

// benchRecord is a new record of customers, with turns of past calls on it.
func benchRecord(ctx context.Context, c Config, d store.Directory, turns int) (*store.Store, error) {
	s, err := openStore(ctx, c, nil)
	if err != nil {
		return nil, err
	}
	if err := s.Put(ctx, d); err != nil || turns == 0 {
		return s, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	if err := past(ctx, c.DB, turns); err != nil {
		return nil, err
	}
	return openStore(ctx, c, nil)
}

// crowd talks to the line, so many callers at once, for a time; it says how
// many turns a second were answered.
func crowd(ctx context.Context, c Config, way http.RoundTripper, callers int, lasting time.Duration) (float64, error) {
	var told atomic.Int64
	began := time.Now()
	err := eachOf(callers, func(i int) error {
		s := newSubscriber(c, way, i)
		for time.Since(began) < lasting {
			if err := s.next(ctx); err != nil {
				return err
			}
			told.Add(1)
		}
		return nil
	})
	return float64(told.Load()) / time.Since(began).Seconds(), err
}

// eachOf does something so many times at once. It returns the first error.
func eachOf(n int, do func(i int) error) error {
	var all sync.WaitGroup
	failed := make(chan error, n)
	for i := range n {
		all.Go(func() {
			if err := do(i); err != nil {
				failed <- err
			}
		})
	}
	all.Wait()
	close(failed)
	return <-failed
}

// contender is a line that a crowd talks to, and how many turns a second it
// answered in each round.
type contender struct {
	config Config
	way    http.RoundTripper
	rates  []float64
}

// rounds lets a crowd talk to several contenders in turn, so that what else goes on
// in the machine harms all of them alike.
func rounds(ctx context.Context, n int, lasting time.Duration, callers int, contenders ...*contender) error {
	for range n {
		for _, l := range contenders {
			rate, err := crowd(ctx, l.config, l.way, callers, lasting)
			if err != nil {
				return err
			}
			l.rates = append(l.rates, rate)
		}
	}
	return nil
}

// ratio is the median of how many times faster one line was than another.
func ratio(a, b *contender) float64 {
	all := make([]float64, len(a.rates))
	for i := range all {
		all[i] = a.rates[i] / b.rates[i]
	}
	return median(all)
}

func median(all []float64) float64 {
	return slices.Sorted(slices.Values(all))[len(all)/2]
}

// turns measures durable turns against the same handler that keeps nothing, and
// against one commit for each.
func (b *bencher) turns() error {
	c, err := b.config()
	if err != nil {
		return err
	}
	d := customers(200, 1)
	s, err := benchRecord(b.ctx, c, d, 0)
	if err != nil {
		return err
	}
	defer s.Close()
	for _, callers := range []int{1, 64, 200} {
		durable := &contender{config: c, way: straight{answering(c, b.words, s)}}
		nothing := &contender{config: c, way: straight{answering(c, b.words, forgetting(d))}}
		alone := &contender{config: c, way: straight{answering(c, b.words, &oneByOne{Book: s})}}
		if err := rounds(b.ctx, 5, 300*time.Millisecond, callers, nothing, durable, alone); err != nil {
			return err
		}
		b.tellTurns(callers, durable, nothing, alone)
	}
	return nil
}

func (b *bencher) tellTurns(callers int, durable, nothing, alone *contender) {
	who := fmt.Sprintf("%d callers at once", callers)
	if callers == 1 {
		who = "one caller alone"
	}
	kept := figure{what: who + ": against a handler that keeps nothing", measured: timesOf(ratio(durable, nothing))}
	if callers >= 64 {
		kept.aim, kept.met = ">= 0.50 x", ratio(durable, nothing) >= 0.5
	}
	b.tell(figure{what: who + ": durable turns", measured: fmt.Sprintf("%.0f /s", median(durable.rates))})
	b.tell(kept)
	b.tell(figure{what: who + ": against one commit for each turn", measured: timesOf(ratio(durable, alone))})
}

// history measures a turn on a record of a million turns against one on a
// record of a thousand.
func (b *bencher) history() error {
	var contenders []*contender
	for _, turns := range []int{1000, 1_000_000} {
		c, err := b.config()
		if err != nil {
			return err
		}
		s, err := benchRecord(b.ctx, c, customers(200, 1), turns)
		if err != nil {
			return err
		}
		defer s.Close()
		contenders = append(contenders, &contender{config: c, way: straight{answering(c, b.words, s)}})
	}
	if err := rounds(b.ctx, 15, 200*time.Millisecond, 64, contenders...); err != nil {
		return err
	}
	slower := ratio(contenders[0], contenders[1])
	b.tell(figure{"a turn after 1,000,000 turns, against one after 1,000", timesOf(slower), "< 1.10 x", slower < 1.1})
	return nil
}

var subscribers atomic.Int64

// newSubscriber is a caller from the number of a customer.
func newSubscriber(c Config, way http.RoundTripper, i int) *subscriber {
	return &subscriber{config: c, way: way, from: customer(i), name: fmt.Sprintf("%d", subscribers.Add(1))}
}
