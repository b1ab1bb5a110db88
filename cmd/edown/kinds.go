package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"edown"
	"edown/operators"
	"edown/store"
)

// kind is a sort of record that can be imported.
type kind struct {
	name   string
	needed []string // columns that must be there, and have a value
	others []string
	read   func(*reading)
}

func kinds() []kind {
	return []kind{
		{"contracts", []string{"number", "company", "package"}, []string{"zone", "expires"}, readContract},
		{"contacts", []string{"phone", "name", "contract"}, []string{"language"}, readContact},
		{"cases", []string{"number", "contract", "title"}, []string{"severity", "opened", "closed"}, readCase},
		{"people", []string{"id", "name", "phone"}, []string{"language"}, readPerson},
		{"shifts", []string{"person", "role"}, []string{"layer", "days", "from", "to", "zone"}, readShift},
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
	c := edown.Contract{
		Number: r.need("number", digitsOnly), Company: r.need("company", nil),
		Package: parsed(r, "package", parsePackage), Zone: parsed(r, "zone", parseZone),
	}
	c.Expires = parsed(r, "expires", func(text string) (time.Time, error) { return lastDay(text, c.Zone) })
	r.total.Contracts = append(r.total.Contracts, c)
}

func readContact(r *reading) {
	r.total.Contacts = append(r.total.Contacts, edown.Contact{
		Phone: parsed(r, "phone", r.in.phone), Name: r.need("name", nil),
		Contract: r.need("contract", digitsOnly), Language: parsed(r, "language", r.in.language),
	})
}

func readCase(r *reading) {
	c := edown.Case{
		Number: parsed(r, "number", r.in.cases.Parse), Contract: r.need("contract", digitsOnly), Title: r.need("title", nil),
		Severity: r.severity(), Opened: parsed(r, "opened", parseMoment), Closed: parsed(r, "closed", parseYes),
	}
	r.total.Cases = append(r.total.Cases, c)
	if unsaid := r.unsaid(); len(unsaid) > 0 {
		r.total.Unsaid[c.Number] = unsaid
	}
}

// severity of which nothing is said is general: nobody is woken for it.
func (r *reading) severity() edown.Severity {
	if r.fields["severity"] == "" {
		return edown.General
	}
	return parsed(r, "severity", parseSeverity)
}

// unsaid are the columns that may be left out, and are.
func (r *reading) unsaid() []string {
	k, _ := kindNamed(r.kind)
	return slices.DeleteFunc(slices.Clone(k.others), func(column string) bool { return r.fields[column] != "" })
}

func readPerson(r *reading) {
	r.total.People = append(r.total.People, operators.Person{
		ID: r.need("id", shortName), Name: r.need("name", nil),
		Phone: parsed(r, "phone", r.in.ringable), Language: parsed(r, "language", r.in.language),
	})
}

func readShift(r *reading) {
	r.total.Shifts = append(r.total.Shifts, operators.Shift{
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
	if text := r.fields[field]; text != "" {
		what = fmt.Sprintf("%s = %q", field, text)
	}
	r.in.wrong = append(r.in.wrong, mistake{r.file, r.lineOf(field), what, remedy})
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

func parsePackage(text string) (edown.Package, error) {
	p, err := edown.ParsePackage(text)
	if err != nil {
		err = errors.New("write silver, gold, goldplus or platinum")
	}
	return p, err
}

func parseSeverity(text string) (edown.Severity, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 3 {
		return 0, errors.New("write 0 (Enterprise Down), 1 (critical), 2 (moderate) or 3 (general)")
	}
	return edown.Severity(n), nil
}

func parseRole(text string) (operators.Role, error) {
	switch r := operators.Role(text); r {
	case operators.Manager, operators.Level2, operators.Director, operators.Operator:
		return r, nil
	}
	return "", errors.New("write manager, level2, director or operator")
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
