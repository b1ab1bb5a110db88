package operators

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// texted acts on an SMS. With the number of an escalated case, an accept or a pass
// has the phone rung on which a key decides on the escalation.
func (d *Desk) texted(tx Tx, e support.Event, now time.Time) error {
	roster, err := tx.Rota()
	if err != nil {
		return err
	}
	person, _ := roster.ByPhone(e.From)
	said := ReadReply(e.Text, d.Format, d.Words.beside(person.Name))
	if kind, reports := reported[said.Means]; reports {
		return d.textDone(tx, kind, said.Case, e, now)
	}
	pages, err := tx.Pages(Which{Phone: e.From})
	if err != nil {
		return err
	}
	requests, by, err := d.decidable(tx, e.From)
	if err != nil {
		return err
	}
	if said.Word && len(stillRinging(pages))+len(stillRinging(requests)) != 1 {
		said = Reply{} // a word is no key where it may be about another page, or about nothing
	}
	asked, its := naming(requests, said.Case), meant(pages, said.Case)
	decides := said.Means == Accepts || said.Means == Passes
	switch {
	case decides && len(asked) > 0 && len(naming(pages, said.Case)) == 0:
		return d.textRules(tx, asked, by, e, now)
	case !decides || len(its) != 1:
		return d.tellOpen(tx, e, pages, requests, said)
	}
	return d.textDecides(tx, its[0], said.Means, e, now)
}

func (d *Desk) textDecides(tx Tx, p paging.Page, means Meaning, e support.Event, now time.Time) error {
	person := p.PersonAt(e.From)
	e.Page, e.Person = p.ID, person.ID
	if means == Passes {
		return d.textPasses(tx, p, person, e, now)
	}
	return d.textAccepts(tx, p, person, e, now)
}

// reported are the replies that say that something owed has been done.
var reported = map[Meaning]casework.Kind{ReportsContact: casework.OwesContact, ReportsAnalysis: casework.OwesAnalysis}

// tellOpen answers an SMS that decides nothing: what is open, and what to write.
// A key alone never decides on an escalation: it may have been meant for an
// emergency that is over. What is not understood has one answer a page and person,
// as a phone that answers automatically would be answered for ever.
func (d *Desk) tellOpen(tx Tx, e support.Event, pages, requests []paging.Page, said Reply) error {
	clear := said.Means != Unclear
	open := append(stillRinging(requests), stillRinging(pages)...)
	if clear {
		open = append(stillRinging(requests), meant(pages, "")...)
	}
	switch {
	case len(open) == 0 && clear && said.Means != Names:
		return d.answerText(tx, e, fmt.Sprintf("none:%s:%s:%s", e.At.Format(time.DateOnly), said.Means, said.Case),
			nothingOpenWords{})
	case len(open) == 0:
		return nil
	}
	last := open[len(open)-1]
	about := last.ID
	if clear {
		about = fmt.Sprintf("%s:%s:%s", last.ID, said.Means, said.Case)
	}
	if one := len(open) == 1; one && last.Kind == support.EmergencyPage && (!clear || last.Case == "") {
		return d.answerText(tx, e, about, paging.PageWords{Case: last.Case, Customer: last.Company})
	}
	return d.answerText(tx, e, about, whichOf(open))
}

// meant are the emergencies that an SMS is about: those of the case that it
// names, if it does, of them those that still ring, else all.
func meant(pages []paging.Page, number support.CaseNumber) []paging.Page {
	if number != "" {
		pages = naming(pages, number)
	}
	if some := stillRinging(pages); len(some) > 0 {
		return some
	}
	return pages
}

// naming are the pages of the case that an SMS names; none if it names none.
func naming(pages []paging.Page, number support.CaseNumber) (some []paging.Page) {
	for _, p := range pages {
		if p.Case != "" && p.Case == number {
			some = append(some, p)
		}
	}
	return some
}

func stillRinging(pages []paging.Page) (some []paging.Page) {
	for _, p := range pages {
		if p.State == support.PageRinging {
			some = append(some, p)
		}
	}
	return some
}

// textPasses moves the search on. The number of a sender can be forged, so the phone goes
// on ringing, and has its turn in later rounds.
func (d *Desk) textPasses(tx Tx, p paging.Page, person rota.Person, e support.Event, now time.Time) error {
	if p.State == support.PageAccepted && p.AcceptedBy == person.ID {
		return d.handsBack(tx, p, person, e, now)
	}
	waived := support.Event{Kind: support.Waived, At: now, Page: p.ID, Person: person.ID}
	if err := d.step(tx, p, waived, now); err != nil {
		return err
	}
	return d.answerText(tx, e, stage(p), passedWords{p.Case})
}

// handsBack takes back an accept by SMS, which pages of earlier versions have. One by a
// key is taken back by none.
func (d *Desk) handsBack(tx Tx, p paging.Page, person rota.Person, e support.Event, now time.Time) error {
	if p.Present || p.AcceptedLeg != "" {
		return d.answerText(tx, e, stage(p), alreadyYoursWords{p.Case})
	}
	handed := support.Event{Kind: support.Declined, At: now, Page: p.ID, Person: person.ID}
	if err := d.step(tx, p, handed, now); err != nil {
		return err
	}
	return d.answerText(tx, e, stage(p), passedWords{p.Case})
}

// textAccepts has the phone rung on which a key accepts: an SMS is an intention (P1).
func (d *Desk) textAccepts(tx Tx, p paging.Page, person rota.Person, e support.Event, now time.Time) error {
	switch {
	case p.State == support.PageAccepted && p.AcceptedBy == person.ID:
		return d.answerText(tx, e, stage(p), alreadyYoursWords{p.Case})
	case p.State != support.PageRinging:
		return d.answerText(tx, e, stage(p), p.TakenWords())
	}
	intended := support.Event{Kind: support.Intended, At: now, Page: p.ID, Person: person.ID}
	if err := d.step(tx, p, intended, now); err != nil {
		return err
	}
	return d.answerText(tx, e, p.ID, ringingYouWords{p.Case, p.Company})
}

// stage is where a page stands, for its replies: a second SMS there that has the
// same answer has none.
func stage(p paging.Page) string { return fmt.Sprintf("%s:%d:%s", p.ID, p.Round, p.State) }

// answerText replies to an SMS of a person of the rota, once about the same;
// strangers get no answer, and no message costs money for nothing.
func (d *Desk) answerText(tx Tx, e support.Event, about string, says paging.Words) error {
	roster, err := tx.Rota()
	to, known := roster.ByPhone(e.From)
	if err != nil || !known {
		return err
	}
	return replyTo(tx, to, e, about, says)
}

func replyTo(tx Tx, to rota.Person, e support.Event, about string, says paging.Words) error {
	return tx.Order(paging.Command{Do: paging.Text, Urgency: paging.UrgentLater, Once: true, Message: paging.Message{
		ID: fmt.Sprintf("reply:%s:%s:%s", about, to.ID, says.Key()), To: e.From, Language: to.Language,
	}.Saying(says, nil)})
}

// whichOf asks which of the open pages is meant.
func whichOf(open []paging.Page) ambiguousWords {
	var cases []string
	for _, p := range open {
		if !slices.Contains(cases, string(p.Case)) {
			cases = append(cases, string(p.Case))
		}
	}
	return ambiguousWords{strings.Join(cases, ", "), open[len(open)-1].Case}
}

// decidable are the requests on which the person with a phone number today may
// decide, and who that is, by page: he was rung for it, or told of it.
func (d *Desk) decidable(tx Tx, number support.E164) (open []paging.Page, by map[string]string, err error) {
	pages, err := tx.Pages(Which{Kind: support.DecisionPage})
	if err != nil || len(pages) == 0 {
		return nil, nil, err
	}
	roster, err := tx.Rota()
	if err != nil {
		return nil, nil, err
	}
	by = map[string]string{}
	for _, p := range pages {
		raised, err := raisedSoFar(tx, p)
		if err != nil {
			return nil, nil, err
		}
		if person, asked := p.DeciderAt(roster, number, raised); asked {
			open, by[p.ID] = append(open, p), person.ID
		}
	}
	return open, by, nil
}

// raisedSoFar is how often the answer to a request was overdue.
func raisedSoFar(tx Tx, p paging.Page) (int, error) {
	f, err := tx.File(About{Case: p.Case})
	for _, c := range f.Commitments {
		if c.Kind == casework.OwesAnswer && c.For == p.ID {
			return c.Raised, err
		}
	}
	return 0, err
}

// textRules rings for a verdict on the escalation of a case. The number of a sender can be
// forged, so an SMS decides nothing: a key on the phone that rings does.
func (d *Desk) textRules(tx Tx, pages []paging.Page, by map[string]string, e support.Event, now time.Time) error {
	last := pages[len(pages)-1]
	for _, p := range pages {
		intended := support.Event{Kind: support.Intended, At: now, Page: p.ID, Person: by[p.ID]}
		if err := d.step(tx, p, intended, now); err != nil {
			return err
		}
	}
	return d.answerText(tx, e, last.ID, ringingForVerdictWords{last.Case})
}

// textDone records that what a case is owed has been done: the customer was
// spoken to (R37), or it is written why it came to an escalation (R28).
func (d *Desk) textDone(tx Tx, kind casework.Kind, number support.CaseNumber, e support.Event, now time.Time) error {
	f, err := tx.File(About{Case: number})
	if err != nil {
		return err
	}
	by, known := d.reporter(f, kind, e.From, now)
	if !known {
		return nil
	}
	about, reply := fmt.Sprintf("%s:%s:%s", number, kind, e.At.Format(time.DateOnly)),
		paging.Words(notRecordedWords{number})
	if f.Owes(kind) {
		// it is owed no more then
		about, reply = fmt.Sprintf("%s:%s:%d", number, kind, e.At.UnixMilli()), recordedWords{number}
	}
	done := support.Event{Kind: support.Reported, At: now, Case: number, Person: by.ID, Commitment: string(kind)}
	return errors.Join(d.work(tx, f, done, now), replyTo(tx, by, e, about, reply))
}

// reporter is the person who may say that something a case is owed is done:
// all people of the rota, and, of a talk with the customer, the account manager,
// who is in no rota (R37, R48).
func (d *Desk) reporter(f casework.File, kind casework.Kind, from support.E164, now time.Time) (by rota.Person,
	known bool) {
	if by, known = f.Rota.ByPhone(from); known || kind != casework.OwesContact {
		return by, known
	}
	for _, t := range d.Policy.AccountManagers(f.Contract, now) {
		if t.Phone == from && from.Known() {
			return d.rules().AccountManager(t, ""), true
		}
	}
	return rota.Person{}, false
}
