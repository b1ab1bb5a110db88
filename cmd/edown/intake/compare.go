package intake

import (
	"fmt"
	"strings"

	"edown/cmd/edown/numbers"
)

// compare finds mistakes that need more than one record: a record that is there
// twice, and a shift of a person who is missing from the import.
func (in *importing) compare(all []record) {
	first := map[string]record{}
	for _, r := range all {
		k, _ := kindNamed(r.kind)
		column, name := k.needed[0], in.key(r)
		if k.many || name == "" {
			continue
		}
		if before, twice := first[r.kind+name]; twice {
			one := &reading{record: r, in: in}
			one.complain(column, fmt.Sprintf("is in %s:%d already%s: leave one of them out", before.file, before.lineOf(column), spelled(before.fields[column], r.fields[column])))
			continue
		}
		first[r.kind+name] = r
	}
	in.strangers(all)
}

// key identifies a record, whatever its spelling.
func (in *importing) key(r record) string {
	k, _ := kindNamed(r.kind)
	text := r.fields[k.needed[0]]
	if number, err := numbers.Parse(text); r.kind == "contacts" && err == nil {
		return string(number)
	}
	if number, err := in.Cases.Parse(text); r.kind == "cases" && err == nil {
		return string(number)
	}
	return strings.ToLower(text)
}

// spelled is the earlier spelling, if it differs.
func spelled(before, now string) string {
	if before == now {
		return ""
	}
	return fmt.Sprintf(" (%q)", before)
}

// strangers finds shifts of people who are not in the import, if it has any people.
func (in *importing) strangers(all []record) {
	people := map[string]bool{}
	for _, r := range all {
		if r.kind == "people" {
			people[r.fields["id"]] = true
		}
	}
	for _, r := range all {
		if person := r.fields["person"]; len(people) > 0 && r.kind == "shifts" && person != "" && !people[person] {
			one := &reading{record: r, in: in}
			one.complain("person", "nobody in these files has this id: add the person, or import the shifts by themselves")
		}
	}
}
