package housetest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/store"
)

// scraped is the text of the metrics.
func (w *Town) scraped() string {
	w.Helper()
	synctest.Wait()
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8080/metrics", nil)
	r.RemoteAddr = "127.0.0.1:50000"
	read := httptest.NewRecorder()
	w.House.Figures.ServeHTTP(read, r)
	if read.Code != http.StatusOK {
		w.Fatalf("status %d: %s", read.Code, read.Body)
	}
	return read.Body.String()
}

// shows expects these lines in the metrics.
func (w *Town) shows(lines ...string) {
	w.Helper()
	text := "\n" + w.scraped()
	for _, line := range lines {
		if !strings.Contains(text, "\n"+line+"\n") {
			name, _, _ := strings.Cut(line, "{")
			var near []string
			for is := range strings.Lines(text) {
				if strings.HasPrefix(is, name) {
					near = append(near, is)
				}
			}
			w.Errorf("no %s in:\n%s", line, strings.Join(near, ""))
		}
	}
}

// The metrics follow an emergency from its first second to its end.
func TestMetricsTellAnEmergency(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei := w.phone(annsNo), w.phone(meis)
		w.shows(`edown_pages{kind="edown",state="ringing"} 0`, `edown_oldest_ringing_page_seconds{kind="edown"} 0`,
			`edown_on_duty{role="manager"} 2`, `edown_on_duty{role="operator"} 2`, `edown_record_readable 1`, `edown_last_done_timestamp_seconds{what="backup"} 0`)
		w.answersAll(ann)
		mei.Rings()
		w.shows(`edown_pages{kind="edown",state="ringing"} 1`, fmt.Sprintf(`edown_oldest_ringing_page_seconds{kind="edown"} %v`, time.Since(w.page().Started).Seconds()),
			`edown_pages{kind="edown",state="accepted"} 0`, `edown_carrier_requests_total{request="call",result="taken"} 1`, `edown_turns_total{node="qualify",tree="caller"} 1`)
		mei.Answers().Hears("To accept").Presses("1")
		ann.TalksWith(mei.Handset)
		w.shows(`edown_pages{kind="edown",state="accepted"} 1`, `edown_oldest_ringing_page_seconds{kind="edown"} 0`,
			`edown_time_to_human_seconds_count{kind="edown"} 1`, `edown_time_to_human_seconds_bucket{kind="edown",le="5"} 0`, `edown_time_to_human_seconds_bucket{kind="edown",le="90"} 1`)
		if err := w.House.Store.Mark(w.Context(), store.Backup, time.Now()); err != nil {
			w.Fatal(err)
		}
		w.shows(`edown_last_done_timestamp_seconds{what="drill"} 0`, `edown_work_overdue{kind="dial"} 0`, `edown_work_lateness_seconds{kind="dial"} 0`)
	})
}

// A phone that waits for the carrier's pace, one call a second, counts as late work.
func TestMetricsTellWhatThePaceHoldsBack(t *testing.T) {
	InTown(t, managersAtOnce, func(w *Town) {
		w.declares(w.phone(annsNo))
		w.shows(`edown_work_overdue{kind="dial"} 1`, `edown_work_overdue{kind="event"} 0`)
		time.Sleep(time.Second)
		w.shows(`edown_work_overdue{kind="dial"} 0`, `edown_work_lateness_seconds{kind="dial"} 0`)
	})
}

// Unsigned webhooks are counted, and so are requests to unknown addresses.
func TestMetricsTellWhatWasNotAnswered(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		post := func(path string) {
			r := httptest.NewRequest(http.MethodPost, "http://edown.test"+path, strings.NewReader("CallSid=CA1"))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			w.House.Handler.ServeHTTP(httptest.NewRecorder(), r)
		}
		post("/voice/incoming")
		post("/voice/turn/CA1/3")
		post("/voice/+14155550123/%0a")
		w.shows(`edown_webhooks_total{result="unsigned",webhook="incoming"} 1`, `edown_webhooks_total{result="unsigned",webhook="turn"} 1`, `edown_webhooks_total{result="refused",webhook="other"} 1`)
	})
}

// The metrics name no person, whatever the calls.
func TestMetricsNameNobody(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, claire, elodie, mei := w.phone(annsNo), w.phone(claires), w.phone(elodies), w.phone(meis)
		w.answersAll(ann)
		mei.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(mei.Handset)
		ann.HangsUp()
		mei.Hears("How did it go").Presses("2").IsHungUp()
		claire.Dials(theLine).Hears("tapez 1").Presses("0").Hears("opérateur")
		elodie.Rings().Answers().Hears("Lumière").Presses("1")
		claire.TalksWith(elodie.Handset)
		mei.Texts(theLine, "hello "+annsNo)
		text := strings.ToLower(w.scraped())
		d := w.Sample()
		names := []string{"4155550", "3319900", "8005550", w.Config.Account, w.Config.Token}
		for _, p := range d.People {
			names = append(names, p.Name, `"`+p.ID+`"`)
		}
		for _, c := range d.Contacts {
			names = append(names, c.Name)
		}
		for _, c := range d.Contracts {
			names = append(names, c.Number, c.Company)
		}
		for _, c := range d.Cases {
			names = append(names, string(c.Number), string(c.Number[1:]), c.Title)
		}
		for _, name := range names {
			if strings.Contains(text, strings.ToLower(name)) {
				w.Errorf("%q is in the figures", name)
			}
		}
		if strings.Contains(text, "ed-ca") || strings.Contains(text, w.page().ID) {
			w.Error("a page is named")
		}
	})
}
