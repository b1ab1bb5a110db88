package desktest

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"

	"edown/operators"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// record is what a support line has on record. Whatever the pure rooms work with
// has been through its JSON: nothing survives that is not written.
type record struct {
	zone    *time.Location    // where the story is told
	callers map[string]caller // by name
	labels  map[string]string // what the transcript calls a page, by id

	people      []rota.Person
	shifts      []rota.Shift
	contracts   map[string]support.Contract
	cases       map[support.CaseNumber]support.Case
	notes       []support.Note
	escalations map[string]string      // by id
	commitments map[string]string      // by id, open and kept
	pages       map[string]paging.Page // by id, as they come back from their JSON
	began       []string               // the pages, the first begun first
	journals    map[string][]happening // what has happened to each page
	links       []link                 // which calls a page is about
	accepts     map[string]accept      // the first of each round of each page
	calls       map[string]call        // of callers, and of phones that were rung
	order       []string               // the calls, the first first
	sent        map[string]bool        // messages and letters, by id
	work        map[string]piece       // by id
	seq         int64
}

// caller is a person who may call the line.
type caller struct {
	name     string
	phone    support.E164 // empty: hidden
	language string
	contract string
}

// happening is a line of a page's journal; the event is kept as its JSON.
type happening struct {
	at    time.Time
	event string
}

type link struct{ page, call string }

type accept struct{ person, leg string }

// call is one call, and what its caller has told.
type call struct {
	who         string // a caller's name; empty for a phone that was rung
	from        support.E164
	language    string
	number      support.CaseNumber
	contract    string
	company     string
	entitlement support.Entitlement
	presumed    bool
	suspected   bool
	ended       bool

	page    string // of a phone that was rung
	purpose support.Purpose
	person  string
	sid     string // the carrier's name for it
}

// piece is one piece of work.
type piece struct {
	operators.Work
	payload string // the event or the command
	kind    workKind
	seq     int64
	due     time.Time
	claimed bool
}

type workKind int

const (
	event workKind = iota
	command
)

func newRecord() *record {
	return &record{
		zone: time.UTC, callers: map[string]caller{}, labels: map[string]string{},
		contracts: map[string]support.Contract{}, cases: map[support.CaseNumber]support.Case{},
		escalations: map[string]string{}, commitments: map[string]string{},
		pages: map[string]paging.Page{}, journals: map[string][]happening{},
		accepts: map[string]accept{}, calls: map[string]call{}, sent: map[string]bool{},
		work: map[string]piece{},
	}
}

// clone is the record as it is before a transaction that may fail.
func (r *record) clone() *record {
	c := *r
	c.people, c.shifts, c.notes = slices.Clone(r.people), slices.Clone(r.shifts), slices.Clone(r.notes)
	c.began, c.links, c.order = slices.Clone(r.began), slices.Clone(r.links), slices.Clone(r.order)
	c.contracts, c.cases = maps.Clone(r.contracts), maps.Clone(r.cases)
	c.escalations, c.commitments = maps.Clone(r.escalations), maps.Clone(r.commitments)
	c.pages, c.journals, c.accepts = maps.Clone(r.pages), maps.Clone(r.journals), maps.Clone(r.accepts)
	c.calls, c.sent = maps.Clone(r.calls), maps.Clone(r.sent)
	c.callers, c.labels, c.work = maps.Clone(r.callers), maps.Clone(r.labels), maps.Clone(r.work)
	return &c
}

func encode(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func decode[T any](text string) (v T) {
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		panic(err)
	}
	return v
}

// stored is a value as it comes back from its stored form.
func stored[T any](v T) T { return decode[T](encode(v)) }

// kept is a moment as a database keeps it.
func kept(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return at.UTC().Truncate(time.Millisecond)
}

func (r *record) rota() rota.Rota {
	return rota.Rota{People: slices.Clone(r.people), Shifts: slices.Clone(r.shifts)}.AtHome()
}

func (r *record) page(id string) (paging.Page, bool) {
	p, known := r.pages[id]
	return p, known
}

// replayed reports whether a page is what its journal makes of it (law 11).
func (r *record) replayed(id string) bool {
	p, _ := r.page(id)
	var journal []paging.Happening
	for _, h := range r.journals[id] {
		journal = append(journal, paging.Happening{At: h.at, Event: decode[support.Event](h.event)})
	}
	all := paging.Replay(p, journal)
	return encode(stored(all[len(all)-1].Page)) == encode(p)
}

// those are the pages that meet a condition, the first begun first.
func (r *record) those(is func(paging.Page) bool) (some []paging.Page) {
	for _, id := range r.began {
		if p, _ := r.page(id); is(p) {
			some = append(some, p)
		}
	}
	return some
}

func (r *record) callsOf(page string) (calls []string) {
	for _, l := range r.links {
		if l.page == page {
			calls = append(calls, l.call)
		}
	}
	return calls
}

func (r *record) open(id string, c call) {
	r.calls[id] = c
	r.order = append(r.order, id)
}

func (r *record) keepEscalation(e support.Escalation) {
	e.At, e.Decided, e.Contacted, e.Lifted = kept(e.At), kept(e.Decided), kept(e.Contacted), time.Time{}
	r.escalations[e.ID] = encode(e)
	if c, known := r.cases[e.Case]; known && e.Verdict == support.EscalationAccepted && c.Level < e.Level {
		c.Level = e.Level
		r.cases[e.Case] = c
	}
}

// asked are the requests to escalate a case, the first first.
func (r *record) asked(number support.CaseNumber) (all []support.Escalation) {
	for _, text := range r.escalations {
		e := decode[support.Escalation](text)
		if e.Case != number {
			continue
		}
		if answer, owed := r.commitments["answer:"+e.ID]; owed && e.Verdict == "" {
			e.Lifted = decode[casework.Commitment](answer).Done
		}
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b support.Escalation) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	return all
}

func (r *record) keepCommitment(c casework.Commitment) {
	c.Begun, c.Due, c.Internal, c.Done = kept(c.Begun), kept(c.Due), kept(c.Internal), kept(c.Done)
	r.commitments[c.ID] = encode(c)
}

// owed are the open commitments of a case, the first due first; those without a
// promised time come last.
func (r *record) owed(number support.CaseNumber) (open []casework.Commitment) {
	for _, text := range r.commitments {
		if c := decode[casework.Commitment](text); c.Case == number && c.Open() {
			open = append(open, c)
		}
	}
	slices.SortFunc(open, func(a, b casework.Commitment) int {
		return cmp.Or(promised(b)-promised(a), a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID))
	})
	return open
}

// promised is 1 for what is promised by a time.
func promised(c casework.Commitment) int {
	if c.Due.IsZero() {
		return 0
	}
	return 1
}

// note adds a line to the record of a case that is not there yet, and does to the
// case what it says.
func (r *record) note(n support.Note) (added bool) {
	if added = r.addNote(n); added {
		r.obey(n)
	}
	return added
}

func (r *record) addNote(n support.Note) bool {
	n.At = kept(n.At)
	if slices.Contains(r.notes, n) {
		return false
	}
	r.notes = append(r.notes, n)
	return true
}

func (r *record) obey(n support.Note) {
	c, known := r.cases[n.Case]
	if !known {
		return
	}
	switch n.Kind {
	case support.NoteStatus:
		c.Status, c.Closed = support.Status(n.Text), support.Status(n.Text) == support.StatusClosed
	case support.NotePriority:
		c.Priority = support.CustomerPriority(n.Text)
	case support.NoteSeverity:
		to, _ := strconv.Atoi(n.Text)
		r.setSeverity(n.Case, support.Severity(to))
		return
	}
	r.cases[n.Case] = c
}

// setSeverity changes the severity of a case. A closed one that is an Enterprise
// Down is open again.
func (r *record) setSeverity(number support.CaseNumber, to support.Severity) {
	c, known := r.cases[number]
	if !known {
		return
	}
	c.Severity = to
	r.cases[number] = c
	if to == support.EnterpriseDown && c.Closed {
		r.note(support.Note{Case: number, Kind: support.NoteStatus, At: time.Now(), Text: string(support.InProgress)})
	}
}
