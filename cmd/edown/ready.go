package main

import (
	"fmt"

	"edown/cmd/edown/house"
)

// readyCommand asks a server on this machine whether it is ready, for monitors that
// can only run programs.
type readyCommand struct{}

func (readyCommand) Run(sh *shell) error {
	config, _, err := sh.load()
	if err != nil {
		return err
	}
	if err := house.AskReady(config.Listen); err != nil {
		return err
	}
	fmt.Fprintln(sh.out, "ready")
	return nil
}
