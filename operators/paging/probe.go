package paging

import "time"

// lookEvery is how long the end of a call may go unnoticed when the carrier's
// news of it got lost. Its callbacks are best effort; Twilio, status callbacks.
const lookEvery = time.Minute

// look has the carrier asked, again and again, about each call that is thought
// to be on the line. Phones that only ring have their own guard.
func (m *stepper) look() {
	there := m.there()
	switch {
	case len(there) == 0:
		m.p.LookAt = time.Time{}
	case m.p.LookAt.IsZero():
		m.p.LookAt = m.now.Add(lookEvery)
	case due(m.p.LookAt, m.now):
		m.p.LookAt = m.now.Add(lookEvery)
		for _, call := range there {
			m.do(Command{Do: Look, Call: call, Urgency: UrgentCheck})
		}
	}
}

// there lists the calls that are thought to go on: callers, and phones that
// were picked up.
func (m *stepper) there() []string {
	calls := m.p.Calls(present)
	for _, a := range m.p.Attempts {
		if _, caller := m.p.Callers[a.Leg]; a.Live() && !a.PickedUp.IsZero() && !caller {
			calls = append(calls, a.Leg)
		}
	}
	return calls
}
