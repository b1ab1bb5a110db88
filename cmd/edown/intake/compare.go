package intake

import (
	"fmt"
	"slices"
	"strings"

	"edown/cmd/edown/mistakes"
	"edown/cmd/edown/numbers"
)

// compare finds mistakes that need more than one record: a record that is there
// twice, and a shift of a person who is missing from the import.
func (in *importing) compare(all []record) {
	first := map[string]record{}
	for _, r := range all {
		k, _ := kindNamed(r.kind)
		column, name := k.needed[0], in.key(r)
		if k.many || name == "" || r.none {
			continue
		}
		if before, twice := first[r.kind+name]; twice {
			one := &reading{record: r, in: in}
			one.complain(column, fmt.Sprintf("is in %s:%d already%s: leave one of them out", before.file, before.lineOf(column),
				spelled(before.fields[column], r.fields[column])))
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

// strangers finds people and contracts that are named, and are neither in the import
// nor on record. Where the record is not known, an import without any of them is
// compared with nothing.
func (in *importing) strangers(all []record) {
	for _, named := range []struct{ kind, key, by, column, remedy string }{
		{"people", "id", "shifts", "person",
			"nobody in these files has this id: add the person, or import the shifts by themselves"},
		{"contracts", "number", "contacts", "contract", "no such contract: add it, or correct the number"},
		{"contracts", "number", "cases", "contract", "no such contract: add it, or correct the number"},
		{"contracts", "number", "account_managers", "contract", "no such contract: add it, or correct the number"},
		{"contracts", "number", "bookings", "contract", "no such contract: add it, or correct the number"},
	} {
		known := in.onRecord(named.kind)
		for _, r := range all {
			if r.kind == named.kind {
				known = append(known, r.fields[named.key])
			}
		}
		if in.On == nil && (len(known) == 0 || named.kind == "contracts") {
			continue
		}
		for _, r := range all {
			if key := r.fields[named.column]; r.kind == named.by && key != "" && !slices.Contains(known, key) {
				one := &reading{record: r, in: in}
				one.complain(named.column, in.meant(named.kind, key, known, named.remedy))
			}
		}
	}
}

func (in *importing) onRecord(kind string) (keys []string) {
	switch {
	case in.On == nil:
	case kind == "people":
		for _, p := range in.On.People {
			keys = append(keys, p.ID)
		}
	default:
		for _, c := range in.On.Contracts {
			keys = append(keys, c.Number)
		}
	}
	return keys
}

// meant is the remedy, or who is meant where that is known.
// Contract numbers are all alike.
func (in *importing) meant(kind, key string, known []string, remedy string) string {
	near := mistakes.Nearest(key, known)
	switch {
	case in.On == nil:
		return remedy
	case near != "" && kind == "people":
		return fmt.Sprintf("is not on record, nor in these files: did you mean %s?", near)
	}
	return "is not on record, nor in these files: import it first, or with this one"
}
