package telling_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/cmd/edown/demo/sample"
	"edown/cmd/edown/house/housetest"
	"edown/ivr"
	"edown/operators/paging"
	"edown/operators/rota"
	"edown/operators/rota/rotatest"
	"edown/store"
	"edown/store/telling"
	"edown/support"
)

var update = flag.Bool("update", false, "rewrite the tellings in testdata")

const (
	ann    = "+14155550123"
	mei    = "+14155550101"
	raj    = "+14155550102"
	annsIs = "C1234567"
)

// told is an emergency as it is on record, told.
func told(w *housetest.Town, name string, said bool) telling.Telling {
	w.Helper()
	synctest.Wait()
	c, err := w.House.Store.Chronicle(w.Context(), name)
	if err != nil {
		w.Fatal(err)
	}
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		w.Fatal(err)
	}
	return telling.Tell(c, w.Words, telling.How{Now: time.Now(), Zone: zone, Said: said})
}

// chance is what differs from run to run: the carrier's names, and milliseconds.
var chance = regexp.MustCompile(`([A-Z]{2})[0-9a-f]{32}|(:[0-9]{2})\.[0-9]+`)

// compare compares a telling with that of testdata, in all its forms.
func compare(t *testing.T, name string, got telling.Telling) {
	t.Helper()
	for ending, write := range map[string]func(*bytes.Buffer) error{
		".txt":  func(b *bytes.Buffer) error { return got.Text(b) },
		".json": func(b *bytes.Buffer) error { return got.JSON(b) },
		".html": func(b *bytes.Buffer) error { return got.HTML(b) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", name+ending)
		got := chance.ReplaceAllString(b.String(), "$1$2")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

// Ann declares. Mei is busy, Raj takes it and talks with her, and says how it went.
func TestAnEmergency(t *testing.T) {
	housetest.InTown(t, nil, func(w *housetest.Town) {
		caller := w.Exchange.Handset(ann).In(w)
		duty, second := w.Exchange.Handset(mei).In(w), w.Exchange.Handset(raj).In(w)
		caller.Dials(sample.Line)
		for _, step := range []struct{ hears, presses string }{
			{"Press 1", "1"}, {"press 1", "1"}, {"Is this about case", "1"}, {"users locked out", "3"},
			{"How many users", "450#"}, {"How many of them", "430#"}, {"How many hours", "3#"}, {"technical contact", "1"},
		} {
			caller.Hears(step.hears)
			time.Sleep(time.Second) // one thing after the other, however busy the machine is
			caller.Presses(step.presses)
		}
		caller.Hears("After the tone").Says("Restarted it").Presses("#")
		duty.Rings().Declines()
		second.Rings().Answers().Hears("To accept").Presses("1")
		caller.TalksWith(second.Handset)
		time.Sleep(time.Minute)
		second.Presses("*").Hears("How did it go").Presses("1").Hears("24-hour").Presses("1").IsHungUp()
		time.Sleep(time.Hour)
		synctest.Wait()
		compare(t, "emergency", told(w, annsIs, false))
	})
}

func TestNothingOfTheName(t *testing.T) {
	housetest.InTown(t, nil, func(w *housetest.Town) {
		if _, err := w.House.Store.Chronicle(w.Context(), "nothing"); !errors.Is(err, store.ErrNotOnRecord) {
			t.Error(err)
		}
	})
}

// What came from outside is text: a terminal obeys nothing in it, and a page runs
// nothing.
func TestHostileWords(t *testing.T) {
	at := time.Date(2026, 11, 30, 3, 0, 0, 0, time.UTC)
	hostile := "Ann \x1b[2J\u202e</td><script>alert(1)</script>"
	c := store.Chronicle{Calls: []store.Call{{
		ID: "CA1", Purpose: "caller", From: ann, Started: at, Ended: at.Add(time.Minute), Ending: hostile,
		Session: ivr.Session{Caller: ivr.Caller{Name: hostile}},
	}}}
	got := telling.Tell(c, nil, telling.How{Now: at.Add(time.Hour)})
	var text, page bytes.Buffer
	if err := errors.Join(got.Text(&text), got.HTML(&page)); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(text.String(), "\x1b\u202e") || !strings.Contains(text.String(), `Ann \u001b[2J\u202e`) {
		t.Errorf("the text obeys: %q", text.String())
	}
	if strings.Contains(page.String(), "<script") || !strings.Contains(page.String(), "&lt;script&gt;") {
		t.Errorf("the page runs: %s", page.String())
	}
}

// Each way that a ring can end is told.
func TestRings(t *testing.T) {
	at := time.Date(2026, 11, 30, 3, 0, 0, 0, time.UTC)
	rung := func(a paging.Attempt) paging.Attempt {
		a.Person, a.Purpose, a.Planned, a.Leg = rotatest.Mei, support.ForManager, at, "ED-1.1"
		return a
	}
	for want, a := range map[string]paging.Attempt{
		"waits to be dialled":     {},
		"was not dialled, failed": {End: support.EndFailed},
		"rings":                   {Placed: at},
		"busy after 2 s":          {Placed: at, Ended: at.Add(2 * time.Second), End: support.EndBusy},
		"no answer after 25 s":    {Placed: at, Ended: at.Add(25 * time.Second), End: support.EndNoAnswer},
		"picked up after 4 s, perhaps by a machine, no key was pressed after 30 s": {
			Placed: at, PickedUp: at.Add(4 * time.Second), Machine: true, Ended: at.Add(34 * time.Second), End: support.EndNoKey},
		"picked up after 4 s, pressed 2, passed, ended after 6 s": {
			Placed: at, PickedUp: at.Add(4 * time.Second), Key: "2", Declined: true, Ended: at.Add(10 * time.Second), End: support.EndCompleted},
		"picked up after 4 s, still on the phone": {Placed: at, PickedUp: at.Add(4 * time.Second)},
	} {
		p := paging.Page{Subject: paging.Subject{ID: "ED-1"}, Progress: paging.Progress{Started: at, Attempts: []paging.Attempt{rung(a)}}}
		got := telling.Tell(store.Chronicle{Stories: []store.Story{{Page: p}}}, nil, telling.How{Now: at.Add(time.Hour)})
		if full := "is rung at +14155550101: " + want; len(got.Lines) != 1 || got.Lines[0].Who != "Mei Chen" || got.Lines[0].What != full {
			t.Errorf("got %+v, want %q", got.Lines, full)
		}
	}
}

// A conversation begins anew whenever the company changes; a call that ends without a
// word is left by its own record.
func TestWhoTalkedWithWhom(t *testing.T) {
	at := time.Date(2026, 11, 30, 3, 0, 0, 0, time.UTC)
	happens := func(after int, kind support.EventKind, call string) paging.Happening {
		when := at.Add(time.Duration(after) * time.Second)
		return paging.Happening{At: when, Event: support.Event{Kind: kind, At: when, Call: call}}
	}
	s := store.Story{
		Page: paging.Page{Subject: paging.Subject{ID: "ED-1", Kind: support.EmergencyPage}, Progress: paging.Progress{Started: at}},
		Journal: []paging.Happening{
			happens(0, support.Declared, "ann"), happens(10, support.Joined, "mei"), happens(20, support.Joined, "ann"), happens(50, support.Joined, "raj"),
			happens(80, support.Left, "ann"), happens(100, support.Joined, "ann"), happens(110, support.CallEnded, "mei"),
		},
		Calls: []store.Call{
			{ID: "ann", Purpose: "caller", Session: ivr.Session{Caller: ivr.Caller{Name: "Ann"}}, Started: at, Ended: at.Add(2 * time.Minute)},
			{ID: "mei", Purpose: "manager", Person: "mei", Started: at}, {ID: "raj", Purpose: "manager", Person: "raj", Started: at},
		},
	}
	c := store.Chronicle{Stories: []store.Story{s}, People: []rota.Person{rotatest.Mei, rotatest.Raj}}
	var got []string
	for _, l := range telling.Tell(c, nil, telling.How{Now: at.Add(3 * time.Minute)}).Lines {
		if l.Kind == telling.OfTalk {
			got = append(got, l.Clock()+" "+l.Who+" "+l.What)
		}
	}
	want := []string{
		"03:00:20 Mei Chen talks with Ann until 03:00:50, 30 s",
		"03:00:50 Mei Chen talks with Ann and Raj Patel until 03:01:20, 30 s",
		"03:01:20 Mei Chen talks with Raj Patel until 03:01:40, 20 s",
		"03:01:40 Mei Chen talks with Raj Patel and Ann until 03:01:50, 10 s",
		"03:01:50 Raj Patel talks with Ann until 03:02:00, 10 s",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
