package paging

import (
	"time"

	"edown/operators/rota"
	"edown/support"
)

// farthest is how many moments a page looks ahead.
const farthest = 100

// Upcoming is whose phones the page orders next by time alone, and when, if
// nothing happens before: the machine itself is asked. They are nil, and the zero
// time, when time alone rings no one.
func (p Page) Upcoming() (people []rota.Person, at time.Time) {
	for range farthest {
		at = p.Due()
		if at.IsZero() || !p.Running() {
			break
		}
		moved := Step(p, support.Event{Kind: support.Due, At: at}, at)
		if people = moved.ordered(); len(people) > 0 {
			return people, at
		}
		p = moved.Page
	}
	return nil, time.Time{}
}

// ordered lists the people whose phones are to be rung; callers are none.
func (m Moved) ordered() (people []rota.Person) {
	for _, f := range m.Facts {
		for _, a := range m.Page.Attempts {
			if f.Kind == Ordered && a.Leg == f.Leg && a.Rings() {
				people = append(people, a.Person)
			}
		}
	}
	return people
}
