package paging

import (
	"slices"
	"strings"
	"time"

	"edown/support"
)

// Visitor is a caller who came to the page of another call, or came back to it.
type Visitor struct {
	Call    string
	Name    string
	Company string
	From    support.E164
	Door    Door
}

// Door is whether a visitor may be with those who talk.
type Door string

// A visitor is no caller of the page until the door is open.
const (
	DoorOpen   Door = ""       // has proof, or was let in
	DoorKnocks Door = "knocks" // waits to be let in by a key of those who talk
	DoorShut   Door = "shut"   // was turned away, or the page has ended
)

// BegunBy reports whether a call declared the emergency: the page has its name.
func (p Page) BegunBy(call string) bool {
	id := "ED-" + call
	return call != "" && (p.ID == id || strings.HasPrefix(p.ID, id+"-"))
}

// Sole reports whether no other call is on the page, or waits at its door.
func (p Page) Sole(call string) bool {
	for other, at := range p.Callers {
		if other != call && at != support.Gone {
			return false
		}
	}
	return !slices.ContainsFunc(p.Visitors, func(v Visitor) bool { return v.Call != call && v.Door == DoorKnocks })
}

// Visitor finds a visitor by the call; nil if it is none.
func (p Page) Visitor(call string) *Visitor {
	i := slices.IndexFunc(p.Visitors, func(v Visitor) bool { return v.Call == call })
	if i < 0 {
		return nil
	}
	return &p.Visitors[i]
}

// Outside reports whether a call is at the door of the page: it is none of its callers.
func (p Page) Outside(call string) bool {
	v := p.Visitor(call)
	return v != nil && v.Door != DoorOpen
}

// visits keeps who comes, where anything is known of that caller. Each call is kept once.
func (m *stepper) visits(e support.Event, door Door) {
	if m.p.Visitor(e.Call) != nil || door == DoorOpen && e.Name == "" && e.Company == "" {
		return
	}
	m.p.Visitors = append(m.p.Visitors, Visitor{e.Call, e.Name, e.Company, e.From, door})
}

// atDoor is what a caller does who is at the door: nothing of it touches the page but
// leaving.
func (m *stepper) atDoor(e support.Event) {
	switch e.Kind {
	case support.Parted, support.CallEnded:
		m.p.Visitors = slices.DeleteFunc(m.p.Visitors, func(v Visitor) bool { return v.Call == e.Call })
	case support.Joined:
		m.do(Command{Do: Summon, Call: e.Call, Urgency: UrgentPage})
	}
}

// knocked: a caller without proof asks to be let in. Those who talk hear so.
func (m *stepper) knocked(e support.Event) {
	if m.p.Callers[e.Call] != "" {
		return
	}
	door := DoorKnocks
	if !m.p.Running() {
		door = DoorShut
	}
	m.visits(e, door)
	m.announce(e.Call)
}

// announce tells those in the room of a visitor. A manager for whom the conversation has
// not begun hears it in the news there; a room with nobody of ours is told nothing.
func (m *stepper) announce(call string) {
	leg := m.talker()
	if m.p.Kind != support.EmergencyPage || leg < 0 || m.p.Visitor(call) == nil {
		return
	}
	m.do(Command{Do: Announce, Urgency: UrgentPage, Leg: Leg{
		ID: call, Page: m.p.ID, Language: m.p.Attempts[leg].Person.Language,
	}})
}

// talker is a manager who is in the room; -1 is none.
func (m *stepper) talker() int {
	return slices.IndexFunc(m.p.Attempts, func(a Attempt) bool { return a.Rings() && a.Live() && m.p.Inside[a.Leg] })
}

// announceAll tells those who begin to talk who is at the door.
func (m *stepper) announceAll() {
	for _, v := range m.p.Visitors {
		if v.Door == DoorKnocks {
			m.announce(v.Call)
		}
	}
}

// answeredDoor: a manager of the page lets a visitor in, or does not.
func (m *stepper) answeredDoor(e support.Event) {
	v, by := m.p.Visitor(e.Visitor), m.attempt(e.Call)
	if v == nil || v.Door != DoorKnocks || by < 0 || !m.p.Attempts[by].Rings() {
		return
	}
	v.Door = DoorShut
	if e.Kind == support.LetIn {
		v.Door = DoorOpen
		m.p.Callers[v.Call] = support.Answering
		m.p.CallbackAt = time.Time{}
	}
	m.do(Command{Do: Summon, Call: v.Call, Urgency: UrgentPage})
}

// shut ends the waiting at the door, as the page has ended.
func (m *stepper) shut() {
	for i := range m.p.Visitors {
		if v := &m.p.Visitors[i]; v.Door == DoorKnocks {
			v.Door = DoorShut
			m.do(Command{Do: Summon, Call: v.Call, Urgency: UrgentPage})
		}
	}
}
