package check

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/cmd/edown/house/housetest"
	"edown/operators/rota"
	"edown/store"
	"edown/support"
	"edown/support/civil"
	"edown/voice"
	"edown/voice/exchange"
)

// site is an installation that lacks nothing: a town, the internet between it and
// its carrier, and a fallback on another host.
type site struct {
	*housetest.Town
	config  config.Config
	number  exchange.Number
	expires time.Time     // the certificate
	down    bool          // the line does not answer
	refusal error         // why it does not answer, besides down
	remark  string        // a comment in the fallback
	late    time.Duration // how far the carrier's clock is behind
	backup  time.Duration // how long ago
	drill   time.Duration
	answers func(w http.ResponseWriter, r *http.Request) // answers in place of the line
}

const fallbackElsewhere = "https://elsewhere.test/down.xml"

// ready plays a story at a site.
func ready(t *testing.T, change func(*config.Config, *exchange.Config), story func(*site)) {
	housetest.InTown(t, change, func(w *housetest.Town) {
		s := &site{Town: w, config: w.Config, expires: time.Now().AddDate(0, 2, 0), backup: time.Hour, drill: time.Hour}
		s.config.PublicURL = "https://edown.test"
		s.number = exchange.Number{
			VoiceURL: s.config.PublicURL + "/voice/incoming#rc=2", VoiceFallbackURL: fallbackElsewhere,
			StatusCallback: s.config.PublicURL + "/voice/status", SMSURL: s.config.PublicURL + "/sms/incoming",
		}
		story(s)
	})
}

func (s *site) marks() {
	s.Helper()
	for name, ago := range map[string]time.Duration{store.Backup: s.backup, store.Drill: s.drill} {
		if err := s.House.Store.Mark(s.Context(), name, time.Now().Add(-ago)); err != nil {
			s.Fatal(err)
		}
	}
}

// RoundTrip is the internet.
func (s *site) RoundTrip(r *http.Request) (*http.Response, error) {
	to := http.Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<?xml version="1.0"?>`+s.remark+`<Response><Say>Hold on.</Say></Response>`)
	}))
	switch {
	case r.URL.Hostname() == "carrier.test":
		to = s.Exchange.Handler()
	case r.URL.Hostname() == "edown.test" && s.refusal != nil:
		return nil, s.refusal
	case r.URL.Hostname() == "edown.test" && s.down:
		return nil, errors.New("connection refused")
	case r.URL.Hostname() == "edown.test" && s.answers != nil:
		to = http.HandlerFunc(s.answers)
	case r.URL.Hostname() == "edown.test":
		to = s.House.Handler
	}
	resp, err := exchange.InProcess(to).RoundTrip(r)
	if err == nil && r.URL.Scheme == "https" {
		resp.TLS = &tls.ConnectionState{PeerCertificates: []*x509.Certificate{{NotAfter: s.expires}}}
	}
	if err == nil && resp.Header.Get("Date") != "" {
		resp.Header.Set("Date", time.Now().Add(-s.late).UTC().Format(http.TimeFormat))
	}
	return resp, err
}

// check is what edown check prints, without the disk of the machine that runs the
// tests.
func (s *site) check() string {
	s.Helper()
	s.marks()
	s.Exchange.Connect(sample.Line, s.number)
	found := Examination{Config: s.config, Words: s.Words, Transport: s.Oracle.REST(s)}.Run(s.Context())
	var kept []string
	disk := false
	for line := range strings.Lines(Text(found)) {
		disk = strings.Contains(line, "  disk  ") || disk && strings.Contains(line, "→")
		if !disk {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

func TestWhatLacksNothingPassesTheCheck(t *testing.T) {
	ready(t, nil, func(s *site) {
		want := `ok    settings        complete
ok    public URL      https://edown.test answers, and refuses what is not signed
ok    certificate     valid until 2000-03-01
ok    account         our credentials are taken, the account is active
ok    +18005550100    calls and messages come here, and go elsewhere when we are down
ok    clock           agrees with the carrier's
ok    database        ` + s.config.DB + ` is read and written
ok    rota            15 people, and somebody on duty for the next 14 days
ok    phones          17, and all may be rung
ok    policy          version ` + s.config.Policy.Version() + `, and all whom it names are on the rota
ok    people          supervisors, engineers and customer success managers are all on record
ok    contracts       6, and nothing contradicts the policy
ok    pace            5 calls by 90 s, 9 by 300 s; at 1 a second the last is 2s late
ok    calls at once   a caller and 3 phones that ring need 4; a limit is not set (twilio.concurrent_calls)
ok    mail            no server is set (mail.server): notices go by SMS alone
ok    backup          the last was 1 hour ago
ok    drill           the last was 1 hour ago
`
		if got := s.check(); got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
	})
}

// Each fault has its line and its remedy, and the other points are judged all the
// same.
func TestTheCheckNamesWhatIsLacking(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*config.Config, *exchange.Config)
		fault  func(*site)
		want   string
	}{
		{"no server", nil, func(s *site) { s.down = true }, "FAIL  public URL      no answer: *connection refused\n*start edown serve"},
		{"a name that leads nowhere", nil, func(s *site) { s.refusal = &net.DNSError{Err: "no such host", Name: "edown.test", IsNotFound: true} },
			"FAIL  public URL      no answer: *no such host\n*have the name lead to this server in the DNS"},
		{"a firewall", nil, func(s *site) { s.refusal = context.DeadlineExceeded }, "FAIL  public URL      no answer: *\n*let the firewall pass https"},
		{"a certificate of nobody", nil, func(s *site) { s.refusal = &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}} },
			"FAIL  public URL      no answer: *unknown authority\n*give the proxy a certificate for this name"},
		{"a proxy without TLS", nil, func(s *site) {
			s.refusal = tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}
		},
			"FAIL  public URL      no answer: *\n*have the proxy speak TLS"},
		{"a proxy that reaches nobody", nil, func(s *site) { s.answers = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502) } },
			"FAIL  public URL      the proxy at https://edown.test answered 502: it reaches no server\n*start edown serve"},
		{"a proxy that wants a password", nil, func(s *site) { s.answers = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(401) } },
			"FAIL  public URL      https://edown.test asks for a password*\n*let the proxy pass everybody"},
		{"another program", nil, func(s *site) { s.answers = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "It works!") } },
			"FAIL  public URL      https://edown.test/healthz answered 200, and not as this program does\n*the proxy pass every path"},
		{"a proxy that redirects", nil, func(s *site) { s.answers = http.RedirectHandler("https://www.edown.test/", 301).ServeHTTP }, "FAIL  public URL *answered 301"},
		{"a proxy that answers by itself", nil, func(s *site) {
			s.answers = func(w http.ResponseWriter, r *http.Request) {
				if r.Method == "GET" {
					s.House.Handler.ServeHTTP(w, r)
				}
			}
		}, "FAIL  public URL      a webhook without a signature was answered 200, not 403"},
		{"a certificate that ends", nil, func(s *site) { s.expires = time.Now().AddDate(0, 0, 3) }, "warn  certificate     ends in 3 days, on 2000-01-04\n*renew it"},
		{"a wrong token", nil, func(s *site) { s.config.Token = "wrong" }, "FAIL  account         the carrier rejected our credentials (status 401, Twilio error 20003)\n*check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"},
		{"no token", nil, func(s *site) { s.config.Token = "" }, "FAIL  settings        twilio.auth_token is missing\n*set it in the file*FAIL  account         not asked"},
		{"another number", nil, func(s *site) { s.config.Line = "+18005550199" }, "FAIL  +18005550199    the account does not have this number\n*EDOWN_LINE"},
		{"a second number", nil, func(s *site) { s.config.Lines = map[support.E164]string{"+33199000001": "fr"} }, "FAIL  +33199000001    the account does not have this number"},
		{"calls go elsewhere", nil, func(s *site) { s.number.VoiceURL = "https://demo.twilio.com/welcome/voice/" },
			"FAIL  +18005550100    when a call comes in: POST https://demo.twilio.com/welcome/voice/\n*set it to POST https://edown.test/voice/incoming#ct="},
		{"calls come by GET", nil, func(s *site) { s.number.VoiceMethod = "GET" }, "FAIL  +18005550100    when a call comes in: GET https://edown.test/voice/incoming"},
		{"nobody tells when calls end", nil, func(s *site) { s.number.StatusCallback = "" }, "FAIL  +18005550100    when call status changes: nothing\n*set it to POST https://edown.test/voice/status"},
		{"messages go elsewhere", nil, func(s *site) { s.number.SMSURL = "" }, "warn  +18005550100    when a message comes in: nothing"},
		{"no fallback", nil, func(s *site) { s.number.VoiceFallbackURL = "" }, "FAIL  +18005550100    there is no fallback*\n*publish what edown fallback writes"},
		{"a fallback that goes down with us", nil, func(s *site) { s.number.VoiceFallbackURL = "https://edown.test/voice/fallback" }, "warn  +18005550100    the fallback is on this host"},
		{"a fallback without TwiML", nil, func(s *site) { s.number.VoiceFallbackURL = "https://carrier.test/nowhere" }, "FAIL  +18005550100    the fallback does not do: https://carrier.test/nowhere answered 404"},
		{"a fallback of yesterday", nil, func(s *site) { s.remark = madeUntil(time.Now().Add(-time.Hour)) },
			"warn  +18005550100    the fallback is out of date: it knows who was on duty until 1999-12-31 23:00 UTC\n*edown fallback -o, every day"},
		{"a fallback of last week", nil, func(s *site) { s.remark = madeUntil(time.Now().AddDate(0, 0, -7)) },
			"FAIL  +18005550100    the fallback is out of date"},
		{"a damaged record", nil, func(s *site) { s.config.DB = spoilt(s.T, s.config.DB) }, "FAIL  database        *is damaged: *\n*put a copy in its place with edown restore"},
		{"a file of somebody else", nil, func(s *site) { s.config.DB = "check_test.go" }, "FAIL  database        *check_test.go is not a database\n*name another file"},
		{"a clock that is a little fast", nil, func(s *site) { s.late = 5 * time.Second }, "warn  clock           ours is 4s ahead of the carrier's\n*timedatectl"},
		{"a clock that is slow", nil, func(s *site) { s.late = -time.Minute }, "FAIL  clock           ours is 1m0s behind the carrier's"},
		{"no record", nil, func(s *site) { s.config.DB = "nowhere.db" }, "FAIL  database        there is no *nowhere.db\n*EDOWN_DB*warn  rota            not known\n*mend the database first"},
		{"a bad phone", nil, func(s *site) {
			s.Has(store.Directory{People: []rota.Person{{ID: "mei", Name: "Mei Chen", Phone: sample.Line}}})
		},
			"FAIL  phones          mei (Mei Chen) cannot be rung at \"+18005550100\"\n*the line's own number"},
		{"a premium number", nil, func(s *site) {
			s.Has(store.Directory{People: []rota.Person{{ID: "mei", Name: "Mei Chen", Phone: "+19005550123"}}})
		},
			"FAIL  phones          mei (Mei Chen) cannot be rung at \"+19005550123\"\n*costs by the minute"},
		{"a phone abroad", nil, func(s *site) { s.config.Callback = []string{"US"} }, "warn  phones          elodie (Élodie Martin) is at +33199005678, in no country of callback_countries"},
		{"an account manager's bad phone", nil, func(s *site) {
			s.engages(support.TSAM{Name: "Theo Grant", Phone: sample.Line}, support.Booking{})
		},
			"FAIL  phones          Theo Grant (account manager of contract 100100) cannot be rung at \"+18005550100\"\n*the line's own number"},
		{"a booked engineer's bad phone", nil, func(s *site) {
			s.engages(support.TSAM{}, support.Booking{Engineer: "Ida Moss", Phone: "+19005550123", Span: civil.Span{From: time.Now().AddDate(0, 0, 7), To: time.Now().AddDate(0, 0, 8)}})
		},
			"FAIL  phones          Ida Moss (engineer booked by contract 100100) cannot be rung at \"+19005550123\"\n*costs by the minute"},
		{"an account manager abroad", nil, func(s *site) { s.config.Callback = []string{"US"} },
			"warn  phones *Sofia Keller (account manager of contract 200200) is at +33199005682, in no country of callback_countries\n*add the country"},
		{"one phone for two", nil, func(s *site) {
			s.Has(store.Directory{People: []rota.Person{{ID: "raj", Name: "Raj Patel", Phone: "+14155550101"}}})
		},
			"warn  phones          mei and raj share +14155550101"},
		{"a gap", nil, func(s *site) {
			s.Has(store.Directory{Shifts: []rota.Shift{{Person: "mei", Role: rota.Manager, From: 22 * 60, To: 21 * 60}, {Person: "raj", Role: rota.Operator}}})
		}, "FAIL  rota            nobody is on duty as manager from Sat 1 Jan 21:00 to Sat 1 Jan 22:00 UTC, from Sun 2 Jan 21:00 to Sun 2 Jan 22:00 UTC, *from Fri 14 Jan 21:00 to Fri 14 Jan 22:00 UTC\n*edown import"},
		{"a gap after tomorrow", nil, func(s *site) {
			s.Has(store.Directory{Shifts: []rota.Shift{{Person: "mei", Role: rota.Manager, Days: []time.Weekday{0, 1, 2, 3, 5, 6}}, {Person: "raj", Role: rota.Operator}}})
		}, "warn  rota            nobody is on duty as manager from Thu 6 Jan 00:00 to Fri 7 Jan 00:00 UTC, from Thu 13 Jan 00:00 to Fri 14 Jan 00:00 UTC\n*edown import"},
		{"a gap now", nil, func(s *site) {
			s.Has(store.Directory{Shifts: []rota.Shift{{Person: "mei", Role: rota.Manager, From: 1 * 60, To: 0}, {Person: "raj", Role: rota.Operator}}})
		}, "FAIL  rota            nobody is on duty as manager from Sat 1 Jan 00:00 to Sat 1 Jan 01:00 UTC"},
		{"no operators", nil, func(s *site) {
			s.Has(store.Directory{Shifts: []rota.Shift{{Person: "sam", Role: rota.Manager}, {Person: "elodie", Role: rota.Manager}}})
		}, "warn  rota            nobody is on duty as operator in the next 14 days"},
		{"a slow carrier", nil, func(s *site) { s.config.Pace = 0.2 }, "warn  pace            5 calls by 90 s, 9 by 300 s; at 0.2 a second the last is 10s late\n*calls_per_second"},
		{"a trial account", func(_ *config.Config, x *exchange.Config) { x.Trial = true }, func(*site) {},
			"FAIL  calls at once   a caller and 3 phones that ring need 4; a trial account has 5, and rings only verified numbers\n*business profile"},
		{"an account of three calls", nil, func(s *site) { s.config.AtOnce = 3 }, "FAIL  calls at once   a caller and 3 phones that ring need 4; twilio.concurrent_calls says 3"},
		{"an old backup", nil, func(s *site) { s.backup = 50 * time.Hour }, "warn  backup          the last was 2 days ago\n*edown backup"},
		{"an old drill", nil, func(s *site) { s.drill = 36 * 24 * time.Hour }, "warn  drill           the last was 36 days ago\n*edown drill"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ready(t, c.change, func(s *site) {
				c.fault(s)
				if got := s.check(); !like(got, c.want) || strings.Count(got, "\n") < 12 || strings.Contains(got, s.Config.Token) {
					t.Errorf("got\n%swant\n%s", got, c.want)
				}
			})
		})
	}
}

// engages gives a contract this account manager and this dedicated engineer, and no
// others; the zero value is none.
func (s *site) engages(t support.TSAM, b support.Booking) {
	s.Helper()
	c := s.Sample().Contracts[0]
	if t.Name != "" {
		c.TSAMs = []support.TSAM{t}
	}
	if b.Engineer != "" {
		c.Engineers = []support.Booking{b}
	}
	s.Has(store.Directory{Contracts: []support.Contract{c}})
}

// The phones of people whose time is over do not keep an installation from being
// ready.
func TestThePhonesOfThoseWhoseTimeIsOverAreNotJudged(t *testing.T) {
	ready(t, nil, func(s *site) {
		yesterday := civil.Span{From: time.Now().AddDate(0, 0, -2), To: time.Now().AddDate(0, 0, -1)}
		s.engages(support.TSAM{Name: "Theo Grant", Phone: sample.Line, Since: civil.DateOf(time.Now().AddDate(-1, 0, 0))}, support.Booking{Engineer: "Ida Moss", Phone: sample.Line, Span: yesterday})
		if got := s.check(); strings.Contains(got, "FAIL") || !strings.Contains(got, "ok    phones          16, and all may be rung") {
			t.Error(got)
		}
	})
}

// madeUntil is the comment in a fallback whose rota reaches until a moment.
func madeUntil(until time.Time) string {
	return "<!-- What callers hear while the line is down. It dials who is on duty from " + until.AddDate(0, 0, -1).Format("2006-01-02 15:04 UTC") +
		" to " + until.Format("2006-01-02 15:04 UTC") + ":\n     make it again every day. -->"
}

// spoilt is a copy of a record in which all tables but the first are overwritten.
func spoilt(t *testing.T, record string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "spoilt.db")
	if err := store.Copy(t.Context(), record, file, time.Now(), false); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < len(text); i++ {
		text[i] ^= 0xff
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// like reports whether text has the parts between asterisks, in order.
func like(text, parts string) bool {
	for part := range strings.SplitSeq(parts, "*") {
		_, rest, found := strings.Cut(text, part)
		if !found {
			return false
		}
		text = rest
	}
	return true
}

func TestAFullDiskFailsTheCheck(t *testing.T) {
	for _, c := range []struct {
		free, total uint64
		err         error
		want        Finding
	}{
		{50 * mega, 100 * giga, nil, Finding{Level: Lacking, Says: "50 MB are free"}},
		{500 * mega, giga, nil, Finding{Level: Doubtful, Says: "0.5 GB of 1.0 are free"}},
		{5 * giga, 100 * giga, nil, Finding{Level: Doubtful, Says: "5.0 GB of 100.0 are free"}},
		{50 * giga, 100 * giga, nil, Finding{Level: Fine, Says: "50.0 GB of 100.0 are free"}},
		{0, 0, errors.ErrUnsupported, Finding{Level: Doubtful, Says: "its free room is not known: unsupported operation"}},
	} {
		got := facts{record: recordFacts{free: c.free, total: c.total, disk: c.err}}.judgeDisk()[0]
		if got.Level != c.want.Level || got.Says != c.want.Says || (got.Remedy == "") != (got.Level == Fine) {
			t.Errorf("%d of %d: %+v", c.free, c.total, got)
		}
	}
}

// The carrier's clock comes in whole seconds and takes a while to arrive. Only what
// that cannot explain is a difference.
func TestClocksAreComparedFairly(t *testing.T) {
	noon := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct{ sent, answered, want time.Duration }{
		{0, 9 * time.Second, 0}, {500 * time.Millisecond, 900 * time.Millisecond, 0}, {-9 * time.Second, time.Second, 0},
		{4 * time.Second, 5 * time.Second, 3 * time.Second}, {-40 * time.Second, -39 * time.Second, -39 * time.Second},
	} {
		f := carrierFacts{account: voice.Account{Clock: noon}, sent: noon.Add(c.sent), answered: noon.Add(c.answered)}
		if got := f.ahead(); got != c.want {
			t.Errorf("sent %v, answered %v: %v, want %v", c.sent, c.answered, got, c.want)
		}
	}
}
