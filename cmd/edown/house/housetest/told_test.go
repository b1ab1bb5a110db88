package housetest

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing/synctest"

	gocmp "github.com/google/go-cmp/cmp"

	"edown/voice/exchange"
)

var rewrite = flag.Bool("update", false, "rewrite the transcripts in testdata/calls")

// told compares a story with its transcript in testdata/calls: everything heard,
// pressed, said and texted on all phones, in order, for a domain expert to read.
// -update rewrites it, and the difference is reviewed.
func (w *Town) told(name string) {
	w.Helper()
	synctest.Wait()
	file := filepath.Join("testdata", "calls", name+".txt")
	got := w.transcript()
	if *rewrite {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			w.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		w.Fatalf("%v: write it with go test ./cmd/edown/house/housetest -update", err)
	}
	if diff := gocmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		w.Errorf("%s is told otherwise (-want +got; -update rewrites it):\n%s", file, diff)
	}
}

// transcript is what happened on all phones, minute by minute.
func (w *Town) transcript() string {
	var all []exchange.Line
	for number := range w.names {
		all = append(all, w.Exchange.Handset(number).Transcript()...)
	}
	slices.SortStableFunc(all, func(a, b exchange.Line) int {
		return cmp.Or(a.At.Compare(b.At), strings.Compare(w.who(a.Phone), w.who(b.Phone)), strings.Compare(apart(a), apart(b)))
	})
	var b strings.Builder
	var day, minute string
	for _, l := range all {
		words := w.line(l)
		if words == "" || l.At.Before(w.chapter) {
			continue
		}
		if today := l.At.UTC().Format("Monday 2 January"); today != day {
			day = today
			fmt.Fprintf(&b, "== %s\n", day)
		}
		if now := l.At.UTC().Format("15:04"); now != minute {
			minute = now
			fmt.Fprintf(&b, "-- %s UTC\n", minute)
		}
		fmt.Fprintf(&b, "%-8s %s\n", w.who(l.Phone), words)
	}
	return b.String()
}

// apart sorts an SMS before what is said in a call at the same moment, and several by
// their words: they are sent side by side.
func apart(l exchange.Line) string {
	if l.Kind == "text" {
		return l.Text
	}
	return "\uffff"
}

// line is an event as a transcript tells it; empty when it is not worth telling.
func (w *Town) line(l exchange.Line) string {
	switch l.Kind {
	case "say":
		return "hears    " + l.Text
	case "play":
		if l.Text == "" {
			return ""
		}
		return "hears    (recording) " + l.Text
	case "pressed":
		return "presses  " + l.Keys
	case "spoke":
		return "says     " + l.Text
	case "text":
		return "reads    " + l.Text
	case "texted":
		return "texts    " + l.Text
	case "dialed":
		return "dials"
	case "ringing":
		return "rings"
	case "answered":
		return "picks up"
	case "declined":
		return "declines"
	case "conference":
		return w.company(l)
	case "ended":
		return "is off   " + l.Reason
	}
	return ""
}

func (w *Town) company(l exchange.Line) string {
	if len(l.With) == 0 {
		return ""
	}
	var names []string
	for _, number := range l.With {
		names = append(names, w.who(number))
	}
	return "talks with " + strings.Join(names, ", ")
}
