package desktest

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"edown/operators"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// tx is one transaction.
type tx struct {
	*ledger
	*record
	said lines
}

// Finish implements [operators.Tx].
func (t *tx) Finish(w operators.Work) error {
	if err := t.held(w); err != nil {
		return err
	}
	delete(t.work, w.ID)
	return nil
}

// Retry implements [operators.Tx].
func (t *tx) Retry(w operators.Work, at time.Time, why string) error {
	if err := t.held(w); err != nil {
		return err
	}
	p := t.work[w.ID]
	p.claimed, p.due = false, at
	t.work[w.ID] = p
	t.said.add("is tried again: %s", why)
	return nil
}

func (t *tx) held(w operators.Work) error {
	if p, there := t.work[w.ID]; !there || !p.claimed || p.Token != w.Token {
		return fmt.Errorf("work %s: %w", w.ID, operators.ErrLost)
	}
	if t.hands == w.ID {
		t.hands = ""
	}
	return nil
}

// Schedule implements [operators.Tx].
func (t *tx) Schedule(key string, at time.Time, e support.Event) error {
	if p, there := t.work[key]; at.IsZero() {
		if there && !p.claimed {
			delete(t.work, key)
		}
		return nil
	}
	t.plan(key, at, e)
	return nil
}

func (r *record) plan(key string, at time.Time, e support.Event) {
	due := at.Add(time.Millisecond - 1).Truncate(time.Millisecond)
	r.put(piece{Work: operators.Work{ID: key, Due: due}, kind: event, due: due, payload: encode(e)})
}

func (r *record) put(p piece) {
	r.seq++
	p.seq = r.seq
	p.Token = r.work[p.ID].Token // of a timer that is moved while it is acted on
	r.work[p.ID] = p
}

// Order implements [operators.Tx].
func (t *tx) Order(c paging.Command) error {
	if id := c.Message.ID + c.Letter.ID; c.Once && t.sent[id] {
		return nil
	}
	t.orders(fmt.Sprintf("order:%d", t.seq), "", c)
	return nil
}

func (t *tx) orders(id, page string, c paging.Command) {
	switch c.Do {
	case paging.Dial:
		t.openLeg(c.Leg)
	case paging.Text, paging.Post:
		t.sent[c.Message.ID+c.Letter.ID] = true
	}
	due := time.Now()
	if c.At.After(due) {
		due = c.At
		t.said.add("waits until %s: %s", t.clock(due), t.words(c))
	}
	w := operators.Work{ID: id, Page: page, Due: due, Command: &c}
	t.put(piece{Work: w, kind: command, due: due, payload: encode(c)})
}

// openLeg puts a phone that is about to be rung on record. A caller who is called
// back has told the story already.
func (t *tx) openLeg(leg paging.Leg) {
	c := call{from: leg.To, language: leg.Language}
	if leg.Purpose == support.ForCaller {
		for _, id := range t.callsOf(leg.Page) {
			if told := t.calls[id]; told.from == leg.To {
				c = told
			}
		}
		t.link(leg.Page, leg.ID)
	}
	c.page, c.purpose, c.person, c.sid, c.ended = leg.Page, leg.Purpose, leg.Person, "", false
	t.open(leg.ID, c)
}

// Wanted implements [operators.Tx].
func (t *tx) Wanted(w operators.Work) (bool, error) {
	if w.Command.Do == paging.Text {
		p, _ := t.page(w.Page)
		return p.State == support.PageRinging && t.accepter(p).person == "", nil
	}
	p, _ := t.page(w.Command.Leg.Page)
	for _, a := range p.Attempts {
		if a.Leg != w.Command.Leg.ID {
			continue
		}
		first, taken := t.accepts[round(p.ID, a.Round)]
		overtaken := taken && first.person != a.Person.ID && a.Rings() && a.Purpose != support.ForReview
		return a.Live() && a.SID == "" && !overtaken, nil
	}
	return false, nil
}

func round(page string, n int) string { return fmt.Sprintf("%s/%d", page, n) }

func (r *record) accepter(p paging.Page) accept { return r.accepts[round(p.ID, p.Round)] }

// Delivery implements [operators.Tx]. In these stories the carrier reports nothing of messages.
func (t *tx) Delivery(support.Event) (page string, to support.E164, err error) { return "", "", nil }

// Yielding implements [operators.Tx].
func (t *tx) Yielding(phone support.E164) (legs []string, err error) {
	yields := []support.Purpose{support.ForStandDown, support.ForDecision, support.ForReview}
	for _, a := range t.live(phone) {
		if !a.Placed.IsZero() && a.PickedUp.IsZero() && slices.Contains(yields, a.Purpose) {
			legs = append(legs, a.Leg)
		}
	}
	return legs, nil
}

// live are the attempts on a phone that have not ended.
func (r *record) live(phone support.E164) (all []paging.Attempt) {
	for _, p := range r.those(func(paging.Page) bool { return true }) {
		for _, a := range p.Attempts {
			if a.Person.Phone == phone && a.Live() {
				all = append(all, a)
			}
		}
	}
	return all
}

// Page implements [operators.Tx].
func (t *tx) Page(id string) (paging.Page, error) {
	p, known := t.page(id)
	if !known {
		return p, fmt.Errorf("page %s: %w", id, operators.ErrNoPage)
	}
	return p, nil
}

// Pages implements [operators.Tx].
func (t *tx) Pages(w operators.Which) ([]paging.Page, error) {
	var its []string
	for _, l := range t.links {
		if l.call == w.Call {
			its = append(its, l.page)
		}
	}
	if c := t.calls[w.Call]; c.page != "" && c.purpose != support.ForCaller {
		its = append(its, c.page)
	}
	rung := func(a paging.Attempt) bool {
		return a.Person.Phone == w.Phone && (a.Purpose == support.ForManager || a.Purpose == support.ForOperator)
	}
	return t.those(func(p paging.Page) bool {
		return p.Running() && (w.Kind == "" || p.Kind == w.Kind) && (w.Case == "" || p.Case == w.Case) &&
			(w.Call == "" || slices.Contains(its, p.ID)) &&
			(w.Phone == "" || p.Kind == support.EmergencyPage && slices.ContainsFunc(p.Attempts, rung))
	}), nil
}

// Save implements [operators.Tx].
func (t *tx) Save(m paging.Moved) error {
	p := m.Page
	was, known := t.pages[p.ID]
	switch {
	case !known:
		t.began = append(t.began, p.ID)
	case was.Case != p.Case:
		t.said.add("%s: is about %s", t.label(p), p.Case)
	}
	t.pages[p.ID] = stored(p)
	journal := t.journals[p.ID]
	t.journals[p.ID] = append(journal[:len(journal):len(journal)], happening{kept(m.At), encode(m.Event)})
	for _, a := range p.Attempts {
		if c, known := t.calls[a.Leg]; known && a.SID != "" {
			c.sid = a.SID
			t.calls[a.Leg] = c
		}
	}
	for _, f := range m.Facts {
		t.fact(p, f)
	}
	for i, c := range m.Commands {
		t.orders(fmt.Sprintf("%s:%d:%d", p.ID, t.seq, i), p.ID, c)
	}
	return nil
}

// Link implements [operators.Tx].
func (t *tx) Link(page, call string, on bool) error {
	t.links = slices.DeleteFunc(t.links, func(l link) bool { return l == link{page, call} })
	if on {
		t.link(page, call)
	}
	return nil
}

func (r *record) link(page, call string) {
	if !slices.Contains(r.links, link{page, call}) {
		r.links = append(r.links, link{page, call})
	}
}

// Claim implements [operators.Tx].
func (t *tx) Claim(p paging.Page, person, leg string, _ time.Time) (won bool, err error) {
	if p.State == support.PageAccepted && p.AcceptedLeg == leg {
		return true, nil
	}
	if _, taken := t.accepts[round(p.ID, p.Round)]; !taken {
		t.accepts[round(p.ID, p.Round)] = accept{person, leg}
	}
	return t.accepter(p).person == person, nil
}

// Whose implements [operators.Tx].
func (t *tx) Whose(sid string) (call, page string, err error) {
	for id, c := range t.calls {
		if c.sid == sid {
			return id, c.page, nil
		}
	}
	return "", "", fmt.Errorf("the carrier's call %s: %w", sid, operators.ErrNoCall)
}

// SID implements [operators.Tx].
func (t *tx) SID(call string) (string, error) { return t.calls[call].sid, nil }

// Known implements [operators.Tx].
func (t *tx) Known(call string) (paging.Known, error) {
	c, known := t.calls[call]
	if !known {
		return paging.Known{}, fmt.Errorf("call %s: %w", call, operators.ErrNoCall)
	}
	k := paging.Known{
		Call: call, Case: c.number, Contract: c.contract, Company: c.company, Language: c.language, Suspected: c.suspected,
		Entitlement: c.entitlement, Flags: c.flags(), Where: support.Answering,
	}
	if c.from.Known() {
		k.From = c.from
	}
	if c.ended {
		k.Where = support.Gone
	}
	return k, nil
}

// Rota implements [operators.Tx].
func (t *tx) Rota() (rota.Rota, error) { return t.rota(), nil }

// File implements [operators.Tx].
func (t *tx) File(about operators.About) (casework.File, error) {
	number := about.Case
	if owed, there := t.commitments[about.Commitment]; number == "" && there {
		number = decode[casework.Commitment](owed).Case
	}
	f := t.file(number)
	if number != "" {
		f.Pages, _ = t.Pages(operators.Which{Case: number})
	}
	named := about.Pages
	for _, c := range f.Commitments {
		named = append(named, c.For)
	}
	for _, id := range named {
		if p, there := t.page(id); there && !slices.ContainsFunc(f.Pages, func(o paging.Page) bool { return o.ID == id }) {
			f.Pages = append(f.Pages, p)
		}
	}
	return f, nil
}

// Put implements [operators.Tx].
func (t *tx) Put(effect casework.Effect) (put bool, err error) {
	t.effect(effect)
	switch e := effect.(type) {
	case casework.Note:
		t.note(e.Note)
	case casework.Commit:
		if _, there := t.commitments[e.ID]; there && e.New {
			return false, nil
		}
		t.keepCommitment(e.Commitment)
	case casework.Decide:
		t.keepEscalation(e.Escalation)
	case casework.SetSeverity:
		t.setSeverity(e.Case, e.To)
	case casework.Suspect:
		c := t.calls[e.Call]
		c.suspected = true
		t.calls[e.Call] = c
	case casework.CallBack: // it is a line of the transcript
	default:
		return false, errors.New("not an effect on the record")
	}
	return true, nil
}
