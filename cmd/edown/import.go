package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"edown/cmd/edown/mistakes"
	"edown/cmd/edown/numbers"
	"edown/cmd/edown/wording"
	"edown/store"
	"edown/support"
)

// importCommand puts contracts, contacts, cases and people on record.
type importCommand struct {
	Files []string `arg:"" name:"file" help:"CSV or TOML files: contracts, account_managers, bookings, contacts, cases, people, shifts."`
}

func (c *importCommand) Run(sh *shell) error {
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	d, err := readDirectory(c.Files, os.ReadFile, importing{cases: config.Cases, langs: words.Tags(), line: config.Line})
	if err != nil {
		return fmt.Errorf("nothing was imported:\n%w", err)
	}
	s, err := config.OpenRecord(sh.ctx, sh.log())
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Put(sh.ctx, d); err != nil {
		return fmt.Errorf("nothing was imported: %w", err)
	}
	fmt.Fprintf(sh.out, "%s: %s\n", config.RecordFile(), counted(d))
	return nil
}

// counted is what a directory holds, in words.
func counted(d store.Directory) string {
	var parts []string
	for _, one := range []struct {
		n    int
		name string
	}{{len(d.Contracts), "contract"}, {len(d.Engagements), "account manager"}, {len(d.Bookings), "booking"}, {len(d.Contacts), "contact"}, {len(d.Cases), "case"}, {len(d.People), "person"}, {len(d.Shifts), "shift"}} {
		if one.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", one.n, wording.Plural(one.name, one.n)))
		}
	}
	return strings.Join(parts, ", ")
}

// importing is one import on its way: what it checks against, and what it found.
type importing struct {
	cases support.CaseFormat
	langs []string
	line  support.E164 // empty when it is not configured
	wrong mistakes.List
}

// phone reads a number that the line may be called from.
func (in *importing) phone(text string) (support.E164, error) {
	number, err := numbers.Parse(text)
	if err == nil && number == in.line {
		err = errors.New("is the line's own number: write the phone at which this person is reached")
	}
	return number, err
}

// ringable reads a number that the line may ring.
func (in *importing) ringable(text string) (support.E164, error) {
	number, err := in.phone(text)
	if err == nil {
		err = numbers.Dialable(number, in.line)
	}
	return number, err
}

// language checks a locale tag.
func (in *importing) language(tag string) (string, error) {
	if !slices.Contains(in.langs, tag) {
		return "", errors.New("write one of " + strings.Join(in.langs, ", "))
	}
	return tag, nil
}

// readDirectory reads all files, or none: the error is everything that is
// wrong in them.
func readDirectory(files []string, open func(string) ([]byte, error), in importing) (store.Directory, error) {
	var all []record
	d := store.Directory{Unsaid: map[support.CaseNumber][]string{}, Updated: map[support.CaseNumber]time.Time{}, PINs: map[string]store.PIN{}}
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
	return d, in.wrong.Err()
}

func (in *importing) take(r record, d *store.Directory) {
	k, _ := kindNamed(r.kind)
	one := &reading{record: r, in: in, total: d}
	for field := range r.fields {
		if !slices.Contains(k.columns(), field) {
			one.complain(field, "unknown: "+r.kind+" have "+strings.Join(k.columns(), ", "))
		}
	}
	k.read(one)
}

// compare finds what no record shows by itself: one that is there twice, and
// a shift of nobody when all people are in the same import.
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

// key is what a record is known by, however it is spelled.
func (in *importing) key(r record) string {
	k, _ := kindNamed(r.kind)
	text := r.fields[k.needed[0]]
	if number, err := numbers.Parse(text); r.kind == "contacts" && err == nil {
		return string(number)
	}
	if number, err := in.cases.Parse(text); r.kind == "cases" && err == nil {
		return string(number)
	}
	return strings.ToLower(text)
}

// spelled says how something was written before, when it was written otherwise.
func spelled(before, now string) string {
	if before == now {
		return ""
	}
	return fmt.Sprintf(" (%q)", before)
}

// strangers are shifts of people who are not in the import, if any are.
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
