package main

import (
	"fmt"
	"net"
	"net/http"
	"time"

	"edown/store"
)

// backupCommand copies the record.
type backupCommand struct {
	File  string `arg:"" help:"Where the copy goes. It holds personal data: only its owner may read it."`
	Force bool   `help:"Replace the file if it is there."`
}

func (c *backupCommand) Run(sh *shell) error {
	config, _, err := sh.load()
	if err != nil {
		return err
	}
	if err := store.Copy(sh.ctx, config.DB, c.File, time.Now(), c.Force); err != nil {
		return err
	}
	fmt.Fprintf(sh.out, "%s: a copy of %s, checked\n", c.File, config.DB)
	return nil
}

// restoreCommand puts a copy in the place of the record.
type restoreCommand struct {
	File  string `arg:"" help:"A copy that edown backup has written."`
	Force bool   `help:"Replace the record if it is there; it is kept beside the new one."`
}

func (c *restoreCommand) Run(sh *shell) error {
	config, _, err := sh.load()
	if err != nil {
		return err
	}
	aside, err := store.Restore(sh.ctx, c.File, config.DB, time.Now(), c.Force)
	if err != nil {
		return err
	}
	fmt.Fprintf(sh.out, "%s: restored from %s\n", config.DB, c.File)
	if aside != "" {
		fmt.Fprintf(sh.out, "%s: what was there before\n", aside)
	}
	return nil
}

// readyCommand asks a server on this machine how it is: for monitors that can
// only run programs.
type readyCommand struct{}

func (readyCommand) Run(sh *shell) error {
	config, _, err := sh.load()
	if err != nil {
		return err
	}
	host, port, err := net.SplitHostPort(config.Listen)
	if err != nil {
		return err
	}
	if at := net.ParseIP(host); host == "" || at.IsUnspecified() {
		host = "127.0.0.1"
	}
	client := http.Client{Timeout: readyTakes + time.Second}
	resp, err := client.Get("http://" + net.JoinHostPort(host, port) + "/readyz")
	if err != nil {
		return fmt.Errorf("no server answers: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the server at %s is not ready: its log says why", config.Listen)
	}
	fmt.Fprintln(sh.out, "ready")
	return nil
}
