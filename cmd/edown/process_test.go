//go:build unix

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/cmd/edown/house"
	"edown/locales"
	"edown/operators/paging"
	"edown/support"
	"edown/voice/exchange"
	"edown/voice/oracle"
)

// The line of the sample, and phones of its people.
const (
	itsLine      = sample.Line
	annsPhone    = "+14155550123"
	rajsPhone    = "+14155550102"
	danasPhone   = "+14155550103"
	clairesPhone = "+33199001234"
)

// station is a real server in its own process, with a carrier on loopback. Its
// socket outlives it, as systemd's does.
type station struct {
	*testing.T
	x      *exchange.Exchange
	at     string // where the line is
	config config.Config
	socket *os.File
	env    []string
	server *exec.Cmd
}

func newStation(t *testing.T) *station {
	t.Helper()
	s := &station{T: t}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	s.check(err)
	s.socket, err = l.(*net.TCPListener).File()
	s.check(err)
	s.at = "http://" + l.Addr().String()
	s.check(l.Close()) // the socket stays open, and no server accepts
	t.Cleanup(func() { s.socket.Close() })

	carrier, err := net.Listen("tcp", "127.0.0.1:0")
	s.check(err)
	config := sample.Configured(config.Default(), s.at)
	config.API, config.DB = "http://"+carrier.Addr().String(), filepath.Join(t.TempDir(), "edown.db")
	s.config = config
	s.people(config)
	o := oracle.Open(t)
	s.x = exchange.New(exchange.Config{
		AccountSID: config.Account, AuthToken: config.Token, BaseURL: config.API, Patience: 30 * time.Second,
		Client: &http.Client{Transport: o.Webhooks(http.DefaultTransport)},
		Talk:   func(string, string) time.Duration { return time.Millisecond },
	})
	s.x.Connect(itsLine, exchange.Number{VoiceURL: s.at + "/voice/incoming", StatusCallback: s.at + "/voice/status", SMSURL: s.at + "/sms/incoming"})
	rest := &http.Server{Handler: through(o.REST(s.x.Transport()))}
	go rest.Serve(carrier)
	t.Cleanup(func() { s.x.Close(); rest.Shutdown(context.Background()) }) // by then every request has been checked
	s.env = append(os.Environ(), "EDOWN_PUBLIC_URL="+s.at, "EDOWN_TWILIO_API="+config.API, "EDOWN_LINE="+itsLine, "EDOWN_DB="+config.DB,
		"EDOWN_CALLS_PER_SECOND=1000", "TWILIO_ACCOUNT_SID="+config.Account, "TWILIO_AUTH_TOKEN="+config.Token)
	return s
}

// through is a server whose requests all go this way, whatever host they name.
func through(way http.RoundTripper) http.Handler {
	return &httputil.ReverseProxy{Transport: way, Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Scheme, r.Out.URL.Host = "http", r.In.Host
	}}
}

func (s *station) check(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// people puts the sample on record.
func (s *station) people(c config.Config) {
	s.Helper()
	words, err := locales.Load()
	s.check(err)
	d, err := sample.Read(c.Cases, words.Tags())
	s.check(err)
	record, err := c.OpenRecord(s.Context(), nil)
	s.check(err)
	s.check(errors.Join(record.Put(s.Context(), d), record.Close()))
}

// start starts a server. It gets the socket as systemd passes it on, and answers
// what has arrived meanwhile.
func (s *station) start(env ...string) {
	s.Helper()
	s.server = exec.Command("sh", "-c", "LISTEN_PID=$$ exec edown serve") // only the shell knows its process number
	s.server.Env = append(append(s.env, "LISTEN_FDS=1"), env...)
	s.server.ExtraFiles = []*os.File{s.socket} // the first is 3, as sd_listen_fds(3) has it
	log := s.Output()
	s.server.Stderr = log
	s.check(s.server.Start())
	server := s.server
	s.Cleanup(func() { server.Process.Kill(); server.Wait() })
}

// ends sends a signal to the server, and returns how it ended.
func (s *station) ends(signal os.Signal) error {
	s.Helper()
	s.check(s.server.Process.Signal(signal))
	return s.server.Wait()
}

// asked is an answer of the line, which may take until a server is there.
func (s *station) asked(path string) <-chan string {
	answer := make(chan string, 1)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		r, _ := http.NewRequestWithContext(ctx, http.MethodGet, s.at+path, nil)
		resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
		if err != nil {
			answer <- err.Error()
			return
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		answer <- fmt.Sprint(resp.StatusCode, " ", string(body), err)
	}()
	return answer
}

func (s *station) isReady() {
	s.Helper()
	if got := <-s.asked("/readyz"); got != "200 {\"status\":\"ok\"}\n<nil>" {
		s.Fatalf("ready? %s", got)
	}
}

func (s *station) phone(number string) *exchange.Person { return s.x.Handset(number).In(s) }

// A server ends in the middle of a call and is started again. The caller notices
// nothing, and is asked the next question.
func TestACallOutlivesItsServer(t *testing.T) {
	s := newStation(t)
	s.start()
	s.isReady()
	ann, mei := s.phone(annsPhone), s.phone(meisPhone)
	ann.Dials(itsLine).Hears("Press 1").Presses("1").Hears("Has all production stopped").Presses("1").Hears("Is this about case")
	mei.Rings()
	if err := s.ends(syscall.SIGTERM); err != nil {
		t.Fatalf("it did not end well: %v", err)
	}
	s.start()
	ann.Presses("1").Hears("users locked out").Presses("3").Hears("How many users")
	mei.Answers().Hears("Enterprise Down at Acme", "To accept").Presses("1").Hears("It is yours")
	ann.Presses("450#").Hears("Mei Chen, the duty manager, is here").Presses("1")
	ann.TalksWith(mei.Handset)
	if err := s.ends(syscall.SIGTERM); err != nil {
		t.Fatalf("it did not end well: %v", err)
	}
}

// The server is killed, and for a while there is none. The carrier's requests wait
// in the socket, and the next server answers them.
func TestNoTurnIsLostBetweenTwoServers(t *testing.T) {
	s := newStation(t)
	s.start()
	s.isReady()
	ann, mei := s.phone(annsPhone), s.phone(meisPhone)
	ann.Dials(itsLine).Hears("Press 1").Presses("1").Hears("Has all production stopped")
	s.ends(syscall.SIGKILL)
	ann.Presses("1")
	health, ready := s.asked("/healthz"), s.asked("/readyz")
	another := s.phone(clairesPhone).Dials(itsLine)
	s.start()
	for _, answer := range []<-chan string{health, ready} {
		if got := <-answer; got != "200 {\"status\":\"ok\"}\n<nil>" {
			t.Errorf("asked while there was no server: %s", got)
		}
	}
	another.Hears("tapez 1")
	ann.Hears("Is this about case")
	mei.Rings().Answers().Hears("To accept").Presses("1").Hears("It is yours")
}

// Rungs of a ladder that falls due in seconds.
const (
	secondRung = time.Second
	thirdRung  = 3 * time.Second
	// overdue is later than any working server would ring. How fast it is, edown
	// drill --bench measures.
	overdue = 15 * time.Second
)

// A server is killed while a phone rings. A server that comes back after the next
// rung was due rings it at once; one that comes back earlier waits for its time. No
// phone is rung again, and the caller keeps the place in the call.
func TestAKilledServerRingsOn(t *testing.T) {
	s := newStation(t)
	ladder := fmt.Sprintf("EDOWN_LADDER_RUNGS=0s: primary; %v: secondary; %v: level2", secondRung, thirdRung)
	s.start(ladder)
	s.isReady()
	ann, mei, raj, dana := s.phone(annsPhone), s.phone(meisPhone), s.phone(rajsPhone), s.phone(danasPhone)
	ann.Dials(itsLine).Hears("Press 1").Presses("1").Hears("Has all production stopped").Presses("1").Hears("Is this about case").Presses("1").Hears("users locked out")
	mei.Rings()
	s.ends(syscall.SIGKILL)
	began := s.page().Started
	ann.Presses("3")
	time.Sleep(time.Until(began.Add(secondRung)))
	s.start(ladder)
	raj.Rings()
	ann.Hears("How many users").Presses("450#").Hears("How many of them")

	s.ends(syscall.SIGKILL)
	ann.Presses("430#")
	s.start(ladder)
	ann.Hears("How many hours").Presses("3#").Hears("technical contact")
	dana.Rings().Answers().Hears("Enterprise Down at Acme", "To accept").Presses("1").Hears("It is yours")
	ann.Presses("1").Hears("Dana", "is here").Presses("1").TalksWith(dana.Handset)
	s.ends(syscall.SIGKILL)

	p := s.page()
	if !p.Started.Equal(began) || p.Round != 0 {
		t.Errorf("it began anew: at %v, and at %v in round %d", began, p.Started, p.Round)
	}
	for who, due := range map[string]time.Duration{"mei": 0, "raj": secondRung, "dana": thirdRung} {
		s.rang(p, who, began.Add(due))
	}
}

// rang expects one ring of a person for a page, not before this moment and not long
// after it.
func (s *station) rang(p paging.Page, who string, due time.Time) {
	s.Helper()
	var planned []time.Time
	for _, a := range p.Attempts {
		if a.Person.ID == who {
			planned = append(planned, a.Planned)
		}
	}
	if len(planned) != 1 || planned[0].Before(due) || planned[0].After(due.Add(overdue)) {
		s.Errorf("%s was to be rung at %v, and was at %v", who, due, planned)
	}
}

// page is the Enterprise Down on record, while there is no server.
func (s *station) page() paging.Page {
	s.Helper()
	record, err := s.config.ReadRecord(s.Context(), nil)
	s.check(err)
	pages, err := record.Pages(s.Context(), 10)
	s.check(errors.Join(err, record.Close()))
	if len(pages) != 1 || pages[0].Kind != support.EmergencyPage {
		s.Fatalf("on record: %+v", pages)
	}
	return pages[0]
}

// slow is a webhook whose body is still to come.
func (s *station) slow() (line *bufio.ReadWriter) {
	s.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.at, "http://"))
	s.check(err)
	s.Cleanup(func() { conn.Close() })
	line = bufio.NewReadWriter(bufio.NewReader(conn), bufio.NewWriter(conn))
	fmt.Fprint(line, "POST /voice/incoming HTTP/1.1\r\nHost: line\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n")
	s.check(line.Flush())
	if got, err := line.ReadString('\n'); err != nil || got != "HTTP/1.1 100 Continue\r\n" { // it is being read
		s.Fatalf("%q, %v", got, err)
	}
	return line
}

// notified returns what the server tells systemd, message by message.
func (s *station) notified() (env string, next func() string) {
	s.Helper()
	name := filepath.Join(s.TempDir(), "notify")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: name, Net: "unixgram"})
	s.check(err)
	s.Cleanup(func() { conn.Close() })
	return "NOTIFY_SOCKET=" + name, func() string {
		s.Helper()
		text := make([]byte, 100)
		s.check(conn.SetReadDeadline(time.Now().Add(20 * time.Second)))
		n, err := conn.Read(text)
		s.check(err)
		return string(text[:n])
	}
}

// A turn that has begun is answered before the server ends, and systemd is notified
// throughout.
func TestATurnThatHasBegunEnds(t *testing.T) {
	s := newStation(t)
	notify, next := s.notified()
	s.start(notify, "WATCHDOG_USEC=3000000")
	for _, want := range []string{"READY=1", "WATCHDOG=1", "WATCHDOG=1"} {
		if got := next(); got != want {
			t.Errorf("systemd is told %q, want %q", got, want)
		}
	}
	turn := s.slow()
	s.check(s.server.Process.Signal(syscall.SIGTERM))
	for next() != "STOPPING=1" {
	}
	fmt.Fprint(turn, "CallSid=CA1")
	s.check(turn.Flush())
	text, err := io.ReadAll(turn)
	if err != nil || !strings.Contains(string(text), "403 Forbidden") { // unsigned, but answered
		t.Errorf("%q, %v", text, err)
	}
	if err := s.server.Wait(); err != nil {
		t.Errorf("it did not end well: %v", err)
	}
}

// A second signal ends the server at once, without waiting for turns.
func TestASecondSignalEndsAtOnce(t *testing.T) {
	s := newStation(t)
	notify, next := s.notified()
	s.start(notify)
	next()
	s.slow()
	s.check(s.server.Process.Signal(syscall.SIGTERM))
	next()
	ended := make(chan error, 1)
	go func() { ended <- s.server.Wait() }()
	for began := time.Now(); ; {
		s.server.Process.Signal(syscall.SIGTERM)
		select {
		case err := <-ended:
			if took := time.Since(began); err == nil || took > house.LastTurns/2 {
				t.Errorf("it waited for %v: %v", took, err)
			}
			return
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// A monitor that can only run programs asks with one.
func TestReadyCommand(t *testing.T) {
	s := newStation(t)
	s.start()
	s.isReady()
	ask := exec.Command("edown", "ready")
	ask.Env = append(s.env, "EDOWN_LISTEN="+strings.TrimPrefix(s.at, "http://"))
	if out, err := ask.CombinedOutput(); err != nil || string(out) != "ready\n" {
		t.Errorf("%s, %v", out, err)
	}
}
