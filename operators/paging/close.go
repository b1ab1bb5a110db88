package paging

import (
	"slices"

	"edown/operators/rota"
	"edown/support"
)

// outcome ends the page. A false alarm tells everyone who was paged. Callers
// are fetched to hear so, unless they talk to the person who ends it, or to a
// colleague who stays.
func (m *stepper) outcome(o support.Outcome, by string, fetch bool) {
	if m.p.State == support.PageClosed || m.p.State == support.PageUnanswered {
		return
	}
	m.off = m.p.Kind == support.EmergencyPage && (m.p.State == support.PageRinging || o == support.FalseAlarm)
	m.close(o)
	if m.off {
		m.standDown(by)
	}
	if !fetch || m.helper() >= 0 {
		return
	}
	m.summonAll()
	for _, call := range m.p.Calls(onHold) {
		if call != by {
			m.do(Command{Do: Summon, Call: call, Urgency: UrgentPage})
		}
	}
}

// superseded ends a page that has become needless.
func (m *stepper) superseded(why string) {
	if m.p.State == support.PageRinging || m.p.State == support.PageAccepted {
		m.p.Reason = why
		m.close(support.NoOutcome)
	}
}

// vouched: the operator on this phone answers for his caller, who goes back to
// his case.
func (m *stepper) vouched(leg string) {
	if m.p.Kind != support.OperatorPage || m.p.State != support.PageAccepted || leg == "" || leg != m.p.AcceptedLeg {
		return
	}
	m.p.Vouched = true
	m.close(support.NoOutcome)
	m.summonAll()
	for _, call := range m.p.Calls(onHold) {
		m.do(Command{Do: Summon, Call: call, Urgency: UrgentPage})
	}
}

// close ends the page; phones that still ring are let go.
func (m *stepper) close(o support.Outcome) {
	waits := m.p.Present // and is not at his menu
	m.p.State, m.p.Outcome, m.p.EndedAt = support.PageClosed, o, m.now
	m.p.Present = false
	m.fact(PageEnded, "", "")
	m.quiet()
	m.shut()
	for leg := range m.p.Inside {
		if len(m.p.Inside) == 1 && (leg == m.p.AcceptedLeg && waits || leg != m.p.AcceptedLeg &&
			m.p.Kind == support.ReviewPage) {
			// alone, for a person who will not come
			m.do(Command{Do: Summon, Call: leg, Urgency: UrgentPage})
		}
	}
	for i := range m.p.Attempts {
		if a := &m.p.Attempts[i]; (a.Purpose == support.ForCaller || a.Purpose == support.ForRefusal) && a.PickedUp.IsZero() {
			m.release(a)
		}
	}
}

// standDown tells everyone who was paged, but him who called it off, by SMS
// and, if his phone ever rang, by a call (R-false); whose phone rings or is in
// his hand hears it there.
func (m *stepper) standDown(by string) {
	over, told := StandDownWords{m.p.Case, m.p.Company, OutcomeKey(m.p.Outcome)}, map[string]bool{}
	if i := m.attempt(by); i >= 0 {
		told[m.p.Attempts[i].Person.ID] = true
	}
	for _, a := range m.p.Attempts {
		if !a.Rings() || told[a.Person.ID] {
			continue
		}
		told[a.Person.ID] = true
		m.text(a.Person, over, UrgentStandDown)
		if m.rung(a.Person) && !m.holdsPhone(a.Person) {
			m.plan(a.Person, support.ForStandDown, UrgentStandDown)
		}
	}
}

// rung reports whether a person's phone was ever rung for the page.
func (m *stepper) rung(p rota.Person) bool {
	return slices.ContainsFunc(m.p.Attempts, func(a Attempt) bool { return a.Person.ID == p.ID && !a.Placed.IsZero() })
}

// holdsPhone reports whether a person's phone rings, or is off-hook, for us.
func (m *stepper) holdsPhone(p rota.Person) bool {
	return slices.ContainsFunc(m.p.Attempts, func(a Attempt) bool { return a.Person.ID == p.ID && a.Live() })
}
