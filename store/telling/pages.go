package telling

import (
	"cmp"
	"strings"
	"time"

	"edown/operators/paging"
	"edown/store"
	"edown/support"
)

// searches says why people are rung.
func searches(kind support.PageKind) string {
	switch kind {
	case support.EmergencyPage:
		return "Enterprise Down"
	case support.OperatorPage:
		return "Search for an operator"
	case support.EngineerPage:
		return "Search for the engineer"
	case support.AccountPage:
		return "Search for the account manager"
	case support.DecisionPage:
		return "Escalation to decide on"
	case support.ReviewPage:
		return "Review of an Enterprise Down"
	}
	return "Search: " + spaced(kind)
}

// page is a page in short.
func (t *teller) page(s store.Story) Page {
	p := s.Page
	short := Page{
		ID: p.ID, Kind: p.Kind, Case: p.Case, State: p.State, Outcome: p.Outcome, Began: p.Started.In(t.Zone),
		Accepted: t.first(s, paging.Taken), Talked: t.first(s, paging.Talked),
	}
	if !p.EndedAt.IsZero() {
		ended := p.EndedAt.In(t.Zone)
		short.Ended = &ended
	}
	short.Summary = t.summary(p, short)
	return short
}

func (t *teller) summary(p paging.Page, short Page) string {
	parts := []string{searches(p.Kind) + ": " + stands(p)}
	if short.Accepted != nil {
		by := ""
		if p.AcceptedBy != "" {
			by = " by " + t.names.of(p.AcceptedBy)
		}
		parts = append(parts, "accepted"+by+" after "+lasted(short.Accepted.Sub(p.Started)))
	}
	if short.Talked != nil {
		parts = append(parts, "talking after "+lasted(short.Talked.Sub(p.Started)))
	}
	return strings.Join(parts, "; ")
}

// stands is the state of a page in words.
func stands(p paging.Page) string {
	switch {
	case p.State == support.PageClosed:
		return "closed, " + cmp.Or(spaced(p.Outcome), spaced(p.Reason), "without an outcome")
	case p.State == support.PageUnanswered:
		return "no human came in time"
	case p.State == support.PageAccepted:
		return "accepted, not over"
	}
	return spaced(p.State)
}

// first is when such a fact came about for the first time; nil is never.
func (t *teller) first(s store.Story, kind paging.FactKind) *time.Time {
	for _, m := range paging.Replay(s.Page, s.Journal) {
		if m.Has(kind) {
			at := m.At.In(t.Zone)
			return &at
		}
	}
	return nil
}

// journal tells what happened to a page, by its facts, and by the events that are
// news to a reader.
func (t *teller) journal(s store.Story) {
	for _, m := range paging.Replay(s.Page, s.Journal) {
		by := t.doer(m)
		t.line(m.At, OfPage, m.Page.ID, by, t.news(m))
		for _, f := range m.Facts {
			who, what := t.fact(f, m)
			t.line(m.At, OfPage, m.Page.ID, who, what)
		}
	}
}

// doer is the person behind an event: of the rota, or a caller.
func (t *teller) doer(m paging.Moved) string {
	if id := m.Page.Giver(m.Event); id != "" {
		return t.names.of(id)
	}
	return t.names.calls[m.Event.Call]
}

// fact is who did what.
func (t *teller) fact(f paging.Fact, m paging.Moved) (who, what string) {
	switch f.Kind {
	case paging.PageBegan:
		return "", t.began(m.Page)
	case paging.Taken:
		if f.Leg == "" {
			return t.names.of(f.Person), "accepts by SMS"
		}
		return t.names.of(f.Person), "accepts"
	case paging.HandedOver:
		return t.names.of(f.Person), "takes over"
	case paging.Lost:
		return t.names.of(f.Person), "is lost to the page: it rings again"
	case paging.PageEnded:
		return "", "the page is over: " + stands(m.Page)
	}
	return "", ""
}

// began is what a page is for.
func (t *teller) began(p paging.Page) string {
	text := searches(p.Kind) + " begins"
	if p.Company != "" {
		text += " at " + p.Company
	}
	if p.Case != "" {
		text += ", case " + string(p.Case)
	}
	for _, f := range p.Flags {
		text += ", " + spaced(f)
	}
	return text
}

// news is what an event says that no ring, talk or fact tells.
func (t *teller) news(m paging.Moved) string {
	e := m.Event
	switch e.Kind {
	case support.Declared:
		return "says that all production work has stopped"
	case support.Withdrawn:
		return "says that not all work has stopped"
	case support.Identified:
		return strings.TrimSpace("gives the case " + string(e.Case))
	case support.CalledOff:
		return "calls it off: " + cmp.Or(spaced(e.Outcome), "without a reason")
	case support.CallReturned:
		return "is back on the line"
	case support.CallbackWanted:
		return "is to be called back"
	case support.OperatorWanted:
		return "wants an operator"
	case support.Vouched:
		return "confirms that the caller belongs to the case"
	}
	return t.doings(e)
}

// doings are what people of the rota do about a page.
func (t *teller) doings(e support.Event) string {
	switch e.Kind {
	case support.Texted:
		return "answers by SMS: " + quoted(e.Text)
	case support.Hurried:
		return "wants the next to be rung: " + spaced(e.Climb)
	case support.OutcomeGiven:
		return "says how it stands: " + spaced(e.Outcome)
	case support.EssentialGiven:
		return "says that 24-hour support is " + not(e.Essential) + "essential"
	case support.Ruled:
		return "decides on the escalation: " + spaced(e.Verdict)
	case support.Superseded:
		return "the page is no longer needed: " + spaced(e.Why)
	}
	return ""
}

func not(yes bool) string {
	if yes {
		return ""
	}
	return "not "
}
