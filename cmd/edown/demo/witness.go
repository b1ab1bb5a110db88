package demo

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"edown/ivr"
	"edown/operators/paging"
	"edown/support"
)

// witness tells, one line at a time, what has been put on record.
type witness struct {
	mu     sync.Mutex
	out    io.Writer
	people map[string]string // names, by person
}

func newWitness(out io.Writer) *witness {
	return &witness{out: out, people: map[string]string{}}
}

func (w *witness) line(at time.Time, who, what string) {
	fmt.Fprintf(w.out, "%s  %-16s %s\n", at.Local().Format(time.TimeOnly), who, what)
}

// Turn is one turn of a call.
func (w *witness) Turn(k ivr.Kept) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if what := heard(k); what != "" {
		w.line(k.At, w.speaker(k.Session), what)
	}
}

func (w *witness) speaker(s ivr.Session) string {
	if s.Person != "" {
		return cmp.Or(w.people[s.Person], s.Person)
	}
	return cmp.Or(s.Name, string(s.From), "caller")
}

// heard is what a turn brought, where; empty when the page tells it: a phone
// that was rung and not picked up.
func heard(k ivr.Kept) string {
	switch in := k.Input; in.Kind {
	case ivr.Began:
		return "is on the line: " + k.Session.Tree
	case ivr.HungUp:
		if k.Node == "" {
			return ""
		}
		return "hangs up " + at(k.Node)
	case ivr.Silence:
		return k.Node + " ← silence"
	case ivr.Recorded:
		return fmt.Sprintf("%s ← a recording of %v", k.Node, in.Length)
	case ivr.Returned:
		return k.Node + " ← back from the conversation"
	case ivr.Summoned:
		return "is fetched " + at(k.Node)
	case ivr.Keys:
		return fmt.Sprintf("%s ← %s", k.Node, cmp.Or(in.Keys, fmt.Sprintf("“%s”", in.Speech)))
	default:
		return fmt.Sprintf("%s ← %s", k.Node, in.Kind)
	}
}

func at(node string) string { return "(" + node + ")" }

// Step is what one event did to a page.
func (w *witness) Step(m paging.Moved) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.meet(m.Page)
	who := "page " + short(m.Page.ID)
	for _, what := range w.news(m) {
		w.line(m.Event.At, who, what)
	}
}

// meet learns the names of the people on a page.
func (w *witness) meet(p paging.Page) {
	for _, people := range p.Who {
		for _, one := range people {
			w.people[one.ID] = one.Name
		}
	}
}

func (w *witness) news(m paging.Moved) []string {
	var news []string
	if m.Has(paging.PageBegan) {
		news = append(news, strings.TrimSpace("begins: "+kindName(m.Page.Kind)+" "+m.Page.Company+" "+string(m.Page.Case)))
	}
	if what := w.onPhone(m); what != "" {
		news = append(news, what)
	}
	if m.Has(paging.Taken) || m.Has(paging.Lost) || m.Has(paging.PageEnded) {
		news = append(news, w.became(m.Page))
	}
	for _, c := range m.Commands {
		if what := w.ordered(c); what != "" {
			news = append(news, what)
		}
	}
	return news
}

func kindName(k support.PageKind) string {
	name := searches[k]
	if k != support.EmergencyPage {
		name = strings.ToLower(name[:1]) + name[1:]
	}
	return name + ","
}

// onPhone is what happened on a phone that was rung.
func (w *witness) onPhone(m paging.Moved) string {
	for _, a := range m.Page.Attempts {
		if a.Leg != m.Event.Call {
			continue
		}
		if what := happened(m.Event); what != "" {
			return cmp.Or(a.Person.Name, "the caller") + " " + what
		}
	}
	return ""
}

func happened(e support.Event) string {
	switch e.Kind {
	case support.Refused:
		return "cannot be dialled: " + e.Why
	case support.PickedUp:
		return "picks up"
	case support.MachineHeard:
		return "may be a machine"
	case support.KeyPressed:
		return "presses " + e.Key
	case support.Declined:
		return "passes"
	case support.CallEnded:
		return "is off the phone: " + e.Ending
	case support.Joined:
		return "is in the conversation"
	case support.Left:
		return "leaves the conversation"
	}
	return ""
}

// became is the state that a page has now.
func (w *witness) became(p paging.Page) string {
	switch p.State {
	case support.PageAccepted:
		return w.people[p.AcceptedBy] + " has accepted"
	case support.PageClosed:
		return "is closed: " + cmp.Or(string(p.Outcome), p.Reason)
	case support.PageUnanswered:
		return "gives up: nobody came in time"
	}
	return "rings again: who had accepted is gone"
}

// ordered is what is to be done about a page.
func (w *witness) ordered(c paging.Command) string {
	switch c.Do {
	case paging.Dial:
		return "rings " + cmp.Or(w.people[c.Leg.Person], "the caller") + purpose(c.Leg.Purpose)
	case paging.Text:
		return fmt.Sprintf("SMS to %s: %s", c.Message.To, c.Message.Key)
	}
	return ""
}

func purpose(p support.Purpose) string {
	switch p {
	case support.ForCaller:
		return " back"
	case support.ForStandDown:
		return " to stand down"
	}
	return ""
}

// short is the end of a long name: enough to tell pages apart.
func short(id string) string {
	const enough = 6
	if len(id) <= enough {
		return id
	}
	return "…" + id[len(id)-enough:]
}
