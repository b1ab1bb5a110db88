// Package fallback is what callers hear while the line is down: a static document on
// another host that dials the people on duty.
package fallback

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/numbers"
	"edown/locales"
	"edown/operators/rota"
	"edown/support"
	"edown/voice"
)

// Elsewhere reports whether a fallback is on another host than the line, and so
// does not go down with it.
func Elsewhere(fallback voice.Hook, c config.Config) bool {
	there, err := url.Parse(fallback.URL)
	here, wrong := url.Parse(c.PublicURL)
	return err == nil && wrong == nil && fallback.URL != "" && !strings.EqualFold(there.Hostname(), here.Hostname())
}

// LookAhead is how long a document must serve: it is made once a day.
const LookAhead = 24 * time.Hour

// Document writes the TwiML from the rota as it is now. url is where it will be
// found, so that it can begin again; empty: it ends. The notices say who is left
// out, and why.
func Document(c config.Config, words *locales.Catalog, roster rota.Rota, url string) (document []byte, notices []string,
	err error) {
	now := time.Now()
	desk, managers := onCall(roster, now)
	if len(desk)+len(managers) == 0 && len(roster.People) > 0 {
		managers = roster.People // P7
		notices = append(
			notices, "nobody is on duty for the next 24 hours, so everybody on record is dialled: add shifts with edown "+
				"import, and write it anew")
	}
	first, left := numbersOf(desk, c.Line)
	next, leftToo := numbersOf(managers, c.Line)
	document, err = voice.Static{
		Number: c.Line, Languages: defaultFirst(c.Language, words.Tags()), URL: url,
		Operators: first, Managers: next, Made: now, Until: now.Add(LookAhead),
	}.Document(words)
	return document, slices.Concat(notices, left, leftToo), err
}

// defaultFirst puts a language before the others.
func defaultFirst(first string, langs []string) []string {
	return slices.Concat([]string{first}, slices.DeleteFunc(langs, func(l string) bool { return l == first }))
}

// onCall lists the operators and managers to dial without the line: those on
// duty now, then those whose shifts begin within a day.
func onCall(r rota.Rota, now time.Time) (desk, managers []rota.Person) {
	desk = r.Through(rota.Operator, now, now.Add(LookAhead))
	return desk, r.Through(rota.Manager, now, now.Add(LookAhead))
}

// numbersOf lists the numbers of people, each once. A number that cannot be
// dialled is left out, because one bad number breaks the ring for all.
func numbersOf(people []rota.Person, line support.E164) (all []support.E164, left []string) {
	for _, p := range people {
		err := numbers.Dialable(p.Phone, line)
		switch {
		case err != nil:
			left = append(left, fmt.Sprintf("%s (%s) is left out: %s: %v", p.ID, p.Name, p.Phone, err))
		case !slices.Contains(all, p.Phone):
			all = append(all, p.Phone)
		}
	}
	return all, left
}
