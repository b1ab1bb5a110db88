package paging

import (
	"maps"
	"reflect"
	"strings"
	"time"

	"edown/operators/rota"
	"edown/support"
)

// People are who is behind each name of a ladder.
type People map[Whom][]rota.Person

func (who People) find(id string) (rota.Person, bool) {
	for _, people := range who {
		for _, person := range people {
			if person.ID == id {
				return person, true
			}
		}
	}
	return rota.Person{}, false
}

// People are who is rung now: as they were when a rung last asked.
func (p Page) People() People {
	if p.Asked != nil {
		return p.Asked
	}
	return p.Who
}

// Ask is who is behind the page's ladder at a moment: a page that outlives a
// hand-over rings those who are on duty then, at the number that they have then
// (P6, law 11). Nil: the same as before.
func (p Page) Ask(r rota.Rota, now time.Time) People {
	asked := p.today(r)
	if p.Kind == support.EmergencyPage || p.Kind == support.OperatorPage || p.Kind == support.EngineerPage {
		maps.Copy(asked, groups(p.Kind, p.Ladder, r, now))
	}
	if same := reflect.DeepEqual(asked, p.People()); same {
		return nil
	}
	return asked
}

// today are the page's own people as the rota has them now. A person who has left
// the rota is rung no longer, unless that leaves no decider.
func (p Page) today(r rota.Rota) People {
	all := People{}
	for whom, people := range p.Who {
		var now []rota.Person
		for _, one := range people {
			if person, known := r.Person(one.ID); known {
				now = append(now, person)
			} else if beside(one) {
				now = append(now, one)
			}
		}
		if len(now) == 0 {
			now = people
		}
		all[whom] = now
	}
	return all
}

// beside reports whether a person is rung without being on the rota: an account
// manager, or an engineer booked by the customer.
func beside(p rota.Person) bool { return strings.Contains(p.ID, ":") }
