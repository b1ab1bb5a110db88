package operators

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// texted reads an SMS: 1 takes part in the race, 2 passes; a case number behind
// it says which emergency when there are several. With the number of an
// escalated case, 1 accepts the escalation and 2 refuses it. 3 and 4 with a case
// number say that something owed has been done.
func (d *Desk) texted(tx Tx, e support.Event, now time.Time) error {
	key, words := keyed(e.Text)
	if kind, reports := reported[key]; reports {
		return d.textDone(tx, kind, words, e, now)
	}
	pages, err := tx.Pages(Which{Phone: e.From})
	if err != nil {
		return err
	}
	requests, by, err := d.decidable(tx, e.From)
	if err != nil {
		return err
	}
	number, sure := d.named(words)
	asked, its := naming(requests, number), meant(pages, number)
	decides := key == "1" || key == "2"
	switch {
	case decides && len(asked) > 0 && len(naming(pages, number)) == 0:
		return d.textRules(tx, asked, by, key, e, now)
	case !decides || !sure || len(its) != 1:
		return d.tellOpen(tx, e, pages, requests, decides)
	}
	person := its[0].PersonAt(e.From)
	e.Page, e.Person = its[0].ID, person.ID
	if key == "2" {
		return d.textPasses(tx, its[0], person, e, now)
	}
	return d.textAccepts(tx, its[0], person, e, now)
}

// reported are the keys that say that something owed has been done.
var reported = map[string]casework.Kind{"3": casework.OwesContact, "4": casework.OwesAnalysis}

// keyed parts an SMS into the key that it begins with and the words behind it:
// "3C1234567" and "3: c123 4567" as much as "3 C1234567".
func keyed(text string) (key, words string) {
	text = strings.TrimSpace(text)
	words = strings.TrimLeft(text, "0123456789")
	return text[:len(text)-len(words)], words
}

// named is the case that the words behind a key name; empty where they name
// none, as in "1 on my way". Nobody is sure of words with other figures: who
// mistypes a number does not mean whatever rings.
func (d *Desk) named(words string) (number support.CaseNumber, sure bool) {
	switch cases := d.Format.Mentioned(words); len(cases) {
	case 0:
		return "", !strings.ContainsFunc(words, unicode.IsDigit)
	case 1:
		return cases[0], true
	}
	return "", false
}

// tellOpen answers an SMS that decides nothing: what is open, and what to write.
// A key alone never decides on an escalation: it may have been meant for an
// emergency that is over.
func (d *Desk) tellOpen(tx Tx, e support.Event, pages, requests []paging.Page, decides bool) error {
	open := append(stillRinging(requests), meant(pages, "")...)
	switch {
	case len(open) == 1 && open[0].Case == "": // it has no number yet that could be written
		return d.answerText(tx, e, paging.PageWords{Customer: open[0].Company})
	case len(open) > 0:
		return d.answerText(tx, e, whichOf(open))
	case decides:
		return d.answerText(tx, e, nothingOpenWords{})
	}
	return nil // a phone that answers by itself would be answered for ever
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

// textPasses: she passes it on; who has accepted by SMS and is not on the phone
// yet hands it back.
func (d *Desk) textPasses(tx Tx, p paging.Page, person rota.Person, e support.Event, now time.Time) error {
	if p.State == support.PageAccepted && p.AcceptedBy == person.ID {
		return d.handsBack(tx, p, person, e, now)
	}
	for _, a := range p.Attempts {
		if a.Person.ID == person.ID && a.Rings() && a.Round == p.Round {
			declined := support.Event{Kind: support.Declined, At: now, Page: p.ID, Call: a.Leg, Person: person.ID}
			moved := paging.Step(p, declined, now)
			if a.Live() {
				moved.Commands = append(moved.Commands, paging.Command{Do: paging.HangUp, Call: a.Leg})
			}
			if err := d.keep(tx, moved); err != nil {
				return err
			}
			p = moved.Page
		}
	}
	return d.answerText(tx, e, passedWords{p.Case})
}

func (d *Desk) handsBack(tx Tx, p paging.Page, person rota.Person, e support.Event, now time.Time) error {
	if p.Present {
		return d.answerText(tx, e, alreadyYoursWords{p.Case})
	}
	handed := support.Event{Kind: support.Declined, At: now, Page: p.ID, Person: person.ID}
	if err := d.step(tx, p, handed, now); err != nil {
		return err
	}
	return d.answerText(tx, e, passedWords{p.Case})
}

func (d *Desk) textAccepts(tx Tx, p paging.Page, person rota.Person, e support.Event, now time.Time) error {
	if p.State == support.PageAccepted && p.AcceptedBy == person.ID {
		return d.answerText(tx, e, alreadyYoursWords{p.Case})
	}
	won, err := tx.Claim(p, person.ID, "", now)
	if err != nil {
		return err
	}
	if !won {
		return d.answerText(tx, e, p.TakenWords())
	}
	accepted := support.Event{Kind: support.Accepted, At: now, Page: p.ID, Person: person.ID}
	if err := d.step(tx, p, accepted, now); err != nil {
		return err
	}
	return d.answerText(tx, e, youHaveItWords{p.Case, p.Company})
}

// answerText replies to an SMS of somebody of the rota; strangers get no
// answer, and no message costs money for nothing.
func (d *Desk) answerText(tx Tx, e support.Event, says paging.Words) error {
	roster, err := tx.Rota()
	to, known := roster.ByPhone(e.From)
	if err != nil || !known {
		return err
	}
	return replyTo(tx, to, e, says)
}

func replyTo(tx Tx, to rota.Person, e support.Event, says paging.Words) error {
	return tx.Order(paging.Command{Do: paging.Text, Urgency: paging.UrgentLater, Message: paging.Message{
		ID: fmt.Sprintf("reply:%s:%d", to.ID, e.At.UnixNano()), To: e.From, Language: to.Language,
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

// decidable are the requests on which whoever has a phone number today may
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

// textRules decides on the escalation of a case; where several are open, on all
// of them: they cannot be told apart by the number of the case.
func (d *Desk) textRules(tx Tx, pages []paging.Page, by map[string]string, key string, e support.Event, now time.Time) error {
	last := pages[len(pages)-1]
	verdict, reply := support.EscalationAccepted, paging.Words(youAcceptedWords{last.Case, last.Company})
	if key == "2" {
		verdict, reply = support.EscalationRefused, youRefusedWords{last.Case}
	}
	decided := false
	for _, p := range pages {
		ruled := support.Event{Kind: support.Ruled, At: now, Page: p.ID, Person: by[p.ID], Verdict: verdict}
		first, err := d.rule(tx, p, by[p.ID], ruled, now)
		if err != nil {
			return err
		}
		decided = decided || first
	}
	if !decided {
		reply = alreadyDecidedWords{last.Case, last.PersonName()}
	}
	return d.answerText(tx, e, reply)
}

// textDone records that what a case is owed has been done: the customer was
// spoken to (R37), or it is written why it came to an escalation (R28). The case
// is the first that the SMS names; its other words are not read.
func (d *Desk) textDone(tx Tx, kind casework.Kind, words string, e support.Event, now time.Time) error {
	number := append(d.Format.Mentioned(words), "")[0]
	f, err := tx.File(About{Case: number})
	if err != nil {
		return err
	}
	by, known := d.reporter(f, kind, e.From, now)
	if !known {
		return nil
	}
	reply := paging.Words(notRecordedWords{number})
	if f.Owes(kind) {
		reply = recordedWords{number}
	}
	done := support.Event{Kind: support.Reported, At: now, Case: number, Person: by.ID, Commitment: string(kind)}
	return errors.Join(d.work(tx, f, done, now), replyTo(tx, by, e, reply))
}

// reporter is the person who may say that something a case is owed is done:
// everybody of the rota, and, of a talk with the customer, the account manager,
// who is in no rota (R37, R48).
func (d *Desk) reporter(f casework.File, kind casework.Kind, from support.E164, now time.Time) (by rota.Person, known bool) {
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
