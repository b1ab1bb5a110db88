package casework

import (
	"slices"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// OwnPeople are the customer's own, who are rung for a caller of the case: by an
// engineer's page the engineers, by an account manager's the account manager.
func (r Rules) OwnPeople(f File, kind support.PageKind, language string, now time.Time) map[paging.Whom][]rota.Person {
	if kind == support.AccountPage {
		return r.accountManagers(f, language, now)
	}
	return r.ownEngineers(f, now)
}

// ownEngineers are the engineer booked by the customer for now, else the
// one whose case it is, while that engineer is at work (R44, R6, P10).
func (r Rules) ownEngineers(f File, now time.Time) map[paging.Whom][]rota.Person {
	if booked, ok := f.Contract.EngineerAt(now); ok {
		return map[paging.Whom][]rota.Person{paging.DedicatedEngineer: {
			{ID: "engineer:" + booked.Engineer, Name: booked.Engineer, Phone: booked.Phone}}}
	}
	if p, ok := f.Rota.Person(f.Case.Engineer); ok && r.atWork(f.Rota, p, now) {
		return map[paging.Whom][]rota.Person{paging.AssignedEngineer: {p}}
	}
	return nil
}

// atWork reports whether a person is on duty in any role, or in business hours
// where the person lives.
func (r Rules) atWork(all rota.Rota, p rota.Person, now time.Time) bool {
	on := func(s rota.Shift) bool { return s.Person == p.ID && s.Covers(now) }
	return slices.ContainsFunc(all.Shifts, on) || !rota.HoursOf(r.Policy, nil).Open(p, now).After(now)
}

// accountManagers are the customer's for the application of the case, within
// their hours (R45, R46).
func (r Rules) accountManagers(f File, language string, now time.Time) map[paging.Whom][]rota.Person {
	t, presence := r.Policy.AccountManager(f.Contract, f.Case.Product, now)
	if presence != support.TSAMPresent {
		return nil
	}
	return map[paging.Whom][]rota.Person{paging.AccountManagers: {r.AccountManager(t, language)}}
}
