// Package duty tells who is on duty now and next, and where a role is empty. It is pure.
package duty

import (
	"encoding/json"
	"io"
	"slices"
	"time"

	"edown/operators/rota"
)

// Plan is who is on duty in a time, by role. Its JSON is for other programs: names
// do not change, and moments are as in RFC 3339.
type Plan struct {
	From  time.Time `json:"from"` // now
	To    time.Time `json:"to"`
	Zone  string    `json:"zone"` // the reader's
	Roles []Role    `json:"roles"`
	Empty []string  `json:"roles_without_shifts"`
}

// Role is a role in which a person has a shift, or must have one.
type Role struct {
	Role  rota.Role `json:"role"`
	Now   []Person  `json:"now"`
	Next  *Span     `json:"next,omitempty"` // the next change; unset: none in this time
	Spans []Span    `json:"spans"`          // the first one is now
	Gaps  []Gap     `json:"gaps"`

	zones []*time.Location // of the shifts
}

// Span is a time in which the same people are on duty; without people, the role is empty.
type Span struct {
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	People []Person  `json:"people"` // the first one is called first
}

// Gap is a time in which a role is empty.
type Gap struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Person is a person on duty.
type Person struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

// needed are the roles without which an Enterprise Down, or a caller, rings no phone:
// they are listed even without a shift.
var needed = []rota.Role{rota.Manager, rota.Level2, rota.Director, rota.Operator}

// Of makes the plan of so many days from now on, on the clocks of a zone.
func Of(r rota.Rota, now time.Time, days int, zone *time.Location) Plan {
	from := now.In(zone).Truncate(time.Minute)
	p := Plan{From: from, To: from.AddDate(0, 0, days), Zone: zone.String(), Empty: []string{}}
	filled := r.Filled()
	for _, role := range rota.Roles() {
		if slices.Contains(filled, role) || slices.Contains(needed, role) {
			p.Roles = append(p.Roles, of(r, role, p.From, p.To))
		} else {
			p.Empty = append(p.Empty, string(role))
		}
	}
	return p
}

func of(r rota.Rota, role rota.Role, from, to time.Time) Role {
	one := Role{Role: role, Now: []Person{}, Spans: []Span{}, Gaps: []Gap{}, zones: r.Zones(role)}
	for _, s := range r.Spans(role, from, to) {
		span := Span{s.From.In(from.Location()), s.To.In(from.Location()), people(s.People)}
		one.Spans = append(one.Spans, span)
		if len(span.People) == 0 {
			one.Gaps = append(one.Gaps, Gap{span.From, span.To})
		}
	}
	if len(one.Spans) > 0 {
		one.Now = one.Spans[0].People
	}
	if len(one.Spans) > 1 {
		one.Next = &one.Spans[1]
	}
	return one
}

func people(of []rota.Person) []Person {
	all := []Person{}
	for _, p := range of {
		all = append(all, Person{p.ID, p.Name, string(p.Phone)})
	}
	return all
}

// JSON writes a plan for other programs.
func (p Plan) JSON(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(p)
}
