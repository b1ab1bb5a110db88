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
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// piped is a listener without a network.
type piped struct {
	calls chan net.Conn
	end   sync.Once
}

func (p *piped) Accept() (net.Conn, error) {
	if c, ok := <-p.calls; ok {
		return c, nil
	}
	return nil, net.ErrClosed
}

func (p *piped) Close() error   { p.end.Do(func() { close(p.calls) }); return nil }
func (p *piped) Addr() net.Addr { return &net.TCPAddr{} }

// begun sends a request and takes nothing of its answer.
func begun(t *testing.T, l *piped) net.Conn {
	t.Helper()
	ours, theirs := net.Pipe()
	l.calls <- theirs
	if _, err := io.WriteString(ours, "GET / HTTP/1.1\r\nHost: edown.test\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	return ours
}

// A client that does not read its answer is cut off; a stream goes on.
func TestWhoReadsSlowlyDoesNotHoldTheLine(t *testing.T) {
	for name, want := range map[string]time.Duration{"an answer": longestAnswer, "a stream": time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			var took time.Duration
			handler := http.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				began := time.Now()
				for _, err := w.Write(make([]byte, 64<<10)); err == nil; {
					_, err = w.Write(make([]byte, 64<<10))
				}
				took = time.Since(began)
			}))
			if name == "a stream" {
				handler = Streaming(handler)
			}
			l := &piped{calls: make(chan net.Conn)}
			ctx, cancel := context.WithCancel(t.Context())
			over := make(chan error)
			go func() { over <- Answer(ctx, l, handler, slog.New(slog.DiscardHandler), func(context.Context) {}) }()
			conn := begun(t, l)
			time.Sleep(time.Hour)
			conn.Close()
			synctest.Wait()
			if took != want {
				t.Errorf("%s took %v, want %v", name, took, want)
			}
			cancel()
			<-over
		})
	}
}

// A server without deadlines can stream too.
func TestStreamingWithoutDeadlines(t *testing.T) {
	w := httptest.NewRecorder()
	Streaming(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "data") })).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Body.String() != "data" {
		t.Errorf("%q", w.Body)
	}
}

// The log tells the end of a line: when it begins, what it waits for, and when it is
// over.
func TestTheLogTellsTheEndOfALine(t *testing.T) {
	var log bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		h := builtWith(t, slog.New(slog.NewTextHandler(&log, nil)))
		ctx, end := context.WithCancel(t.Context())
		over := make(chan error)
		go func() { over <- h.Serve(ctx, h.config, &piped{calls: make(chan net.Conn)}) }()
		synctest.Wait()
		end()
		if err := errors.Join(<-over, h.Close()); err != nil {
			t.Error(err)
		}
		synctest.Wait()
	})
	said := log.String()
	for _, want := range []string{"the line is open", "the line is ending: waiting for turns that have begun", "no more turns: waiting for calls that are being placed", "the line is closed"} {
		if strings.Count(said, want) != 1 {
			t.Errorf("not once %q in\n%s", want, said)
		}
	}
}
