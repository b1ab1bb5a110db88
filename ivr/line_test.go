package ivr

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"edown/support"
)

// memory is a Book that forgets a turn which fails.
type memory struct {
	record   *record
	sessions map[string]Session
	last     map[string]Kept
	kept     []Kept
	full     bool // the disk
}

func (m *memory) Turn(_ context.Context, do func(Entry) error) error {
	copied := *m
	copied.sessions, copied.last = map[string]Session{}, map[string]Kept{}
	for k, v := range m.sessions {
		copied.sessions[k] = v
	}
	for k, v := range m.last {
		copied.last[k] = v
	}
	if err := do(&copied); err != nil {
		return err
	}
	if m.full {
		return errors.New("disk full")
	}
	*m = copied
	return nil
}

func (m *memory) Session(call string) (Session, *Kept, error) {
	s, ok := m.sessions[call]
	if !ok {
		return Session{}, nil, fmt.Errorf("%q: %w", call, ErrNoCall)
	}
	if k, ok := m.last[call]; ok {
		return s, &k, nil
	}
	return s, nil, nil
}

func (m *memory) Heard(call, key string) (bool, error) {
	for _, k := range m.kept {
		if k.Session.Call == call && k.Key == key {
			return true, nil
		}
	}
	return false, nil
}

func (m *memory) Open(s Session, _ support.E164) error { m.sessions[s.Call] = s; return nil }

func (m *memory) Look(s Session, l Lookup, _ time.Time) (Found, error) { return m.record.look(s, l) }

func (m *memory) Keep(k Kept) error {
	m.sessions[k.Session.Call], m.last[k.Session.Call] = k.Session, k
	m.kept = append(m.kept, k)
	return nil
}

func newLine() (*Line, *memory) {
	book := &memory{record: acme(), sessions: map[string]Session{}, last: map[string]Kept{}}
	return &Line{Dialogues: *english, Book: book, Speaker: keysOnly{}}, book
}

func same(t *testing.T, a, b Kept) {
	t.Helper()
	one, _ := json.Marshal([]any{a.Said, a.Wait, a.Session})
	two, _ := json.Marshal([]any{b.Said, b.Wait, b.Session})
	if string(one) != string(two) {
		t.Fatalf("different answers:\n%s\n%s", one, two)
	}
}

// Law 2: a repeated webhook gets the same answer and changes nothing; a late
// one is answered with where the call stands now.
func TestRepeatedAndLateWebhooks(t *testing.T) {
	line, book := newLine()
	ctx := t.Context()
	first, err := line.Incoming(ctx, Incoming{Call: "CA1", From: ann, Lang: "en"})
	if err != nil || first.Session.Turn != 1 {
		t.Fatalf("picked up: %+v, %v", first.Session, err)
	}
	again, _ := line.Incoming(ctx, Incoming{Call: "CA1", From: ann, Lang: "en"})
	same(t, first, again)

	one, _ := line.Turn(ctx, "CA1", "1", Input{Kind: Keys, Keys: "1"})
	twice, _ := line.Turn(ctx, "CA1", "1", Input{Kind: Keys, Keys: "1"})
	same(t, one, twice)
	two, _ := line.Turn(ctx, "CA1", "2", Input{Kind: Keys, Keys: "1"})
	late, _ := line.Turn(ctx, "CA1", "1", Input{Kind: Silence})
	same(t, two, late)
	if len(book.kept) != 3 {
		t.Fatalf("%d turns on record, want 3", len(book.kept))
	}
}

// A phone may have been rung twice because the carrier did not answer: the second ring
// finds it busy, and ends, while the first one is a conversation.
func TestTheEndOfAnotherRingMeansNothing(t *testing.T) {
	line, book := newLine()
	ctx := t.Context()
	line.Incoming(ctx, Incoming{Call: "CA1", From: ann, Lang: "en"})
	s := book.sessions["CA1"]
	s.SID = "CA1"
	book.sessions["CA1"] = s
	if kept, err := line.Over(ctx, "CA1", "CA2", support.EndBusy); err != nil || kept.Session.Over {
		t.Fatalf("ended by the end of another: %v", err)
	}
	if kept, err := line.Over(ctx, "CA1", "CA1", support.EndCompleted); err != nil || !kept.Session.Over {
		t.Fatalf("did not end: %v", err)
	}
}

// The carrier's webhooks keep no order: what was pressed before the end counts, even if
// the end is told first.
func TestAKeyBeforeTheEndCountsAfterIt(t *testing.T) {
	line, book := newLine()
	ctx := t.Context()
	line.Incoming(ctx, Incoming{Call: "CA1", From: ann, Lang: "en"})
	line.Over(ctx, "CA1", "", support.EndCompleted)
	kept, err := line.Turn(ctx, "CA1", "1", Input{Kind: Keys, Keys: "1"})
	var kinds []support.EventKind
	for _, e := range kept.Events {
		kinds = append(kinds, e.Kind)
	}
	want := []support.EventKind{support.Suspected, support.CallEnded}
	if err != nil || !kept.Session.Suspected || !kept.Session.Over || !slices.Equal(kinds, want) {
		t.Fatalf("%v, %+v, %v", kinds, kept.Session, err)
	}
	if late, _ := line.Turn(ctx, "CA1", "1", Input{Kind: Keys, Keys: "1"}); !late.Again || len(book.kept) != 3 {
		t.Fatalf("the key counted twice: %d turns", len(book.kept))
	}
	if _, err := line.Turn(ctx, "CA1", "2", Input{Kind: Silence}); err != nil || !book.sessions["CA1"].Over {
		t.Fatal("a call that has ended goes on", err)
	}
}

func TestASummonsCountsOnce(t *testing.T) {
	line, book := newLine()
	line.Incoming(t.Context(), Incoming{Call: "CA1", From: ann, Lang: "en"})
	one, _ := line.Turn(t.Context(), "CA1", "summon-7", Input{Kind: Summoned})
	two, _ := line.Turn(t.Context(), "CA1", "summon-7", Input{Kind: Summoned})
	same(t, one, two)
	if len(book.kept) != 2 {
		t.Fatalf("%d turns on record, want 2", len(book.kept))
	}
}

// Law 1: what could not be kept is not said.
func TestNothingIsSaidThatWasNotKept(t *testing.T) {
	line, book := newLine()
	poked := false
	line.Poke = func() { poked = true }
	book.full = true
	if _, err := line.Incoming(t.Context(), Incoming{Call: "CA1", From: ann, Lang: "en"}); err == nil || poked {
		t.Fatal("a turn that was not kept has an answer")
	}
	book.full = false
	k, err := line.Incoming(t.Context(), Incoming{Call: "CA1", From: ann, Lang: "en"})
	if err != nil || len(k.Said) == 0 || !poked {
		t.Fatalf("the next try: %+v, %v", k, err)
	}
}

// A recording goes to the phone as it is, and a transcript only says that one
// was heard.
func TestARecordingIsHeardAndNotWritten(t *testing.T) {
	line, book := newLine()
	*book.record = *requested(1)
	book.sessions["ES-CA1-7.1"] = phone("decision", "ES-CA1-7.1", "ES-CA1-7", "mei")
	for n, in := range []Input{{Kind: Began}, {Kind: Keys, Keys: "3"}} {
		if _, err := line.Turn(t.Context(), "ES-CA1-7.1", fmt.Sprint(n), in); err != nil {
			t.Fatal(err)
		}
	}
	said := book.last["ES-CA1-7.1"].Said
	if n := slices.IndexFunc(said, func(s Spoken) bool { return s.Play == "https://audio/9" }); n < 0 ||
		said[n].String() != "(recording)" || said[n].Parts != nil {
		t.Fatalf("said %+v", said)
	}
}

func TestUnknownCallIsAnError(t *testing.T) {
	line, _ := newLine()
	if _, err := line.Turn(t.Context(), "CA404", "1", Input{Kind: Silence}); !errors.Is(err, ErrNoCall) ||
		!strings.Contains(err.Error(), "CA404") {
		t.Fatalf("err = %v", err)
	}
}

func TestSensitiveDigitsAreMaskedOnRecord(t *testing.T) {
	line, book := newLine()
	line.Incoming(t.Context(), Incoming{Call: "CA1", From: stranger, Lang: "en"})
	for i, keys := range []string{"1", "1", "#", "40012345"} {
		line.Turn(t.Context(), "CA1", fmt.Sprint(i+1), Input{Kind: Keys, Keys: keys})
	}
	if got := book.kept[4]; got.Node != "contract_number" || got.Input.Keys != "••••••••" {
		t.Fatalf("on record at %s: %q", got.Node, got.Input.Keys)
	}
	if text, _ := json.Marshal(book.kept[4].Input); strings.Contains(string(text), "4001") {
		t.Fatalf("the number shows in %s", text)
	}
}

func TestWordsBecomeKeys(t *testing.T) {
	line, _ := newLine()
	line.Incoming(t.Context(), Incoming{Call: "CA1", From: ann, Lang: "en"})
	k, err := line.Turn(t.Context(), "CA1", "1", Input{Kind: Keys, Speech: "one"})
	if err != nil || k.Session.Node != "qualify" || k.Input.Speech != "one" {
		t.Fatalf("%+v, %v", k, err)
	}
}

// The carrier swallows a # that ends an entry. Alone, it looks like silence, but
// comes sooner than silence can.
func TestALonePoundIsToldFromSilenceByTheClock(t *testing.T) {
	words := strings.Repeat("a", 50) // two seconds at the quickest
	asked := Kept{
		Wait: Wait{For: Press, Finish: "#", Patience: 15 * time.Second},
		Said: []Spoken{{Lang: "en", Parts: []Part{{Text: words}}}}, At: time.Unix(1000, 0),
	}
	menu, slow := asked, asked
	menu.Wait.Finish, menu.Wait.Digits = "", 1
	slow.Wait.Patience = 45 * time.Second
	for _, x := range []struct {
		last  Kept
		after time.Duration
		want  InputKind
	}{
		{asked, 300 * time.Millisecond, Keys}, {asked, 16900 * time.Millisecond, Keys}, {asked, 17 * time.Second, Silence},
		{asked, 21 * time.Second, Silence}, {slow, 21 * time.Second, Keys}, {menu, time.Second, Silence}, {Kept{}, 0, Silence},
	} {
		got := finished(Input{Kind: Silence}, x.last, x.last.At.Add(x.after))
		if got.Kind != x.want || got.Kind == Keys && got.Keys != "#" {
			t.Errorf("after %s: %+v, want %s", x.after, got, x.want)
		}
	}
	if typed := finished(Input{Kind: Keys, Keys: "12"}, asked, asked.At); typed.Keys != "12" {
		t.Errorf("%+v", typed)
	}
}
