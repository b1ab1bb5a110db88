package ivr

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"edown/support"
)

// Line answers the turns of every call. It is the shell around
// [Dialogues.Next]: load, run until the call waits, keep all of it in one
// transaction, return. Nothing is spoken before it is kept.
type Line struct {
	Dialogues
	Book    Book
	Speaker Speaker
	Poke    func() // wakes the loop that performs what was kept; may be nil
}

// ErrNoCall: the carrier names a call that is not on record.
var ErrNoCall = errors.New("no such call on record")

// Book keeps calls. Every method of one [Entry] is one transaction: it is
// durable when Turn returns nil, and has not happened when Turn returns an error.
type Book interface {
	Turn(ctx context.Context, do func(Entry) error) error
}

// Entry is the open transaction of a turn.
type Entry interface {
	// Session is where the call stands, and its latest reply (nil before the
	// first). It wraps ErrNoCall for a call that is not on record.
	Session(call string) (Session, *Kept, error)
	// Heard reports whether a turn with this key is on record for the call.
	Heard(call, key string) (bool, error)
	// Open puts an inbound call on record.
	Open(s Session, line support.E164) error
	// Look answers a lookup of a session.
	Look(s Session, l Lookup, now time.Time) (Found, error)
	// Keep records the turn, the session as it stands then, the answers, and the events
	// that are to be acted on.
	Keep(Kept) error
}

// Kept is one turn as it is put on record, and all that is needed to give the
// same answer again.
type Kept struct {
	Session Session          // after the turn
	Key     string           // names the turn: a repeated webhook has the same
	Node    string           // where it was heard
	Input   Input            // with sensitive digits masked
	Said    []Spoken         // what was said, in words
	Wait    Wait             // and waited for
	Events  []support.Event  `json:"-"`
	Answers []support.Answer `json:"-"`
	Spoke   string           `json:"-"`
	Again   bool             `json:"-"` // heard before, or too late: this is where the call stands
	At      time.Time
	Took    time.Duration // from the webhook to the decision
}

// Speaker puts messages into words.
type Speaker interface {
	// Speak words a message in a language. An unknown key is an error.
	Speak(lang string, s Say) (Spoken, error)
	// Understand maps words to the keys that they mean where hints were
	// expected; empty when they mean nothing there. [Outage] stands before them when the
	// words name an outage for which the prompt has no key.
	Understand(lang, hints, words string) (keys string)
}

// Spoken is a message in words, or a recording to be heard. Digits are to be
// read one by one.
type Spoken struct {
	Lang  string `json:"lang"`
	Parts []Part `json:"parts"`
	Play  string `json:"play,omitempty"` // the recording's address
}

// Part is a run of text; Digits is read digit by digit.
type Part struct {
	Text   string `json:"text"`
	Digits bool   `json:"digits,omitempty"`
}

// String is the message as a transcript shows it.
func (s Spoken) String() string {
	if s.Play != "" {
		return "(recording)"
	}
	var b strings.Builder
	for _, p := range s.Parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Incoming is a call as it comes in.
type Incoming struct {
	Call    string
	From    support.E164 // unknown when withheld
	Line    support.E164 // the number dialled
	Lang    string       // to begin in
	Doubted bool         // the network does not vouch for From
	Key     string       // names the webhook, if it is not the call's first; empty: it is
}

// Incoming answers a call that comes in. A repeated webhook gets the answer that the
// first one got.
func (l *Line) Incoming(ctx context.Context, in Incoming) (Kept, error) {
	return l.turn(ctx, in.Call, cmp.Or(in.Key, "0"), Input{Kind: Began}, func(e Entry) error {
		return e.Open(Session{
			Place:  Place{Call: in.Call, Tree: "caller", Lang: in.Lang},
			Origin: Origin{From: in.From, Doubted: in.Doubted},
		}, in.Line)
	})
}

// Turn answers one input of a call. key is the number of the turn that the
// carrier answers, or the name of a summons. An input that was heard before,
// or that is late, changes nothing: it is answered with where the call stands.
func (l *Line) Turn(ctx context.Context, call, key string, in Input) (Kept, error) {
	return l.turn(ctx, call, key, in, nil)
}

// Over ends a call. It counts once, however often it is told. A phone may have been
// rung twice because the carrier did not answer: the end of one ring (sid, the
// carrier's name; empty is any) means nothing to the other.
func (l *Line) Over(ctx context.Context, call, sid, reason string) (Kept, error) {
	return l.turn(ctx, call, "ended", Input{Kind: HungUp, Ending: reason, SID: sid}, nil)
}

func (l *Line) turn(ctx context.Context, call, key string, in Input, open func(Entry) error) (kept Kept, err error) {
	began := time.Now()
	err = l.Book.Turn(ctx, func(e Entry) error {
		s, last, err := e.Session(call)
		if errors.Is(err, ErrNoCall) && open != nil {
			if err = open(e); err == nil {
				s, last, err = e.Session(call)
			}
		}
		if err != nil {
			return fmt.Errorf("call %s: %w", call, err)
		}
		kept, err = l.decide(e, s, last, key, in, began)
		return err
	})
	if err == nil && l.Poke != nil {
		l.Poke()
	}
	return kept, err
}

func (l *Line) decide(e Entry, s Session, last *Kept, key string, in Input, began time.Time) (Kept, error) {
	old, err := l.old(e, s, key)
	if err != nil || old && last != nil || in.isOfAnother(s) {
		kept := *orNew(last)
		kept.Again = true
		return kept, err
	}
	waited := orNew(last).Wait
	in = finished(in, *orNew(last), began)
	in.Keys, in.Audio = l.keys(s, waited, in), strings.TrimSpace(in.Audio)
	next, r, err := l.Run(s, in, began, func(s Session, what Lookup) (Found, error) { return e.Look(s, what, began) })
	if err != nil {
		return Kept{}, err
	}
	kept := Kept{
		Session: next, Key: key, Node: s.Node, Input: masked(in, waited), Wait: r.Wait,
		Events: r.Events, Answers: r.Answers, Spoke: r.Spoke, At: began,
	}
	if kept.Said, err = l.spoken(next.Lang, r.Say); err != nil {
		return Kept{}, err
	}
	kept.Took = time.Since(began)
	return kept, e.Keep(kept)
}

// quickest is how fast a hurried voice speaks, in characters a second: no message is
// over sooner.
const quickest = 25

// finished tells a finishing key alone from silence: the carrier swallows the key, and
// reports both as silence. Only real silence lasts until the words have ended and the
// patience after them has run out.
func finished(in Input, last Kept, now time.Time) Input {
	w := last.Wait
	if in.Kind != Silence || w.For != Press || w.Finish == "" || last.At.IsZero() {
		return in
	}
	said := 0
	for _, s := range last.Said {
		said += utf8.RuneCountInString(s.String())
	}
	if now.Before(last.At.Add(w.Patience + time.Duration(said)*time.Second/quickest)) {
		in.Kind, in.Keys = Keys, w.Finish
	}
	return in
}

// old reports whether a turn was heard before, or is no longer waited for.
func (l *Line) old(e Entry, s Session, key string) (bool, error) {
	var n int
	if _, err := fmt.Sscanf(key, "%d", &n); err == nil && fmt.Sprint(n) == key {
		return n < s.Turn, nil
	}
	return e.Heard(s.Call, key)
}

// isOfAnother reports whether it is not this call that has ended.
func (in Input) isOfAnother(s Session) bool {
	return in.SID != "" && s.SID != "" && in.SID != s.SID
}

func orNew(k *Kept) *Kept {
	if k == nil {
		return &Kept{}
	}
	return k
}

// keys are what was pressed, or what the words mean.
func (l *Line) keys(s Session, w Wait, in Input) string {
	if in.Keys == "" && in.Speech != "" {
		return l.Speaker.Understand(s.Lang, w.Hints, in.Speech)
	}
	return in.Keys
}

func (l *Line) spoken(lang string, say []Say) ([]Spoken, error) {
	var out []Spoken
	for _, s := range say {
		in := lang
		if s.Lang != "" {
			in = s.Lang
		}
		if s.Play != "" {
			out = append(out, Spoken{Lang: in, Play: s.Play})
			continue
		}
		words, err := l.Speaker.Speak(in, s)
		if err != nil {
			return nil, err
		}
		out = append(out, words)
	}
	return out, nil
}

// masked is the input as it may be on record: sensitive digits are counted and not
// kept, and what was typed ahead of the next question is not even counted.
func masked(in Input, w Wait) Input {
	in.Found = nil
	if w.For == Press && w.Digits == 0 {
		in.Keys = entered(in.Keys)
	}
	if w.Sensitive {
		in.Keys, in.Speech = mask(in.Keys), mask(in.Speech)
	}
	return in
}

func mask(s string) string { return strings.Repeat("•", len([]rune(s))) }

// Waiting is what a manager who waits in a page's room hears next.
func (l *Line) Waiting(ctx context.Context, leg string, heard int) (said []Spoken, now int, err error) {
	err = l.Book.Turn(ctx, func(e Entry) error {
		s, _, err := e.Session(leg)
		if err != nil {
			return err
		}
		found, err := e.Look(s, Lookup{Kind: LookPages}, time.Now())
		if err != nil || found.Page == nil || found.Page.ID != s.Page { // the caller of an operator answers nothing
			return err
		}
		var say []Say
		say, now = l.Briefing(*found.Page, heard)
		said, err = l.spoken(s.Lang, say)
		return err
	})
	return said, now, err
}
