// Package intake reads import files, CSV and TOML, into records of the store, and
// says what is wrong in them.
package intake

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"edown/cmd/edown/mistakes"
	"edown/cmd/edown/numbers"
	"edown/cmd/edown/wording"
	"edown/store"
	"edown/support"
)

// Checks are the parts of the configuration that records are checked against.
type Checks struct {
	Cases     support.CaseFormat
	Languages []string     // locale tags that the line speaks
	Line      support.E164 // empty when it is not configured
	Replace   bool         // the files name all there are of each kind in them
	// On is what is on record; nil when that is not known, and then nobody is a
	// stranger who is in no file.
	On *store.Directory
}

// importing is one import in progress: what it checks against, and what it found.
type importing struct {
	Checks
	wrong mistakes.List
}

// Read reads all files or none. The error lists everything that is wrong in them.
func Read(files []string, open func(string) ([]byte, error), c Checks) (store.Directory, error) {
	in := importing{Checks: c}
	var all []record
	d := store.Directory{
		Unsaid: map[support.CaseNumber][]string{}, Updated: map[support.CaseNumber]time.Time{}, PINs: map[string]store.PIN{},
		Blank: map[store.Row][]string{},
	}
	for _, file := range files {
		text, err := open(file)
		if err != nil {
			return d, err
		}
		records, err := readRecords(file, text)
		var wrong mistakes.List
		if err != nil && !errors.As(err, &wrong) {
			return d, err
		}
		in.wrong = append(in.wrong, wrong...)
		all = append(all, records...)
	}
	for _, r := range all {
		in.take(r, &d)
	}
	in.compare(all)
	if c.Replace {
		d.Whole = kindsOf(all)
	}
	return d, in.wrong.Err()
}

func (in *importing) take(r record, d *store.Directory) {
	k, _ := kindNamed(r.kind)
	one := &reading{record: r, in: in, total: d}
	if r.none {
		if !in.Replace || k.name == "people" || k.name == "contracts" {
			in.wrong = append(in.wrong, noRows(r.file))
		}
		return
	}
	for _, field := range slices.Sorted(maps.Keys(r.fields)) {
		if !slices.Contains(k.columns(), field) {
			one.complain(field, "unknown: "+k.meant(field))
		}
	}
	k.read(one)
}

// kindsOf are the kinds that records are of.
func kindsOf(all []record) (kinds []store.Kind) {
	for _, r := range all {
		if kind := store.Kind(r.kind); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// phone reads a number from which the line may be called.
func (in *importing) phone(text string) (support.E164, error) {
	number, err := numbers.Parse(text)
	if err == nil {
		err = numbers.Exists(number)
	}
	if err == nil && number == in.Line {
		err = errors.New("is the line's own number: write the phone at which this person is reached")
	}
	return number, err
}

// ringable reads a number that the line may ring.
func (in *importing) ringable(text string) (support.E164, error) {
	number, err := in.phone(text)
	if err == nil {
		err = numbers.Dialable(number, in.Line)
	}
	return number, err
}

// language checks a locale tag.
func (in *importing) language(tag string) (string, error) {
	if !slices.Contains(in.Languages, tag) {
		return "", errors.New("write one of " + strings.Join(in.Languages, ", "))
	}
	return tag, nil
}

// Summary counts what a directory holds, in words.
func Summary(d store.Directory) string {
	var parts []string
	for _, one := range []struct {
		n    int
		name string
	}{{len(d.Contracts), "contract"}, {len(d.Engagements), "account manager"}, {len(d.Bookings), "booking"},
		{len(d.Contacts), "contact"}, {len(d.Cases), "case"}, {len(d.People), "person"}, {len(d.Shifts), "shift"}} {
		if one.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", one.n, wording.Plural(one.name, one.n)))
		}
	}
	return cmp.Or(strings.Join(parts, ", "), "no records")
}
