package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"edown/operators/rota"
	"edown/store"
	"edown/support"
	"edown/voice/exchange"
)

// stranger is a caller of whom nothing is known.
const stranger = "+14155550199"

// cards are the phones of the demo. The first caller stands beside those who
// are called for him; the other callers come last.
func cards(d store.Directory) []exchange.Card {
	var callers, staff []exchange.Card
	for _, c := range d.Contacts {
		if len(callers) < 3 || c.Contract == young { // one for each language, and who escalates
			callers = append(callers, exchange.Card{Number: string(c.Phone), Label: c.Name, Role: "Caller, " + company(d, c), Language: c.Language})
		}
	}
	callers = append(callers, exchange.Card{Number: stranger, Label: "Somebody", Role: "Unknown caller", Language: "en"})
	for _, p := range d.People {
		staff = append(staff, exchange.Card{Number: string(p.Phone), Label: p.Name, Role: duty(d, p), Language: p.Language})
	}
	for _, e := range d.Engagements {
		staff = append(staff, exchange.Card{Number: string(e.Phone), Label: e.Name, Role: "Account manager of " + contractOf(d, e.Contract).Company, Language: "en"})
	}
	return slices.Concat(callers[:1], staff, callers[1:])
}

// company is whose contract the caller has, and which package.
func company(d store.Directory, c support.Contact) string {
	of := contractOf(d, c.Contract)
	if of.Number == "" {
		return "no contract"
	}
	name := string(of.Package)
	return of.Company + ", " + strings.ToUpper(name[:1]) + name[1:]
}

// contractOf is empty when there is none of this number.
func contractOf(d store.Directory, number string) support.Contract {
	i := slices.IndexFunc(d.Contracts, func(c support.Contract) bool { return c.Number == number })
	if i < 0 {
		return support.Contract{}
	}
	return d.Contracts[i]
}

// duty is what a person is on duty as.
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

// steps are what the phones page and the terminal tell a visitor to press. Keys
// stand between backquotes.
func steps(d store.Directory) []exchange.Guide {
	caller, manager := d.Contacts[0].Name, d.People[0].Name
	named := strings.NewReplacer("CALLER", caller, "MANAGER", manager)
	all := []exchange.Guide{{
		Title: "An Enterprise Down, step by step",
		Steps: []string{
			"Press the green key on CALLER's phone.",
			"Press `1` (production is down), then `1` (all work has stopped): the phone of MANAGER, the duty manager, rings.",
			"On CALLER's phone press `1` (yes, that case), and answer: " +
				"`3`, then `450#`, then `450#`, then `2#`, then `1`.",
			"On MANAGER's phone press the green key, then `1`: the manager accepts.",
			"On CALLER's phone press `1`: the two are talking. Type what they say.",
			"On MANAGER's phone press `*` and tell how it went.",
		},
		Notes: []string{"Or have nobody answer, press `2`, hang up, press `0`, and see who is rung then."},
	}, {
		Title: "To hear, change or escalate a case",
		Notes: []string{"Press `2`, and have the contract's PIN at hand."},
		Table: secrets(d),
	}}
	for i := range all[0].Steps {
		all[0].Steps[i] = named.Replace(all[0].Steps[i])
	}
	return all
}

// secrets are the contracts with a PIN: those of a demo are nobody's.
func secrets(d store.Directory) [][]string {
	rows := [][]string{{"Contract", "PIN", "Company"}}
	for _, c := range d.Contracts {
		if pin := d.PINs[c.Number]; pin != "" {
			rows = append(rows, []string{c.Number, string(pin), c.Company})
		}
	}
	return rows
}

// guide tells where to click and what to press.
func guide(out io.Writer, c Config, d store.Directory) {
	fmt.Fprintf(out, `
%[1]s answers at %[2]s, on this machine only.

  Phones      %[3]s/phone/
  Terminal    edown call --at %[3]s
              edown call --at %[3]s --from %[5]s --answer
  Record      %[4]s
`, c.Company, c.Line, c.PublicURL, c.DB, d.People[0].Phone)
	for _, part := range steps(d) {
		fmt.Fprintf(out, "\n%s:\n\n%s", part.Title, printed(part))
	}
	fmt.Fprint(out, "\nWhat is put on record follows. Ctrl-C ends it, and tells the story of each page.\n\n")
}

// printed is a part of the guide without its keys' marks.
func printed(part exchange.Guide) string {
	var b strings.Builder
	for i, step := range part.Steps {
		fmt.Fprintf(&b, "  %d. %s\n", i+1, step)
	}
	for _, note := range part.Notes {
		fmt.Fprintf(&b, "  %s\n", note)
	}
	for _, row := range part.Table {
		fmt.Fprintf(&b, "    %-10s %-6s %s\n", row[0], row[1], row[2])
	}
	return strings.ReplaceAll(b.String(), "`", "")
}
