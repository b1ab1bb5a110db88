package operators

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"edown"
)

// tooLate is when an event is given up on whose call is not on record: the
// name that the carrier has for it comes within seconds, or never.
const tooLate = 5 * time.Minute

// happened acts on one event: it finds the pages that it concerns.
func (d *Desk) happened(tx Tx, e edown.Event, now time.Time) error {
	if err := whose(tx, &e); err != nil {
		if now.Sub(e.At) > tooLate {
			d.Log.Error("event of a call that nobody knows", "kind", e.Kind, "sid", e.SID, "err", err)
			return nil
		}
		return err
	}
	switch e.Kind {
	case edown.Suspected:
		return tx.Schedule("watch:"+e.Call, now.Add(d.Watch), edown.Event{Kind: edown.Due, Call: e.Call})
	case edown.Withdrawn:
		return tx.Unschedule("watch:" + e.Call)
	case edown.Due:
		return d.due(tx, e, now)
	case edown.Declared:
		return d.declared(tx, e, now)
	case edown.Identified:
		return d.identified(tx, e, now)
	case edown.OperatorWanted:
		return d.wanted(tx, e, now)
	case edown.CallReturned:
		return d.returned(tx, e, now)
	case edown.CallbackWanted:
		return d.callbackWanted(tx, e, now)
	case edown.Texted:
		return d.texted(tx, e, now)
	case edown.Parted:
		return d.parted(tx, e, now)
	case edown.Hurried:
		return d.hurried(tx, e, now)
	case edown.CalledOff:
		return d.calledOff(tx, e, now)
	}
	return d.tell(tx, e, now)
}

// whose fills in the call and the page of an event that only has the
// carrier's name for the call.
func whose(tx Tx, e *edown.Event) error {
	if e.SID == "" || e.Call != "" {
		return nil
	}
	call, page, err := tx.Whose(e.SID)
	if err != nil {
		return err
	}
	e.Call = call
	if e.Page == "" {
		e.Page = page
	}
	return nil
}

// tell steps the pages that an event concerns: the one it names, else all of
// its call.
func (d *Desk) tell(tx Tx, e edown.Event, now time.Time) error {
	pages, err := d.concerned(tx, e)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if err := d.step(tx, p, e, now); err != nil {
			return err
		}
		if e.Kind == edown.Accepted && p.Kind == EnterpriseDown {
			if err := d.supersede(tx, p, now); err != nil {
				return err
			}
		}
	}
	return d.severity(tx, pages, e)
}

// supersede ends the search for an operator on behalf of callers who have a
// manager now.
func (d *Desk) supersede(tx Tx, accepted Page, now time.Time) error {
	for call := range accepted.Callers {
		pages, err := tx.PagesOf(call)
		if err != nil {
			return err
		}
		for _, p := range pages {
			if p.Kind == DeskCall && p.State == Ringing {
				if err := d.end(tx, p, "a manager has accepted", now); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (d *Desk) concerned(tx Tx, e edown.Event) ([]Page, error) {
	if e.Page == "" {
		return tx.PagesOf(e.Call)
	}
	p, err := tx.Page(e.Page)
	if errors.Is(err, ErrNoPage) {
		return nil, nil
	}
	return []Page{p}, err
}

// severity lowers the case when the manager says so (R21).
func (d *Desk) severity(tx Tx, pages []Page, e edown.Event) error {
	to, ok := e.Outcome.Severity()
	if e.Kind != edown.OutcomeGiven || !ok {
		return nil
	}
	for _, p := range pages {
		if p.Case != "" {
			if err := tx.SetSeverity(p.Case, to); err != nil {
				return err
			}
		}
	}
	return nil
}

// due is a page's time, or the watchdog's.
func (d *Desk) due(tx Tx, e edown.Event, now time.Time) error {
	if e.Page != "" {
		return d.tell(tx, e, now)
	}
	pages, err := tx.PagesOf(e.Call)
	if err != nil || slices.ContainsFunc(pages, humanHasIt) {
		return err
	}
	known, err := tx.Known(e.Call)
	if err != nil || !known.Suspected || known.Entitlement == edown.NoPhoneSupport { // of that an operator decides (R42)
		return err
	}
	known.Flags = append(known.Flags, edown.FlagWatchdog)
	return d.page(tx, known, now)
}

// humanHasIt: the watchdog has nothing to add to a page that runs, or to an
// operator who has the caller.
func humanHasIt(p Page) bool { return p.Kind == EnterpriseDown || p.State == Accepted }

func (d *Desk) declared(tx Tx, e edown.Event, now time.Time) error {
	if err := tx.Unschedule("watch:" + e.Call); err != nil {
		return err
	}
	known, err := tx.Known(e.Call)
	if err != nil {
		return err
	}
	return d.page(tx, known, now)
}

// identified: the case of a page is known now, or another than was thought.
func (d *Desk) identified(tx Tx, e edown.Event, now time.Time) error {
	own, err := tx.PagesOf(e.Call)
	if err != nil {
		return err
	}
	for _, p := range own {
		if p.Kind == EnterpriseDown {
			return d.recase(tx, p, e, now)
		}
	}
	return nil
}

// recase gives a page its case. If that has a page of its own already, the
// caller goes there (P11). A page that other callers share, or that somebody
// has accepted, stays as it is.
func (d *Desk) recase(tx Tx, p Page, e edown.Event, now time.Time) error {
	known, err := tx.Known(e.Call)
	if err != nil {
		return err
	}
	e.Case, e.Contract, e.Company, e.Flags = known.Case, known.Contract, known.Company, known.Flags
	if e.Case == p.Case || e.Case == "" {
		return d.step(tx, p, e, now)
	}
	other, running, err := tx.PageFor(e.Case)
	switch {
	case err != nil:
		return err
	case p.State == Accepted:
		e.Case = p.Case // whoever has it hears the right number from the caller
		return d.step(tx, p, e, now)
	case p.shared(e.Call):
		return d.leave(tx, p, known, now)
	case running:
		if err := d.end(tx, p, "merged into "+other.ID, now); err != nil {
			return err
		}
		return d.join(tx, other, e.Call, now)
	}
	if err := d.raise(tx, known); err != nil {
		return err
	}
	return d.step(tx, p, e, now)
}

// shared reports whether somebody else is on the page than this call.
func (p Page) shared(call string) bool {
	for other := range p.Callers {
		if other != call {
			return true
		}
	}
	return false
}

// leave takes a caller off a page that was not about his case, and finds him
// the right one.
func (d *Desk) leave(tx Tx, p Page, k Known, now time.Time) error {
	if err := d.parted(tx, edown.Event{Kind: edown.Parted, At: now, Page: p.ID, Call: k.Call}, now); err != nil {
		return err
	}
	return d.page(tx, k, now)
}

// parted takes a caller off pages that are not about him after all.
func (d *Desk) parted(tx Tx, e edown.Event, now time.Time) error {
	pages, err := d.concerned(tx, e)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if err := errors.Join(d.step(tx, p, e, now), tx.Unlink(p.ID, e.Call)); err != nil {
			return err
		}
	}
	return nil
}

// raise puts the case at severity 0, once it is certain that it is this one
// and that production is said to be down (R15).
func (d *Desk) raise(tx Tx, k Known) error {
	if k.Case == "" || !k.Suspected || slices.Contains(k.Flags, edown.FlagCaseUnconfirmed) {
		return nil
	}
	return tx.SetSeverity(k.Case, edown.EnterpriseDown)
}

// end ends a page that has become needless. Nobody is told to stand down: the
// emergency, if there is one, is rung for elsewhere.
func (d *Desk) end(tx Tx, p Page, why string, now time.Time) error {
	m := &mover{p: p.clone(), now: now}
	m.p.Reason = why
	m.close(edown.NoOutcome)
	return d.keep(tx, m.p, edown.Event{Kind: edown.Identified, At: now, Page: p.ID, Reason: why}, m.out, now)
}

func (d *Desk) wanted(tx Tx, e edown.Event, now time.Time) error {
	known, err := tx.Known(e.Call)
	if err != nil {
		return err
	}
	return d.hunt(tx, known, now)
}

// returned: the caller rang back; his old call's pages are his again.
func (d *Desk) returned(tx Tx, e edown.Event, now time.Time) error {
	pages, err := tx.PagesOf(e.Reason)
	if err == nil {
		err = tx.Unschedule("watch:" + e.Reason)
	}
	if err != nil {
		return err
	}
	for _, p := range pages {
		if p.Kind != EnterpriseDown {
			continue
		}
		if err := tx.Link(p.ID, e.Call); err != nil {
			return err
		}
	}
	if len(pages) == 0 && e.Reason != "" {
		return d.watchAgain(tx, e, now)
	}
	return d.tell(tx, e, now)
}

// watchAgain keeps the watchdog on a caller who is back before he was paged for.
func (d *Desk) watchAgain(tx Tx, e edown.Event, now time.Time) error {
	known, err := tx.Known(e.Call)
	if err != nil || !known.Suspected {
		return err
	}
	return tx.Schedule("watch:"+e.Call, now.Add(d.Watch), edown.Event{Kind: edown.Due, Call: e.Call})
}

// callbackWanted records the callback, and confirms it by SMS.
func (d *Desk) callbackWanted(tx Tx, e edown.Event, now time.Time) error {
	known, err := tx.Known(e.Call)
	if err != nil {
		return err
	}
	if err := d.owe(tx, known, cmp.Or(e.Reason, string(e.From)), "no operator in time", now); err != nil || !known.From.Known() {
		return err
	}
	return tx.Order(Command{Do: Text, Urgency: urgentLater, Message: Message{
		ID: "callback:" + e.Call, To: known.From, Language: known.Language, Key: "sms_callback",
		Data: map[string]string{"Case": string(known.Case), "Support": d.Company},
	}})
}

// owe records that somebody must call back, and tells the operators on duty.
func (d *Desk) owe(tx Tx, k Known, number, why string, now time.Time) error {
	if err := tx.Missed(k, number, why, now); err != nil {
		return err
	}
	rota, err := tx.Rota()
	if err != nil || number == "" {
		return err
	}
	data := map[string]string{"Phone": number, "Case": string(k.Case), "Customer": k.Company, "Language": "language_" + k.Language}
	for _, p := range rota.OnDuty(Operator, now) {
		owed := Message{ID: "owed:" + k.Call + ":" + p.ID, To: p.Phone, Language: p.Language, Key: "sms_operator", Data: data}
		if err := tx.Order(Command{Do: Text, Urgency: urgentLater, Message: owed}); err != nil {
			return err
		}
	}
	return nil
}

// hurried: an operator transfers his caller to a manager: the page that runs
// climbs, or one begins (R2, R3).
func (d *Desk) hurried(tx Tx, e edown.Event, now time.Time) error {
	hunts, err := d.concerned(tx, e)
	if err != nil {
		return err
	}
	for _, h := range hunts {
		for call, where := range h.Callers {
			if err := d.transfer(tx, call, where, e, now); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Desk) transfer(tx Tx, call string, where Whereabouts, e edown.Event, now time.Time) error {
	known, err := tx.Known(call)
	if err != nil {
		return err
	}
	known.Flags, known.Where = append(known.Flags, edown.FlagTransferred), OnHold
	if where == Gone {
		known.Where = Gone
	}
	if err := d.page(tx, known, now); err != nil {
		return err
	}
	pages, err := tx.PagesOf(call)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if p.Kind != EnterpriseDown {
			continue
		}
		p.Callers[call] = known.Where
		if err := d.step(tx, p, edown.Event{Kind: edown.Hurried, At: now, Page: p.ID, Reason: e.Reason}, now); err != nil {
			return err
		}
	}
	return nil
}

// calledOff ends the emergency of a call; an operator's leg means that of his
// caller.
func (d *Desk) calledOff(tx Tx, e edown.Event, now time.Time) error {
	if err := tx.Unschedule("watch:" + e.Call); err != nil {
		return err
	}
	concerned, err := d.concerned(tx, e)
	if err != nil {
		return err
	}
	for _, p := range concerned {
		if p.Kind == EnterpriseDown {
			if err := d.step(tx, p, e, now); err != nil {
				return err
			}
			continue
		}
		for call := range p.Callers {
			if err := d.calledOffFor(tx, call, e, now); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Desk) calledOffFor(tx Tx, call string, e edown.Event, now time.Time) error {
	if err := tx.Unschedule("watch:" + call); err != nil {
		return err
	}
	pages, err := tx.PagesOf(call)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if p.Kind == EnterpriseDown {
			if err := d.step(tx, p, e, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// texted reads an SMS: 1 takes part in the race, 2 passes; a case number
// behind it says which page when there are several.
func (d *Desk) texted(tx Tx, e edown.Event, now time.Time) error {
	pages, err := tx.PagesRinging(e.From)
	if err != nil {
		return err
	}
	key, rest, _ := strings.Cut(strings.TrimSpace(e.Reason), " ")
	if named := strings.ToUpper(strings.TrimSpace(rest)); named != "" {
		pages = slices.DeleteFunc(pages, func(p Page) bool { return string(p.Case) != named })
	} else if slices.ContainsFunc(pages, stillRings) {
		pages = slices.DeleteFunc(pages, func(p Page) bool { return !stillRings(p) })
	}
	decides := key == "1" || key == "2"
	switch {
	case !decides && len(pages) == 0: // a phone that answers by itself would be answered for ever
		return nil
	case !decides || len(pages) == 0:
		return d.answerText(tx, e, nil, "sms_nothing_open")
	case len(pages) > 1:
		return d.answerText(tx, e, pages, "sms_ambiguous")
	}
	person := pages[0].phoneOf(e.From)
	e.Page, e.Person = pages[0].ID, person.ID
	if key == "2" {
		return d.textPasses(tx, pages[0], person, e, now)
	}
	return d.textAccepts(tx, pages[0], person, e, now)
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
