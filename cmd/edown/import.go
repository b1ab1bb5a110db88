package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"edown"
	"edown/store"
)

// importCommand puts contracts, contacts, cases and people on record.
type importCommand struct {
	Files []string `arg:"" name:"file" help:"CSV or TOML files: contracts, contacts, cases, people, shifts."`
}

func (c *importCommand) Run(sh *shell) error {
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	d, err := readDirectory(c.Files, os.ReadFile, importing{cases: config.Cases, langs: words.Tags()})
	if err != nil {
		return fmt.Errorf("nothing was imported:\n%w", err)
	}
	s, err := openStore(sh.ctx, config, sh.log())
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Put(sh.ctx, d); err != nil {
		return fmt.Errorf("nothing was imported: %w", err)
	}
	fmt.Fprintf(sh.out, "%s: %s\n", config.DB, counted(d))
	return nil
}

// counted is what a directory holds, in words.
func counted(d store.Directory) string {
	var parts []string
	for _, one := range []struct {
		n    int
		name string
	}{{len(d.Contracts), "contract"}, {len(d.Contacts), "contact"}, {len(d.Cases), "case"}, {len(d.People), "person"}, {len(d.Shifts), "shift"}} {
		if one.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", one.n, plural(one.name, one.n)))
		}
	}
	return strings.Join(parts, ", ")
}

func plural(name string, n int) string {
	switch {
	case n == 1:
		return name
	case name == "person":
		return "people"
	}
	return name + "s"
}

// importing is one import on its way: what it checks against, and what it found.
type importing struct {
	cases edown.CaseFormat
	langs []string
	wrong mistakes
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
	var d store.Directory
	for _, file := range files {
		text, err := open(file)
		if err != nil {
			return d, err
		}
		records, err := readRecords(file, text)
		var wrong mistakes
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
	return d, in.wrong.err()
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
		name := r.fields[k.needed[0]]
		if r.kind == "shifts" || name == "" {
			continue
		}
		if before, twice := first[r.kind+name]; twice {
			one := &reading{record: r, in: in}
			one.complain(k.needed[0], fmt.Sprintf("is in %s:%d already: leave one of them out", before.file, before.lineOf(k.needed[0])))
			continue
		}
		first[r.kind+name] = r
	}
	in.strangers(all, first)
}

// strangers are shifts of people who are not in the import, if any are.
func (in *importing) strangers(all []record, first map[string]record) {
	if !slices.ContainsFunc(all, func(r record) bool { return r.kind == "people" }) {
		return
	}
	for _, r := range all {
		if _, known := first["people"+r.fields["person"]]; r.kind == "shifts" && r.fields["person"] != "" && !known {
			one := &reading{record: r, in: in}
			one.complain("person", "nobody in these files has this id: add the person, or import the shifts by themselves")
		}
	}
}
