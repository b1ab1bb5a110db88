package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"edown/cmd/edown/demo"
	"edown/cmd/edown/house"
)

// demoCommand answers a line that exists only on this machine.
type demoCommand struct {
	Listen string  `default:"127.0.0.1:8080" help:"Host and port for the phones. Port 0: any free one."`
	DB     string  `placeholder:"FILE" help:"The file for the record. Default: a temporary one."`
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
	config.DB = c.DB
	log := slog.New(slog.NewTextHandler(sh.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	d, err := demo.Open(sh.ctx, demo.Setup{Config: config, Words: words, Listener: listener, Pace: c.Pace, Told: sh.out,
		Log: log})
	if err != nil {
		return err
	}
	defer d.Close()
	fmt.Fprint(sh.out, d.Guide())
	if c.Open {
		d.ShowPhones()
	}
	err = d.Run(sh.ctx)
	stories, untold := d.Stories(context.WithoutCancel(sh.ctx))
	fmt.Fprint(sh.out, stories)
	return errors.Join(err, untold)
}
