package house

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/locales"
)

var spoken = []string{"en", "fr", "zh"}

// building is a house and what it was built from.
type building struct {
	*House
	config config.Config
	words  *locales.Catalog
}

// built is a house with an empty record, not yet reachable.
func built(t *testing.T) building {
	t.Helper()
	return builtWith(t, slog.New(slog.DiscardHandler))
}

func builtWith(t *testing.T, log *slog.Logger) building {
	t.Helper()
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	config := sample.Configured(config.Default(), "http://127.0.0.1:9")
	config.DB = filepath.Join(t.TempDir(), "edown.db")
	h, err := Assemble(t.Context(), config, Equipment{Words: words, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	return building{h, config, words}
}

// opened is a house that answers on loopback until end is called.
func opened(t *testing.T) (at string, end func() error) {
	t.Helper()
	h := built(t)
	l, err := Listen("127.0.0.1:0", "--listen")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	over := make(chan error, 1)
	go func() { over <- Answer(ctx, l, h.Handler, h.log, h.Run) }()
	return "http://" + l.Addr().String(), func() error {
		cancel()
		return errors.Join(<-over, h.Close())
	}
}

func TestHealth(t *testing.T) {
	at, end := opened(t)
	for path, want := range map[string]string{"/healthz": `{"status":"ok"}`, "/readyz": `{"status":"ok"}`} {
		if status, body := fetch(t, at+path); status != 200 || strings.TrimSpace(body) != want {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	if status, _ := fetch(t, at+"/elsewhere"); status != 404 {
		t.Errorf("/elsewhere: %d", status)
	}
	if err := end(); err != nil {
		t.Error(err)
	}
	if _, err := http.Get(at + "/healthz"); err == nil {
		t.Error("it still answers after its end")
	}
}

func fetch(t *testing.T, url string) (status int, body string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// A record has one server: a second one would ring people twice.
func TestTwoServersOnOneRecord(t *testing.T) {
	h := built(t)
	_, err := Assemble(t.Context(), h.config, Equipment{Words: h.words, Log: slog.New(slog.DiscardHandler)})
	if err == nil || !strings.Contains(err.Error(), "edown.db: another server answers with it: stop that one") {
		t.Error(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	next, err := Assemble(t.Context(), h.config, Equipment{Words: h.words, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if err := next.Close(); err != nil {
		t.Error(err)
	}
}

// An open line without people to ring logs a warning. One whose people are still
// being imported, as in a demo, does not.
func TestALineWithoutPeopleSaysSoOnceItIsOpen(t *testing.T) {
	for _, people := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			var log bytes.Buffer
			h := builtWith(t, slog.New(slog.NewTextHandler(&log, nil)))
			if people {
				h.peopled(t)
			}
			ctx, end := context.WithCancel(t.Context())
			over := make(chan struct{})
			go func() { defer close(over); h.Run(ctx) }()
			synctest.Wait()
			end()
			<-over
			if err := h.Close(); err != nil {
				t.Error(err)
			}
			if warned := strings.Contains(log.String(), "there is no person on record to ring"); warned == people || (len(h.lastResort()) > 0) != people {
				t.Errorf("people on record: %v; %d would be rung; the log says\n%s", people, len(h.lastResort()), log.String())
			}
		})
	}
}

// peopled puts the sample on record.
func (h building) peopled(t *testing.T) {
	t.Helper()
	d, err := sample.Read(h.config.Cases, spoken)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Store.Put(t.Context(), d); err != nil {
		t.Fatal(err)
	}
}

// A monitor learns that the record cannot be written, and no more than that.
func TestNotReady(t *testing.T) {
	h := built(t)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	if w.Code != http.StatusServiceUnavailable || strings.TrimSpace(w.Body.String()) != `{"status":"not ready"}` {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// Only what the carrier has signed is accepted. Nothing of the carrier's is ever
// redirected, because a redirect loses the caller's keys.
func TestUnsignedWebhook(t *testing.T) {
	at, end := opened(t)
	defer end()
	for path, want := range map[string]int{"/voice/incoming": 403, "/sms/incoming": 403, "/voice//incoming": 404, "/voice/incoming/": 404, "/voice/./incoming": 404} {
		resp, err := http.PostForm(at+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("%s: %s, want %d", path, resp.Status, want)
		}
	}
}

func TestAddressInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, err = Listen(l.Addr().String(), "--listen")
	if err == nil || !strings.Contains(err.Error(), "is in use: end the program that listens there, or choose another address with --listen, such as 127.0.0.1:0") {
		t.Error(err)
	}
}
