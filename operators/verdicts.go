package operators

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// ruled: a manager decides on an escalation, on the phone that was rung for it.
func (d *Desk) ruled(tx Tx, e support.Event, now time.Time) error {
	pages, err := d.concerned(tx, e)
	if err != nil {
		return err
	}
	for _, p := range pages {
		i := slices.IndexFunc(p.Attempts, func(a paging.Attempt) bool { return a.Leg == e.Call && a.Rings() })
		if p.Kind == support.DecisionPage && i >= 0 {
			_, err := d.rule(tx, p, p.Attempts[i].Person.ID, e, now)
			return err
		}
	}
	return nil
}

// rule decides on the escalation of a page: first is false when somebody else
// has. The first verdict wins, as the first accept does (law 5). It is the
// verdict on every open request of the case for the same level.
func (d *Desk) rule(tx Tx, p paging.Page, person string, e support.Event, now time.Time) (first bool, err error) {
	if p.State != support.PageRinging || e.Verdict != support.EscalationAccepted && e.Verdict != support.EscalationRefused {
		return false, nil
	}
	asked, known, err := tx.Escalation(p.ID)
	if err != nil || !known || asked.Verdict != "" {
		return false, err
	}
	if won, err := tx.Claim(p, person, e.Call, now); err != nil || !won {
		return false, err
	}
	all, err := d.alike(tx, asked, person, now)
	if err != nil {
		return true, err
	}
	for i := range all {
		all[i].Verdict, all[i].Decided, all[i].DecidedBy = e.Verdict, now, person
		if err := d.keepVerdict(tx, all[i], e, now); err != nil {
			return true, err
		}
	}
	for _, one := range all {
		if err := d.ruledOn(tx, one, e, now); err != nil {
			return true, err
		}
	}
	return true, nil
}

// alike are a request and the open ones of its case for the same level, as far
// as nobody else is deciding on them at this moment.
func (d *Desk) alike(tx Tx, asked support.Escalation, person string, now time.Time) ([]support.Escalation, error) {
	all := []support.Escalation{asked}
	s, err := tx.Standing(asked.Case)
	if err != nil {
		return nil, err
	}
	for _, one := range s.Escalations {
		if one.ID == asked.ID || one.Level != asked.Level || one.Verdict != "" {
			continue
		}
		p, err := tx.Page(one.ID)
		if errors.Is(err, ErrNoPage) || err == nil && p.State != support.PageRinging {
			continue
		}
		if err != nil {
			return nil, err
		}
		won, err := tx.Claim(p, person, "", now)
		if err != nil {
			return nil, err
		}
		if won {
			all = append(all, one)
		}
	}
	return all, nil
}

// ruledOn tells everybody of a verdict that is on record, and has its page know.
func (d *Desk) ruledOn(tx Tx, asked support.Escalation, e support.Event, now time.Time) error {
	p, err := tx.Page(asked.ID)
	if err != nil {
		return err
	}
	r, err := d.request(tx, asked, now)
	if err != nil {
		return err
	}
	told := d.upheld
	if asked.Verdict == support.EscalationRefused {
		told = d.turnedDown
	}
	if p.LegOf(e.Call) < 0 { // it was decided on the phone of another page, or by SMS
		e.Page, e.Call, e.Person = p.ID, "", asked.DecidedBy
	}
	e.From, e.Language = "", ""
	if err := told(tx, r, &e, now); err != nil {
		return err
	}
	return d.step(tx, p, e, now)
}

func (d *Desk) keepVerdict(tx Tx, asked support.Escalation, e support.Event, now time.Time) error {
	note := support.Note{Case: asked.Case, Kind: support.NoteDecided, At: now, By: asked.DecidedBy, Call: e.Call, Text: string(asked.Verdict)}
	return errors.Join(
		tx.Escalate(asked), tx.Note(note), d.fulfilled(tx, "answer:"+asked.ID, asked.DecidedBy, string(asked.Verdict), now),
	)
}

// upheld is an escalation that is accepted: the customer is told who has it,
// and whoever accepted owes that somebody speaks to him (R37).
func (d *Desk) upheld(tx Tx, r request, e *support.Event, now time.Time) error {
	decider, _ := r.roster.Person(r.DecidedBy)
	contact := Duty{
		ID: "contact:" + r.ID, Kind: OwesContact, Case: r.Case, Contract: r.standing.Case.Contract, For: r.ID,
		Owner: decider.ID, Begun: now,
	}
	return errors.Join(
		d.tellCustomer(tx, r, r.Escalation, accepted(d.Policy.Escalation, r.Level)),
		d.owes(tx, contact, d.nextReminder(decider, now)),
		d.tellEngineer(tx, r, now),
		d.escalateReport(tx, r, *e, now),
		d.analysis(tx, r, decider, now),
	)
}

// accepted is what the customer reads: on the level of the vice president, that
// it is a personal responsibility (R28).
func accepted(terms support.EscalationTerms, level int) string {
	if l, _, _ := terms.Level(level); l.Responsible == support.VicePresident {
		return "sms_escalation_personal"
	}
	return "sms_escalation_accepted"
}

// tellCustomer texts whoever asked, now or first, where he can be reached.
func (d *Desk) tellCustomer(tx Tx, r request, asked support.Escalation, key string) error {
	k, err := d.asker(tx, asked)
	if err != nil || !k.From.Known() {
		return err
	}
	return tx.Order(paging.Command{Do: paging.Text, Urgency: paging.UrgentLater, Message: paging.Message{
		ID: key + ":" + r.ID + ":" + asked.ID, To: k.From, Language: asked.Language, Key: key, Data: d.decidedData(r),
	}})
}

// decidedData names who has decided.
func (d *Desk) decidedData(r request) map[string]string {
	data := d.dataOf(r)
	by, _ := r.roster.Person(r.DecidedBy)
	data["Accepter"] = by.Name
	return data
}

func (d *Desk) tellEngineer(tx Tx, r request, now time.Time) error {
	return d.notify(tx, notice{ID: r.ID, Key: "escalation_upheld", To: r.roster.These(r.standing.Case.Engineer), Data: d.decidedData(r)}, now)
}

// escalateReport: the software performance report is escalated too, if whoever
// accepted says that it is necessary (R27).
func (d *Desk) escalateReport(tx Tx, r request, e support.Event, now time.Time) error {
	if !e.Report {
		return nil
	}
	note := support.Note{Case: r.Case, Kind: support.NoteReport, At: now, By: r.DecidedBy, Call: e.Call}
	told := notice{
		ID: r.ID, Key: "report_escalated", Data: d.decidedData(r),
		To: rota.Once(append(r.roster.Reachable(rota.Development, now), r.roster.These(r.standing.Case.Engineer)...)),
	}
	return errors.Join(tx.Note(note), d.notify(tx, told, now))
}

// analysis: from the third level on, a full analysis of why it came to this is
// owed (R28).
func (d *Desk) analysis(tx Tx, r request, decider rota.Person, now time.Time) error {
	if level, _, _ := d.Policy.Escalation.Level(r.Level); !level.Analysis {
		return nil
	}
	owed := Duty{
		ID: "analysis:" + r.ID, Kind: OwesAnalysis, Case: r.Case, Contract: r.standing.Case.Contract, For: r.ID,
		Owner: decider.ID, Begun: now,
	}
	return errors.Join(
		d.owes(tx, owed, time.Time{}),
		d.notify(tx, notice{ID: r.ID, Key: "analysis_due", To: []rota.Person{decider}, Data: d.decidedData(r)}, now),
	)
}

// turnedDown is an escalation that is refused: whoever first escalated the case
// is told by itself (R34), and whoever has asked now, if that is somebody else.
// Each hears it as he has asked for it the last time.
func (d *Desk) turnedDown(tx Tx, r request, e *support.Event, now time.Time) error {
	first := firstOf(append(r.standing.Escalations, r.Escalation))
	before, err := d.asker(tx, first)
	if err != nil {
		return err
	}
	asker, err := d.asker(tx, r.Escalation)
	if err != nil {
		return err
	}
	own := first.ID != r.ID && first.Verdict == r.Verdict && first.Decided.Equal(r.Decided) // he hears it for his own request
	if asker.Same(before) {
		if own {
			return nil
		}
		return d.hearsNo(tx, r, r.Escalation, asker, e, now)
	}
	if !own {
		err = d.hearsNo(tx, r, first, before, e, now)
	}
	return errors.Join(err, d.hearsNo(tx, r, r.Escalation, asker, e, now))
}

// hearsNo tells somebody of a refusal by SMS, and by telephone too if he asked
// for that. A number that is hidden is an operator's to find, and a second one
// to ring.
func (d *Desk) hearsNo(tx Tx, r request, asked support.Escalation, k paging.Known, e *support.Event, now time.Time) error {
	k.Case, k.Contract, k.Company = r.Case, r.standing.Case.Contract, d.dataOf(r)["Customer"]
	switch {
	case k.Call == "": // his call is on record no more
		return nil
	case !k.From.Known():
		return d.owe(tx, k, "", "the escalation was refused, and his number is hidden", now)
	case asked.CallBack && !e.From.Known():
		e.From, e.Language = k.From, asked.Language
	case asked.CallBack:
		if err := d.owe(tx, k, string(k.From), "the escalation was refused", now); err != nil {
			return err
		}
	}
	return d.tellCustomer(tx, r, asked, "sms_escalation_refused")
}

// firstOf is the escalation of a case that was asked for first.
func firstOf(all []support.Escalation) support.Escalation {
	return slices.MinFunc(all, func(a, b support.Escalation) int { return a.At.Compare(b.At) })
}

// contacted: somebody has spoken to the customer. What was accepted is done
// with that (R37).
func (d *Desk) contacted(tx Tx, e support.Event, now time.Time) error {
	open, by, err := d.uncontacted(tx, e)
	if err != nil {
		return err
	}
	for _, asked := range open {
		if err := d.spoken(tx, asked, by, e.Call, now); err != nil {
			return err
		}
	}
	return nil
}

// uncontacted are the escalations that an event is about, and who did it.
func (d *Desk) uncontacted(tx Tx, e support.Event) (open []support.Escalation, by string, err error) {
	pages, err := d.concerned(tx, e)
	if err != nil {
		return nil, "", err
	}
	by = e.Person
	for _, p := range pages {
		if p.Kind != support.DecisionPage {
			continue
		}
		if i := slices.IndexFunc(p.Attempts, func(a paging.Attempt) bool { return a.Leg == e.Call && a.Rings() }); i >= 0 {
			by = p.Attempts[i].Person.ID
		}
		asked, known, err := tx.Escalation(p.ID)
		if err != nil || known {
			return []support.Escalation{asked}, by, err
		}
	}
	if e.Case == "" {
		return nil, by, nil
	}
	s, err := tx.Standing(e.Case)
	if errors.Is(err, ErrNoCase) {
		return nil, by, nil
	}
	return s.Escalations, by, err
}

func (d *Desk) spoken(tx Tx, asked support.Escalation, by, call string, now time.Time) error {
	if asked.Verdict != support.EscalationAccepted || !asked.Contacted.IsZero() {
		return nil
	}
	asked.Contacted = now
	note := support.Note{Case: asked.Case, Kind: support.NoteContacted, At: now, By: by, Call: call}
	return errors.Join(tx.Escalate(asked), tx.Note(note), d.fulfilled(tx, "contact:"+asked.ID, by, "", now))
}

// answerDue: nobody has decided in time. It is raised to the next level, and
// again each time that as much time has passed; it rings on. Only those are told
// who can decide on it: the page's, by their numbers of today.
func (d *Desk) answerDue(tx Tx, owed Duty, now time.Time) error {
	asked, known, err := tx.Escalation(owed.For)
	if err != nil || !known || asked.Verdict != "" || !owed.LateAt(now) {
		return err
	}
	r, err := d.request(tx, asked, now)
	if err != nil {
		return err
	}
	p, err := tx.Page(asked.ID)
	if err != nil && !errors.Is(err, ErrNoPage) { // when the rota was empty, nobody was rung
		return err
	}
	if r.needless() == closedCase {
		return errors.Join(d.end(tx, p, closedCase, now), d.lift(tx, asked.ID, closedCase, now))
	}
	owed.Raised++
	data := d.dataOf(r)
	data["When"] = owed.Due.In(r.due.Location()).Format(time.RFC3339)
	overdue := notice{ID: owed.ID + ":" + strconv.Itoa(owed.Raised), Key: "answer_overdue", To: r.roster.Today(p.Told(owed.Raised)), Data: data}
	return errors.Join(d.owes(tx, owed, d.Policy.EscalationAnswer(r.standing.Contract, now).Due), d.notify(tx, overdue, now))
}

// needless ends the search for somebody who decides on a case that has been
// closed meanwhile, and the promise that somebody does.
func (d *Desk) needless(tx Tx, p paging.Page, now time.Time) (ended bool, err error) {
	if p.Kind != support.DecisionPage || p.State != support.PageRinging {
		return false, nil
	}
	s, known, err := d.standing(tx, p.Case)
	if err != nil || !known || !s.Case.Closed {
		return false, err
	}
	return true, errors.Join(d.end(tx, p, closedCase, now), d.lift(tx, p.ID, closedCase, now))
}

// contactDue reminds whoever owes the customer a word, every business hour
// until he has had it (R37), whatever has become of his case.
func (d *Desk) contactDue(tx Tx, owed Duty, now time.Time) error {
	asked, known, err := tx.Escalation(owed.For)
	if err != nil || !known || !owed.Open() {
		return err
	}
	r, err := d.request(tx, asked, now)
	if err != nil {
		return err
	}
	owner, _ := r.roster.Person(owed.Owner)
	remind := notice{ID: owed.ID + ":" + now.Format(time.RFC3339), Key: "contact_due", To: r.roster.These(owed.Owner), Data: d.decidedData(r)}
	return errors.Join(d.owes(tx, owed, d.nextReminder(owner, now)), d.notify(tx, remind, now))
}

// nextReminder is a business hour from now, where a person lives.
func (d *Desk) nextReminder(p rota.Person, now time.Time) time.Time {
	at, ever := d.Policy.BusinessHours(p.Location()).Add(now, time.Hour)
	if !ever {
		return now.Add(time.Hour)
	}
	return at
}
