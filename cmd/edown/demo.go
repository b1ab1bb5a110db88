package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/cmd/edown/house"
	"edown/locales"
	"edown/operators/rota"
	"edown/store"
	"edown/voice/exchange"
)

// demoCommand answers a line that exists only on this machine.
type demoCommand struct {
	Listen string  `default:"127.0.0.1:8080" help:"Host and port for the phones; port 0 is any that is free."`
	DB     string  `placeholder:"FILE" help:"Where the record is kept; a temporary file when it is left out."`
	Open   bool    `help:"Open the phones in the browser."`
	Pace   float64 `default:"1" hidden:"" help:"How many times faster than a person the line talks."`
}

func (c *demoCommand) Run(sh *shell) error {
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	listener, err := house.Listen(c.Listen, "--listen")
	if err != nil {
		return err
	}
	defer listener.Close()
	if config.DB, err = c.database(); err != nil {
		return err
	}
	return c.live(sh, sample.Configured(config, reachable(listener.Addr())), words, listener)
}

// live answers calls until Ctrl-C, then tells their stories.
func (c *demoCommand) live(sh *shell, config config.Config, words *locales.Catalog, listener net.Listener) error {
	log := slog.New(slog.NewTextHandler(sh.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	h, err := house.Assemble(sh.ctx, config, house.Equipment{Words: words, Log: log, Witness: newWitness(sh.out)})
	if err != nil {
		return err
	}
	defer h.Close()
	d, err := sample.Read(config.Cases, words.Tags())
	if err == nil {
		err = moveIn(sh.ctx, h.Store, config.DB, d)
	}
	if err != nil {
		return err
	}
	x := c.exchange(config, d, log)
	defer x.Close()
	guide(sh.out, config, d)
	c.open(config.PublicURL)
	context.AfterFunc(sh.ctx, x.Close) // calls end before the server does: nobody waits for the other
	err = house.Answer(sh.ctx, listener, together(x, h), log, h.Run)
	return errors.Join(err, tellStories(context.WithoutCancel(sh.ctx), sh.out, h.Store, config.DB))
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

// reachable is the address of a listener as a browser on this machine writes it.
func reachable(at net.Addr) string {
	tcp, ok := at.(*net.TCPAddr)
	if ok && tcp.IP.IsUnspecified() {
		return fmt.Sprintf("http://127.0.0.1:%d", tcp.Port)
	}
	return "http://" + at.String()
}

func (c *demoCommand) exchange(config config.Config, d store.Directory, log *slog.Logger) *exchange.Exchange {
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
	return x
}

// together is the exchange and the house behind one listener.
func together(x *exchange.Exchange, h *house.House) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/2010-04-01/", x.Handler())
	mux.Handle("/phone/", house.Streaming(x.Handler()))
	mux.Handle("/", h.Handler)
	mux.Handle("GET /{$}", http.RedirectHandler("/phone/", http.StatusSeeOther))
	return mux
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
