package voice

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"edown/ivr"
	"edown/support"
)

func (h *house) posted(want ...post) {
	h.t.Helper()
	diff := cmp.Diff(want, h.posts, cmp.AllowUnexported(post{}), cmpopts.IgnoreFields(support.Event{}, "At"), cmpopts.EquateEmpty())
	if diff != "" {
		h.t.Error(diff)
	}
	for _, p := range h.posts {
		if p.event.At.IsZero() || p.event.At.Location() != time.UTC {
			h.t.Errorf("%s at %s", p.event.Kind, p.event.At)
		}
	}
}

func TestProgressOfALeg(t *testing.T) {
	h := newHouse(t)
	for _, status := range []string{"queued", "initiated", "ringing", "in-progress"} {
		h.silent("/voice/status?call=l1", "CallSid", "CA7", "CallStatus", status)
	}
	h.posted(
		post{"l1/CA7/initiated", support.Event{Kind: support.Placed, Call: "l1", SID: "CA7"}},
		post{"l1/CA7/ringing", support.Event{Kind: support.Ringing, Call: "l1", SID: "CA7"}},
		post{"l1/CA7/in-progress", support.Event{Kind: support.PickedUp, Call: "l1", SID: "CA7"}},
	)
}

// The status callback may get lost, and the carrier may have placed the call
// twice: the first request proves which call was picked up.
func TestFirstRequestOfALegProvesThatItWasPickedUp(t *testing.T) {
	h := newHouse(t)
	h.book.open(ivr.Session{Place: ivr.Place{Call: "l1", Tree: "manager", Lang: "en"}, Rung: ivr.Rung{Page: "p1"}})
	h.carrier("/voice/turn/l1/0", "CallSid", "CA7")
	h.posted(post{"l1/CA7/in-progress", support.Event{Kind: support.PickedUp, Call: "l1", SID: "CA7"}})
}

func TestLegEndsOnce(t *testing.T) {
	for status, reason := range map[string]string{
		"completed": support.EndCompleted, "busy": support.EndBusy, "no-answer": support.EndNoAnswer,
		"failed": support.EndFailed, "canceled": support.EndCanceled,
	} {
		h := newHouse(t)
		h.book.open(ivr.Session{Place: ivr.Place{Call: "l1", Tree: "manager", Lang: "en"}, Rung: ivr.Rung{Page: "p1"}})
		h.silent("/voice/status?call=l1", "CallSid", "CA7", "CallStatus", status)
		h.silent("/voice/status?call=l1", "CallSid", "CA7", "CallStatus", status)
		if len(h.book.turns) != 1 || h.book.turns[0].Events[0].Ending != reason || h.book.turns[0].Events[0].Kind != support.CallEnded {
			t.Errorf("%s: %+v", status, h.book.turns)
		}
	}
}

func TestEndOfAnUnknownCallIsNotAFailure(t *testing.T) {
	newHouse(t).silent("/voice/status", "CallSid", "CA9", "CallStatus", "completed")
}

func TestMachineIsAHint(t *testing.T) {
	h := newHouse(t)
	for _, by := range []string{"human", "unknown", ""} {
		h.silent("/voice/machine?call=l1", "CallSid", "CA7", "AnsweredBy", by)
	}
	h.posted()
	for _, by := range []string{"machine_start", "fax"} {
		h.silent("/voice/machine?call="+by, "CallSid", "CA7", "AnsweredBy", by)
	}
	h.posted(
		post{"machine_start/machine", support.Event{Kind: support.MachineHeard, Call: "machine_start", SID: "CA7", By: "machine_start"}},
		post{"fax/machine", support.Event{Kind: support.MachineHeard, Call: "fax", SID: "CA7", By: "fax"}},
	)
}

func TestRecordingIsReported(t *testing.T) {
	h := newHouse(t)
	h.silent("/voice/recording?call=CA1&turn=9", "CallSid", "CA1", "RecordingSid", "RE1", "RecordingUrl", "https://api/RE1",
		"RecordingStatus", "completed", "RecordingDuration", "42")
	want := []Recording{{SID: "RE1", Call: "CA1", Turn: "9", URL: "https://api/RE1", Status: "completed", Length: 42 * time.Second}}
	if diff := cmp.Diff(want, h.recordings); diff != "" {
		t.Error(diff)
	}
}

func TestRoomReportsLegsThatEnterAndLeave(t *testing.T) {
	h := newHouse(t)
	for i, word := range []string{"conference-start", "participant-join", "participant-leave", "conference-end"} {
		h.silent("/voice/conference?page=p1", "CallSid", "CA1", "ConferenceSid", "CF1", "StatusCallbackEvent", word, "SequenceNumber", string(rune('1'+i)))
	}
	h.posted(
		post{"CF1/2participant-join", support.Event{Kind: support.Joined, Page: "p1", SID: "CA1"}},
		post{"CF1/3participant-leave", support.Event{Kind: support.Left, Page: "p1", SID: "CA1"}},
	)
}
