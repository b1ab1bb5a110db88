package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/drill"
	"edown/cmd/edown/drill/bench"
	"edown/cmd/edown/fallback"
	"edown/cmd/edown/house"
	"edown/locales"
	"edown/store"
	"edown/support"
)

// drillCommand rings the line on its worst nights.
type drillCommand struct {
	Calls int    `default:"1000" help:"How many callers ring, ten in each storm. Fewer than 100 do not count as a drill."`
	Seed  uint64 `help:"Of the first storm: the same people, the same weather. What comes first within an instant is the machine's. Any when it is left out."`
	Calm  bool   `help:"Nothing fails. It does not count as a drill."`
	Bench bool   `help:"Measure instead: how fast the line is on this machine, in a minute or two."`
}

func (c *drillCommand) Run(sh *shell) error {
	if c.Bench {
		return measure(sh)
	}
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	if c.Seed == 0 {
		c.Seed = rand.Uint64N(1 << 32)
	}
	plan := drill.Plan{Calls: c.Calls, Seed: c.Seed, Calm: c.Calm, Build: builder(words)}
	fmt.Fprintf(sh.out, "edown drill %s\n", plan)
	found, err := drill.Run(sh.ctx, plan)
	if err != nil {
		return err
	}
	found.Print(sh.out)
	if sh.ctx.Err() != nil {
		return fmt.Errorf("interrupted after %d of %d callers: this is no drill, and not put on record", found.Calls, c.Calls)
	}
	if err := c.keep(sh, config, found); err != nil {
		return err
	}
	if n := len(found.Breaches); n > 0 {
		return fmt.Errorf("%d promises were broken: see above", n)
	}
	return nil
}

// keep puts a drill on record, or says why it is not put there.
func (c *drillCommand) keep(sh *shell, config config.Config, found drill.Report) error {
	if why := c.tooLittle(found); why != "" {
		fmt.Fprintf(sh.err, "edown: the drill is not put on record: %s\n", why)
		return nil
	}
	return drilledOn(sh, config)
}

// fewestCalls are ten storms: enough for most of what can fail to fail.
const fewestCalls = 100

// tooLittle is why a drill does not show that the line works; empty: it does.
func (c *drillCommand) tooLittle(found drill.Report) string {
	switch {
	case len(found.Breaches) > 0:
		return "promises were broken"
	case c.Calm:
		return "nothing was to fail in it"
	case found.Calls < fewestCalls:
		return fmt.Sprintf("%d callers are too few: ring with -calls %d at least", found.Calls, fewestCalls)
	}
	return ""
}

// measure needs no configuration: what it measures exists only for that.
func measure(sh *shell) error {
	words, err := locales.Load()
	if err != nil {
		return err
	}
	return bench.Bench{Words: words, Build: builder(words)}.Run(sh.ctx, sh.out)
}

// drilledOn notes on record that a drill was held, where there is a record: edown
// check asks how long ago that was.
func drilledOn(sh *shell, c config.Config) error {
	if _, err := os.Stat(c.RecordFile()); err != nil {
		fmt.Fprintf(sh.err, "edown: the drill is not put on record: there is no %s\n", c.DB)
		return nil
	}
	s, err := c.OpenRecord(sh.ctx, sh.log())
	if err != nil {
		return err
	}
	return errors.Join(s.Mark(sh.ctx, store.Drill, time.Now()), s.Close())
}

// drilled is a house as a drill sees it.
type drilled struct {
	*house.House
	config config.Config
	words  *locales.Catalog
}

func (d drilled) Handler() http.Handler { return d.House.Handler }
func (d drilled) Record() *store.Store  { return d.Store }

func (d drilled) Fallback(ctx context.Context) ([]byte, error) {
	roster, err := d.Store.Rota(ctx)
	if err != nil {
		return nil, err
	}
	document, _, err := fallback.Document(d.config, d.words, roster, "")
	return document, err
}

// builder puts up the house that serve would.
func builder(words *locales.Catalog) drill.Builder {
	return func(ctx context.Context, at drill.Site) (drill.House, error) {
		c := config.Default()
		c.DB, c.PublicURL, c.API = at.DB, at.PublicURL, at.API
		c.Line, c.Account, c.Token, c.Pace = support.E164(at.Line), at.Account, at.Token, at.Pace
		h, err := house.Assemble(ctx, c, house.Equipment{Words: words, Transport: at.Carrier, Log: at.Log, Commit: at.Commit, Mail: at.Mail})
		if err != nil {
			return nil, err
		}
		return drilled{h, c, words}, nil
	}
}
