package intake

import (
	"slices"
	"time"

	"edown/operators/rota"
	"edown/support"
)

// kind is a type of record that can be imported.
type kind struct {
	name   string
	needed []string // columns that must be present and have a value; the first identifies a record
	others []string
	read   func(*reading)
	many   bool // the first column may occur several times
}

func kinds() []kind {
	return []kind{
		{"contracts", []string{"number", "company", "package"}, []string{"zone", "expires", "csm", "pin"}, readContract,
			false},
		{"account_managers", []string{"contract", "name", "phone", "since"}, []string{"application", "zone"},
			readAccountManager, true},
		{"bookings", []string{"contract", "kind", "from", "to"}, []string{"name", "phone"}, readBooking, true},
		{"contacts", []string{"phone", "name", "contract"}, []string{"language"}, readContact, false},
		{"cases", []string{"number", "contract", "title"},
			[]string{"severity", "opened", "closed", "status", "engineer", "priority", "product", "version", "updated"},
			readCase, false},
		{"people", []string{"id", "name", "phone"}, []string{"language", "email", "zone", "supervisor"}, readPerson, false},
		{"shifts", []string{"person", "role"}, []string{"layer", "days", "from", "to", "zone"}, readShift, true},
	}
}

func kindNamed(name string) (kind, bool) {
	all := kinds()
	i := slices.IndexFunc(all, func(k kind) bool { return k.name == name })
	if i < 0 {
		return kind{}, false
	}
	return all[i], true
}

func kindNames() []string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.name)
	}
	return names
}

func (k kind) columns() []string { return slices.Concat(k.needed, k.others) }

func readContract(r *reading) {
	c := support.Contract{
		Number: r.need("number", digitsOnly), Company: r.need("company", nil),
		Package: parsed(r, "package", parsePackage), Zone: parsed(r, "zone", ParseZone), CSM: r.may("csm", shortName),
	}
	c.Expires = parsed(r, "expires", func(text string) (time.Time, error) { return lastDay(text, c.Zone) })
	r.total.Contracts = append(r.total.Contracts, c)
	r.leaves(c.Number)
	if r.fields["pin"] != "" {
		r.total.PINs[c.Number] = parsed(r, "pin", parsePIN)
	}
}

func readContact(r *reading) {
	c := support.Contact{
		Phone: parsed(r, "phone", r.in.phone), Name: r.need("name", nil),
		Contract: r.need("contract", digitsOnly), Language: parsed(r, "language", r.in.language),
	}
	r.total.Contacts = append(r.total.Contacts, c)
	r.leaves(string(c.Phone))
}

func readPerson(r *reading) {
	p := rota.Person{
		ID: r.need("id", shortName), Name: r.need("name", nil),
		Phone: parsed(r, "phone", r.in.ringable), Language: parsed(r, "language", r.in.language),
		Email: parsed(r, "email", parseEmail), Supervisor: r.may("supervisor", shortName),
	}
	if zone := parsed(r, "zone", ParseZone); zone != nil {
		p.Zone = zone.String()
	}
	if p.ID != "" && p.Supervisor == p.ID {
		r.complain("supervisor", "is the person: write whom he reports to, or leave it out")
	}
	r.total.People = append(r.total.People, p)
	r.leaves(p.ID)
}

// readShift reads a shift; a person whose role is none has none.
func readShift(r *reading) {
	if r.fields["role"] == none {
		r.total.Off = append(r.total.Off, r.need("person", shortName))
		return
	}
	r.total.Shifts = append(r.total.Shifts, rota.Shift{
		Person: r.need("person", shortName), Role: parsed(r, "role", parseRole), Layer: parsed(r, "layer", parseLayer),
		Days: parsed(r, "days", parseDays), From: parsed(r, "from", parseTimeOfDay),
		To: parsed(r, "to", parseTimeOfDay), Zone: parsed(r, "zone", ParseZone),
	})
}
