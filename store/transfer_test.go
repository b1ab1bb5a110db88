package store

import (
	"testing"
	"testing/synctest"

	"edown/support"
)

// A caller who was transferred by an engineer rings back, and waits for the manager:
// nobody asks for a PIN first.
func TestWhoWasTransferredRingsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		must(t, h.store.Put(t.Context(), Directory{PINs: map[string]PIN{"100200": "4711"}}))
		h.until(tens(3))
		h.calls("CA1", buyer)
		for _, keys := range []string{"2", "1234567#", "100200#", "4711#", "3"} {
			h.presses("CA1", keys)
		}
		leg := h.rings("eng")
		h.takes(leg)
		h.happens(support.Event{Kind: support.Hurried, Call: leg.ID, Climb: "first"})
		h.goes("CA1")
		h.calls("CA2", buyer)
		h.hears("CA2", "resume")
		h.presses("CA2", "1")
		h.hears("CA2", "waiting")
	})
}
