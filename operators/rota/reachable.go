package rota

import (
	"slices"
	"time"

	"edown/support"
)

// Assigned returns the engineer of a case. Without one, the managers on duty are told in the
// engineer's place (R14).
func (r Rota) Assigned(c support.Case, now time.Time) []Person {
	if engineer := r.These(c.Engineer); len(engineer) > 0 {
		return engineer
	}
	return r.Reachable(Manager, now)
}

// Rank returns the people who can be reached in a rank of management. If there are none, it
// goes up through the ranks, and then down.
func (r Rota) Rank(role Role, now time.Time) []Person {
	at := max(slices.Index(Ranks, role), 0)
	below := slices.Clone(Ranks[:at])
	slices.Reverse(below)
	for _, rank := range slices.Concat(Ranks[at:], below) {
		if people := r.Reachable(rank, now); len(people) > 0 {
			return people
		}
	}
	return nil
}

// Returning returns the people who return a missed call. These are the operators on duty, who
// are at work. When none is on duty, these are all operators, who are told in their business
// hours (P10), else the managers, else everyone: a missed call is always told.
func (r Rota) Returning(now time.Time) (to []Person, atWork bool) {
	if on := r.OnDuty(Operator, now); len(on) > 0 {
		return on, true
	}
	for _, to := range [][]Person{r.Reachable(Operator, now), r.Rank(Manager, now), r.People} {
		if len(to) > 0 {
			return to, false
		}
	}
	return nil, false
}

// Audience returns the people behind the policy's audiences, each once. The customer success
// manager comes from the contract.
func (r Rota) Audience(of []support.Audience, c *support.Contract, now time.Time) (all []Person) {
	for _, a := range of {
		all = append(all, r.behind(a, c, now)...)
	}
	return Once(all)
}

// InRole is the role of each audience in the rota.
var InRole = map[support.Audience]Role{
	support.SeniorEngineers: SeniorEngineer, support.TeamLeads: TeamLead, support.SupportManagers: Manager,
	support.SeniorManagers: Level2, support.SupportDirectors: Director, support.SeniorDirector: SeniorDirector,
	support.VicePresident: VicePresident,
}

// RoleOf returns the role of an audience. ok is false for the customer success manager, who is
// named in each contract.
func RoleOf(a support.Audience) (role Role, ok bool) {
	role, ok = InRole[a]
	return role, ok
}

func (r Rota) behind(a support.Audience, c *support.Contract, now time.Time) []Person {
	if a != support.CustomerSuccessManager {
		return r.Reachable(InRole[a], now)
	}
	if c == nil {
		return nil
	}
	return r.These(c.CSM)
}

// Reachable returns the people on duty in a role. When none is, it returns all who have a
// shift in it, so that a message has a reader also when no one is on duty.
func (r Rota) Reachable(role Role, at time.Time) []Person {
	if on := r.OnDuty(role, at); len(on) > 0 {
		return on
	}
	var all []Person
	for _, s := range r.Shifts {
		if s.Role == role {
			all = append(all, r.These(s.Person)...)
		}
	}
	return Once(all)
}

// These returns people by their ids, as far as they are on the rota.
func (r Rota) These(ids ...string) (all []Person) {
	for _, id := range ids {
		if p, ok := r.Person(id); ok {
			all = append(all, p)
		}
	}
	return all
}

// Once returns each person once, in the order of first mention.
func Once(people []Person) (all []Person) {
	for _, p := range people {
		if !slices.ContainsFunc(all, func(o Person) bool { return o.ID == p.ID }) {
			all = append(all, p)
		}
	}
	return all
}

// LineOf returns the supervisors of a person, the direct one first.
func (r Rota) LineOf(id string) (line []Person) {
	for range r.People { // ends also when people supervise each other
		p, known := r.Person(id)
		above, has := r.Person(p.Supervisor)
		if !known || !has {
			break
		}
		line, id = append(line, above), above.ID
	}
	return line
}

// Ranks are the roles of management, from the lowest up.
var Ranks = []Role{Manager, Level2, Director, SeniorDirector, VicePresident}

// FirstInRank returns the first person who can be reached in a role, or in the ranks above it.
func FirstInRank(r Rota, role Role, now time.Time) []Person {
	reached := false
	for _, rank := range Ranks {
		if reached = reached || rank == role; !reached {
			continue
		}
		if people := r.Reachable(rank, now); len(people) > 0 {
			return people[:1]
		}
	}
	return nil
}

// Today returns people as the rota has them now. Those who have left it are left out.
func (r Rota) Today(people []Person) (all []Person) {
	for _, p := range people {
		all = append(all, r.These(p.ID)...)
	}
	return all
}

// ByPhone finds the person with a phone number.
func (r Rota) ByPhone(number support.E164) (Person, bool) {
	i := slices.IndexFunc(r.People, func(p Person) bool { return p.Phone == number })
	if i < 0 {
		return Person{}, false
	}
	return r.People[i], true
}
