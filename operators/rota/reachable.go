package rota

import (
	"slices"
	"time"

	"edown/support"
)

// Assigned is the engineer of a case; while it has none, the managers on duty
// are told what he would be (R14).
func (r Rota) Assigned(c support.Case, now time.Time) []Person {
	if engineer := r.These(c.Engineer); len(engineer) > 0 {
		return engineer
	}
	return r.Reachable(Manager, now)
}

// Rank are those who can be reached in a rank of management, else in the next
// above it, else below.
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

// Returning are those who return a missed call: the operators on duty, who are
// at work. A callback is promised when there is none: then it is told to all
// operators in their business hours (P10), else to the managers, else to whoever
// there is. It is never told to nobody.
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

// Audience is who is behind names of the policy: those on duty, nobody twice.
// The customer success manager is the contract's.
func (r Rota) Audience(of []support.Audience, c *support.Contract, now time.Time) (all []Person) {
	for _, a := range of {
		all = append(all, r.behind(a, c, now)...)
	}
	return Once(all)
}

// InRole is who an audience is in the rota.
var InRole = map[support.Audience]Role{
	support.SeniorEngineers: SeniorEngineer, support.TeamLeads: TeamLead, support.SupportManagers: Manager, support.SeniorManagers: Level2,
	support.SupportDirectors: Director, support.SeniorDirector: SeniorDirector, support.VicePresident: VicePresident,
}

// RoleOf is the role whose people an audience is; ok is false for the customer
// success manager, whom each contract names.
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

// Reachable is who is on duty in a role; when nobody is, everyone who ever is.
// Whoever is told of something is told by somebody's absence too.
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

// These are people by their ids, as far as they are on record.
func (r Rota) These(ids ...string) (all []Person) {
	for _, id := range ids {
		if p, ok := r.Person(id); ok {
			all = append(all, p)
		}
	}
	return all
}

// Once is each person once, in the order of their first mention.
func Once(people []Person) (all []Person) {
	for _, p := range people {
		if !slices.ContainsFunc(all, func(o Person) bool { return o.ID == p.ID }) {
			all = append(all, p)
		}
	}
	return all
}

// LineOf are the supervisors of a person, the direct one first.
func (r Rota) LineOf(id string) (line []Person) {
	for range r.People { // they may supervise each other
		p, known := r.Person(id)
		above, has := r.Person(p.Supervisor)
		if !known || !has {
			break
		}
		line, id = append(line, above), above.ID
	}
	return line
}

// Ranks are the roles of management, from the lowest.
var Ranks = []Role{Manager, Level2, Director, SeniorDirector, VicePresident}

// FirstInRank is the first who can be reached in a role, or else above it.
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

// Today are people as the rota has them now; who has left it is nobody.
func (r Rota) Today(people []Person) (all []Person) {
	for _, p := range people {
		all = append(all, r.These(p.ID)...)
	}
	return all
}

// ByPhone is who of the rota has a phone number.
func (r Rota) ByPhone(number support.E164) (Person, bool) {
	i := slices.IndexFunc(r.People, func(p Person) bool { return p.Phone == number })
	if i < 0 {
		return Person{}, false
	}
	return r.People[i], true
}
