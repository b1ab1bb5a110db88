package store

import (
	"testing"
	"testing/synctest"
	"time"

	"edown/operators/rota"
	"edown/support"
)

// A call that is owed is told in the morning, at the hour at which the operators may
// be texted (P10), though the program was ended in the night.
func TestAnOwedCallIsToldAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t)
		must(t, h.store.Put(t.Context(), Directory{Shifts: []rota.Shift{{Person: "olga", Role: rota.Operator, From: 20 * 60, To: 22 * 60}}}))
		h.until(time.Date(2000, 1, 4, 2, 0, 0, 0, time.UTC)) // a Tuesday
		h.calls("CA5", buyer)
		h.happens(support.Event{Kind: support.CallbackWanted, Call: "CA5", From: buyer})
		h.isTexted("sms_operator "+string(olga.Phone), "sms_callback "+string(buyer))
		if n := count(t, h.store, `SELECT COUNT(*) FROM callbacks WHERE call = 'CA5' AND done IS NULL`); n != 1 {
			t.Errorf("%d calls are owed", n)
		}
		waits := func(want int) {
			t.Helper()
			if n := count(t, h.store, `SELECT COUNT(*) FROM work WHERE payload LIKE '%sms_operator%'`); n != want {
				t.Errorf("%d messages wait, not %d", n, want)
			}
		}
		waits(1)
		h.restarts()
		h.until(time.Date(2000, 1, 4, 8, 59, 59, 0, time.UTC))
		waits(1)
		h.until(time.Date(2000, 1, 4, 9, 0, 1, 0, time.UTC))
		waits(0)
	})
}
