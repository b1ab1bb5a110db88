package demo

import (
	"fmt"
	"strings"

	"edown/store"
	"edown/voice/exchange"
)

// Guide says where to click and which keys to press.
func (d *Demo) Guide() string {
	var b strings.Builder
	c := d.setup.Config
	fmt.Fprintf(&b, `
%[1]s answers at %[2]s, on this machine only.

  Phones      %[3]s/phone/
  Terminal    edown call --at %[3]s
              edown call --at %[3]s --from %[5]s --answer
  Record      %[4]s
`, c.Company, c.Line, c.PublicURL, c.DB, d.records.People[0].Phone)
	for _, part := range steps(d.records) {
		fmt.Fprintf(&b, "\n%s:\n\n%s", part.Title, printed(part))
	}
	b.WriteString("\nWhat is put on record follows. Ctrl-C ends it, and tells the story of each page.\n\n")
	return b.String()
}

// steps are what the phones page and the terminal tell a visitor to press. Keys
// stand between backquotes.
func steps(d store.Directory) []exchange.Guide {
	named := strings.NewReplacer("CALLER", d.Contacts[0].Name, "MANAGER", d.People[0].Name)
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

// secrets lists the contracts with a PIN. Those of a demo need not be kept secret.
func secrets(d store.Directory) [][]string {
	rows := [][]string{{"Contract", "PIN", "Company"}}
	for _, c := range d.Contracts {
		if pin := d.PINs[c.Number]; pin != "" {
			rows = append(rows, []string{c.Number, string(pin), c.Company})
		}
	}
	return rows
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
