package operators

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"edown"
)

// texted reads an SMS: 1 takes part in the race, 2 passes; a case number
// behind it says which page when there are several.
func (d *Desk) texted(tx Tx, e edown.Event, now time.Time) error {
	pages, err := tx.PagesRinging(e.From)
	if err != nil {
		return err
	}
	key, rest, _ := strings.Cut(strings.TrimSpace(e.Reason), " ")
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
	if key == "2" {
		return d.textPasses(tx, pages[0], person, e, now)
	}
	return d.textAccepts(tx, pages[0], person, e, now)
}

// meant are the pages that an SMS is about: the one whose case it names, else
// those that still ring, else all.
func meant(pages []Page, words string) []Page {
	for _, one := range []func(Page) bool{
		func(p Page) bool { return p.Case != "" && strings.Contains(words, string(p.Case)) }, stillRings,
	} {
		if slices.ContainsFunc(pages, one) {
			return slices.DeleteFunc(pages, func(p Page) bool { return !one(p) })
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
	return Person{}
}
