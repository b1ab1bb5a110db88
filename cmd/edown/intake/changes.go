package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"edown/cmd/edown/wording"
	"edown/operators/rota"
	"edown/store"
	"edown/support"
)

// entry is one record as it is told: by its title, and each column by name.
type entry struct {
	title  string
	fields [][2]string
}

// Changes tells in sentences what is another, between a directory and the one that
// takes its place; what stays is counted.
func Changes(before, after store.Directory) (all []string) {
	was, is := entries(before), entries(after)
	same := 0
	for _, key := range slices.Sorted(maps.Keys(merged(was, is))) {
		old, had := was[key]
		now, has := is[key]
		switch {
		case !has:
			all = append(all, old.title+": "+gone(key))
		case !had:
			all = append(all, now.title+": new; "+told(now.fields))
		case slices.Equal(old.fields, now.fields):
			same++
		default:
			all = append(all, old.title+": "+between(old.fields, now.fields))
		}
	}
	return append(all, fmt.Sprintf("%d %s unchanged", same, wording.Plural("record", same)))
}

// ChangesOfPINs tells which PINs are set or taken away, and none of them.
func ChangesOfPINs(d store.Directory) (all []string) {
	for _, contract := range slices.Sorted(maps.Keys(d.PINs)) {
		what := "set"
		if d.PINs[contract] == "" {
			what = "taken away"
		}
		all = append(all, fmt.Sprintf("contract %s: PIN %s", contract, what))
	}
	return all
}

func merged(a, b map[string]entry) map[string]entry {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

func gone(key string) string {
	if strings.HasPrefix(key, string(store.People)) {
		return "leaves the rota; the name stays in what is on record"
	}
	return "is taken away"
}

func told(fields [][2]string) string {
	var all []string
	for _, f := range fields {
		if f[1] != "" {
			all = append(all, f[0]+" "+f[1])
		}
	}
	return strings.Join(all, ", ")
}

func between(old, now [][2]string) string {
	var changed, same []string
	for i, f := range now {
		if old[i][1] == f[1] {
			same = append(same, f[0])
			continue
		}
		changed = append(changed, fmt.Sprintf("%s %s -> %s", f[0], cmp.Or(old[i][1], none), cmp.Or(f[1], none)))
	}
	text := strings.Join(changed, "; ")
	if len(same) > 0 {
		text += "; " + strings.Join(same, ", ") + " unchanged"
	}
	return text
}

// entries are all records of a directory, by their kind and key.
func entries(d store.Directory) map[string]entry {
	all := map[string]entry{}
	put := func(kind store.Kind, key, title string, fields ...[2]string) {
		all[string(kind)+" "+key] = entry{title, fields}
	}
	for _, c := range d.Contracts {
		put(store.Contracts, c.Number, fmt.Sprintf("contract %s (%s)", c.Number, c.Company), ofContract(c)...)
	}
	for _, c := range d.Contacts {
		put(store.Contacts, string(c.Phone), fmt.Sprintf("contact %s (%s)", c.Phone, c.Name),
			[2]string{"name", c.Name}, [2]string{"contract", c.Contract}, [2]string{"language", c.Language})
	}
	for _, c := range d.Cases {
		put(store.Cases, string(c.Number), "case "+string(c.Number), [2]string{"title", c.Title},
			[2]string{"contract", c.Contract},
			[2]string{"severity", fmt.Sprint(int(c.Severity))}, [2]string{"status", string(c.Status)},
			[2]string{"closed", fmt.Sprint(c.Closed)},
			[2]string{"engineer", c.Engineer}, [2]string{"priority", string(c.Priority)}, [2]string{"product", c.Product},
			[2]string{"version", c.Version})
	}
	for _, p := range d.People {
		put(store.People, p.ID, fmt.Sprintf("%s (%s)", p.Name, p.ID), [2]string{"name", p.Name},
			[2]string{"phone", string(p.Phone)},
			[2]string{"language", p.Language}, [2]string{"email", p.Email}, [2]string{"zone", p.Zone},
			[2]string{"supervisor", p.Supervisor},
			[2]string{"shifts", shiftsOf(d, p.ID)})
	}
	return all
}

func ofContract(c support.Contract) [][2]string {
	var managers, booked []string
	const moment = "2006-01-02 15:04Z"
	for _, m := range c.TSAMs {
		managers = append(managers, strings.Join(strings.Fields(fmt.Sprintf("%s %s %s", m.Name, m.Phone, m.Application)),
			" "))
		for _, b := range m.Booked {
			booked = append(booked, m.Name+" "+b.From.UTC().Format(moment)+" to "+b.To.UTC().Format(moment))
		}
	}
	for _, b := range c.Weekends {
		booked = append(booked, "weekend "+b.From.UTC().Format(moment)+" to "+b.To.UTC().Format(moment))
	}
	for _, b := range c.Engineers {
		booked = append(booked, b.Engineer+" "+string(b.Phone)+" "+b.From.UTC().Format(moment)+" to "+
			b.To.UTC().Format(moment))
	}
	zone, expires := "", ""
	if c.Zone != nil {
		zone = c.Zone.String()
	}
	if !c.Expires.IsZero() {
		expires = c.Expires.UTC().Format(moment)
	}
	return [][2]string{
		{"company", c.Company}, {"package", string(c.Package)}, {"zone", zone}, {"expires", expires}, {"csm", c.CSM},
		{"account managers", strings.Join(managers, "; ")}, {"bookings", strings.Join(booked, "; ")},
	}
}

func shiftsOf(d store.Directory, person string) string {
	var all []string
	for _, s := range d.Shifts {
		if s.Person == person {
			all = append(all, shiftText(s))
		}
	}
	return strings.Join(all, "; ")
}

// shiftText writes a shift on one line, "manager 1 fri sat 22:00-06:00 Europe/Paris".
func shiftText(s rota.Shift) string {
	text := fmt.Sprintf("%s %d", s.Role, max(s.Layer, 1))
	for _, day := range s.Days {
		text += " " + weekdays[day]
	}
	if s.From != s.To || s.From != 0 {
		text += fmt.Sprintf(" %02d:%02d-%02d:%02d", s.From/60, s.From%60, s.To/60, s.To%60)
	}
	if s.Zone != nil {
		text += " " + s.Zone.String()
	}
	return text
}

// Doubts are what is allowed in a directory, and probably not meant: two people with
// one phone, and shifts of one person in one role that overlap in the fortnight ahead.
func Doubts(d store.Directory) (all []string) {
	for i, p := range d.People {
		for _, other := range d.People[:i] {
			if p.Phone == other.Phone {
				all = append(all, fmt.Sprintf("%s (%s) and %s (%s) have one phone, %s: when both are rung, one of them is busy",
					other.Name, other.ID, p.Name, p.ID, p.Phone))
			}
		}
	}
	for i, s := range d.Shifts {
		for _, other := range d.Shifts[:i] {
			if s.Person == other.Person && s.Role == other.Role && s.Overlaps(other) {
				all = append(all, fmt.Sprintf("%s has two shifts at a time: %s, and %s: leave one of them out", s.Person,
					shiftText(other), shiftText(s)))
			}
		}
	}
	return all
}
