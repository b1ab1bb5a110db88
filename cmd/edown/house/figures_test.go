package house

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// asks is the answer to a request for the metrics, through a proxy that adds a
// header if one is named.
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

// The metrics are for programs on this machine, and not for requests that a proxy on
// it passes on.
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

// Behind a proxy that adds no header, the whole world looks like this machine. A
// line that is reached from elsewhere therefore has metrics at an address of their
// own, or none.
func TestMetricsAreNotBesideARealLine(t *testing.T) {
	h := built(t)
	h.Close()
	for public, want := range map[string]int{"http://127.0.0.1:9": 200, "http://localhost": 200, "http://[::1]:8080": 200, "https://line.example.com": 404, "https://192.0.2.7:8443": 404, "": 404} {
		h.config.PublicURL = public
		real, err := Assemble(t.Context(), h.config, Equipment{Words: h.words, Log: h.log})
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

// With an address of their own, the metrics are there and nowhere else.
func TestMetricsAtAnAddressOfTheirOwn(t *testing.T) {
	h := built(t)
	h.Close()
	h.config.Metrics = "127.0.0.1:0"
	own, err := Assemble(t.Context(), h.config, Equipment{Words: h.words, Log: h.log})
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

// answersAt serves and fetches the metrics. The error for an address in use names
// the setting.
func (h *House) answersAt(t *testing.T) {
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
