package operators

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"edown"
)

// texted reads an SMS: 1 takes part in the race, or accepts an escalation; 2
// passes, or refuses it; a case number behind it says which page when there are
// several. 3 and 4 with a case number say that something owed has been done.
func (d *Desk) texted(tx Tx, e edown.Event, now time.Time) error {
	pages, err := tx.PagesRinging(e.From)
	if err != nil {
		return err
	}
	key, rest, _ := strings.Cut(strings.TrimSpace(e.Reason), " ")
	if done, err := d.textDone(tx, key, rest, e, now); err != nil || done {
		return err
	}
	pages = meant(pages, strings.ToUpper(rest))
	decides := key == "1" || key == "2"
	switch {
	case !decides && len(pages) == 0: // a phone that answers by itself would be answered for ever
		return nil
	case len(pages) == 0:
		return d.answerText(tx, e, nil, "sms_nothing_open")
	case !decides || len(pages) > 1:
		return d.answerText(tx, e, pages, "sms_ambiguous")
	}
	person := pages[0].phoneOf(e.From)
	e.Page, e.Person = pages[0].ID, person.ID
	if pages[0].Kind == Decision {
		return d.textRules(tx, pages[0], key, e, now)
	}
	if key == "2" {
		return d.textPasses(tx, pages[0], person, e, now)
	}
	return d.textAccepts(tx, pages[0], person, e, now)
}

// meant are the pages that an SMS is about: of those whose case it names, if it
// does, the emergencies that still ring, else whatever still rings, else all.
func meant(pages []Page, words string) []Page {
	for _, one := range []func(Page) bool{
		func(p Page) bool { return p.Case != "" && strings.Contains(words, string(p.Case)) },
		func(p Page) bool { return p.Kind == EnterpriseDown && stillRings(p) }, stillRings,
	} {
		if slices.ContainsFunc(pages, one) {
			pages = slices.DeleteFunc(pages, func(p Page) bool { return !one(p) })
		}
	}
	return pages
}

func stillRings(p Page) bool { return p.State == Ringing }

// textPasses: she passes it on; who has accepted by SMS and is not on the phone
// yet hands it back.
func (d *Desk) textPasses(tx Tx, p Page, person Person, e edown.Event, now time.Time) error {
	if p.State == Accepted && p.AcceptedBy == person.ID {
		return d.handsBack(tx, p, person, e, now)
	}
	for _, a := range p.Attempts {
		if a.Person.ID == person.ID && a.rings() && a.Round == p.Round {
			declined := edown.Event{Kind: edown.Declined, At: now, Page: p.ID, Call: a.Leg, Person: person.ID}
			next, commands := Step(p, declined, now)
			if a.Live() {
				commands = append(commands, Command{Do: HangUp, Call: a.Leg})
			}
			if err := d.keep(tx, next, declined, commands, now); err != nil {
				return err
			}
			p = next
		}
	}
	return d.answerText(tx, e, []Page{p}, "sms_passed")
}

func (d *Desk) handsBack(tx Tx, p Page, person Person, e edown.Event, now time.Time) error {
	if p.Present {
		return d.answerText(tx, e, []Page{p}, "sms_already_yours")
	}
	m := &mover{p: p.clone(), now: now}
	m.p.Skip = person.ID
	m.reopen()
	handed := edown.Event{Kind: edown.Declined, At: now, Page: p.ID, Person: person.ID}
	if err := d.keep(tx, m.p, handed, m.out, now); err != nil {
		return err
	}
	return d.answerText(tx, e, []Page{m.p}, "sms_passed")
}

func (d *Desk) textAccepts(tx Tx, p Page, person Person, e edown.Event, now time.Time) error {
	if p.State == Accepted && p.AcceptedBy == person.ID {
		return d.answerText(tx, e, []Page{p}, "sms_already_yours")
	}
	won, err := tx.Claim(p, person.ID, "", now)
	if err != nil {
		return err
	}
	if !won {
		return d.answerText(tx, e, []Page{p}, "sms_taken")
	}
	accepted := edown.Event{Kind: edown.Accepted, At: now, Page: p.ID, Person: person.ID}
	if err := d.step(tx, p, accepted, now); err != nil {
		return err
	}
	return d.answerText(tx, e, []Page{p}, "sms_you_have_it")
}

// answerText replies to an SMS of somebody of the rota; strangers get no
// answer, and no message costs money for nothing.
func (d *Desk) answerText(tx Tx, e edown.Event, pages []Page, key string) error {
	rota, err := tx.Rota()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rota.People, func(p Person) bool { return p.Phone == e.From })
	if i < 0 {
		return nil
	}
	data := map[string]string{"Case": "", "Cases": "", "Customer": "", "Accepter": "", "Category": "", "Reason": ""}
	var cases []string
	for _, p := range pages {
		cases = append(cases, string(p.Case))
		data["Case"], data["Customer"], data["Accepter"] = string(p.Case), p.Company, p.PersonName()
	}
	data["Cases"] = strings.Join(cases, ", ")
	return tx.Order(Command{Do: Text, Urgency: urgentLater, Message: Message{
		ID: fmt.Sprintf("reply:%s:%d", rota.People[i].ID, e.At.UnixNano()), To: e.From, Language: rota.People[i].Language, Key: key, Data: data,
	}})
}

// phoneOf finds the person behind a phone number on the page.
func (p Page) phoneOf(number edown.E164) Person {
	for _, a := range p.Attempts {
		if a.Person.Phone == number && a.rings() {
			return a.Person
		}
	}
	for _, whom := range []Whom{Decider, Above, Higher} {
		for _, person := range p.Who[whom] {
			if person.Phone == number {
				return person
			}
		}
	}
	return Person{}
}

// Asks reports whether somebody at a phone number may accept or decide by SMS:
// his phone was rung for the page, or will be.
func (p Page) Asks(number edown.E164) bool { return p.phoneOf(number).ID != "" }

// textRules decides on an escalation.
func (d *Desk) textRules(tx Tx, p Page, key string, e edown.Event, now time.Time) error {
	verdict, reply := edown.EscalationAccepted, "sms_you_accepted"
	if key == "2" {
		verdict, reply = edown.EscalationRefused, "sms_you_refused"
	}
	ruled := edown.Event{Kind: edown.Ruled, At: now, Page: p.ID, Person: e.Person, Verdict: verdict}
	first, err := d.rule(tx, p, e.Person, ruled, now)
	switch {
	case err != nil:
		return err
	case !first:
		return d.answerText(tx, e, []Page{p}, "sms_already_decided")
	}
	return d.answerText(tx, e, []Page{p}, reply)
}

// textDone records that what somebody owes a case has been done: he has spoken
// to the customer (R37), or written why it came to an escalation (R28).
func (d *Desk) textDone(tx Tx, key, words string, e edown.Event, now time.Time) (done bool, err error) {
	kind, ok := map[string]DutyKind{"3": OwesContact, "4": OwesAnalysis}[key]
	number := edown.CaseNumber(strings.ToUpper(strings.ReplaceAll(words, " ", "")))
	if !ok || number == "" {
		return false, nil
	}
	rota, err := tx.Rota()
	i := slices.IndexFunc(rota.People, func(p Person) bool { return p.Phone == e.From })
	if err != nil || i < 0 {
		return false, err
	}
	owed, err := tx.Duties(number)
	for _, duty := range owed {
		if duty.Kind == kind {
			done = true
			err = errors.Join(err, d.did(tx, duty, rota.People[i].ID, now))
		}
	}
	if err != nil || !done {
		return done, err
	}
	return true, d.answerText(tx, e, []Page{{Case: number}}, "sms_recorded")
}

// did records one thing that was owed for an escalation, and is done.
func (d *Desk) did(tx Tx, owed Duty, by string, now time.Time) error {
	if owed.Kind == OwesContact {
		return d.contacted(tx, edown.Event{Kind: edown.Contacted, At: now, Page: owed.For, Case: owed.Case, Person: by}, now)
	}
	note := edown.Note{Case: owed.Case, Kind: edown.NoteAnalysis, At: now, By: by}
	return errors.Join(tx.Note(note), d.fulfilled(tx, owed.ID, by, "", now))
}
