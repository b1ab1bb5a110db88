package main

import "edown/cmd/edown/house"

// serveCommand answers the line.
type serveCommand struct{}

func (serveCommand) Run(sh *shell) error {
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	if err := config.Missing(); err != nil {
		return err
	}
	listener, err := house.Door(config)
	if err != nil {
		return err
	}
	defer listener.Close()
	h, err := house.Assemble(sh.ctx, config, house.Equipment{Words: words, Log: sh.logger(config),
		Mail: config.Mailer(words), Asks: house.AskEvery})
	if err != nil {
		return err
	}
	defer h.Close()
	return h.Serve(sh.ctx, config, listener)
}
