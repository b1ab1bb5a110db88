package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/store"
)

// scraped are the figures, as whoever may see them reads them.
func (w *town) scraped() string {
	w.Helper()
	synctest.Wait()
	code, text := asks(w.house.Figures, "127.0.0.1:50000", "127.0.0.1:8080", "")
	if code != http.StatusOK {
		w.Fatalf("status %d: %s", code, text)
	}
	return text
}

// asks is what somebody reads who asks for the figures, through a proxy that
// adds a header if one is named.
func asks(h http.Handler, peer, host, header string) (int, string) {
	r := httptest.NewRequest(http.MethodGet, "http://"+host+"/metrics", nil)
	r.RemoteAddr = peer
	if header != "" {
		r.Header.Set(header, "1")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// shows wants these lines among the figures.
func (w *town) shows(lines ...string) {
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

// The figures tell an emergency from its first second to its end.
func TestMetricsTellAnEmergency(t *testing.T) {
	inTown(t, nil, func(w *town) {
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
		if err := w.house.store.Mark(w.Context(), store.Backup, time.Now()); err != nil {
			w.Fatal(err)
		}
		w.shows(`edown_last_done_timestamp_seconds{what="drill"} 0`, `edown_work_overdue{kind="dial"} 0`, `edown_work_lateness_seconds{kind="dial"} 0`)
	})
}

// A phone that waits for the carrier's pace, one call a second, is late work.
func TestMetricsTellWhatThePaceHoldsBack(t *testing.T) {
	inTown(t, managersAtOnce, func(w *town) {
		w.declares(w.phone(annsNo))
		w.shows(`edown_work_overdue{kind="dial"} 1`, `edown_work_overdue{kind="event"} 0`)
		time.Sleep(time.Second)
		w.shows(`edown_work_overdue{kind="dial"} 0`, `edown_work_lateness_seconds{kind="dial"} 0`)
	})
}

// What nobody has signed is counted, and so is what is no webhook at all.
func TestMetricsTellWhatWasNotAnswered(t *testing.T) {
	inTown(t, nil, func(w *town) {
		post := func(path string) {
			r := httptest.NewRequest(http.MethodPost, "http://edown.test"+path, strings.NewReader("CallSid=CA1"))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			w.house.Handler.ServeHTTP(httptest.NewRecorder(), r)
		}
		post("/voice/incoming")
		post("/voice/turn/CA1/3")
		post("/voice/+14155550123/%0a")
		w.shows(`edown_webhooks_total{result="unsigned",webhook="incoming"} 1`, `edown_webhooks_total{result="unsigned",webhook="turn"} 1`, `edown_webhooks_total{result="refused",webhook="other"} 1`)
	})
}

// Nobody is named by a figure, whoever calls and whatever for.
func TestMetricsNameNobody(t *testing.T) {
	inTown(t, nil, func(w *town) {
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
		d := w.sample()
		names := []string{"4155550", "3319900", "8005550", w.cfg.Account, w.cfg.Token}
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

// The figures are for programs on this machine, and not for what a proxy on it
// lets through.
func TestMetricsAreNotForTheWorld(t *testing.T) {
	h := built(t)
	defer h.Close()
	for _, tt := range []struct {
		peer, host, header string
		want               int
	}{
		{"127.0.0.1:50000", "127.0.0.1:8080", "", 200},
		{"[::1]:50000", "localhost:8080", "", 200},
		{"192.0.2.7:50000", "127.0.0.1:8080", "", 404},
		{"10.0.0.7:50000", "10.0.0.1:8080", "", 404},
		{"127.0.0.1:50000", "line.example.com", "", 404},
		{"127.0.0.1:50000", "127.0.0.1:8080", "X-Forwarded-For", 404},
		{"127.0.0.1:50000", "127.0.0.1:8080", "Forwarded", 404},
		{"127.0.0.1:50000", "127.0.0.1:8080", "Via", 404},
	} {
		if got, _ := asks(h.Handler, tt.peer, tt.host, tt.header); got != tt.want {
			t.Errorf("%+v: status %d", tt, got)
		}
	}
}

// A proxy that adds no header makes the world look like this machine: a line that
// is reached from elsewhere has figures at an address of their own, or none.
func TestMetricsAreNotBesideARealLine(t *testing.T) {
	h := built(t)
	h.Close()
	for public, want := range map[string]int{"http://127.0.0.1:9": 200, "http://localhost": 200, "http://[::1]:8080": 200, "https://line.example.com": 404, "https://192.0.2.7:8443": 404, "": 404} {
		h.config.PublicURL = public
		real, err := assemble(t.Context(), h.config, equipment{words: h.words, log: h.log})
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := asks(real.Handler, "127.0.0.1:50000", "127.0.0.1:8080", ""); got != want {
			t.Errorf("public_url %q: status %d, want %d", public, got, want)
		}
		if err := real.Close(); err != nil {
			t.Error(err)
		}
	}
}

// With an address of their own, they are there and nowhere else.
func TestMetricsAtAnAddressOfTheirOwn(t *testing.T) {
	h := built(t)
	h.Close()
	h.config.Metrics = "127.0.0.1:0"
	own, err := assemble(t.Context(), h.config, equipment{words: h.words, log: h.log})
	if err != nil {
		t.Fatal(err)
	}
	defer own.Close()
	if got, _ := asks(own.Handler, "127.0.0.1:50000", "127.0.0.1:8080", ""); got != 404 {
		t.Errorf("on the line's address: status %d", got)
	}
	if got, text := asks(own.Figures, "192.0.2.7:50000", "10.0.0.1", ""); got != 200 || !strings.Contains(text, "edown_build_info") {
		t.Errorf("on their own: status %d", got)
	}
	own.answersAt(t)
}

// answersAt has the figures shown, and fetches them; an address that is taken is
// named with its setting.
func (h *house) answersAt(t *testing.T) {
	t.Helper()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := taken.Addr().String()
	ctx, end := context.WithCancel(t.Context())
	defer end()
	if _, err := h.show(ctx, at); err == nil || !strings.Contains(err.Error(), "metrics (EDOWN_METRICS)") {
		t.Error(err)
	}
	taken.Close()
	over, err := h.show(ctx, at)
	if err != nil {
		t.Fatal(err)
	}
	if status, text := fetch(t, "http://"+at+"/metrics"); status != 200 || !strings.Contains(text, "edown_record_readable 1") {
		t.Errorf("status %d: %s", status, text)
	}
	if status, _ := fetch(t, "http://"+at+"/voice/incoming"); status != 404 {
		t.Errorf("the line is there too: status %d", status)
	}
	end()
	if err := <-over; err != nil {
		t.Error(err)
	}
}
