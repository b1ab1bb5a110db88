package main

import (
	"errors"
	"fmt"
	"net/url"

	"edown/cmd/edown/config"
	"edown/cmd/edown/fallback"
	"edown/operators/rota"
	"edown/voice"
)

// fallbackCommand writes what callers hear while this server is down.
type fallbackCommand struct {
	Out string `short:"o" placeholder:"FILE" help:"The file to write. Default: the screen."`
	URL string `name:"url" placeholder:"URL" help:"The address at which it will be published, so that it can begin again."`
}

func (c *fallbackCommand) Run(sh *shell) error {
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	if err := c.elsewhere(config); err != nil {
		return err
	}
	if config.Line == "" {
		fmt.Fprintln(sh.err,
			"edown: the line is not set: whoever is rung sees the caller's number, not the line's: set line (EDOWN_LINE)")
	}
	roster, err := rotaOf(sh, config)
	if err != nil {
		return err
	}
	document, notices, err := fallback.Document(config, words, roster, c.URL)
	for _, n := range notices {
		fmt.Fprintf(sh.err, "edown: %s\n", n)
	}
	if err != nil {
		return fmt.Errorf("the fallback was not written: %w", err)
	}
	return sh.write(c.Out, document, forWebServers)
}

// elsewhere checks that the document will be on another host than the line.
func (c *fallbackCommand) elsewhere(from config.Config) error {
	u, err := url.Parse(c.URL)
	switch {
	case c.URL == "":
		return nil
	case err != nil, u.Host == "", u.Scheme != "https" && u.Scheme != "http":
		return fmt.Errorf(
			"--url %q: write the whole address at which the document will be, such as https://files.example.com/down.xml", c.URL)
	case from.PublicURL != "" && !fallback.Elsewhere(voice.Hook{URL: c.URL}, from):
		return fmt.Errorf(
			"--url %q: is on the line's own host, and down when the line is: publish the document on another one", c.URL)
	}
	return nil
}

// rotaOf reads the rota and changes nothing. It works beside a running server, and
// for a user who may not write the record.
func rotaOf(sh *shell, c config.Config) (rota.Rota, error) {
	s, err := c.ReadRecord(sh.ctx, sh.log())
	if err != nil {
		return rota.Rota{}, err
	}
	roster, err := s.Rota(sh.ctx)
	return roster, errors.Join(err, s.Close())
}

// forWebServers are the permissions of a fallback, which a web server must read.
const forWebServers = 0o644
