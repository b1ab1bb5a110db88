package paging

import (
	"time"

	"edown/support"
)

// From the accept to the first word is what counts: a caller is fetched into the room in the
// middle of whatever the line says, by a request to the carrier. Its effect comes a moment
// later, and the caller may have come alone by then.

// Fetch is a caller who is being fetched into the room.
type Fetch struct {
	Since time.Time
	Torn  bool `json:",omitempty"` // out of the room again, in which the caller was already
}

const (
	// fetchTakes is how long a caller may be on the way: the carrier may be slow.
	fetchTakes = 5 * time.Second
	// tornFor is how long a torn conversation can be put together again without a question.
	tornFor = 30 * time.Second
)

// summonIfReady fetches a caller when the accepter waits: one on hold, and in an emergency
// also one who answers questions. A caller who is in the room is not fetched into it.
func (m *stepper) summonIfReady(call string) {
	at := m.p.Callers[call]
	comes := at == support.OnHold || at == support.Answering && m.p.Kind == support.EmergencyPage
	if m.p.State != support.PageAccepted || !m.p.Present || !comes || m.p.Inside[call] || m.p.BeingFetched(call, m.now) {
		return
	}
	if m.p.Fetching == nil {
		m.p.Fetching = map[string]Fetch{}
	}
	m.p.Fetching[call] = Fetch{Since: m.now}
	m.do(Command{Do: Summon, Call: call, Room: m.p.ID, Urgency: UrgentPage})
}

func (m *stepper) summonCallers() {
	for _, call := range m.p.Calls(Anywhere) {
		m.summonIfReady(call)
	}
}

// BeingFetched reports whether the request to fetch a caller may still take effect.
func (p Page) BeingFetched(call string, now time.Time) bool {
	f, fetching := p.Fetching[call]
	return fetching && !f.Torn && now.Sub(f.Since) < fetchTakes
}

// Brings reports whether a caller who was to be fetched into the room is fetched now, or later:
// an answer that is being recorded is heard to its end, unless the accepter wants to talk now.
// Both are false when the caller is there already, or nobody waits any more.
func (p Page) Brings(k Known) (now, later bool) {
	wanted := p.State == support.PageAccepted && p.Present && k.Where != support.Gone && k.Room != p.ID
	later = wanted && k.Speaking && !p.Wanted
	return wanted && !later, later
}

// fetched: the request to fetch a caller has taken effect. It may have torn the caller out of
// the room.
func (m *stepper) fetched(call string) {
	m.torn(call)
	if !m.p.Fetching[call].Torn {
		delete(m.p.Fetching, call)
	}
}

// torn notes a caller who leaves the room while being fetched into it.
func (m *stepper) torn(call string) {
	if f, fetching := m.p.Fetching[call]; fetching && m.p.Inside[call] {
		f.Torn = true
		m.p.Fetching[call] = f
	}
}

// together: a caller who was torn out of the room is back in it.
func (m *stepper) together(call string) {
	if m.p.Fetching[call].Torn {
		delete(m.p.Fetching, call)
	}
}

// Torn reports whether the room has emptied because a caller was fetched into it who was there
// already. The accepter is not asked how it went: they meet again at once.
func (p Page) Torn(now time.Time) bool {
	for call, f := range p.Fetching {
		if p.BeingFetched(call, now) || f.Torn && now.Sub(f.Since) < tornFor {
			return true
		}
	}
	return false
}

// lookForCallers asks the carrier who is still on the line: the news that a caller has hung up
// may be lost, and the accepter would wait for nobody.
func (m *stepper) lookForCallers() {
	for _, call := range m.p.Calls(present) {
		m.do(Command{Do: Look, Call: call, Urgency: UrgentPage})
	}
}
