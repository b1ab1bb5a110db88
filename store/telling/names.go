package telling

import (
	"cmp"
	"strings"
	"time"

	"edown/operators/rota"
	"edown/store"
	"edown/support"
)

// names are those of everyone who has a part.
type names struct {
	people map[string]string // by id
	phones map[string]string // by number or address
	calls  map[string]string // by call: a caller, or the person whose phone it is
}

func namesOf(c store.Chronicle) names {
	n := names{map[string]string{}, map[string]string{}, map[string]string{}}
	for _, s := range c.Stories { // as they were called then
		for _, a := range s.Page.Attempts {
			n.person(a.Person)
		}
		for _, people := range s.Page.Who {
			for _, p := range people {
				n.person(p)
			}
		}
	}
	for _, p := range c.People {
		n.person(p)
	}
	for _, s := range c.Stories {
		n.callers(s.Calls)
	}
	n.callers(c.Calls)
	return n
}

func (n names) person(p rota.Person) {
	for names, key := range map[*map[string]string]string{&n.people: p.ID, &n.phones: string(p.Phone)} {
		if (*names)[key] == "" && key != "" {
			(*names)[key] = cmp.Or(p.Name, p.ID)
		}
	}
	if p.Email != "" {
		n.phones[p.Email] = cmp.Or(n.phones[p.Email], p.Name)
	}
}

func (n names) callers(calls []store.Call) {
	for _, c := range calls {
		n.calls[c.ID] = n.whose(c)
	}
}

// whose is the person on a call.
func (n names) whose(c store.Call) string {
	if c.Person != "" {
		return n.of(c.Person)
	}
	number := numberOf(c)
	name := cmp.Or(c.Session.Name, string(number), "a caller")
	if number != "" && n.phones[string(number)] == "" {
		n.phones[string(number)] = name
	}
	return name
}

// numberOf is the number of the phone that is not the line's.
func numberOf(c store.Call) support.E164 {
	if c.Purpose == caller {
		return c.From
	}
	return c.To
}

// caller is the purpose of a call that came in.
const caller = "caller"

// of is a person by id; one who is not on the rota any more keeps the id.
func (n names) of(id string) string { return cmp.Or(n.people[id], strings.TrimPrefix(id, "tsam:")) }

// at is a number with the name behind it, if that is known.
func (n names) at(number string) string {
	if name := n.phones[number]; name != "" && name != number {
		return name + " (" + number + ")"
	}
	return cmp.Or(number, "a hidden number")
}

// lasted is a length of time as people read it: 4 s, 3 min 2 s, 2 h 5 min.
func lasted(d time.Duration) string {
	d = max(d.Round(time.Second), 0)
	hours, minutes, seconds := d/time.Hour, d%time.Hour/time.Minute, d%time.Minute/time.Second
	switch {
	case hours > 0:
		return count(hours, "h") + and(minutes, "min")
	case minutes > 0:
		return count(minutes, "min") + and(seconds, "s")
	}
	return count(seconds, "s")
}
