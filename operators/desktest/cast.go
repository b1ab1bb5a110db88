package desktest

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"edown/operators/rota"
	"edown/support"
)

// everybody is the cast of all stories: people, shifts, contracts, callers and
// cases.
//
//go:embed cast.txt
var everybody string

// entries are the lines of a cast, and of a list that is imported.
var entries = []saying[*record]{
	says("person NAME PHONE[ in ZONE][ reports to OTHER][ speaks WORD][ mail MAIL]", (*record).hasPerson),
	says("shift NAME WORD[ layer DIGIT][ TIME-TIME][ in ZONE]", (*record).hasShift),
	says("no shift of NAME", func(r *record, said []string) error {
		r.shifts = slices.DeleteFunc(r.shifts, func(s rota.Shift) bool { return s.Person == id(said[0]) })
		return nil
	}),
	says("no shift as WORD", func(r *record, said []string) error {
		r.shifts = slices.DeleteFunc(r.shifts, func(s rota.Shift) bool { return string(s.Role) == said[0] })
		return nil
	}),
	says("contract NUMBER NAME WORD[ in ZONE][ success manager OTHER]", (*record).hasContract),
	says("account manager NAME PHONE of NUMBER[ in ZONE][ since DATE]", (*record).hasAccountManager),
	says("no account manager of NUMBER", func(r *record, said []string) error {
		c := r.contracts[said[0]]
		c.TSAMs = nil
		r.contracts[said[0]] = c
		return nil
	}),
	says("caller NAME PHONE[ of NUMBER][ speaks WORD]", func(r *record, said []string) error {
		phone := support.E164(strings.TrimPrefix(said[1], "hidden"))
		r.callers[said[0]] = caller{name: said[0], phone: phone, contract: said[2], language: cmp.Or(said[3], "en")}
		return nil
	}),
	says("case CASE of NUMBER severity DIGIT[ engineer NAME][ opened DATE TIME][ is TEXT]", (*record).hasCase),
	says("CASE is TEXT", func(r *record, said []string) error {
		return r.stands(support.CaseNumber(said[0]), said[1], time.Now())
	}),
	says("CASE had news[ on DATE TIME]", func(r *record, said []string) error {
		at, err := r.at(said[1], said[2])
		r.note(support.Note{Case: support.CaseNumber(said[0]), Kind: support.NoteUpdate, At: at})
		return err
	}),
}

// has reads one line of a cast or of a list.
func (r *record) has(line string) error {
	known, err := spoken(entries, r, strings.Join(strings.Fields(line), " "))
	if err == nil && !known {
		err = fmt.Errorf("no such entry: %s", line)
	}
	return err
}

// id is the id of a person.
func id(name string) string { return strings.ToLower(name) }

// at reads a moment; without a date it is now.
func (r *record) at(date, clock string) (time.Time, error) {
	if date == "" {
		return time.Now(), nil
	}
	return time.ParseInLocation("2006-01-02 15:04", date+" "+clock, r.zone)
}

// zoneOf is a time zone; without a name it is nil.
func zoneOf(name string) (*time.Location, error) {
	if name == "" {
		return nil, nil
	}
	return time.LoadLocation(name)
}

func (r *record) hasPerson(said []string) error {
	p := rota.Person{
		ID: id(said[0]), Name: said[0], Phone: support.E164(said[1]), Zone: said[2], Supervisor: id(said[3]),
		Language: cmp.Or(said[4], "en"), Email: said[5],
	}
	r.people = slices.DeleteFunc(r.people, func(old rota.Person) bool { return old.ID == p.ID })
	r.people = append(r.people, p)
	slices.SortFunc(r.people, func(a, b rota.Person) int { return strings.Compare(a.ID, b.ID) })
	return nil
}

func (r *record) hasShift(said []string) (err error) {
	shift := rota.Shift{Person: id(said[0]), Role: rota.Role(said[1]), Layer: number(said[2])}
	if !slices.Contains(rota.Roles(), shift.Role) {
		return fmt.Errorf("no such role: %s", said[1])
	}
	if said[3] != "" {
		shift.From, _ = rota.ParseTimeOfDay(said[3])
		shift.To, _ = rota.ParseTimeOfDay(said[4])
	}
	shift.Zone, err = zoneOf(said[5])
	r.shifts = append(r.shifts, shift)
	return err
}

func (r *record) hasContract(said []string) (err error) {
	c := r.contracts[said[0]] // with its account managers
	c.Number, c.Company, c.Package, c.CSM = said[0], said[1], support.Package(said[2]), id(said[4])
	c.Zone, err = zoneOf(said[3])
	r.contracts[c.Number] = c
	return err
}

func (r *record) hasAccountManager(said []string) (err error) {
	m := support.TSAM{Name: said[0], Phone: support.E164(said[1])}
	if m.Zone, err = zoneOf(said[3]); err != nil {
		return err
	}
	c := r.contracts[said[2]]
	if said[4] != "" {
		err = m.Since.UnmarshalText([]byte(said[4]))
	}
	c.TSAMs = append(slices.Clone(c.TSAMs), m)
	r.contracts[said[2]] = c
	return err
}

// hasCase keeps a case. One that is new here has been what it is since it was
// opened, unless it is closed.
func (r *record) hasCase(said []string) error {
	opened, err := r.at(said[4], said[5])
	if err != nil {
		return err
	}
	c, there := r.cases[support.CaseNumber(said[0])]
	c.Number, c.Contract, c.Title = support.CaseNumber(said[0]), said[1], "Case "+said[0]
	c.Severity, c.Engineer, c.Opened = support.Severity(number(said[2])), id(said[3]), kept(opened)
	r.cases[c.Number] = c
	switch {
	case said[6] == "":
		return nil
	case there, said[6] == string(support.StatusClosed):
		return r.stands(c.Number, said[6], time.Now())
	}
	return r.stands(c.Number, said[6], c.Opened)
}

// stands notes the status that a case has since a moment.
func (r *record) stands(number support.CaseNumber, words string, since time.Time) error {
	to := support.Status(underscored(words))
	if !slices.Contains(support.Statuses(), to) {
		return fmt.Errorf("no such status: %s", words)
	}
	r.note(support.Note{Case: number, Kind: support.NoteStatus, At: since, Text: string(to)})
	return nil
}
