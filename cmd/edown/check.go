package main

import (
	"fmt"
	"net/http"

	"edown/cmd/edown/check"
)

// checkCommand tells what this installation lacks.
type checkCommand struct{}

func (checkCommand) Run(sh *shell) error {
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	found := check.Examination{Config: config, Words: words, Transport: http.DefaultTransport}.Run(sh.ctx)
	fmt.Fprint(sh.out, check.Text(found))
	if n := check.Failing(found); n > 0 {
		return fmt.Errorf("this installation is not ready: %d of %d points fail", n, len(found))
	}
	return nil
}
