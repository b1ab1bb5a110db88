package bench

import (
	"fmt"
	"path/filepath"
	"time"

	"edown"
	"edown/operators"
	"edown/store"
)

// customers is a directory for a benchmark: as many customers, each with one
// contact and one open case, and as many managers on duty at once.
func customers(n, managers int) (d store.Directory) {
	for i := range n {
		contract := fmt.Sprint(100000 + i)
		d.Contracts = append(d.Contracts, edown.Contract{Number: contract, Company: "Customer " + contract, Package: edown.Goldplus})
		d.Contacts = append(d.Contacts, edown.Contact{Phone: customer(i), Name: "Ann Lee", Contract: contract, Language: "en"})
		d.Cases = append(d.Cases, edown.Case{
			Number: edown.CaseNumber(fmt.Sprintf("C%07d", 1000000+i)), Contract: contract, Title: "Suppliers cannot log in",
			Severity: edown.Critical, Opened: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC),
		})
	}
	for i := range managers {
		p := operators.Person{ID: fmt.Sprintf("m%d", i), Name: "Mei Chen", Phone: edown.E164(fmt.Sprintf("+1415556%04d", i)), Language: "en"}
		d.People = append(d.People, p)
		d.Shifts = append(d.Shifts, operators.Shift{Person: p.ID, Role: operators.Manager, Layer: i + 1})
	}
	return d
}

// customer is the number of one of them.
func customer(i int) edown.E164 { return edown.E164(fmt.Sprintf("+1415%07d", 1000000+i)) }

// benchConfig is a line that exists only for a benchmark.
func benchConfig(folder string) Config {
	c := configured(defaults(), "https://line.example.com")
	c.Limits = edown.Limits{} // few customers, who call without end
	c.DB, c.API = filepath.Join(folder, "edown.db"), "https://carrier.example.com"
	return c
}
