package store

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/operators/rota"
	"edown/support"
)

// toldOfACall is who gets an SMS that somebody waits to be called back, and when.
func (h *house) toldOfACall(t *testing.T) map[support.E164]string {
	t.Helper()
	rows, err := h.store.db.Query(`SELECT m.to_number, w.due_at FROM messages m
		LEFT JOIN work w ON w.payload LIKE '%"' || m.id || '"%' WHERE m.key = 'sms_operator'`)
	must(t, err)
	defer rows.Close()
	told := map[support.E164]string{}
	for rows.Next() {
		var to support.E164
		var due time.Time
		must(t, rows.Scan(&to, moment{&due}))
		told[to] = "now"
		if !due.IsZero() {
			told[to] = due.Format("Mon 15:04")
		}
	}
	return told
}

// A callback is promised where no operator answers, and most of all where none is
// on duty. Whoever can return the call is told: at once if he is at work, else in
// his business hours (P10).
func TestAnOwedCallIsToldToAHuman(t *testing.T) {
	off := func(roles string) string { return `DELETE FROM shifts WHERE role IN (` + roles + `)` }
	evenings := `UPDATE shifts SET from_minute = 1200, to_minute = 1320 WHERE role = 'operator'`
	for name, c := range map[string]struct {
		roster string
		at     time.Time // the 4th is a Tuesday
		want   map[support.E164]string
	}{
		"an operator on duty, at night":    {`SELECT 1`, time.Date(2000, 1, 4, 2, 0, 0, 0, time.UTC), map[support.E164]string{olga.Phone: "now"}},
		"operators who are off, at night":  {evenings, time.Date(2000, 1, 4, 2, 0, 0, 0, time.UTC), map[support.E164]string{olga.Phone: "Tue 09:00"}},
		"operators who are off, at noon":   {evenings, time.Date(2000, 1, 4, 12, 0, 0, 0, time.UTC), map[support.E164]string{olga.Phone: "now"}},
		"operators who are off, on Sunday": {evenings, time.Date(2000, 1, 9, 12, 0, 0, 0, time.UTC), map[support.E164]string{olga.Phone: "Mon 09:00"}},
		"no operators: the managers": {off(`'operator'`), time.Date(2000, 1, 4, 2, 0, 0, 0, time.UTC),
			map[support.E164]string{mei.Phone: "Tue 09:00", raj.Phone: "Tue 09:00"}},
		"nobody has a shift: everyone": {off(`'operator', 'manager'`), time.Date(2000, 1, 4, 2, 0, 0, 0, time.UTC),
			map[support.E164]string{mei.Phone: "Tue 09:00", raj.Phone: "Tue 09:00", olga.Phone: "Tue 09:00"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := build(t)
				_, err := h.store.db.Exec(c.roster)
				must(t, err)
				h.until(c.at)
				h.calls("CA5", buyer)
				h.happens(support.Event{Kind: support.CallbackWanted, Call: "CA5", From: buyer})
				if diff := cmp.Diff(c.want, h.toldOfACall(t)); diff != "" {
					t.Errorf("who is told, and when:\n%s", diff)
				}
			})
		})
	}
}

// Who has an e-mail address is not kept waiting by the night: the letter names
// the number, and when he was promised a call.
func TestAnOwedCallIsToldByLetterAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t)
		evening := olga
		evening.Email = "olga@example.com"
		must(t, h.store.Put(t.Context(), Directory{
			People: []rota.Person{evening}, Shifts: []rota.Shift{{Person: "olga", Role: rota.Operator, From: 20 * 60, To: 22 * 60}},
		}))
		h.until(time.Date(2000, 1, 4, 2, 0, 0, 0, time.UTC))
		h.calls("CA5", buyer)
		h.happens(support.Event{Kind: support.CallbackWanted, Call: "CA5", From: buyer})
		if n := count(t, h.store, `SELECT COUNT(*) FROM letters WHERE key = 'mail_operator' AND data LIKE '%`+string(buyer)+`%' AND data LIKE '%2000-01-04T02:00%'`); n != 1 {
			t.Errorf("%d letters", n)
		}
	})
}

// His package has no phone support, so that no watchdog pages for him (R42). He
// hangs up before an operator is rung, or while one is: he is owed one call.
func TestWhoMayNotBePagedForIsOwedACall(t *testing.T) {
	for name, keys := range map[string][]string{"before": {"1", "1"}, "while": {"1", "1", "1"}} {
		synctest.Test(t, func(t *testing.T) {
			h := build(t)
			must(t, h.store.Put(t.Context(), Directory{Contracts: []support.Contract{{Number: "100200", Company: "Acme", Package: support.Silver}}}))
			h.calls("CA1", ann)
			for _, k := range keys {
				h.presses("CA1", k)
			}
			h.goes("CA1")
			h.after(2 * time.Minute)
			h.isTexted("sms_operator " + string(olga.Phone))
			h.isNotTexted("sms_page")
			if n := count(t, h.store, `SELECT COUNT(*) FROM callbacks WHERE call = 'CA1'`); n != 1 {
				t.Errorf("%s: %d calls are owed", name, n)
			}
		})
	}
}
