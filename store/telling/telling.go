// Package telling tells an emergency afterwards, as a person reads it: who called,
// each question and answer, each ring and how it ended, who talked together, what
// was sent, what was noted, and whether what was promised was kept. It is pure: the
// store has read what it tells.
package telling

import (
	"cmp"
	"slices"
	"time"

	"edown/store"
	"edown/support"
)

// Words put what was sent into the words that were read.
type Words interface {
	Text(lang, key string, data map[string]string) (string, error)
}

// How says how to tell.
type How struct {
	Now  time.Time      // until when it is told
	Zone *time.Location // of the moments; nil is UTC
	Said bool           // also everything that was said and keyed on each call
}

// Telling is an emergency as it is told. Its JSON is for other programs: names do
// not change, and moments are as in RFC 3339.
type Telling struct {
	Title string             `json:"title"`
	Case  support.CaseNumber `json:"case,omitempty"`
	Zone  string             `json:"zone"`
	Made  time.Time          `json:"made"`
	Pages []Page             `json:"pages"` // the first one first
	Lines []Line             `json:"lines"` // likewise
	Owed  []Owed             `json:"owed"`
}

// Page is a search for a human, in short.
type Page struct {
	ID       string             `json:"id"`
	Kind     support.PageKind   `json:"kind"`
	Case     support.CaseNumber `json:"case,omitempty"`
	State    support.PageState  `json:"state"`
	Outcome  support.Outcome    `json:"outcome,omitempty"`
	Began    time.Time          `json:"began"`
	Accepted *time.Time         `json:"accepted,omitempty"` // for the first time
	Talked   *time.Time         `json:"talked,omitempty"`   // the person who accepted and a caller, for the first time
	Ended    *time.Time         `json:"ended,omitempty"`
	Summary  string             `json:"summary"`
}

// Line is one thing that happened.
type Line struct {
	At   time.Time `json:"at"`
	Kind Kind      `json:"kind"`
	Who  string    `json:"who"`
	What string    `json:"what"`
	Page string    `json:"page,omitempty"` // empty: it is about no page
}

// Kind is what a line is about.
type Kind string

// The kinds of lines.
const (
	OfCall   Kind = "call"
	OfAnswer Kind = "answer"
	OfSaying Kind = "said" // a turn of a call
	OfPage   Kind = "page"
	OfRing   Kind = "ring"
	OfTalk   Kind = "talk"
	OfSMS    Kind = "sms"
	OfMail   Kind = "mail"
	OfNote   Kind = "note"
)

// Tell tells what is on record. The lines are in the order of time; of one moment,
// in the order in which one thing leads to the next.
func Tell(c store.Chronicle, w Words, how How) Telling {
	if how.Zone == nil {
		how.Zone = time.UTC
	}
	t := teller{Chronicle: c, words: w, How: how, names: namesOf(c)}
	told := Telling{
		Title: t.title(), Case: c.Number, Zone: how.Zone.String(), Made: how.Now.In(how.Zone).Truncate(time.Second),
		Pages: []Page{}, Lines: []Line{}, Owed: []Owed{},
	}
	for _, s := range c.Stories {
		told.Pages = append(told.Pages, t.page(s))
		t.story(s)
	}
	for _, call := range c.Calls {
		t.call(call, "")
	}
	t.about()
	told.Owed = append(told.Owed, t.owed()...)
	slices.SortStableFunc(t.lines, func(a, b Line) int { return a.At.Compare(b.At) })
	told.Lines = append(told.Lines, t.lines...)
	return told
}

// teller gathers the lines.
type teller struct {
	store.Chronicle
	How
	words Words
	names names
	lines []Line
}

// line adds a line; without a moment or words it adds none.
func (t *teller) line(at time.Time, kind Kind, page, who, what string) {
	if !at.IsZero() && what != "" {
		t.lines = append(t.lines, Line{at.In(t.Zone), kind, cmp.Or(who, theLine), what, page})
	}
}

// theLine is who does what no human does.
const theLine = "the line"

// story tells a page: its calls first, since a call leads to a page.
func (t *teller) story(s store.Story) {
	for _, c := range s.Calls {
		t.call(c, s.Page.ID)
	}
	t.journal(s)
	t.rings(s)
	t.talks(s)
	for _, m := range s.Messages {
		t.sms(m, s.Page.ID)
	}
}

// title says what is told.
func (t *teller) title() string {
	title := "Case " + string(t.Number)
	company := ""
	if t.Case != nil && t.Case.Contract != nil {
		company = t.Case.Contract.Company
	}
	switch {
	case t.Number == "" && len(t.Stories) > 0:
		title, company = searches(t.Stories[0].Page.Kind), t.Stories[0].Page.Company
	case t.Number == "":
		title = "A call"
	}
	if company != "" {
		title += " at " + company
	}
	if t.Case != nil && t.Case.Case.Title != "" {
		title += ": " + t.Case.Case.Title
	}
	return title
}

// within reports whether a moment of the case's own record belongs to what is told:
// all do if the case was named, else those while its pages and calls lasted.
func (t *teller) within(at time.Time) bool {
	if t.Whole {
		return true
	}
	from, to := t.span()
	return !at.Before(from) && !at.After(to)
}

// span is when the named page or call began, and when it was over.
func (t *teller) span() (from, to time.Time) {
	add := func(began, ended time.Time) {
		if ended.IsZero() {
			ended = t.Now
		}
		if from.IsZero() || began.Before(from) {
			from = began
		}
		if ended.After(to) {
			to = ended
		}
	}
	for _, s := range t.Stories {
		add(s.Page.Started, s.Page.EndedAt)
		for _, c := range s.Calls {
			add(c.Started, c.Ended)
		}
	}
	for _, c := range t.Calls {
		add(c.Started, c.Ended)
	}
	return from, to
}
