package demo

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/store"
	"edown/support"
	"edown/voice/exchange"
)

// Bulletin tells the phones page what is on record about the newest pages, as it
// is put there.
type Bulletin struct {
	store *store.Store
	since time.Time // older pages are told only while they run
	names map[support.E164]string
	show  func([]exchange.Board)
	log   *slog.Logger
}

const (
	mostBoards = 6
	// AnswersSeen is how soon an answer is seen: the pages' journal has none.
	AnswersSeen = time.Second
)

// NewBulletin shows the emergencies from now on, and those that run.
func NewBulletin(s *store.Store, d store.Directory, show func([]exchange.Board), log *slog.Logger) *Bulletin {
	b := &Bulletin{store: s, since: time.Now(), names: map[support.E164]string{}, show: show, log: log}
	for _, p := range d.People {
		b.names[p.Phone] = p.Name
	}
	for _, e := range d.Engagements {
		b.names[e.Phone] = e.Name
	}
	return b
}

// Run keeps the board up to date until ctx ends.
func (b *Bulletin) Run(ctx context.Context) {
	news := make(chan struct{}, 1)
	var watching sync.WaitGroup
	watching.Go(func() { b.watch(ctx, news) })
	defer watching.Wait()
	answers := time.NewTicker(AnswersSeen)
	defer answers.Stop()
	for {
		b.look(ctx)
		select {
		case <-news:
		case <-answers.C:
		case <-ctx.Done():
			return
		}
	}
}

func (b *Bulletin) watch(ctx context.Context, news chan<- struct{}) {
	for _, err := range b.store.Watch(ctx, 0) {
		if err != nil {
			b.log.Warn("the phones page is told what happens a second late", "err", err)
			return
		}
		select {
		case news <- struct{}{}:
		default: // it will look in any case
		}
	}
}

func (b *Bulletin) look(ctx context.Context) {
	boards, err := b.Read(ctx)
	switch {
	case err == nil:
		b.show(boards)
	case ctx.Err() == nil:
		b.log.Warn("the phones page could not be told what is on record", "err", err)
	}
}

// Read is a board for each of the newest pages: those that run first, and of
// these the emergencies.
func (b *Bulletin) Read(ctx context.Context) (boards []exchange.Board, err error) {
	pages, err := b.store.Pages(ctx, mostBoards)
	slices.SortStableFunc(pages, func(one, other paging.Page) int { return cmp.Compare(place(one), place(other)) })
	for _, p := range pages {
		if !p.Running() && p.Started.Before(b.since) {
			continue
		}
		story, failed := b.store.Story(ctx, p.ID)
		if failed != nil {
			return nil, failed
		}
		boards = append(boards, tellPage(story, b.names).board())
	}
	return boards, err
}

func place(p paging.Page) (at int) {
	if !p.Running() {
		at += 2
	}
	if p.Kind != support.EmergencyPage {
		at++
	}
	return at
}

// pageTold is one page put into words.
type pageTold struct {
	story store.Story
	paging.Page
	moves []paging.Moved
	names map[support.E164]string
}

func tellPage(s store.Story, names map[support.E164]string) pageTold {
	return pageTold{s, s.Page, paging.Replay(s.Page, s.Journal), names}
}

func (t pageTold) board() exchange.Board {
	title := searches[t.Kind]
	if t.Company != "" {
		title += " at " + t.Company
	}
	return exchange.Board{
		ID: t.ID, Title: title, Note: t.note(), State: t.state(), Headline: t.headline(), Story: t.entries(),
		Sections: []exchange.Section{{Rows: t.now()}, {Title: "Answers", Rows: t.answers()}},
	}
}

// note has the case number (R5), and the remarks for humans.
func (t pageTold) note() string {
	parts := []string{"No case number yet"}
	if t.Case != "" {
		parts[0] = "Case " + string(t.Case)
	}
	for _, f := range t.Flags {
		parts = append(parts, strings.ReplaceAll(string(f), "_", " "))
	}
	return strings.Join(parts, " · ")
}

func (t pageTold) state() string {
	switch {
	case !t.Running():
		return exchange.BoardOver
	case len(t.inRoom()) > 1:
		return exchange.BoardJoined
	case t.State == support.PageAccepted:
		return exchange.BoardTaken
	}
	return exchange.BoardWaiting
}

func (t pageTold) headline() exchange.Item {
	switch t.state() {
	case exchange.BoardOver:
		return exchange.Item{Text: t.became() + ", after " + lasted(t.EndedAt.Sub(t.Started))}
	case exchange.BoardJoined:
		return exchange.Item{Text: t.talking(), Since: t.roomSince()}
	case exchange.BoardTaken:
		return exchange.Item{Text: t.PersonName() + " has accepted", Since: t.AcceptedAt}
	}
	if listen := t.people(listens); len(listen) > 0 {
		return exchange.Item{Text: together(listen) + picksUp(len(listen)), Since: t.soonest(listens)}
	}
	if ring := t.people(rings); len(ring) > 0 {
		return exchange.Item{Text: "Ringing " + together(ring), Since: t.soonest(rings)}
	}
	return exchange.Item{Text: "Looking for a human", Since: t.RoundAt}
}

func picksUp(n int) string {
	if n > 1 {
		return " have picked up"
	}
	return " has picked up"
}

// now is how the page stands.
func (t pageTold) now() []exchange.Row {
	rows := []exchange.Row{row("Since", t.running()...), row("Caller", t.callers()...)}
	if t.State == support.PageRinging {
		people, at := t.Upcoming()
		rows = append(rows, row("Rung now", t.rung()...))
		if len(people) > 0 {
			rows = append(rows, row("Rung next", exchange.Item{Text: together(namesOf(people)) + ", at the latest", Until: at}))
		}
	}
	if t.AcceptedBy != "" {
		took := t.PersonName() + ", after " + lasted(t.AcceptedAt.Sub(t.RoundAt))
		rows = append(rows, row("Accepted", exchange.Item{Text: took}))
	}
	rows = append(rows, row("In the room", t.alone()...), row("Talked", t.talks()...), row("Before", t.before()...))
	return slices.DeleteFunc(rows, func(r exchange.Row) bool { return len(r.Items) == 0 })
}

func row(label string, items ...exchange.Item) exchange.Row {
	return exchange.Row{Label: label, Items: items}
}

func (t pageTold) running() []exchange.Item {
	item := exchange.Item{Text: clock(t.Started)}
	if t.Running() {
		item.Since = t.Started
	}
	return []exchange.Item{item}
}

var whereabouts = map[support.Whereabouts]string{
	support.Answering: "in the dialogue", support.OnHold: "on hold",
	support.InRoom: "in the conversation", support.Gone: "has hung up",
}

func (t pageTold) callers() (items []exchange.Item) {
	for _, call := range t.Calls(paging.Anywhere) {
		text, where := t.callerOf(call), t.Callers[call]
		switch {
		case !t.Running(): // it follows its callers no longer
			items = append(items, exchange.Item{Text: text})
		case where != support.InRoom || len(t.inRoom()) < 2: // else the headline says so
			items = append(items, exchange.Item{Text: text + ", " + whereabouts[where]})
		}
	}
	return items
}

// callerOf is how a caller is known.
func (t pageTold) callerOf(call string) string {
	for _, c := range t.story.Calls {
		if c.ID == call {
			return cmp.Or(c.Session.Name, string(c.From), "a caller without a number")
		}
	}
	return "the caller"
}

func (t pageTold) rung() (items []exchange.Item) {
	for _, a := range t.Attempts {
		switch {
		case listens(a):
			items = append(items, exchange.Item{Text: a.Person.Name + " has picked up", Since: a.PickedUp})
		case rings(a):
			items = append(items, exchange.Item{Text: a.Person.Name, Since: a.Rang})
		case mayAccept(a) && a.Rang.IsZero():
			items = append(items, exchange.Item{Text: a.Person.Name + " is being dialled", Since: a.Planned})
		}
	}
	return items
}

// before is how the ring of each person ended who was asked, did not accept and
// is not rung now; the last ring counts.
func (t pageTold) before() (items []exchange.Item) {
	how, order, now := map[string]string{}, []string{}, t.people(mayAccept)
	for _, a := range t.Attempts {
		if !a.Rings() || a.Person.ID == t.AcceptedBy || slices.Contains(now, a.Person.Name) {
			continue
		}
		if how[a.Person.Name] == "" {
			order = append(order, a.Person.Name)
		}
		how[a.Person.Name] = notAccepted(a)
	}
	for _, name := range order {
		items = append(items, exchange.Item{Text: name + " " + how[name]})
	}
	return items
}

func notAccepted(a paging.Attempt) string {
	switch {
	case a.Declined:
		return "passed"
	case a.Machine:
		return "may be a machine"
	}
	return cmp.Or(endings[a.End], "did not accept")
}

var endings = map[string]string{
	support.EndBusy: "was busy or declined", support.EndNoAnswer: "did not answer",
	support.EndFailed: "could not be reached", support.EndNoKey: "pressed no key",
	support.EndCanceled: "was still ringing",
}

// alone is the one who waits in the room; two who talk are in the headline.
func (t pageTold) alone() []exchange.Item {
	if here := t.inRoom(); len(here) == 1 && t.Running() {
		return []exchange.Item{{Text: here[0] + ", waiting"}}
	}
	return nil
}

func (t pageTold) talking() string { return together(t.inRoom()) + " are talking" }

// inRoom names who is in the room, callers first.
func (t pageTold) inRoom() []string { return t.inRoomOf(t.Page) }

func (t pageTold) inRoomOf(p paging.Page) (here []string) {
	for _, call := range p.Calls(paging.Anywhere) {
		if p.Inside[call] {
			here = append(here, t.callerOf(call))
		}
	}
	for _, a := range p.Attempts {
		if p.Inside[a.Leg] && a.Purpose != support.ForCaller {
			here = append(here, a.Person.Name)
		}
	}
	return here
}

// talk is a time for which two were in the room.
type talk struct {
	from, to time.Time // to is zero while it goes on
	between  []string
}

func (t pageTold) conversations() (all []talk) {
	on := false
	for _, m := range t.moves {
		here := t.inRoomOf(m.Page)
		switch two := len(here) > 1 && m.Page.Running(); {
		case two && !on:
			all = append(all, talk{from: m.At, between: here})
		case !two && on:
			all[len(all)-1].to = m.At
		}
		on = len(all) > 0 && all[len(all)-1].to.IsZero()
	}
	return all
}

// talks are the conversations that are over.
func (t pageTold) talks() (items []exchange.Item) {
	for _, c := range t.conversations() {
		if !c.to.IsZero() {
			items = append(items, exchange.Item{Text: together(c.between) + ", " + clock(c.from) + " to " + clock(c.to)})
		}
	}
	return items
}

// roomSince is when the conversation began that goes on.
func (t pageTold) roomSince() (since time.Time) {
	if all := t.conversations(); len(all) > 0 {
		since = all[len(all)-1].from
	}
	return since
}

func (t pageTold) nameAt(number support.E164) string { return cmp.Or(t.names[number], string(number)) }

// mayAccept: the phone is to be rung, rings or is off-hook, and its person may still accept.
func mayAccept(a paging.Attempt) bool { return a.Rings() && a.Live() && !a.Declined }
func rings(a paging.Attempt) bool     { return mayAccept(a) && !a.Rang.IsZero() && a.PickedUp.IsZero() }
func listens(a paging.Attempt) bool   { return mayAccept(a) && !a.PickedUp.IsZero() }

func (t pageTold) people(which func(paging.Attempt) bool) (names []string) {
	for _, a := range t.Attempts {
		if which(a) && !slices.Contains(names, a.Person.Name) {
			names = append(names, a.Person.Name)
		}
	}
	return names
}

// soonest is since when the first of them rings, or listens.
func (t pageTold) soonest(which func(paging.Attempt) bool) (since time.Time) {
	for _, a := range t.Attempts {
		at := a.Rang
		if !a.PickedUp.IsZero() {
			at = a.PickedUp
		}
		if which(a) && (since.IsZero() || at.Before(since)) {
			since = at
		}
	}
	return since
}

func namesOf(people []rota.Person) (names []string) {
	for _, p := range people {
		names = append(names, p.Name)
	}
	return names
}

// together joins names as English does.
func together(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

func lasted(d time.Duration) string { return d.Round(time.Second).String() }
