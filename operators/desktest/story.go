package desktest

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"edown/operators"
	"edown/support"
)

// story is one that is being told.
type story struct {
	*testing.T
	*ledger
	desk  *operators.Desk
	pen   sync.Mutex        // of begun and out: the desk's own goroutines tell too
	begun time.Time         // the line that is being told
	out   lines             // what has followed from it
	last  support.Event     // that happened
	held  map[string]string // the phones that people have chosen to go on with
	posts int
}

const indent = "    "

// tell tells one story: its lines, each with what follows from it.
func tell(t *testing.T, file string, head, lines lines) (told lines) {
	s := &story{T: t, ledger: &ledger{rec: newRecord()}, held: map[string]string{}}
	s.told = s.adds
	for _, line := range strings.Split(everybody, "\n") {
		s.sets(line)
	}
	for _, line := range head {
		s.sets(line)
	}
	told = append(told, lines[0])
	for i, line := range lines[1:] {
		if strings.HasPrefix(line, indent) {
			continue
		}
		told = append(told, line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		s.turnsTo(time.Now())
		line, given := strings.CutPrefix(line, "given: ")
		if err := s.happensIn(line); err != nil {
			t.Fatalf("%s, %s, line %d: %s: %v", file, lines[0], i+2, line, err)
		}
		if followed := s.turnsTo(time.Now()); !given {
			told = append(told, followed...)
		}
	}
	for _, page := range s.rec.began {
		if !s.rec.replayed(page) {
			t.Errorf("page %s is not what its journal makes of it", page)
		}
	}
	return told
}

// sets reads a line of the cast.
func (s *story) sets(line string) {
	if line == "" || strings.HasPrefix(line, "#") {
		return
	}
	if err := s.rec.has(line); err != nil {
		s.Fatal(err)
	}
}

// happensIn has a line happen. The first that names a day begins the story.
func (s *story) happensIn(line string) error {
	if at, zone, isMoment := dated(line); isMoment {
		s.rec.zone = zone
		s.begins(at)
		return nil
	}
	if s.desk == nil {
		return s.rec.has(line)
	}
	known, err := spoken(acts, s, line)
	if err == nil && !known {
		err = fmt.Errorf("nothing is known of this form")
	}
	return err
}

// dated reads "2026-11-23 10:00 Europe/Paris".
func dated(line string) (at time.Time, zone *time.Location, is bool) {
	words := strings.Fields(line)
	if len(words) != 3 {
		return at, nil, false
	}
	zone, err := time.LoadLocation(words[2])
	if err != nil {
		return at, nil, false
	}
	at, err = time.ParseInLocation("2006-01-02 15:04", words[0]+" "+words[1], zone)
	return at, zone, err == nil
}

// early is how long before a story the desk is opened. It looks through the record a
// minute later, and each hour: at no moment at which anything else happens.
const early = 46500 * time.Millisecond

// begins opens the desk at a moment, or waits for a later one.
func (s *story) begins(at time.Time) {
	if s.desk != nil {
		s.sleep(at)
		return
	}
	time.Sleep(time.Until(at.Add(-early)))
	s.desk = &operators.Desk{
		Ledger: s.ledger, Phone: carrier{s.ledger}, Mail: carrier{s.ledger}, Policy: support.DefaultPolicy(),
		Log: slog.New(slog.NewTextHandler(logged{s}, &slog.HandlerOptions{Level: slog.LevelWarn, ReplaceAttr: timeless})),
	}
	ctx, stop := context.WithCancel(s.Context())
	over := make(chan error)
	go func() { over <- s.desk.Run(ctx) }()
	s.Cleanup(func() {
		stop()
		if err := <-over; err != nil {
			s.Error(err)
		}
	})
	s.sleep(at)
	s.turnsTo(at)
}

// turnsTo begins a line that is told at a moment. It yields what followed from the last.
func (s *story) turnsTo(at time.Time) (followed lines) {
	s.pen.Lock()
	defer s.pen.Unlock()
	followed, s.begun, s.out = s.out, at, nil
	return followed
}

// logged puts what the desk logs into the transcript.
type logged struct{ *story }

func (l logged) Write(line []byte) (int, error) {
	l.adds(lines{"log: " + string(bytes.TrimSpace(line))})
	return len(line), nil
}

func timeless(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// adds puts lines into the transcript: with the time, if some has passed since
// the line at the margin.
func (s *story) adds(more lines) {
	s.pen.Lock()
	defer s.pen.Unlock()
	for _, line := range more {
		for _, one := range strings.Split(line, "\n") {
			if now := time.Now(); !now.Equal(s.begun) {
				one = s.rec.clockOf(now, s.begun) + "  " + one
			}
			s.out = s.out.with(indent + one)
		}
	}
}

// with adds a line. What is told to several people at one moment is one line.
func (l lines) with(line string) lines {
	for i := len(l) - 1; i >= 0 && toldTo.MatchString(l[i]); i-- {
		if both, same := together(l[i], line); same {
			l[i] = both
			return l
		}
	}
	return append(l, line)
}

var toldTo = regexp.MustCompile(
	`^(.*(?:SMS to|letter to|rings|fetches|hangs up on) )([A-Z][\w, ]*?)((?: in \w\w)?(?:: .*)?)$`)

// together are two lines in one, where the same is told to two people.
func together(a, b string) (both string, same bool) {
	of, and := toldTo.FindStringSubmatch(a), toldTo.FindStringSubmatch(b)
	if of == nil || and == nil || of[1] != and[1] || of[3] != and[3] {
		return "", false
	}
	return of[1] + of[2] + ", " + and[2] + of[3], true
}

// sleep lets time pass, with all that it brings.
func (s *story) sleep(until time.Time) {
	time.Sleep(time.Until(until))
	synctest.Wait()
}

// happens has the desk act on an event. One on a phone that was rung is one of the
// page that it was rung for.
func (s *story) happens(e support.Event) error {
	s.last = e
	e.At = time.Now()
	s.posts++
	err := s.changes(func(r *record) error {
		if e.Page == "" {
			e.Page = r.calls[e.Call].page
		}
		r.plan(fmt.Sprintf("post:%d", s.posts), e.At, e)
		return nil
	})
	s.desk.Poke()
	synctest.Wait()
	return err
}

// changes writes to the record, as an import does.
func (s *story) changes(do func(*record) error) error {
	return s.do(func(t *tx) error { return do(t.record) })
}
