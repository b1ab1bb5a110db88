package main

import (
	"context"
	"crypto/rand"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"edown/locales"
	"edown/operators/rota"
	"edown/store"
	"edown/support"
	"edown/support/civil"
	"edown/voice/exchange"
)

// demoCommand answers a line that exists only on this machine.
type demoCommand struct {
	Listen string  `default:"127.0.0.1:8080" help:"Host and port for the phones; port 0 is any that is free."`
	DB     string  `placeholder:"FILE" help:"Where the record is kept; a temporary file when it is left out."`
	Open   bool    `help:"Open the phones in the browser."`
	Pace   float64 `default:"1" hidden:"" help:"How many times faster than a person the line talks."`
}

//go:embed sample
var sample embed.FS

func (c *demoCommand) Run(sh *shell) error {
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	listener, err := listen(c.Listen, "--listen")
	if err != nil {
		return err
	}
	defer listener.Close()
	if config.DB, err = c.database(); err != nil {
		return err
	}
	return c.live(sh, configured(config, reachable(listener.Addr())), words, listener)
}

// live answers calls until Ctrl-C, then tells their stories.
func (c *demoCommand) live(sh *shell, config Config, words *locales.Catalog, listener net.Listener) error {
	log := slog.New(slog.NewTextHandler(sh.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	h, err := assemble(sh.ctx, config, equipment{words: words, log: log, witness: newWitness(sh.out)})
	if err != nil {
		return err
	}
	defer h.Close()
	d, err := readSample(config.Cases, words.Tags())
	if err == nil {
		err = moveIn(sh.ctx, h.store, config.DB, d)
	}
	if err != nil {
		return err
	}
	x := c.exchange(config, d, log)
	defer x.Close()
	guide(sh.out, config, d)
	c.open(config.PublicURL)
	context.AfterFunc(sh.ctx, x.Close) // calls end before the server does: nobody waits for the other
	board := newBulletin(h.store, d, x.Show, log)
	err = answer(sh.ctx, listener, oneServer(x, h), log, both(h.Run, board.run))
	return errors.Join(err, tellStories(context.WithoutCancel(sh.ctx), sh.out, h.store, config.DB))
}

// moveIn puts the sample on record, unless people are on it whom a demo must
// not mix with its own.
func moveIn(ctx context.Context, s *store.Store, db string, d store.Directory) error {
	roster, err := s.Rota(ctx)
	if err != nil {
		return err
	}
	for _, p := range roster.People {
		if !slices.ContainsFunc(d.People, func(own rota.Person) bool { return own.ID == p.ID && own.Phone == p.Phone }) {
			return fmt.Errorf("database %s: %s (%s) is not of the sample, so this is no record of a demo: name another file with --db, or none", db, p.ID, p.Name)
		}
	}
	return s.Put(ctx, d)
}

func (c *demoCommand) database() (string, error) {
	if c.DB != "" {
		return c.DB, nil
	}
	dir, err := os.MkdirTemp("", "edown-demo-")
	if err != nil {
		return "", fmt.Errorf("no place for the record: %w: name a file with --db", err)
	}
	return filepath.Join(dir, "edown.db"), nil
}

// configured has the line reached at the demo's own exchange. The account
// exists only here, and only as long as the demo runs.
func configured(c Config, at string) Config {
	c.PublicURL, c.API = at, at
	c.Line = demoLine
	c.Account, c.Token, c.OldToken = "AC"+secret(), secret(), ""
	return c
}

// reachable is the address of a listener as a browser on this machine writes it.
func reachable(at net.Addr) string {
	tcp, ok := at.(*net.TCPAddr)
	if ok && tcp.IP.IsUnspecified() {
		return fmt.Sprintf("http://127.0.0.1:%d", tcp.Port)
	}
	return "http://" + at.String()
}

const demoLine = "+18005550100"

func secret() string {
	var b [16]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// readSample reads the sample records, as if they had been written lately.
func readSample(cases support.CaseFormat, langs []string) (store.Directory, error) {
	entries, err := sample.ReadDir("sample")
	if err != nil {
		return store.Directory{}, err
	}
	var records []string
	for _, e := range entries {
		if ext := path.Ext(e.Name()); ext == ".csv" || ext == ".toml" {
			records = append(records, "sample/"+e.Name())
		}
	}
	d, err := readDirectory(records, sample.ReadFile, importing{cases: cases, langs: langs})
	return freshened(d, time.Now()), err
}

// freshened has account managers whose term runs, and for the mission's call D a
// case that is an hour too young to be escalated.
func freshened(d store.Directory, now time.Time) store.Directory {
	for i := range d.Engagements {
		d.Engagements[i].Since = civil.DateOf(now.AddDate(0, -3, 0))
	}
	for i := range d.Cases {
		if d.Cases[i].Contract == young {
			d.Cases[i].Opened = now.Add(-15 * time.Hour)
		}
	}
	return d
}

// young is the sample's Gold contract with a case for call D.
const young = "600600"

func (c *demoCommand) exchange(config Config, d store.Directory, log *slog.Logger) *exchange.Exchange {
	x := exchange.New(exchange.Config{
		AccountSID: config.Account, AuthToken: config.Token, BaseURL: config.API, Log: log,
		CallsPerSecond: config.Pace,
		Talk: func(lang, text string) time.Duration {
			return time.Duration(float64(exchange.NaturalPace(lang, text)) / c.Pace)
		},
	})
	x.Connect(string(config.Line), exchange.Number{
		VoiceURL: config.PublicURL + "/voice/incoming", VoiceFallbackURL: config.PublicURL + "/voice/fallback",
		StatusCallback: config.PublicURL + "/voice/status", SMSURL: config.PublicURL + "/sms/incoming",
	})
	x.Phones(string(config.Line), cards(d))
	x.Welcome(config.Company, steps(d))
	return x
}

// both runs one beside the other.
func both(one, other func(context.Context)) func(context.Context) {
	return func(ctx context.Context) {
		var all sync.WaitGroup
		all.Go(func() { one(ctx) })
		all.Go(func() { other(ctx) })
		all.Wait()
	}
}

// oneServer is the exchange and the house behind one listener.
func oneServer(x *exchange.Exchange, h *house) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/2010-04-01/", x.Handler())
	mux.Handle("/phone/", streaming(x.Handler()))
	mux.Handle("/", h.Handler)
	mux.Handle("GET /{$}", http.RedirectHandler("/phone/", http.StatusSeeOther))
	return mux
}

// streaming lets an answer take as long as it goes on: what happens to a phone
// is sent as it happens.
func streaming(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.NewResponseController(w).SetWriteDeadline(time.Time{}) // a server without deadlines refuses, and needs none lifted
		next.ServeHTTP(w, r)
	})
}

// open shows the phones in a browser, if there is one.
func (c *demoCommand) open(at string) {
	if !c.Open {
		return
	}
	opener := map[string][]string{"darwin": {"open"}, "windows": {"rundll32", "url.dll,FileProtocolHandler"}}[runtime.GOOS]
	if opener == nil {
		opener = []string{"xdg-open"}
	}
	exec.Command(opener[0], append(opener[1:], at+"/phone/")...).Start() // the address is printed in any case
}
