package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/drill"
	"edown/cmd/edown/drill/bench"
	"edown/cmd/edown/drill/stage"
	"edown/store"
)

// drillCommand rings the line as on its worst nights.
type drillCommand struct {
	Calls int    `default:"1000" help:"How many callers ring, ten in each storm. Fewer than 100 do not count as a drill."`
	Seed  uint64 `help:"Repeats a drill: the same people and the same faults. The order within an instant may differ. Default: random."`
	Calm  bool   `help:"Let nothing fail. This does not count as a drill."`
	Bench bool   `help:"Measure how fast the line is on this machine instead. Takes a minute or two."`
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
	plan := drill.Plan{Calls: c.Calls, Seed: c.Seed, Calm: c.Calm, Build: stage.Builder(words)}
	fmt.Fprintf(sh.out, "edown drill %s\n", plan)
	found, err := drill.Run(sh.ctx, plan)
	if err != nil {
		return err
	}
	found.Print(sh.out)
	if sh.ctx.Err() != nil {
		return fmt.Errorf("interrupted after %d of %d callers: this is no drill, and not put on record", found.Calls, c.Calls)
	}
	if err := keep(sh, config, plan, found); err != nil {
		return err
	}
	if n := len(found.Breaches); n > 0 {
		return fmt.Errorf("%d promises were broken: see above", n)
	}
	return nil
}

// keep puts a drill on record, or says why it does not count.
func keep(sh *shell, c config.Config, plan drill.Plan, found drill.Report) error {
	if why := plan.TooLittle(found); why != "" {
		fmt.Fprintf(sh.err, "edown: the drill is not put on record: %s\n", why)
		return nil
	}
	return drilledOn(sh, c)
}

// measure needs no configuration, because it builds its own line.
func measure(sh *shell) error {
	words, err := loadWords()
	if err != nil {
		return err
	}
	return bench.Bench{Words: words, Build: stage.Builder(words)}.Run(sh.ctx, sh.out)
}

// drilledOn notes the drill on record, if there is one: edown check asks how long
// ago the last drill was.
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
