package store

import (
	"testing"
	"testing/synctest"
	"time"

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
