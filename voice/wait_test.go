package voice

import (
	"errors"
	"strings"
	"testing"
	"time"

	"edown/ivr"
	"edown/support"
)

func room(t *testing.T) *house {
	h := newHouse(t)
	h.book.open(ivr.Session{
		Place: ivr.Place{Call: "l1", Tree: "manager", Lang: "en"},
		Rung:  ivr.Rung{Person: "mei", Page: "p1"},
	})
	return h
}

func TestWaitingManagerHearsTheAnswersAsTheyCome(t *testing.T) {
	h := room(t)
	h.book.found.Page = &ivr.Page{ID: "p1", Reach: ivr.Reach{CallerHere: true}, Interview: support.Interview{
		support.Q1Category: {Question: support.Q1Category, Value: "3", At: time.Unix(1, 0)},
	}}
	doc := h.hears("detail_category", "/voice/wait/l1?heard=0", "CallSid", "CA7")
	next := `<Pause length="5"/><Redirect method="POST">` + public + `/voice/wait/l1?heard=1#`
	if !strings.Contains(doc, next) {
		t.Errorf("no %s in\n%s", next, doc)
	}
	h.hears("briefing_answering", "/voice/wait/l1?heard=1", "CallSid", "CA7")
}

// A room whose waiting document fails does not open: there is always music.
func TestRoomAlwaysOpens(t *testing.T) {
	music := "<Response><Play>" + public + "/voice/music/30.wav</Play><Redirect"
	h := room(t)
	h.hears(music, "/voice/wait/l1?heard=0", "CallSid", "CA7")
	h.hears(music, "/voice/wait/unknown?heard=2", "CallSid", "CA7")
	h.hears(music, "/voice/wait/l1?heard=-5", "CallSid", "CA7")
	h.hears(music, "/voice/wait/CA1", "CallSid", "CA1")
	h.broken = errors.New("no record")
	h.hears(music, "/voice/wait/l1?heard=2", "CallSid", "CA7")
	h.hears("heard=2#", "/voice/wait/l1?heard=2", "CallSid", "CA7")
}
