package voice

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/ivr"
	"edown/operators/paging"
	"edown/support"
	"edown/voice/exchange"
	"edown/voice/oracle"
)

const mei = "+4989000001"

// exchanged runs a test with a house at an exchange, and a phone to ring people
// with.
func exchanged(t *testing.T, faults exchange.Faults, test func(*testing.T, *house, *exchange.Exchange, *Phone)) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		x := exchange.New(exchange.Config{
			AccountSID: account, AuthToken: token, Faults: faults,
			Client: &http.Client{Transport: exchange.InProcess(h.handler)},
		})
		defer x.Close()
		x.Connect(line, exchange.Number{
			VoiceURL: public + "/voice/incoming" + overrides, VoiceFallbackURL: public + "/voice/fallback",
			StatusCallback: public + "/voice/status", SMSURL: public + "/sms/incoming",
		})
		phone := NewPhone(Config{PublicURL: public, Number: line, AccountSID: account, Tokens: []string{token, older}, Transport: oracle.Open(t).REST(x.Transport()), Machines: true}, words{})
		test(t, h, x, phone)
		for _, w := range x.Warnings() {
			if w.Code != 11217 && w.Code != 11205 {
				t.Error(w)
			}
		}
	})
}

// A caller holds, a manager accepts the page and waits with news, the caller is
// moved to the manager's room, they talk, and the manager leaves by * to record
// the outcome.
func TestWholeCall(t *testing.T) {
	exchanged(t, exchange.Faults{}, func(t *testing.T, h *house, x *exchange.Exchange, phone *Phone) {
		wholeCall(t, h, x, phone)
	})
}

// Every webhook is delivered twice, and every first try is lost.
func TestWholeCallOnABadLine(t *testing.T) {
	bad := exchange.Faults{Webhook: func(kind string, try int) exchange.Fate {
		if kind == "media" {
			return exchange.Fate{}
		}
		return exchange.Fate{Lose: try == 1, Copies: 1}
	}}
	exchanged(t, bad, func(t *testing.T, h *house, x *exchange.Exchange, phone *Phone) {
		wholeCall(t, h, x, phone)
	})
}

func wholeCall(t *testing.T, h *house, x *exchange.Exchange, phone *Phone) {
	anna, boss := x.Handset(caller).In(t), x.Handset(mei).In(t)
	anna.Dials(line).Hears("main").Presses("1").Hears("qualify").Presses("1").Hears("case_number").Presses("*0").Hears("operator", "waiting")

	page := &ivr.Page{ID: "p1", State: support.PageRinging, Reach: ivr.Reach{CallerHere: true}}
	h.is(func() {
		h.book.found.Page = page
		h.book.open(ivr.Session{
			Place: ivr.Place{Call: "l1", Tree: "manager", Lang: "en"},
			Rung:  ivr.Rung{Person: "mei", Page: "p1"},
		})
	})
	to := leg
	to.To = mei
	if _, err := phone.Call(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	boss.Answers().Hears("manager_headline", "manager_keys")
	h.is(func() {
		taken := *page
		taken.State, taken.AcceptedBy, taken.Here = support.PageAccepted, "mei", true
		h.book.found.Page, h.book.found.Won = &taken, true
	})
	boss.Presses("1").Hears("manager_accepted", "briefing_answering")

	if err := phone.Summon(t.Context(), callSID(h), callSID(h), "k1"); err != nil {
		t.Fatal(err)
	}
	anna.Hears("joining").TalksWith(boss.Handset)
	boss.Presses("*").Hears("manager_outcome")
	anna.HangsUp()
	boss.HangsUp()
	synctest.Wait()
	for _, call := range []string{callSID(h), "l1"} {
		if !h.book.calls[call].session.Over {
			t.Errorf("call %s has not ended: %+v", call, h.book.calls[call].session)
		}
	}
	kinds := map[support.EventKind]int{}
	keys := map[string]bool{}
	for _, p := range h.posts {
		if !keys[p.key] {
			kinds[p.event.Kind]++
		}
		keys[p.key] = true
	}
	for kind, n := range map[support.EventKind]int{support.Placed: 1, support.Ringing: 1, support.PickedUp: 1, support.Joined: 2, support.Left: 2} {
		if kinds[kind] != n {
			t.Errorf("%s: %d times, want %d", kind, kinds[kind], n)
		}
	}
}

// callSID returns the carrier's name for the only inbound call.
func callSID(h *house) (sid string) {
	h.is(func() {
		for call := range h.book.calls {
			if strings.HasPrefix(call, "CA") {
				sid = call
			}
		}
	})
	return sid
}

// The record is down from the start: the line does not hang up on the caller,
// and connects a human.
func TestCallWithoutARecord(t *testing.T) {
	exchanged(t, exchange.Faults{}, func(t *testing.T, h *house, x *exchange.Exchange, _ *Phone) {
		h.is(func() { h.broken = errors.New("no record") })
		anna, boss := x.Handset(caller).In(t), x.Handset(mei).In(t)
		anna.Dials(line).Hears("sorry", "sorry")
		boss.Answers().Hears("press 1").Presses("1").TalksWith(anna.Handset)
		h.is(func() { h.broken = nil })
		boss.HangsUp()
		anna.IsHungUp()
	})
}

// A voicemail picks up first, again and again: the caller is not connected to
// it.
func TestVoicemailIsNotTheLastResort(t *testing.T) {
	exchanged(t, exchange.Faults{}, func(t *testing.T, h *house, x *exchange.Exchange, _ *Phone) {
		h.is(func() { h.broken = errors.New("no record") })
		anna, _, raj := x.Handset(caller).In(t), x.Handset(mei).In(t).IsVoicemail("Mei is out"), x.Handset("+4989000002").In(t)
		anna.Dials(line).Hears("sorry", "sorry", "sorry").IsAlone().Hears("sorry").IsAlone().Hears("sorry")
		raj.Answers().Hears("press 1").Presses("1").TalksWith(anna.Handset)
		anna.HangsUp()
		raj.IsHungUp()
	})
}

func TestMessagesBothWays(t *testing.T) {
	exchanged(t, exchange.Faults{}, func(t *testing.T, h *house, x *exchange.Exchange, phone *Phone) {
		boss := x.Handset(mei).In(t)
		m := paging.Message{ID: "m1", To: mei, Language: "en", Key: "page", Data: map[string]string{"Case": "C1234567"}}
		if _, err := phone.Text(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		boss.Receives("case C1234567").Texts(line, "1")
		synctest.Wait()
		posted := map[support.EventKind]support.Event{} // in either order: the carrier tells of both at once
		for _, p := range h.posts {
			posted[p.event.Kind] = p.event
		}
		if reply := posted[support.Texted]; len(h.posts) != 2 || reply.From != mei || reply.Text != "1" || posted[support.Delivered].Text != "m1" {
			t.Errorf("%+v", h.posts)
		}
	})
}

// The carrier blocks the messages of a toll-free number that is not verified.
func TestABlockedTollFreeNumberIsNoticed(t *testing.T) {
	for _, code := range []int{0, 30003, 30032} {
		lost := exchange.Faults{Message: func(string, string) int { return code }}
		exchanged(t, lost, func(t *testing.T, h *house, x *exchange.Exchange, phone *Phone) {
			x.Handset(mei)
			m := paging.Message{ID: "m1", To: mei, Language: "en", Key: "page", Data: map[string]string{"Case": "C1234567"}}
			if _, err := phone.Text(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			if s, err := phone.Setup(t.Context(), line); err != nil || s.Unverified != (code == 30032) {
				t.Errorf("%d: %+v, %v", code, s, err)
			}
			if len(h.posts) != 1 || (h.posts[0].event.Kind == support.Undelivered) != (code != 0) {
				t.Errorf("%d: told %+v", code, h.posts)
			}
		})
	}
}

func TestLegIsFound(t *testing.T) {
	exchanged(t, exchange.Faults{}, func(t *testing.T, h *house, x *exchange.Exchange, phone *Phone) {
		boss, to, began := x.Handset(mei).In(t), leg, time.Now()
		to.To = mei
		sid, err := phone.Call(t.Context(), to)
		found, lost := phone.Find(t.Context(), to, began)
		if err != nil || lost != nil || sid == "" || len(found) != 1 || found[0] != sid {
			t.Errorf("placed %q, %v; found %q, %v", sid, err, found, lost)
		}
		boss.Rings()
		if err := phone.HangUp(t.Context(), sid); err != nil {
			t.Error(err)
		}
		boss.IsHungUp()
	})
}
