package main

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"edown"
	"edown/locales"
	"edown/operators"
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
	if u, err := url.Parse(c.URL); c.URL != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return fmt.Errorf("--url %q: write the whole address at which the document will be, such as https://files.example.com/down.xml", c.URL)
	}
	rota, err := rotaOf(sh, config)
	if err != nil {
		return err
	}
	document, err := fallbackFor(config, words, rota, c.URL, sh.err)
	if err != nil {
		return fmt.Errorf("the fallback was not written: %w", err)
	}
	return c.write(sh.out, document)
}

// fallbackFor is the document from today's rota. Who is left out of it is told.
func fallbackFor(config Config, words *locales.Catalog, rota operators.Rota, url string, tell io.Writer) ([]byte, error) {
	now := time.Now()
	desk, managers := onCall(rota, now)
	return voice.Static{
		Number: config.Line, Languages: defaultFirst(config.Language, words.Tags()), URL: url,
		Operators: numbersOf(desk, config.Line, tell), Managers: numbersOf(managers, config.Line, tell), Made: now, Until: now.Add(lookAhead),
	}.Document(words)
}

// rotaOf reads the rota. Whether a server answers with the record is the same.
func rotaOf(sh *shell, config Config) (operators.Rota, error) {
	s, err := openStore(sh.ctx, config, sh.log())
	if err != nil {
		return operators.Rota{}, err
	}
	rota, err := s.Rota(sh.ctx)
	return rota, errors.Join(err, s.Close())
}

// defaultFirst has a language lead the others.
func defaultFirst(first string, langs []string) []string {
	return slices.Concat([]string{first}, slices.DeleteFunc(langs, func(l string) bool { return l == first }))
}

// onCall are operators and managers to dial without the line: those on duty
// now, then those who come on within a day; when that is nobody, all people (P7).
func onCall(r operators.Rota, now time.Time) (desk, managers []operators.Person) {
	desk = r.Through(operators.Operator, now, now.Add(lookAhead))
	managers = r.Through(operators.Manager, now, now.Add(lookAhead))
	if len(desk)+len(managers) == 0 {
		managers = r.People
	}
	return desk, managers
}

// numbersOf are the numbers of people, none twice. Who cannot be dialled is left
// out, and told why: one bad number breaks the ring for all.
func numbersOf(people []operators.Person, line edown.E164, tell io.Writer) (numbers []edown.E164) {
	for _, p := range people {
		err := dialable(p.Phone, line)
		switch {
		case err != nil:
			fmt.Fprintf(tell, "edown: %s (%s) is left out: %s: %v\n", p.ID, p.Name, p.Phone, err)
		case !slices.Contains(numbers, p.Phone):
			numbers = append(numbers, p.Phone)
		}
	}
	return numbers
}

// write replaces the file at once: a web server that reads it meanwhile finds
// the old one or the new one.
func (c *fallbackCommand) write(out io.Writer, document []byte) error {
	if c.Out == "" {
		_, err := out.Write(document)
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(c.Out), "."+filepath.Base(c.Out)+"-*")
	if err != nil {
		return fmt.Errorf("%s: %w: name a file in a folder that exists and can be written", c.Out, err)
	}
	defer os.Remove(draft.Name()) // it is gone when all went well
	_, err = draft.Write(document)
	err = errors.Join(err, draft.Chmod(0o644), draft.Sync(), draft.Close())
	if err == nil {
		err = os.Rename(draft.Name(), c.Out)
	}
	return err
}
