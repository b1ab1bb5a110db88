package store

import (
	"slices"

	"edown/operators/rota"
	"edown/support"
	"edown/support/civil"
)

// Kind is a kind of record that is imported.
type Kind string

const (
	Contracts       Kind = "contracts"
	AccountManagers Kind = "account_managers"
	Bookings        Kind = "bookings"
	Contacts        Kind = "contacts"
	Cases           Kind = "cases"
	People          Kind = "people"
	Shifts          Kind = "shifts"
)

// Row names one record: a contract by its number, a contact by the phone, a person
// by the id.
type Row struct {
	Kind Kind
	Key  string
}

func (d Directory) blank(of Kind, key, column string) bool {
	return slices.Contains(d.Blank[Row{of, key}], column)
}

// blankContract is a contract with what is on record of the columns that are empty. It
// expires with a day of its zone.
func (d Directory) blankContract(c, was support.Contract) support.Contract {
	blank := func(column string) bool { return d.blank(Contracts, c.Number, column) }
	read := c.Zone
	if blank("zone") {
		c.Zone = was.Zone
	}
	if blank("expires") {
		c.Expires, read = was.Expires, was.Zone
	}
	if blank("csm") {
		c.CSM = was.CSM
	}
	if !c.Expires.IsZero() && zoneName(read) != zoneName(c.Zone) {
		c.Expires = civil.DateOf(c.Expires.In(civil.OrUTC(read))).At(0, c.Zone)
	}
	return c
}

// blankPerson is a person with what is on record of the columns that are empty.
func (d Directory) blankPerson(p, was rota.Person) rota.Person {
	for column, value := range map[string][2]*string{
		"language": {&p.Language, &was.Language}, "email": {&p.Email, &was.Email},
		"zone": {&p.Zone, &was.Zone}, "supervisor": {&p.Supervisor, &was.Supervisor},
	} {
		if d.blank(People, p.ID, column) {
			*value[0] = *value[1]
		}
	}
	return p
}
