package retention

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"edown/ivr"
	"edown/operators"
	"edown/store"
	"edown/support"
)

func TestTheQuietHour(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ now, want string }{
		{"2026-03-10 02:59:59", "2026-03-10 03:00:00"},
		{"2026-03-10 03:00:00", "2026-03-11 03:00:00"},
		{"2026-03-10 23:00:00", "2026-03-11 03:00:00"},
		{"2026-03-28 12:00:00", "2026-03-29 03:00:00"}, // the clock jumps from 2 to 3
		{"2026-12-31 12:00:00", "2027-01-01 03:00:00"},
	} {
		now, err := time.ParseInLocation(time.DateTime, c.now, paris)
		if err != nil {
			t.Fatal(err)
		}
		if got := quiet(now); got.Format(time.DateTime) != c.want || !got.After(now) {
			t.Errorf("after %s comes %s, want %s", c.now, got, c.want)
		}
	}
}

// carrierOf is a carrier with recordings that sometimes does not answer.
type carrierOf struct {
	mu     sync.Mutex
	has    []string
	down   error
	orders int
}

// seen is how often the carrier was asked, and what it still has.
func (c *carrierOf) seen() (int, []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.orders, slices.Clone(c.has)
}

func (c *carrierOf) answers() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.down = nil
}

func (c *carrierOf) Erase(_ context.Context, sid string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.orders++
	if c.down != nil {
		return c.down
	}
	c.has = slices.DeleteFunc(c.has, func(s string) bool { return s == sid })
	return nil
}

// The server deletes automatically: on record at night, and at the carrier again and
// again until the carrier has done so.
func TestTheServerDeletesByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "edown.db"), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		var spoken []string
		for i := range 3 {
			call := fmt.Sprintf("CA%d", i)
			spoken = append(spoken, "RE"+call)
			err := s.Turn(t.Context(), func(e ivr.Entry) error {
				session := ivr.Session{
					Place:    ivr.Place{Call: call, Tree: "caller", Turn: 1},
					Origin:   ivr.Origin{From: "+14155550123"},
					Steering: ivr.Steering{Over: true},
				}
				return errors.Join(e.Open(session, "+18005550100"), e.Keep(ivr.Kept{Session: session, Key: "0", At: time.Now(), Input: ivr.Input{Ending: support.EndCompleted}}))
			})
			err = errors.Join(err, s.Record(t.Context(), "RE"+call, call, "1", "https://carrier.test/RE"+call, "completed", time.Second))
			if err != nil {
				t.Fatal(err)
			}
		}
		at := &carrierOf{has: spoken, down: operators.ErrUnknown}
		ctx, stop := context.WithCancel(t.Context())
		over := make(chan bool)
		go func() {
			Keeper{Store: s, Carrier: at, Log: slog.New(slog.DiscardHandler)}.Run(ctx)
			close(over)
		}()
		time.Sleep(29 * 24 * time.Hour)
		synctest.Wait()
		if orders, _ := at.seen(); orders > 0 {
			t.Errorf("%d orders before the time is up", orders)
		}
		time.Sleep(3 * 24 * time.Hour)
		synctest.Wait()
		if orders, has := at.seen(); orders < 24 || orders > 100 || len(has) != 3 {
			t.Errorf("%d orders to a carrier that is down; it has %v", orders, has)
		}
		at.answers()
		time.Sleep(time.Hour + time.Minute)
		synctest.Wait()
		_, has := at.seen()
		if left, err := s.Condemned(t.Context()); err != nil || len(left) > 0 || len(has) > 0 {
			t.Errorf("left are %v, %v; the carrier has %v", left, err, has)
		}
		stop()
		<-over
	})
}
