package main

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/numbers"
	"edown/locales"
	"edown/operators/rota"
	"edown/support"
	"edown/voice"
)

// fallbackCommand writes what callers hear when this server is down.
type fallbackCommand struct {
	Out string `short:"o" placeholder:"FILE" help:"Where it is written; the screen when it is left out."`
	URL string `name:"url" placeholder:"URL" help:"Where it will be found, so that it can begin again there."`
}

// lookAhead is how long a static document must do: it is made once a day.
const lookAhead = 24 * time.Hour

func (c *fallbackCommand) Run(sh *shell) error {
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	if err := c.elsewhere(config); err != nil {
		return err
	}
	if config.Line == "" {
		fmt.Fprintln(sh.err, "edown: the line is not set: whoever is rung sees the caller's number, not the line's: set line (EDOWN_LINE)")
	}
	roster, err := rotaOf(sh, config)
	if err != nil {
		return err
	}
	document, err := fallbackFor(config, words, roster, c.URL, sh.err)
	if err != nil {
		return fmt.Errorf("the fallback was not written: %w", err)
	}
	return sh.write(c.Out, document, forWebServers)
}

// elsewhere holds the address where the document will be against what it is for.
func (c *fallbackCommand) elsewhere(config config.Config) error {
	u, err := url.Parse(c.URL)
	switch {
	case c.URL == "":
		return nil
	case err != nil, u.Host == "", u.Scheme != "https" && u.Scheme != "http":
		return fmt.Errorf("--url %q: write the whole address at which the document will be, such as https://files.example.com/down.xml", c.URL)
	case config.PublicURL != "" && !elsewhere(voice.Hook{URL: c.URL}, config):
		return fmt.Errorf("--url %q: is on the line's own host, and down when the line is: publish the document on another one", c.URL)
	}
	return nil
}

// fallbackFor is the document from today's rota. Who is left out of it is told.
func fallbackFor(config config.Config, words *locales.Catalog, roster rota.Rota, url string, tell io.Writer) ([]byte, error) {
	now := time.Now()
	desk, managers := onCall(roster, now)
	if len(desk)+len(managers) == 0 && len(roster.People) > 0 {
		managers = roster.People // P7
		fmt.Fprintln(tell, "edown: nobody is on duty for the next 24 hours, so everybody on record is dialled: add shifts with edown import, and write it anew")
	}
	return voice.Static{
		Number: config.Line, Languages: defaultFirst(config.Language, words.Tags()), URL: url,
		Operators: numbersOf(desk, config.Line, tell), Managers: numbersOf(managers, config.Line, tell), Made: now, Until: now.Add(lookAhead),
	}.Document(words)
}

// rotaOf reads the rota, and changes nothing: whether a server answers with the
// record, and whether this user may write it, is the same.
func rotaOf(sh *shell, config config.Config) (rota.Rota, error) {
	s, err := config.ReadRecord(sh.ctx, sh.log())
	if err != nil {
		return rota.Rota{}, err
	}
	roster, err := s.Rota(sh.ctx)
	return roster, errors.Join(err, s.Close())
}

// defaultFirst has a language lead the others.
func defaultFirst(first string, langs []string) []string {
	return slices.Concat([]string{first}, slices.DeleteFunc(langs, func(l string) bool { return l == first }))
}

// forWebServers is who may read a fallback.
const forWebServers = 0o644

// onCall are operators and managers to dial without the line: those on duty
// now, then those who come on within a day.
func onCall(r rota.Rota, now time.Time) (desk, managers []rota.Person) {
	desk = r.Through(rota.Operator, now, now.Add(lookAhead))
	return desk, r.Through(rota.Manager, now, now.Add(lookAhead))
}

// numbersOf are the numbers of people, none twice. Who cannot be dialled is left
// out, and told why: one bad number breaks the ring for all.
func numbersOf(people []rota.Person, line support.E164, tell io.Writer) (all []support.E164) {
	for _, p := range people {
		err := numbers.Dialable(p.Phone, line)
		switch {
		case err != nil:
			fmt.Fprintf(tell, "edown: %s (%s) is left out: %s: %v\n", p.ID, p.Name, p.Phone, err)
		case !slices.Contains(all, p.Phone):
			all = append(all, p.Phone)
		}
	}
	return all
}
