package housetest

import (
	"bytes"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// moves restarts the same house, on another record if one is named.
func (w *Town) moves(db string, log *slog.Logger) {
	w.Helper()
	w.stop()
	<-w.done
	if err := w.House.Close(); err != nil {
		w.Fatal(err)
	}
	if db != "" {
		w.Config.DB = db
	}
	w.log = log
	w.move()
}

// Every step of a page is one line, and so is every turn. The lines contain no name,
// and nothing that was pressed or said.
func TestTheLogTellsAnEmergency(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		var log bytes.Buffer
		w.moves("", slog.New(slog.NewTextHandler(&log, nil)))
		ann, mei := w.talking()
		ann.HangsUp()
		mei.Hears("How did it go").Presses("2").IsHungUp()
		w.stop()
		<-w.done
		synctest.Wait()
		said := log.String()
		id := w.page().ID
		for _, want := range []string{
			`msg="page started" page=` + id + ` kind=edown call=`,
			`msg="page dials" page=` + id + ` kind=edown leg=` + id + `.1 for=manager round=0`,
			`msg="page rings" page=` + id + ` kind=edown leg=` + id + `.1`,
			`msg="page accepted" page=` + id + ` kind=edown leg=` + id + `.1 round=0 waited_ms=`,
			`msg="page ended" page=` + id + ` kind=edown state=closed outcome=solved took_ms=`,
			`tree=caller from=main to=qualify input=keys lang=en caller=`,
			`tree=manager from=`,
			`status=kept`,
		} {
			if !strings.Contains(said, want) {
				w.Errorf("no %s in\n%s", want, said)
			}
		}
		for _, never := range []string{"4155550", "Ann", "Mei Chen", "Acme", "C1234567", "level=ERROR"} {
			if strings.Contains(said, never) {
				w.Errorf("%q is in\n%s", never, said)
			}
		}
		for _, once := range []string{`msg="page started"`, `msg="page accepted"`, `msg="page ended"`, `status=repeated`} {
			if n := strings.Count(said, once); n != 1 {
				w.Errorf("%s is told %d times in\n%s", once, n, said)
			}
		}
		w.tellsEachTurnOnce(said)
	})
}

// aTurn matches the line of a turn: which call, and whether it is on record.
var aTurn = regexp.MustCompile(`(?m)^.* msg=turn call=(\S+) turn=[0-9]+ .* status=(\S+)$`)

// tellsEachTurnOnce checks that the log has a line for each turn on record, call by
// call. The end of a call arrives by two ways, and the second is logged as repeated.
func (w *Town) tellsEachTurnOnce(log string) {
	w.Helper()
	lines := map[string]int{}
	for _, turn := range aTurn.FindAllStringSubmatch(log, -1) {
		if turn[2] == "kept" {
			lines[turn[1]]++
		}
	}
	calls, err := w.House.Store.Calls(w.Context(), time.Time{})
	if err != nil {
		w.Fatal(err)
	}
	rows := map[string]int{}
	for _, c := range calls {
		rows[c.ID] = len(c.Turns)
	}
	if diff := cmp.Diff(rows, lines); diff != "" || len(rows) < 2 {
		w.Errorf("turns on record, and lines of the log:\n%s\n%s", diff, log)
	}
	if n := strings.Count(log, "msg=turn "); n != len(aTurn.FindAllString(log, -1)) {
		w.Errorf("%d lines of turns, and not all have the form of one:\n%s", n, log)
	}
}
