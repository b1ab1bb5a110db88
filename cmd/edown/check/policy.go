package check

import (
	"fmt"
	"slices"

	"edown/operators/rota"
	"edown/support"
)

// judgePolicy finds roles that the policy counts on and that no shift fills.
func (f facts) judgePolicy() (found []Finding) {
	const point = "policy"
	if f.record.err != nil || len(f.record.roster.Shifts) == 0 {
		return unknown(point, "rota")
	}
	for _, need := range f.needs() {
		if !f.record.anybody(need.role) {
			found = append(found, Finding{point, Doubtful, fmt.Sprintf("nobody is %s, whom the policy %s", need.role, need.what),
				"give somebody a shift of this role with edown import"})
		}
	}
	if found == nil {
		return one(point, Fine, "version "+f.config.Policy.Version()+", and all whom it names are on the rota", "")
	}
	return found
}

// need is a role that the policy expects to be filled.
type need struct {
	role rota.Role
	what string
}

func (f facts) needs() (needs []need) {
	named := slices.Clone(f.config.Policy.Escalation.Informed)
	for _, l := range f.config.Policy.Escalation.Levels {
		named = append(named, l.Adds...)
	}
	for _, a := range named {
		n := need{what: "alerts of escalations"}
		if role, known := rota.RoleOf(a); known {
			if n.role = role; !slices.Contains(needs, n) {
				needs = append(needs, n)
			}
		}
	}
	return append(needs, need{rota.Development, "notifies of every Enterprise Down"},
		need{rota.Engineer, "sends callers to"})
}

func (r recordFacts) anybody(role rota.Role) bool {
	return slices.ContainsFunc(r.roster.Shifts, func(s rota.Shift) bool { return s.Role == role })
}

// judgePeople finds ids that belong to no person on record.
func (f facts) judgePeople() (found []Finding) {
	const point = "people"
	if f.record.err != nil || len(f.record.roster.People) == 0 {
		return unknown(point, "rota")
	}
	missing := func(id, says string) {
		if _, known := f.record.roster.Person(id); id != "" && !known {
			found = append(found, Finding{point, Doubtful, says,
				fmt.Sprintf("import a person whose id is %s, or correct it", id)})
		}
	}
	for _, p := range f.record.roster.People {
		missing(p.Supervisor, fmt.Sprintf("%s (%s) reports to %s, who is nobody", p.ID, p.Name, p.Supervisor))
	}
	for _, id := range f.record.engineers {
		missing(id, fmt.Sprintf("open cases are assigned to %s, who is nobody", id))
	}
	for _, c := range f.record.contracts {
		missing(c.CSM, fmt.Sprintf("the customer success manager of contract %s (%s) is %s, who is nobody", c.Number,
			c.Company, c.CSM))
	}
	if found == nil {
		return one(point, Fine, "supervisors, engineers and customer success managers are all on record", "")
	}
	return found
}

// judgeContracts finds contradictions in contracts (R49), and contracts without a
// person to notify of an escalation (R35).
func (f facts) judgeContracts() (found []Finding) {
	const point = "contracts"
	if f.record.err != nil {
		return unknown(point, "database")
	}
	for _, c := range f.record.contracts {
		of := fmt.Sprintf("contract %s (%s): ", c.Number, c.Company)
		for _, m := range f.config.Policy.DataErrors(&c, f.now) {
			found = append(found, Finding{point, Doubtful, of + m.Error(), "correct it, and import it again"})
		}
		if c.CSM == "" && f.config.Policy.CoverageAt(&c, f.now).Entitlement.PagesAtOnce() && f.informsCSM() {
			found = append(found, Finding{point, Doubtful, of + "no customer success manager is told when it escalates",
				"name one as csm, and import it again"})
		}
	}
	if found == nil {
		return one(point, Fine, fmt.Sprintf("%d, and nothing contradicts the policy", len(f.record.contracts)), "")
	}
	return found
}

func (f facts) informsCSM() bool {
	return slices.Contains(f.config.Policy.Escalation.Informed, support.CustomerSuccessManager)
}
