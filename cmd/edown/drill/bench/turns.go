package bench

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"edown/cmd/edown/drill"
	"edown/ivr"
	"edown/locales"
	"edown/support"
	"edown/voice"
)

// answering is the line as callers reach it, with any book: signed webhooks in,
// TwiML out. No phone is rung.
func answering(at drill.Site, words *locales.Catalog, book ivr.Book) http.RoundTripper {
	line := &ivr.Line{
		Dialogues: ivr.Dialogues{Company: "Example Support", Format: support.DefaultCaseFormat, Languages: words.Tags()},
		Book:      book, Speaker: words,
	}
	carrier := voice.Config{PublicURL: at.PublicURL, Number: support.E164(at.Line), AccountSID: at.Account,
		Tokens: []string{at.Token}}
	return straight{voice.NewServer(carrier, line, nil, nil, words).Handler()}
}

// crowd makes so many callers talk to a line at once, for a time. It returns
// how many turns a second were answered.
func (c *contender) crowd(ctx context.Context, callers int, lasting time.Duration) (float64, error) {
	var told atomic.Int64
	began := time.Now()
	err := eachOf(callers, func(i int) error {
		s := newSubscriber(c.site, c.way, i)
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

// eachOf does something n times concurrently. It returns the first error.
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
	site  drill.Site
	way   http.RoundTripper
	rates []float64
}

// rounds makes a crowd talk to several contenders in turn, so that other work
// of the machine slows all of them alike.
func rounds(ctx context.Context, n int, lasting time.Duration, callers int, contenders ...*contender) error {
	for range n {
		for _, l := range contenders {
			rate, err := l.crowd(ctx, callers, lasting)
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

// turns compares durable turns with the same handler that keeps nothing, and
// with one commit for each.
func (m *measuring) turns() error {
	at, d := m.site(), customers(200, 1)
	s, err := record(m.ctx, at.DB, d, 0)
	if err != nil {
		return err
	}
	defer s.Close()
	for _, callers := range []int{1, 64, 200} {
		durable := &contender{site: at, way: answering(at, m.Words, s)}
		nothing := &contender{site: at, way: answering(at, m.Words, forgetting(d))}
		alone := &contender{site: at, way: answering(at, m.Words, &oneByOne{Book: s})}
		if err := rounds(m.ctx, 5, 300*time.Millisecond, callers, nothing, durable, alone); err != nil {
			return err
		}
		m.tellTurns(callers, durable, nothing, alone)
	}
	return nil
}

func (m *measuring) tellTurns(callers int, durable, nothing, alone *contender) {
	who := fmt.Sprintf("%d callers at once", callers)
	if callers == 1 {
		who = "one caller alone"
	}
	kept := figure{what: who + ": against a handler that keeps nothing", measured: timesOf(ratio(durable, nothing))}
	if callers >= 64 {
		kept.aim, kept.met = ">= 0.50 x", ratio(durable, nothing) >= 0.5
	}
	m.tell(figure{what: who + ": durable turns", measured: fmt.Sprintf("%.0f /s", median(durable.rates))})
	m.tell(kept)
	m.tell(figure{what: who + ": against one commit for each turn", measured: timesOf(ratio(durable, alone))})
}

// history compares a turn on a record of a million turns with one on a record
// of a thousand.
func (m *measuring) history() error {
	var contenders []*contender
	for _, turns := range []int{1000, 1_000_000} {
		at := m.site()
		s, err := record(m.ctx, at.DB, customers(200, 1), turns)
		if err != nil {
			return err
		}
		defer s.Close()
		contenders = append(contenders, &contender{site: at, way: answering(at, m.Words, s)})
	}
	if err := rounds(m.ctx, 15, 200*time.Millisecond, 64, contenders...); err != nil {
		return err
	}
	slower := ratio(contenders[0], contenders[1])
	m.tell(figure{"a turn after 1,000,000 turns, against one after 1,000", timesOf(slower), "< 1.10 x", slower < 1.1})
	return nil
}
