package casework

import (
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// Notice is what people of the rota are told of a case. It carries the number of
// the case (R5).
type Notice struct {
	ID     string        // what it came of: a notice that is given again is sent once
	To     []rota.Person // each once
	Words  paging.NoticeWords
	Urgent bool // of an Enterprise Down, or to people at work: at any hour
}

// Messages are the commands by which each person is told in every way there is:
// by SMS, and, where an e-mail address is known, by a letter. An SMS that is not
// urgent waits for the person's business hours; a letter does not.
func (r Rules) Messages(n Notice, now time.Time) (all []paging.Command) {
	for _, p := range n.To {
		all = append(all, r.messages(n, p, now)...)
	}
	return all
}

func (r Rules) messages(n Notice, p rota.Person, now time.Time) (all []paging.Command) {
	id := n.ID + ":" + n.Words.Key() + ":" + p.ID
	if p.Phone.Known() {
		all = append(all, paging.Command{Do: paging.Text, Urgency: paging.UrgentLater, Once: true, At: r.mayText(n, p, now),
			Message: paging.Message{
				ID: "sms:" + id, To: p.Phone, Language: p.Language,
			}.Saying(n.Words, p.Location())})
	}
	if p.Email != "" {
		all = append(all, paging.Command{Do: paging.Post, Urgency: paging.UrgentLetter, Once: true, Letter: paging.Letter{
			ID: "mail:" + id, To: p.Email, Language: p.Language,
		}.Saying(n.Words, p.Location())})
	}
	return all
}

// mayText is when a person may be texted; zero is now.
func (r Rules) mayText(n Notice, p rota.Person, now time.Time) time.Time {
	if n.Urgent {
		return time.Time{}
	}
	opens, ever := r.Policy.BusinessHours(p.Location()).Opens(now)
	if !ever || !opens.After(now) { // a policy without business hours keeps nothing back
		return time.Time{}
	}
	return opens
}

// notify has people told.
func (w *worker) notify(n Notice) {
	for _, c := range w.Messages(n, w.now) {
		w.does(Order{c})
	}
}

// text sends one SMS to a customer.
func (w *worker) text(m paging.Message, once bool) {
	w.does(Order{paging.Command{Do: paging.Text, Urgency: paging.UrgentLater, Once: once, Message: m}})
}

// named is how a notice names the case.
func (w *worker) named() ofCase { return ofCase{w.Case.Number, w.customer()} }

// customer is the company's name; empty while the contract is not known.
func (w *worker) customer() string {
	if w.Contract == nil {
		return ""
	}
	return w.Contract.Company
}

// assigned is the engineer of the case; while it has none, the managers on duty
// are told in the engineer's place (R14).
func (w *worker) assigned() []rota.Person {
	if engineer := w.Rota.These(w.Case.Engineer); len(engineer) > 0 {
		return engineer
	}
	return w.Rota.Reachable(rota.Manager, w.now)
}

// AccountManager is a technical support account manager as a person with a
// phone, who talks to the customer in a language that both speak, or in the first
// of the list (R47).
func (r Rules) AccountManager(t support.TSAM, language string) rota.Person {
	person := rota.Person{ID: "tsam:" + t.Name, Name: t.Name, Phone: t.Phone, Language: r.Policy.TSAM.Language(language)}
	if t.Zone != nil {
		person.Zone = t.Zone.String()
	}
	return person
}
