package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

// keys speaks message keys, so that a test reads what is said.
type keys struct{}

func (keys) Speak(lang string, s ivr.Say) (ivr.Spoken, error) {
	return ivr.Spoken{Lang: lang, Parts: []ivr.Part{{Text: s.Key}}}, nil
}

func (keys) Understand(string, string, string) string { return "" }

// phones is a carrier that takes every call; what it was asked is read from
// its channels.
type phones struct {
	rung     chan paging.Leg
	summoned chan string
	over     *sync.Map // calls that their callers have ended, by the carrier's names
}

func newPhones() phones {
	return phones{make(chan paging.Leg, 9999), make(chan string, 9999), new(sync.Map)}
}

func (p phones) Call(_ context.Context, leg paging.Leg) (string, error) {
	p.rung <- leg
	return "SID-" + leg.ID, nil
}

func (p phones) Find(context.Context, paging.Leg, time.Time) ([]string, error) { return nil, nil }
func (p phones) Text(context.Context, paging.Message) (string, error)          { return "SM", nil }
func (p phones) Announce(context.Context, string, string, string) error        { return nil }
func (p phones) HangUp(context.Context, string) error                          { return nil }
func (p phones) Look(_ context.Context, sid string) (string, error) {
	if _, over := p.over.Load(sid); over {
		return support.EndCompleted, nil
	}
	return "", nil
}
func (p phones) Summon(_ context.Context, _, call, key string) error {
	p.summoned <- call + " " + key
	return nil
}

// house is the dialogues and the desk over one record.
type house struct {
	t      *testing.T
	path   string // of the record
	policy support.Policy
	store  *Store
	line   *ivr.Line
	phones phones
	turn   map[string]ivr.Kept
	leave  func() // ends the desk and closes the record
}

func build(t *testing.T) *house { return ruled(t, support.DefaultPolicy()) }

// ruled is a house under another policy.
func ruled(t *testing.T, policy support.Policy) *house {
	h := &house{t: t, path: onDisk(t), policy: policy, phones: newPhones(), turn: map[string]ivr.Kept{}}
	h.enter()
	t.Cleanup(func() { h.leave() })
	return h
}

// enter opens the record, and the desk over it.
func (h *house) enter() {
	h.t.Helper()
	h.store = reopen(h.t, h.path)
	desk := &operators.Desk{Ledger: h.store, Phone: h.phones, Policy: h.policy}
	h.line = &ivr.Line{Dialogues: ivr.Dialogues{Company: "Example", Languages: []string{"en"}}, Book: h.store, Speaker: keys{}, Poke: desk.Poke}
	ctx, stop := context.WithCancel(h.t.Context())
	over := make(chan error)
	go func() { over <- desk.Run(ctx) }()
	h.leave = func() {
		stop()
		must(h.t, <-over)
		must(h.t, h.store.Close())
	}
}

// restarts ends the program, and begins it anew a minute later.
func (h *house) restarts() {
	h.t.Helper()
	h.leave()
	time.Sleep(time.Minute)
	h.enter()
	synctest.Wait()
}

func (h *house) calls(call string, from support.E164) {
	h.t.Helper()
	h.callsAs(ivr.Incoming{Call: call, From: from, Attested: true})
}

// callsAs is a call of which the network says what it says.
func (h *house) callsAs(in ivr.Incoming) {
	h.t.Helper()
	in.Line, in.Lang = line, "en"
	kept, err := h.line.Incoming(h.t.Context(), in)
	h.heard(in.Call, kept, err)
}

func (h *house) heard(call string, kept ivr.Kept, err error) {
	h.t.Helper()
	must(h.t, err)
	h.turn[call] = kept
	synctest.Wait()
}

func (h *house) does(call, key string, in ivr.Input) {
	h.t.Helper()
	if key == "" {
		key = strconv.Itoa(h.turn[call].Session.Turn)
	}
	kept, err := h.line.Turn(h.t.Context(), call, key, in)
	h.heard(call, kept, err)
}

func (h *house) presses(call string, digits string) {
	h.t.Helper()
	h.does(call, "", ivr.Input{Kind: ivr.Keys, Keys: digits})
}

func (h *house) hears(call, want string) {
	h.t.Helper()
	if said := transcript(h.turn[call].Said); !strings.Contains(said, want) {
		h.t.Errorf("%s hears %q, not %q", call, said, want)
	}
}

func (h *house) rings(person string) paging.Leg {
	h.t.Helper()
	synctest.Wait()
	select {
	case leg := <-h.phones.rung:
		if leg.Person != person {
			h.t.Errorf("%q is rung, not %q", leg.Person, person)
		}
		return leg
	default:
		h.t.Fatalf("%s is not rung", person)
		return paging.Leg{}
	}
}

// The whole house stands on the record: a caller declares, the first manager
// does not answer, the second presses 1, and the caller is fetched.
func TestAnEmergencyOverTheRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t)
		h.calls("CA1", ann)
		h.presses("CA1", "1")
		h.hears("CA1", "qualify")
		h.presses("CA1", "1")
		h.hears("CA1", "confirm_case")
		h.rings("mei")
		h.presses("CA1", "1")
		h.presses("CA1", "2")
		time.Sleep(41 * time.Second) // she does not answer
		leg := h.rings("raj")
		must(t, h.store.Post(t.Context(), leg.ID+"/in-progress", support.Event{Kind: support.PickedUp, Call: leg.ID, SID: "SID-" + leg.ID}))
		h.does(leg.ID, "0", ivr.Input{Kind: ivr.Began})
		h.hears(leg.ID, "manager_headline")
		h.presses(leg.ID, "1")
		h.hears(leg.ID, "manager_accepted")
		h.presses("CA1", "400")
		h.hears("CA1", "here")
		p, err := h.store.Pages(t.Context(), 1)
		must(t, err)
		if p[0].State != support.PageAccepted || p[0].AcceptedBy != "raj" || p[0].Round != 0 {
			t.Errorf("the page: %s by %s", p[0].State, p[0].AcceptedBy)
		}
		if n := count(t, h.store, `SELECT COUNT(*) FROM work WHERE kind = 'event' AND id LIKE 'turn:%'`); n != 0 {
			t.Errorf("%d events are left undone", n)
		}
	})
}

// No operator comes, and the emergency of the same caller is told so while it
// hears of something else itself: neither is lost.
func TestTwoPagesOfACallerMoveAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, began := build(t), time.Now()
		h.calls("CA1", ann)
		for _, keys := range []string{"1", "0", "*", "1"} { // an operator is looked for first
			h.presses("CA1", keys)
			time.Sleep(10 * time.Millisecond)
		}
		if rung := h.hushes(); !slices.Equal(rung, []string{"mei", "olga"}) {
			t.Fatalf("rung are %q", rung)
		}
		time.Sleep(time.Until(began.Add(60005 * time.Millisecond)))
		must(t, h.store.Post(t.Context(), "holds", support.Event{Kind: support.Holding, At: time.Now(), Call: "CA1"})) // heard when the search for an operator is given up
		time.Sleep(time.Second)
		synctest.Wait()
		pages, err := h.store.Pages(t.Context(), 5)
		must(t, err)
		for _, p := range pages {
			story, err := h.store.Story(t.Context(), p.ID)
			must(t, err)
			was := paging.Replay(p, story.Journal)
			if diff := cmp.Diff(was[len(was)-1].Page, p); diff != "" {
				t.Errorf("%s is not what its journal says: %s", p.ID, diff)
			}
			if p.Kind == support.EmergencyPage && !slices.Contains(p.Flags, support.FlagNoOperator) {
				t.Errorf("the emergency does not know that no operator came: %q", p.Flags)
			}
		}
	})
}

// Mei leaves the room and says that it is solved while Ann is on her way back to
// hold: she is not left with music until the next news.
func TestWhoComesOnHoldTooLateIsFetched(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		leg := h.declares("CA1")
		h.takes(leg)
		h.happens(support.Event{Kind: support.WrappingUp, Call: leg.ID, Talked: true})
		h.happens(support.Event{Kind: support.OutcomeGiven, Call: leg.ID, Outcome: support.Solved})
		for len(h.phones.summoned) > 0 {
			<-h.phones.summoned
		}
		h.happens(support.Event{Kind: support.Holding, Call: "CA1"})
		select {
		case summoned := <-h.phones.summoned:
			if !strings.HasPrefix(summoned, "CA1 ") {
				t.Errorf("fetched: %s", summoned)
			}
		default:
			t.Error("nobody fetches her")
		}
		h.does("CA1", "fetched", ivr.Input{Kind: ivr.Summoned})
		h.hears("CA1", "after")
		if len(h.phones.summoned) > 0 {
			t.Errorf("she is fetched again: %s", <-h.phones.summoned)
		}
	})
}
