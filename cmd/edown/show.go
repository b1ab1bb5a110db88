package main

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/intake"
	"edown/store"
	"edown/store/telling"
)

// showCommand tells an emergency afterwards.
type showCommand struct {
	Name string `arg:"" placeholder:"CASE|PAGE|CALL" help:"A case number, such as C1234567; or the name of a page or of a call."`
	JSON bool   `name:"json" help:"Print it as JSON, for other programs."`
	HTML string `name:"html" placeholder:"FILE" help:"Write it as one page that prints well. The file is replaced."`
	Said bool   `help:"Print also everything that was said and keyed on each call."`
	Zone string `placeholder:"ZONE" help:"The time zone of the moments, such as Europe/Paris. Default: that of this machine."`
}

func (c *showCommand) Run(sh *shell) error {
	if c.JSON && c.HTML != "" {
		return errors.New("--json and --html FILE: choose one of them")
	}
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	zone, err := viewersZone(c.Zone)
	if err != nil {
		return err
	}
	s, err := config.ReadRecord(sh.ctx, sh.log())
	if err != nil {
		return err
	}
	defer s.Close()
	chronicle, err := c.chronicle(sh, s, config)
	if err != nil {
		return err
	}
	return c.print(sh, telling.Tell(chronicle, words, telling.How{Now: time.Now(), Zone: zone, Said: c.Said}))
}

// chronicle reads what has the name, as it was written or as a case number is.
func (c *showCommand) chronicle(sh *shell, s *store.Store, config config.Config) (store.Chronicle, error) {
	found, err := s.Chronicle(sh.ctx, c.Name)
	if cases := config.Cases.Mentioned(c.Name); errors.Is(err, store.ErrNotOnRecord) && len(cases) > 0 {
		found, err = s.Chronicle(sh.ctx, string(cases[0]))
	}
	if errors.Is(err, store.ErrNotOnRecord) {
		err = fmt.Errorf("%w: write a case number, or a page or a call as edown show --json names them", err)
	}
	return found, err
}

func (c *showCommand) print(sh *shell, told telling.Telling) error {
	var b bytes.Buffer
	write := told.Text
	switch {
	case c.JSON:
		write = told.JSON
	case c.HTML != "":
		write = told.HTML
	}
	if err := write(&b); err != nil {
		return err
	}
	return sh.write(c.HTML, b.Bytes(), ownersOnly)
}

// viewersZone is the zone of a name; without one, that of this machine.
func viewersZone(name string) (*time.Location, error) {
	if name == "" {
		return time.Local, nil
	}
	zone, err := intake.ParseZone(name)
	if err != nil {
		err = fmt.Errorf("--zone %q: %w", name, err)
	}
	return zone, err
}
