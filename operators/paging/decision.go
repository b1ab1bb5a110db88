package paging

import (
	"time"

	"edown/operators/rota"
	"edown/support"
)

// ruled: an escalation is decided, on a phone of the page. No
// other phone is rung for it. The decider may talk to the customer at
// once; of a refusal the customer may want to be told by telephone (R34).
func (m *stepper) ruled(e support.Event) {
	person, leg := m.whoRuled(e)
	if m.p.Kind != support.DecisionPage || m.p.State != support.PageRinging || person == "" || e.Verdict == "" {
		return
	}
	m.take(person, leg)
	m.p.Verdict, m.p.Present = e.Verdict, false // he is not there for the customer yet
	m.releaseOthers(person, leg)
	if e.Verdict == support.EscalationRefused && e.From.Known() {
		m.p.Refusal = &rota.Person{Phone: e.From, Language: e.Language, Zone: m.p.Hours.Customer}
		m.p.Callback, m.p.CallbackAt = "", m.now
	}
	if i := m.attempt(leg); i < 0 || !m.p.Attempts[i].Live() { // by SMS, or he has hung up by now
		m.deciderGone()
	}
}

// releaseOthers lets go of a person's other phones.
func (m *stepper) releaseOthers(person, leg string) {
	for i := range m.p.Attempts {
		if a := &m.p.Attempts[i]; a.Person.ID == person && a.Leg != leg && a.Rings() {
			m.release(a)
		}
	}
}

// whoRuled is the person, and the phone he did it on; empty by SMS.
func (m *stepper) whoRuled(e support.Event) (person, leg string) {
	if e.Person != "" {
		return e.Person, ""
	}
	if i := m.attempt(e.Call); i >= 0 && m.p.Attempts[i].Rings() {
		return m.p.Attempts[i].Person.ID, e.Call
	}
	return "", ""
}

// deciderGone: the decider holds no phone of the page any more. It ends when no caller is
// to be told anything.
func (m *stepper) deciderGone() {
	m.p.AcceptedLeg, m.p.Present = "", false
	if m.p.Refusal == nil {
		m.close("")
		m.summonAll()
	}
}

// undecided: a phone went down on which the decision may have been claimed
// and not made it. The claim is of a round: the next round is open to all.
func (m *stepper) undecided(a *Attempt) {
	if m.p.Kind == support.DecisionPage && m.p.State == support.PageRinging && a.Round == m.p.Round && a.Key != "" {
		m.p.Round++
	}
}

// tellRefusal rings the customer, in his business hours (R34).
func (m *stepper) tellRefusal() {
	switch opens := m.p.Hours.Open(*m.p.Refusal, m.now); {
	case opens.After(m.now):
		m.p.CallbackAt = opens
	default:
		m.p.Callback = support.CallbackRinging
		m.p.Callbacks++
		m.plan(*m.p.Refusal, support.ForRefusal, UrgentLater)
	}
}

// refusalEnded: he has heard it when he has pressed a key; else he is rung
// again, as often as any callback. The customer has an SMS.
func (m *stepper) refusalEnded(a *Attempt) {
	heard := a.Key != ""
	switch {
	case m.p.State != support.PageAccepted || m.p.Refusal == nil:
	case heard, m.p.Callbacks >= mostCallbacks:
		m.p.Refusal, m.p.Callback, m.p.CallbackAt = nil, "", time.Time{}
		if !heard {
			m.p.Callback = support.CallbackFailed
		}
		if m.p.AcceptedLeg == "" {
			m.deciderGone()
		}
	default:
		m.p.Callback, m.p.CallbackAt = "", m.now.Add(callbackPause)
	}
}
