package main

import (
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"

	"edown/cmd/edown/mistakes"
	"edown/operators/rota"
	"edown/store"
	"edown/support"
)

// kind is a sort of record that can be imported.
type kind struct {
	name   string
	needed []string // columns that must be there, and have a value; the first is whose it is
	others []string
	read   func(*reading)
	many   bool // one may have several
}

func kinds() []kind {
	return []kind{
		{"contracts", []string{"number", "company", "package"}, []string{"zone", "expires", "csm", "pin"}, readContract, false},
		{"account_managers", []string{"contract", "name", "phone", "since"}, []string{"application", "zone"}, readAccountManager, true},
		{"bookings", []string{"contract", "kind", "from", "to"}, []string{"name", "phone"}, readBooking, true},
		{"contacts", []string{"phone", "name", "contract"}, []string{"language"}, readContact, false},
		{"cases", []string{"number", "contract", "title"},
			[]string{"severity", "opened", "closed", "status", "engineer", "priority", "product", "version", "updated"}, readCase, false},
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

// kindOf tells by a header line what the records are: all columns that are
// needed are there, and no others than may be.
func kindOf(header []string) (kind, error) {
	var forms []string
	for _, k := range kinds() {
		missing := slices.ContainsFunc(k.needed, func(c string) bool { return !slices.Contains(header, c) })
		strange := slices.ContainsFunc(header, func(c string) bool { return !slices.Contains(k.columns(), c) })
		if !missing && !strange {
			return k, nil
		}
		forms = append(forms, fmt.Sprintf("%s (%s)", strings.Join(k.columns(), ","), k.name))
	}
	return kind{}, errors.New("this header is of no record; write one of " + strings.Join(forms, "; "))
}

// reading is one record on its way into the directory.
type reading struct {
	record
	in    *importing
	total *store.Directory
}

func readContract(r *reading) {
	c := support.Contract{
		Number: r.need("number", digitsOnly), Company: r.need("company", nil),
		Package: parsed(r, "package", parsePackage), Zone: parsed(r, "zone", parseZone), CSM: r.may("csm", shortName),
	}
	c.Expires = parsed(r, "expires", func(text string) (time.Time, error) { return lastDay(text, c.Zone) })
	r.total.Contracts = append(r.total.Contracts, c)
	if r.fields["pin"] != "" {
		r.total.PINs[c.Number] = parsed(r, "pin", parsePIN)
	}
}

func readContact(r *reading) {
	r.total.Contacts = append(r.total.Contacts, support.Contact{
		Phone: parsed(r, "phone", r.in.phone), Name: r.need("name", nil),
		Contract: r.need("contract", digitsOnly), Language: parsed(r, "language", r.in.language),
	})
}

func readPerson(r *reading) {
	p := rota.Person{
		ID: r.need("id", shortName), Name: r.need("name", nil),
		Phone: parsed(r, "phone", r.in.ringable), Language: parsed(r, "language", r.in.language),
		Email: parsed(r, "email", parseEmail), Supervisor: r.may("supervisor", shortName),
	}
	if zone := parsed(r, "zone", parseZone); zone != nil {
		p.Zone = zone.String()
	}
	if p.ID != "" && p.Supervisor == p.ID {
		r.complain("supervisor", "is the person: write whom he reports to, or leave it out")
	}
	r.total.People = append(r.total.People, p)
}

func readShift(r *reading) {
	r.total.Shifts = append(r.total.Shifts, rota.Shift{
		Person: r.need("person", shortName), Role: parsed(r, "role", parseRole), Layer: parsed(r, "layer", parseLayer),
		Days: parsed(r, "days", parseDays), From: parsed(r, "from", parseTimeOfDay),
		To: parsed(r, "to", parseTimeOfDay), Zone: parsed(r, "zone", parseZone),
	})
}

// need is a text that must be there and pass the check, if there is one.
func (r *reading) need(field string, check func(string) error) string {
	text := r.fields[field]
	switch {
	case text == "":
		r.complain(field, "is missing: every record of "+r.kind+" needs it")
	case check != nil:
		if err := check(text); err != nil {
			r.complain(field, err.Error())
		}
	}
	return text
}

// may is a text that passes the check if it is there.
func (r *reading) may(field string, check func(string) error) string {
	if r.fields[field] == "" {
		return ""
	}
	return r.need(field, check)
}

// parsed is a field as a value; an empty one is the zero value, unless it is
// needed.
func parsed[T any](r *reading, field string, parse func(string) (T, error)) (value T) {
	k, _ := kindNamed(r.kind)
	text := r.fields[field]
	if text == "" {
		if slices.Contains(k.needed, field) {
			r.need(field, nil)
		}
		return value
	}
	value, err := parse(text)
	if err != nil {
		r.complain(field, err.Error())
	}
	return value
}

func (r *reading) complain(field, remedy string) {
	what := field
	switch text := r.fields[field]; {
	case strings.Contains(strings.ToLower(field), secretColumn) && text != "":
		what = field + " = ••••"
	case text != "":
		what = fmt.Sprintf("%s = %q", field, text)
	}
	r.in.wrong = append(r.in.wrong, mistakes.One{File: r.file, Line: r.lineOf(field), What: what, Remedy: remedy})
}

func digitsOnly(text string) error {
	if strings.Trim(text, "0123456789") != "" {
		return errors.New("write digits only: callers type it on a telephone")
	}
	return nil
}

func shortName(text string) error {
	if strings.Trim(strings.ToLower(text), "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" {
		return errors.New("write a short name of letters and digits without spaces, such as mei")
	}
	return nil
}

func parsePackage(text string) (support.Package, error) {
	p, err := support.ParsePackage(text)
	if err != nil {
		err = errors.New("write silver, gold, goldplus or platinum")
	}
	return p, err
}

func parseSeverity(text string) (support.Severity, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 3 {
		return 0, errors.New("write 0 (Enterprise Down), 1 (critical), 2 (moderate) or 3 (general)")
	}
	return support.Severity(n), nil
}

func parseRole(text string) (rota.Role, error) {
	r := rota.Role(text)
	if !slices.Contains(rota.Roles(), r) {
		return "", errors.New("write " + either(rota.Roles()))
	}
	return r, nil
}

// either lists words as a choice, "a, b or c".
func either[T ~string](words []T) string {
	text := make([]string, len(words))
	for i, w := range words {
		text[i] = string(w)
	}
	last := len(text) - 1
	return strings.Join(text[:last], ", ") + " or " + text[last]
}

// secretColumn is the one of which nothing is printed, nor of one whose name
// has it inside: it is meant, and misspelled.
const secretColumn = "pin"

// parsePIN reads the digits that callers type; none takes away what there is.
func parsePIN(text string) (store.PIN, error) {
	if text == "none" {
		return "", nil
	}
	pin := store.PIN(text)
	if pin.Valid() != nil {
		return "", errors.New("write four to eight digits in quotes, or none to take it away")
	}
	return pin, nil
}

func parseEmail(text string) (string, error) {
	at, err := mail.ParseAddress(text)
	if err != nil || at.Address != text {
		return "", errors.New("write an address alone, such as mei@example.com")
	}
	return text, nil
}

func parseLayer(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 9 {
		return 0, errors.New("write 1 for who is called first, 2 for the next")
	}
	return n, nil
}

func parseYes(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "yes", "true":
		return true, nil
	case "no", "false":
		return false, nil
	}
	return false, errors.New("write yes or no")
}
