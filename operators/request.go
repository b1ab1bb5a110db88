package operators

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// request is an escalation on its way to whoever decides on it.
type request struct {
	support.Escalation
	standing support.Standing
	roster   rota.Rota
	deciders [][]rota.Person // who decides; then who is a level above, and so on
	due      time.Time       // by then it is decided; zero is not promised (R33)
	half     time.Time       // when half of that time is over
}

// escalated: a customer, or his account manager for him, asks for a higher
// level. It is on record, and promised to be decided, before anybody is told.
func (d *Desk) escalated(tx Tx, e support.Event, now time.Time) error {
	if e.Escalation == nil {
		return nil
	}
	asked, err := d.asked(tx, e)
	if err != nil {
		return err
	}
	if _, known, err := tx.Escalation(asked.ID); err != nil || known {
		return err
	}
	r, err := d.request(tx, asked, now)
	if errors.Is(err, ErrNoCase) {
		d.Log.Error("an escalation of a case that is not on record", "case", asked.Case, "call", asked.Call)
		return nil
	}
	if err != nil {
		return err
	}
	if why := r.needless(); why != "" { // since he was promised an answer
		return errors.Join(d.keepRequest(tx, r, now), d.lift(tx, r.ID, why, now))
	}
	for _, do := range []func(Tx, request, time.Time) error{d.keepRequest, d.tellRequest, d.ringDeciders} {
		if err := do(tx, r, now); err != nil {
			return err
		}
	}
	return nil
}

// needless is why nobody has to decide on a request: its case is closed, or has no
// levels (R32). Empty: somebody has to.
func (r request) needless() string {
	switch k := r.standing.Case; {
	case k.Closed:
		return closedCase
	case k.Severity == support.EnterpriseDown:
		return string(support.EmergencyPage)
	}
	return ""
}

// lift ends the promise to decide on a request, and tells whoever was given it.
func (d *Desk) lift(tx Tx, id, why string, now time.Time) error {
	asked, known, err := tx.Escalation(id)
	if err != nil || !known || !asked.Undecided() {
		return err
	}
	r, err := d.request(tx, asked, now)
	if err != nil {
		return err
	}
	return errors.Join(d.fulfilled(tx, "answer:"+id, "", why, now), d.tellCustomer(tx, r, asked, liftings[why]))
}

// liftings are what a customer reads of it.
var liftings = map[string]string{string(support.EmergencyPage): "sms_escalation_lifted", closedCase: "sms_escalation_closed"}

// asked is what was asked for. On the phone of an account manager it is his
// caller who asks.
func (d *Desk) asked(tx Tx, e support.Event) (support.Escalation, error) {
	asked := *e.Escalation
	asked.Case, asked.Call = cmp.Or(asked.Case, e.Case), cmp.Or(asked.Call, e.Call)
	if asked.At.IsZero() {
		asked.At = e.At
	}
	if e.Page != "" {
		p, err := tx.Page(e.Page)
		if err != nil {
			return asked, err
		}
		if callers := p.Calls(paging.Anywhere); p.Kind.Hunts() && len(callers) > 0 {
			asked.Call, asked.Case = callers[0], cmp.Or(asked.Case, p.Case)
			asked.By, asked.Language = cmp.Or(asked.By, p.From), cmp.Or(asked.Language, p.Language)
		}
	}
	asked.Level = min(max(asked.Level, 1), max(len(d.Policy.Escalation.Levels), 1))
	asked.ID = cmp.Or(asked.ID, fmt.Sprintf("ES-%s-%d", asked.Call, asked.At.UnixMilli()))
	return asked, nil
}

// request is what is asked for, with all that is known of the case. It wraps
// [ErrNoCase].
func (d *Desk) request(tx Tx, asked support.Escalation, now time.Time) (r request, err error) {
	r.Escalation = asked
	if r.standing, err = tx.Standing(asked.Case); err != nil {
		return r, err
	}
	if r.roster, err = tx.Rota(); err != nil {
		return r, err
	}
	r.deciders = deciders(d.Policy.Escalation, r.roster, r.standing.Case.Engineer, asked.Level, now)
	r.due = d.Policy.EscalationAnswer(r.standing.Contract, asked.At).Due
	sooner := d.Policy
	sooner.Escalation.Answer /= 2
	r.half = sooner.EscalationAnswer(r.standing.Contract, asked.At).Due
	r.deciders = r.awake(*rota.HoursOf(d.Policy, r.standing.Contract), now)
	return r, nil
}

// awake are the deciders, and beside the first a manager whose day begins in time
// where his own does not: the promise is kept in the customer's hours, and nobody
// is woken for it (R33, P10).
func (r request) awake(h rota.Hours, now time.Time) [][]rota.Person {
	inTime := func(p rota.Person) bool { return r.due.IsZero() || h.Open(p, now).Before(r.due) }
	if len(r.deciders) == 0 || slices.ContainsFunc(r.deciders[0], inTime) {
		return r.deciders
	}
	for _, rank := range rota.Ranks {
		if i := slices.IndexFunc(r.roster.Reachable(rank, now), inTime); i >= 0 {
			both := append(slices.Clone(r.deciders[0]), r.roster.Reachable(rank, now)[i])
			return slices.Concat([][]rota.Person{both}, r.deciders[1:])
		}
	}
	return r.deciders
}

// deciders are who decides on an escalation to a level: up to the second, the
// engineer's own line (R27), else whoever has the role (R28). Behind them stand
// those of the levels above. When nobody is found, everyone decides: a request
// is never put to nobody.
func deciders(terms support.EscalationTerms, r rota.Rota, engineer string, level int, now time.Time) (all [][]rota.Person) {
	var chain []rota.Person
	for n := max(level, 1); n <= len(terms.Levels); n++ {
		chain = rota.Once(append(chain, decider(terms.Levels[n-1].Responsible, n, r, engineer, now)...))
	}
	if len(chain) == 0 {
		chain = rota.FirstInRank(r, rota.Manager, now)
	}
	for _, p := range chain {
		all = append(all, []rota.Person{p})
	}
	if len(all) == 0 && len(r.People) > 0 {
		all = [][]rota.Person{r.People}
	}
	return all
}

// decider is the one of a level.
func decider(responsible support.Audience, level int, r rota.Rota, engineer string, now time.Time) []rota.Person {
	if line := r.LineOf(engineer); level <= min(len(line), 2) {
		return line[level-1 : level]
	}
	return rota.FirstInRank(r, rota.InRole[responsible], now)
}

// keepRequest puts the request on the case's record, with the promise to decide
// on it.
func (d *Desk) keepRequest(tx Tx, r request, now time.Time) error {
	note := support.Note{
		Case: r.Case, Kind: support.NoteEscalated, At: now, Call: r.Call, Text: strconv.Itoa(r.Level), Audio: r.Summary,
	}
	answer := Duty{
		ID: "answer:" + r.ID, Kind: OwesAnswer, Case: note.Case, Contract: r.standing.Case.Contract, For: r.ID,
		Owner: firstID(r.deciders), Begun: r.At, Due: r.due,
	}
	return errors.Join(tx.Escalate(r.Escalation), tx.Note(note), d.owes(tx, answer, r.due))
}

func firstID(groups [][]rota.Person) string {
	if len(groups) == 0 || len(groups[0]) == 0 {
		return ""
	}
	return groups[0][0].ID
}

// owes keeps a duty, and when it is to be looked at; zero is never.
func (d *Desk) owes(tx Tx, owed Duty, look time.Time) error {
	if err := tx.Owe(owed); err != nil || look.IsZero() {
		return err
	}
	return tx.Schedule("duty:"+owed.ID, look, support.Event{Kind: support.Due, Duty: owed.ID})
}

// fulfilled is the end of a duty, if it is still owed.
func (d *Desk) fulfilled(tx Tx, id, by, outcome string, now time.Time) error {
	owed, known, err := tx.Duty(id)
	if err != nil || !known || !owed.Open() {
		return err
	}
	owed.Done, owed.By, owed.Outcome = now, by, outcome
	return errors.Join(tx.Owe(owed), tx.Unschedule("duty:"+id))
}

// tellRequest tells the engineer's manager (R14), the level's audience (R28),
// the customer success manager (R35) and the account manager (R46); and
// whoever decides, that he is to.
func (d *Desk) tellRequest(tx Tx, r request, now time.Time) error {
	_, alerts, _ := d.Policy.Escalation.Level(r.Level)
	to := r.roster.Audience(append(alerts, d.Policy.Escalation.Informed...), r.standing.Contract, now)
	if engineer, ok := r.roster.Person(r.standing.Case.Engineer); ok {
		to = append(to, r.roster.These(engineer.Supervisor)...)
	}
	if t, presence := d.Policy.AccountManager(r.standing.Contract, r.standing.Case.Product, now); presence == support.TSAMPresent || presence == support.TSAMAway {
		to = append(to, accountManager(d.Policy, t, r.Language))
	}
	told := notice{ID: r.ID, Key: "escalated", To: without(rota.Once(to), r.first()), Data: d.dataOf(r)}
	decides := notice{ID: r.ID, Key: "decide", To: r.first(), Data: d.dataOf(r)}
	return errors.Join(d.notify(tx, told, now), d.notify(tx, decides, now))
}

// first are who decides, unless it is left to those above.
func (r request) first() []rota.Person {
	if len(r.deciders) == 0 {
		return nil
	}
	return r.deciders[0]
}

// without is people but for some of them.
func without(people, some []rota.Person) []rota.Person {
	return rota.Once(slices.Concat(some, people))[len(rota.Once(some)):]
}

// dataOf is what a message about an escalation may say.
func (d *Desk) dataOf(r request) map[string]string {
	data := map[string]string{
		"Support": d.Company, "Case": string(r.Case), "Customer": "", "Level": strconv.Itoa(r.Level),
		"Reason": "why_" + string(r.Reason), "Accepter": "", "When": "",
	}
	if r.standing.Contract != nil {
		data["Customer"] = r.standing.Contract.Company
	}
	if first := r.first(); len(first) > 0 {
		data["Accepter"] = first[0].Name
	}
	if !r.due.IsZero() {
		data["When"] = r.due.Format(time.RFC3339)
	}
	return data
}

// ringDeciders rings whoever decides, in his business hours; when half of the
// time is over, who is a level above too; and when all is, the next (P10).
func (d *Desk) ringDeciders(tx Tx, r request, now time.Time) error {
	if len(r.deciders) == 0 { // nobody at all is on the rota: the duty stands
		return nil
	}
	known, err := d.asker(tx, r.Escalation)
	if err != nil {
		return err
	}
	k := paging.Known{
		Case: r.Case, Contract: r.standing.Case.Contract, Company: d.dataOf(r)["Customer"],
		Language: r.Language, From: known.From,
	}
	p := paging.Planned(r.ID, support.DecisionPage, k, r.roster, paging.DecisionLadder(), now).With(r.whom())
	p.Hours, p.Relief = rota.HoursOf(d.Policy, r.standing.Contract), r.relief()
	return d.begin(tx, p.Begin(k, support.Escalated))
}

// whom are the deciders by the names of their ladder.
func (r request) whom() map[paging.Whom][]rota.Person {
	who := map[paging.Whom][]rota.Person{}
	for i, group := range r.deciders {
		whom := paging.DecidingOrder[min(i, len(paging.DecidingOrder)-1)]
		who[whom] = slices.Concat(who[whom], group)
	}
	return who
}

func (r request) relief() (all []paging.Relief) {
	for _, one := range []paging.Relief{{From: r.half, Whom: paging.Above}, {From: r.due, Whom: paging.Higher}} {
		if !one.From.IsZero() {
			all = append(all, one)
		}
	}
	return all
}

// asker is what is known of whoever asked for an escalation. A call that is on
// record no more tells nothing.
func (d *Desk) asker(tx Tx, e support.Escalation) (paging.Known, error) {
	if e.Call == "" {
		return paging.Known{}, nil
	}
	k, err := tx.Known(e.Call)
	if errors.Is(err, ErrNoCall) {
		return paging.Known{}, nil
	}
	return k, err
}
