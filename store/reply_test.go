package store

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

// replies counts the answers to SMS that a person has got.
func (h *house) replies(to support.E164) int {
	return count(h.t, h.store, `SELECT COUNT(*) FROM messages WHERE id LIKE 'reply:%' AND to_number = '`+string(to)+`'`)
}

func (h *house) sends(from support.E164, text string) {
	h.t.Helper()
	h.happens(support.Event{Kind: support.Texted, From: from, Text: text})
	h.after(time.Second)
}

// A phone that answers by itself gets one helpful answer a page and person; the
// person's own key counts all the same.
func TestALoopOfTextsEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t)
		h.declares("CA1")
		h.sends(mei.Phone, "2 minutes, I am on it")
		h.isTexted("sms_page " + string(mei.Phone))
		for range 100 {
			h.sends(mei.Phone, "I'm driving with Do Not Disturb While Driving turned on.")
			h.sends(mei.Phone, "3 new messages in your mailbox")
			h.sends(mei.Phone, "C7777777 has 3 new messages")
		}
		if n := h.replies(mei.Phone); n != 1 {
			t.Errorf("%d answers", n)
		}
		var state string
		must(t, h.store.db.QueryRow(`SELECT state FROM pages WHERE id = 'ED-CA1'`).Scan(&state))
		if state != "ringing" {
			t.Errorf("the page is %s", state)
		}
		for range 100 {
			h.sends(mei.Phone, "2")
		}
		if n := h.replies(mei.Phone); n != 2 {
			t.Errorf("%d answers, one of them to the key", n)
		}
	})
}

// Nothing is open: an auto-reply has no answer, a key one a day.
func TestTextsAboutNothingEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t)
		for range 50 {
			h.sends(mei.Phone, "ok")
			h.sends(mei.Phone, "Out of office, back on 2/12")
			h.sends(mei.Phone, "1")
			h.sends(mei.Phone, "3")
		}
		if n := h.replies(mei.Phone); n != 2 {
			t.Errorf("%d answers", n)
		}
	})
}

// A word is an accept only while exactly one page rings for that phone.
func TestAWordAcceptsTheOnlyPage(t *testing.T) {
	for _, open := range []int{1, 2} {
		synctest.Test(t, func(t *testing.T) {
			h := build(t)
			h.declares("CA1")
			if open == 2 {
				h.calls("CA2", buyer)
				h.presses("CA2", "1")
				h.presses("CA2", "1")
				h.after(time.Minute)
			}
			h.sends(mei.Phone, "OK")
			if n := count(t, h.store, `SELECT COUNT(*) FROM messages WHERE key = 'sms_you_have_it'`); n != 2-open {
				t.Errorf("%d open: %d accepts", open, n)
			}
		})
	}
}

// An SMS that has not arrived is on record; a phone that rings anyway is not rung
// again for it.
func TestAnSMSThatIsLostIsOnRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t)
		h.declares("CA1")
		var id string
		must(t, h.store.db.QueryRow(`SELECT id FROM messages WHERE key = 'sms_page'`).Scan(&id))
		lost := support.Event{Kind: support.Undelivered, Text: id, Why: "undelivered: Twilio error 30003"}
		h.happens(lost)
		rung := `SELECT COUNT(*) FROM attempts WHERE person = 'mei'`
		if n := count(t, h.store, rung); n != 1 {
			t.Errorf("her phone rings, and is rung %d times", n)
		}
		h.happens(support.Event{Kind: support.Undelivered, Text: "no such message"})
		story, err := h.store.Story(t.Context(), "ED-CA1")
		must(t, err)
		if len(story.Arrived) != 1 || story.Arrived[0].How != support.Undelivered || story.Arrived[0].Why == "" {
			t.Errorf("on record: %+v", story.Arrived)
		}
	})
}

// untold is a carrier that takes messages and never answers.
type untold struct {
	phones
	tries *[]time.Time
}

func (u untold) Text(context.Context, paging.Message) (string, error) {
	*u.tries = append(*u.tries, time.Now())
	return "", operators.ErrUnknown
}

// A message of which nobody knows is tried again a minute later; then it is lost,
// and on record as such.
func TestAnSMSOfUnknownFateIsTriedAMinuteLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tries []time.Time
		s := open(t)
		desk := &operators.Desk{Ledger: s, Phone: untold{newPhones(), &tries}}
		ctx, stop := context.WithCancel(t.Context())
		over := make(chan error)
		go func() { over <- desk.Run(ctx) }()
		do(t, s, func(tx *tx) error {
			return tx.Order(paging.Command{Do: paging.Text, Message: paging.Message{ID: "m1", To: mei.Phone, Language: "en", Key: "sms_recorded"}})
		})
		desk.Poke()
		time.Sleep(10 * time.Minute)
		stop()
		must(t, <-over)
		if len(tries) != 2 || tries[1].Sub(tries[0]) < time.Minute {
			t.Errorf("tried at %v", tries)
		}
		if n := count(t, s, `SELECT COUNT(*) FROM deliveries WHERE message = 'm1' AND how = 'undelivered'`); n != 1 {
			t.Errorf("%d on record", n)
		}
	})
}
