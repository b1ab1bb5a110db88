// Package rota says who works when: people, their shifts, the people on duty in a role at a
// moment, and the gaps without anyone. It is pure.
package rota

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"edown/support"
	"edown/support/civil"
)

// Role is what a person is on duty as.
type Role string

const (
	Manager  Role = "manager"  // duty manager, level 1; layer 1 is the primary
	Level2   Role = "level2"   // second-level management
	Director Role = "director" // the level above
	Operator Role = "operator" // at the desk

	Engineer       Role = "engineer"        // works on cases
	SeniorEngineer Role = "senior_engineer" // alerted of escalations
	TeamLead       Role = "team_lead"       // alerted of escalations
	Development    Role = "development"     // on call: notified of every Enterprise Down (R22)
	SeniorDirector Role = "senior_director" // decides at level 3 (R28)
	VicePresident  Role = "vice_president"  // at level 4
)

// Roles lists all roles.
func Roles() []Role {
	return []Role{
		Manager, Level2, Director, Operator,
		Engineer, SeniorEngineer, TeamLead, Development, SeniorDirector, VicePresident,
	}
}

// Person is a person with a phone.
type Person struct {
	ID       string // short and stable, "mei"
	Name     string // as it is spoken
	Phone    support.E164
	Language string // a locale tag; empty is the line's default

	Email string // empty: no letters
	// Zone is where the person lives, by its IANA name; empty is the zone of the person's
	// first shift, else UTC. At night only an Enterprise Down rings there (P10).
	Zone       string
	Supervisor string // a person's id; empty: the managers on duty (R27)
}

// Shift puts a person on duty. It begins on each of Days (none: every day) when
// the clocks of Zone first show From, and ends when they first show To: on the
// next day unless To comes later than From, so that from 9 to 9 is 24 hours. A
// time that the clocks skip has come when they have skipped it.
type Shift struct {
	Person string
	Role   Role
	Layer  int // 1 is called first; 0 counts as 1
	Days   []time.Weekday
	From   TimeOfDay
	To     TimeOfDay
	Zone   *time.Location // nil is UTC
}

// TimeOfDay is minutes since midnight, as a clock on the wall shows them.
type TimeOfDay int

// ParseTimeOfDay reads "17:30". "24:00" is the day's end.
func ParseTimeOfDay(text string) (TimeOfDay, error) {
	clock, ok := civil.ParseClock(text)
	if !ok {
		return 0, fmt.Errorf("time of day %q: write it as 17:30", text)
	}
	return TimeOfDay(clock / time.Minute), nil
}

// Rota is the people, and when they are on duty.
type Rota struct {
	People []Person
	Shifts []Shift
}

// AtHome gives each person without a zone the zone of the person's first shift.
func (r Rota) AtHome() Rota {
	r.People = slices.Clone(r.People)
	for i := range r.People {
		p := &r.People[i]
		first := slices.IndexFunc(r.Shifts, func(s Shift) bool { return s.Person == p.ID })
		if p.Zone == "" && first >= 0 && r.Shifts[first].Zone != nil {
			p.Zone = r.Shifts[first].Zone.String()
		}
	}
	return r
}

// OnDuty lists the people on duty in a role, each once, the first layer first.
func (r Rota) OnDuty(role Role, at time.Time) []Person {
	var on []Person
	for _, s := range r.shifts(role, at) {
		if p, ok := r.Person(s.Person); ok && !slices.Contains(on, p) {
			on = append(on, p)
		}
	}
	return on
}

// Layer lists the people on duty in one layer of a role.
func (r Rota) Layer(role Role, layer int, at time.Time) []Person {
	var only Rota
	only.People = r.People
	for _, s := range r.Shifts {
		if max(s.Layer, 1) == layer {
			only.Shifts = append(only.Shifts, s)
		}
	}
	return only.OnDuty(role, at)
}

func (r Rota) shifts(role Role, at time.Time) []Shift {
	var on []Shift
	for _, s := range r.Shifts {
		if s.Role == role && s.Covers(at) {
			on = append(on, s)
		}
	}
	slices.SortStableFunc(on, func(a, b Shift) int { return cmp.Compare(max(a.Layer, 1), max(b.Layer, 1)) })
	return on
}

// Person finds a person by id.
func (r Rota) Person(id string) (Person, bool) {
	i := slices.IndexFunc(r.People, func(p Person) bool { return p.ID == id })
	if i < 0 {
		return Person{}, false
	}
	return r.People[i], true
}
