package demo

import (
	"slices"
	"strings"

	"edown/cmd/edown/demo/sample"
	"edown/operators/rota"
	"edown/store"
	"edown/support"
	"edown/voice/exchange"
)

// cards lists the phones of the demo: the first caller, then the people who are rung
// for this caller, then the other callers.
func cards(d store.Directory) []exchange.Card {
	var callers, staff []exchange.Card
	for _, c := range d.Contacts {
		if len(callers) < 3 || c.Contract == sample.Young { // one for each language, and the one who escalates
			callers = append(callers, exchange.Card{Number: string(c.Phone), Label: c.Name, Role: "Caller, " + company(d, c),
				Language: c.Language})
		}
	}
	callers = append(callers, exchange.Card{Number: sample.Stranger, Label: "Somebody", Role: "Unknown caller",
		Language: "en"})
	for _, p := range d.People {
		staff = append(staff, exchange.Card{Number: string(p.Phone), Label: p.Name, Role: duty(d, p), Language: p.Language})
	}
	for _, e := range d.Engagements {
		staff = append(staff, exchange.Card{Number: string(e.Phone), Label: e.Name, Role: "Account manager of " +
			contractOf(d, e.Contract).Company, Language: "en"})
	}
	return slices.Concat(callers[:1], staff, callers[1:])
}

// company is the company and the package of a caller's contract.
func company(d store.Directory, c support.Contact) string {
	of := contractOf(d, c.Contract)
	if of.Number == "" {
		return "no contract"
	}
	name := string(of.Package)
	return of.Company + ", " + strings.ToUpper(name[:1]) + name[1:]
}

// contractOf is the contract with a number; empty when there is none.
func contractOf(d store.Directory, number string) support.Contract {
	i := slices.IndexFunc(d.Contracts, func(c support.Contract) bool { return c.Number == number })
	if i < 0 {
		return support.Contract{}
	}
	return d.Contracts[i]
}

// duty is the role in which a person is on duty.
func duty(d store.Directory, p rota.Person) string {
	for _, s := range d.Shifts {
		if s.Person == p.ID && s.Role == rota.Manager && s.Layer == 2 {
			return "Duty manager, secondary"
		}
		if s.Person == p.ID {
			return roleTitles[s.Role]
		}
	}
	if slices.ContainsFunc(d.Contracts, func(c support.Contract) bool { return c.CSM == p.ID }) {
		return "Customer success manager"
	}
	return ""
}

var roleTitles = map[rota.Role]string{
	rota.Manager: "Duty manager", rota.Level2: "Level 2 manager", rota.Director: "Director", rota.Operator: "Operator",
	rota.Engineer: "Engineer", rota.SeniorEngineer: "Senior engineer", rota.TeamLead: "Team lead",
	rota.Development: "Development", rota.SeniorDirector: "Senior director", rota.VicePresident: "Vice president",
}
