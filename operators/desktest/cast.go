package desktest

import (
	"cmp"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
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

// saying is a form of words, and what it does. Its parts in brackets may be
// missing: they are empty then.
type saying[T any] struct {
	form *regexp.Regexp
	do   func(of T, said []string) error
}

// says makes a saying: words in capitals stand for what the form leaves open, and
// [brackets] for what may be missing.
func says[T any](form string, do func(of T, said []string) error) saying[T] {
	form = strings.NewReplacer("[", "(?:", "]", ")?", "(", `\(`, ")", `\)`, "+", `\+`).Replace(form)
	for word, stands := range open {
		form = regexp.MustCompile(`\b`+word+`\b`).ReplaceAllLiteralString(form, stands)
	}
	return saying[T]{regexp.MustCompile("^" + form + "$"), do}
}

// open are the words that a form leaves open.
var open = map[string]string{
	"NAME": `([A-Z]\w*)`, "OTHER": `([A-Z]\w*)`, "CASE": `(C\d{7})`, "NUMBER": `(\d+)`, "DIGIT": `(\d)`, "PHONE": `(hidden|\+\d+)`, "WORD": `([\w-]+)`,
	"ZONE": `([A-Z]\w+/\w+|UTC)`, "TIME": `(\d\d:\d\d)`, "DATE": `(\d{4}-\d\d-\d\d)`, "MAIL": `(\S+@\S+)`, "TEXT": `(.*?)`, "DAYS": `(Mon-Fri)`,
}

// spoken finds what a line says, among forms of words.
func spoken[T any](all []saying[T], of T, line string) (known bool, err error) {
	for _, one := range all {
		if m := one.form.FindStringSubmatch(line); m != nil {
			return true, one.do(of, m[1:])
		}
	}
	return false, nil
}

// entries are the lines of a cast, and of a list that is imported.
var entries = []saying[*record]{
	says("person NAME PHONE[ in ZONE][ reports to OTHER][ speaks WORD][ mail MAIL]", (*record).hasPerson),
	says("shift NAME WORD[ layer DIGIT][ DAYS][ TIME-TIME][ in ZONE]", (*record).hasShift),
	says("no shift of NAME", func(r *record, s []string) error {
		r.shifts = slices.DeleteFunc(r.shifts, func(one rota.Shift) bool { return one.Person == id(s[0]) })
		return nil
	}),
	says("no shift as WORD", func(r *record, s []string) error {
		r.shifts = slices.DeleteFunc(r.shifts, func(one rota.Shift) bool { return string(one.Role) == s[0] })
		return nil
	}),
	says("contract NUMBER NAME WORD[ in ZONE][ success manager OTHER]", (*record).hasContract),
	says("account manager NAME PHONE of NUMBER[ in ZONE][ since DATE]", (*record).hasAccountManager),
	says("no account manager of NUMBER", func(r *record, s []string) error {
		c := r.contracts[s[0]]
		c.TSAMs = nil
		r.contracts[s[0]] = c
		return nil
	}),
	says("caller NAME PHONE[ of NUMBER][ speaks WORD]", func(r *record, s []string) error {
		r.callers[s[0]] = caller{name: s[0], phone: support.E164(strings.TrimPrefix(s[1], "hidden")), contract: s[2], language: cmp.Or(s[3], "en")}
		return nil
	}),
	says("case CASE of NUMBER severity DIGIT[ engineer NAME][ opened DATE TIME][ is TEXT]", (*record).hasCase),
	says("CASE is TEXT", (*record).stands),
	says("CASE has engineer NAME", func(r *record, s []string) error {
		c := r.cases[support.CaseNumber(s[0])]
		c.Engineer = id(s[1])
		r.cases[c.Number] = c
		return nil
	}),
	says("CASE had news", func(r *record, s []string) error {
		r.note(support.Note{Case: support.CaseNumber(s[0]), Kind: support.NoteUpdate, At: time.Now()})
		return nil
	}),
	says("CASE had news on DATE TIME", func(r *record, s []string) error {
		at, err := r.at(s[1], s[2])
		r.note(support.Note{Case: support.CaseNumber(s[0]), Kind: support.NoteUpdate, At: at})
		return err
	}),
}

// id is the id of a person.
func id(name string) string { return strings.ToLower(name) }

func (r *record) at(date, clock string) (time.Time, error) {
	return time.ParseInLocation("2006-01-02 15:04", date+" "+clock, r.zone)
}

func zoneOf(name string) (*time.Location, error) {
	if name == "" {
		return nil, nil
	}
	return time.LoadLocation(name)
}

func (r *record) hasPerson(s []string) error {
	p := rota.Person{ID: id(s[0]), Name: s[0], Phone: support.E164(s[1]), Zone: s[2], Supervisor: id(s[3]), Language: cmp.Or(s[4], "en"), Email: s[5]}
	r.people = slices.DeleteFunc(r.people, func(old rota.Person) bool { return old.ID == p.ID })
	r.people = append(r.people, p)
	slices.SortFunc(r.people, func(a, b rota.Person) int { return strings.Compare(a.ID, b.ID) })
	return nil
}

func (r *record) hasShift(s []string) error {
	shift := rota.Shift{Person: id(s[0]), Role: rota.Role(s[1])}
	if !slices.Contains(rota.Roles(), shift.Role) {
		return fmt.Errorf("no such role: %s", s[1])
	}
	shift.Layer, _ = strconv.Atoi(s[2])
	if s[3] != "" {
		shift.Days = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	}
	var err error
	if s[4] != "" {
		shift.From, _ = rota.ParseTimeOfDay(s[4])
		shift.To, err = rota.ParseTimeOfDay(s[5])
	}
	if err == nil {
		shift.Zone, err = zoneOf(s[6])
	}
	r.shifts = append(r.shifts, shift)
	return err
}

func (r *record) hasContract(s []string) (err error) {
	c := support.Contract{Number: s[0], Company: s[1], Package: support.Package(s[2]), CSM: id(s[4]), TSAMs: r.contracts[s[0]].TSAMs}
	c.Zone, err = zoneOf(s[3])
	r.contracts[c.Number] = c
	return err
}

func (r *record) hasAccountManager(s []string) (err error) {
	m := support.TSAM{Name: s[0], Phone: support.E164(s[1])}
	if m.Zone, err = zoneOf(s[3]); err != nil {
		return err
	}
	if s[4] != "" {
		err = m.Since.UnmarshalText([]byte(s[4]))
	}
	c := r.contracts[s[2]]
	c.TSAMs = append(slices.Clone(c.TSAMs), m)
	r.contracts[s[2]] = c
	return err
}

// hasCase keeps a case. One that is new here has been what it is since it was
// opened, unless it is closed.
func (r *record) hasCase(s []string) (err error) {
	number := support.CaseNumber(s[0])
	c, there := r.cases[number]
	c.Number, c.Contract, c.Title = number, s[1], "Case "+s[0]
	severity, _ := strconv.Atoi(s[2])
	c.Severity, c.Engineer, c.Opened = support.Severity(severity), id(s[3]), time.Now()
	if s[4] != "" {
		if c.Opened, err = r.at(s[4], s[5]); err != nil {
			return err
		}
	}
	c.Opened = kept(c.Opened)
	r.cases[number] = c
	if s[6] == "" {
		return nil
	}
	at := c.Opened
	if there || status(s[6]) == support.StatusClosed {
		at = time.Now()
	}
	return r.status(number, status(s[6]), at)
}

func status(words string) support.Status {
	return support.Status(strings.ReplaceAll(words, " ", "_"))
}

func (r *record) stands(s []string) error {
	return r.status(support.CaseNumber(s[0]), status(s[1]), time.Now())
}

func (r *record) status(number support.CaseNumber, to support.Status, at time.Time) error {
	if !slices.Contains(support.Statuses(), to) {
		return fmt.Errorf("no such status: %s", to)
	}
	r.note(support.Note{Case: number, Kind: support.NoteStatus, At: at, Text: string(to)})
	return nil
}

// has reads one line of a cast or of a list.
func (r *record) has(line string) error {
	known, err := spoken(entries, r, strings.Join(strings.Fields(line), " "))
	if err == nil && !known {
		err = fmt.Errorf("no such entry: %s", line)
	}
	return err
}
