package main

import (
	"bytes"
	"fmt"
	"time"

	"edown/cmd/edown/duty"
)

// rotaCommand tells who is on duty.
type rotaCommand struct {
	JSON bool   `name:"json" help:"Print it as JSON, for other programs."`
	Days int    `default:"14" placeholder:"DAYS" help:"How many days from now. Default: 14."`
	Zone string `placeholder:"ZONE" help:"The time zone of the moments, such as Europe/Paris. Default: that of this machine."`
}

// farthest is a year: no rota is planned for longer.
const farthest = 366

func (c *rotaCommand) Run(sh *shell) error {
	if c.Days < 1 || c.Days > farthest {
		return fmt.Errorf("--days %d: write a number of days from 1 to %d", c.Days, farthest)
	}
	config, _, err := sh.load()
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
	roster, err := s.Rota(sh.ctx)
	if err != nil {
		return err
	}
	plan := duty.Of(roster, time.Now(), c.Days, zone)
	var b bytes.Buffer
	write := plan.Text
	if c.JSON {
		write = plan.JSON
	}
	if err := write(&b); err != nil {
		return err
	}
	return sh.write("", b.Bytes(), ownersOnly)
}
