package casework

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// request is an escalation on its way to the managers who decide on it.
type request struct {
	support.Escalation
	deciders [][]rota.Person // who decides; then who is a level above, and so on
	due      time.Time       // by then it is decided; zero is not promised (R33)
	half     time.Time       // when half of that time is over
}

// escalated: a customer, or the account manager for the customer, asks for a
// higher level. It is on record, and promised to be decided, before a phone is
// told. A request whose case was closed, or raised to an Enterprise Down, since
// the customer was promised an answer is lifted at once.
func (w *worker) escalated(e support.Event) {
	if e.Escalation == nil || !w.Known {
		return
	}
	asked := w.asked(*e.Escalation, e)
	if w.escalation(asked.ID) >= 0 {
		return
	}
	r := w.request(asked)
	w.keepRequest(r)
	if why := w.outdated(); why != "" {
		w.lift(r.ID, why)
		return
	}
	w.tellRequest(r)
	w.ringDeciders(r)
}

// asked is a request with all that it must have.
func (w *worker) asked(asked support.Escalation, e support.Event) support.Escalation {
	asked.Case, asked.Call = w.Case.Number, cmp.Or(asked.Call, e.Call)
	if asked.At.IsZero() {
		asked.At = e.At
	}
	asked.Level = min(max(asked.Level, 1), max(len(w.Policy.Escalation.Levels), 1))
	asked.ID = cmp.Or(asked.ID, fmt.Sprintf("ES-%s-%d", asked.Call, asked.At.UnixMilli()))
	return asked
}

// escalation is where a request stands among those of the case; -1 is nowhere.
func (w *worker) escalation(id string) int {
	return slices.IndexFunc(w.Escalations, func(e support.Escalation) bool { return e.ID == id })
}

// decide keeps a request as it is now, and has the file know it.
func (w *worker) decide(asked support.Escalation) {
	w.does(Decide{asked})
	if i := w.escalation(asked.ID); i >= 0 {
		w.Escalations[i] = asked
	} else {
		w.Escalations = append(w.Escalations, asked)
	}
	if asked.Verdict == support.EscalationAccepted {
		w.Case.Level = max(w.Case.Level, asked.Level)
	}
}

// Reasons for which a request needs no decision.
const outranked = string(support.EmergencyPage)

// outdated is why the requests of the case need no decision: it is closed, or has
// no levels (R32). Empty: they do.
func (w *worker) outdated() string {
	switch {
	case w.Case.Closed:
		return closedCase
	case w.Case.Severity == support.EnterpriseDown:
		return outranked
	}
	return ""
}

// lift ends the promise to decide on a request, and tells the person who was
// given it.
func (w *worker) lift(id, why string) {
	i := w.escalation(id)
	if i < 0 || !w.Escalations[i].Undecided() {
		return
	}
	w.fulfil("answer:"+id, "", why, w.now)
	w.Escalations[i].Lifted = w.now
	r := w.request(w.Escalations[i])
	w.tellCustomer(r, r.Escalation, w.lifted(r, why))
}

// lifted is what the customer reads of it.
func (w *worker) lifted(r request, why string) paging.Words {
	if why == outranked {
		return escalationLiftedWords{w.toCustomer(r)}
	}
	return escalationClosedWords{w.toCustomer(r)}
}

// request is what is asked for, with the managers who decide and their time.
func (w *worker) request(asked support.Escalation) request {
	r := request{Escalation: asked, due: w.Policy.EscalationAnswer(w.Contract, asked.At).Due}
	sooner := w.Policy
	sooner.Escalation.Answer /= 2
	r.half = sooner.EscalationAnswer(w.Contract, asked.At).Due
	r.deciders = w.awake(w.deciders(asked.Level), r.due)
	return r
}

// awake are the deciders, and beside the first a manager whose day begins in time
// where the first one's does not: the promise is kept in the customer's hours, and
// no person is woken for it (R33, P10).
func (w *worker) awake(deciders [][]rota.Person, due time.Time) [][]rota.Person {
	hours := rota.HoursOf(w.Policy, w.Contract)
	inTime := func(p rota.Person) bool { return due.IsZero() || hours.Open(p, w.now).Before(due) }
	if len(deciders) == 0 || slices.ContainsFunc(deciders[0], inTime) {
		return deciders
	}
	for _, rank := range rota.Ranks {
		people := w.Rota.Reachable(rank, w.now)
		if i := slices.IndexFunc(people, inTime); i >= 0 {
			both := append(slices.Clone(deciders[0]), people[i])
			return slices.Concat([][]rota.Person{both}, deciders[1:])
		}
	}
	return deciders
}

// deciders are the managers who decide on an escalation to a level: up to the
// second, the engineer's own line (R27), else the role that is responsible (R28).
// Behind them stand those of the levels above. When none is found, everyone
// decides: a request is always put to a person.
func (w *worker) deciders(level int) (all [][]rota.Person) {
	terms := w.Policy.Escalation
	var chain []rota.Person
	for n := max(level, 1); n <= len(terms.Levels); n++ {
		chain = rota.Once(append(chain, w.decider(terms.Levels[n-1].Responsible, n)...))
	}
	if len(chain) == 0 {
		chain = rota.FirstInRank(w.Rota, rota.Manager, w.now)
	}
	for _, p := range chain {
		all = append(all, []rota.Person{p})
	}
	if len(all) == 0 && len(w.Rota.People) > 0 {
		all = [][]rota.Person{w.Rota.People}
	}
	return all
}

// decider is the one of a level.
func (w *worker) decider(responsible support.Audience, level int) []rota.Person {
	if line := w.Rota.LineOf(w.Case.Engineer); level <= min(len(line), 2) {
		return line[level-1 : level]
	}
	return rota.FirstInRank(w.Rota, rota.InRole[responsible], w.now)
}

// keepRequest puts the request on the case's record, with the promise to decide
// on it.
func (w *worker) keepRequest(r request) {
	w.decide(r.Escalation)
	w.note(support.Note{Case: r.Case, Kind: support.NoteEscalated, At: w.now, Call: r.Call, Text: number(r.Level),
		Audio: r.Summary})
	w.commits(Commitment{
		ID: "answer:" + r.ID, Kind: OwesAnswer, Case: r.Case, Contract: w.Case.Contract, For: r.ID,
		Owner: firstID(r.first()), Begun: r.At, Due: r.due,
	}, r.due)
}

func firstID(people []rota.Person) string {
	if len(people) == 0 {
		return ""
	}
	return people[0].ID
}

// tellRequest tells the engineer's manager (R14), the level's audience (R28),
// the customer success manager (R35) and the account manager (R46); and the
// managers who decide, that they are to.
func (w *worker) tellRequest(r request) {
	_, alerts, _ := w.Policy.Escalation.Level(r.Level)
	to := w.Rota.Audience(append(alerts, w.Policy.Escalation.Informed...), w.Contract, w.now)
	if engineer, known := w.Rota.Person(w.Case.Engineer); known {
		to = append(to, w.Rota.These(engineer.Supervisor)...)
	}
	if t, presence := w.Policy.AccountManager(w.Contract, w.Case.Product, w.now); presence == support.TSAMPresent ||
		presence == support.TSAMAway {
		to = append(to, w.AccountManager(t, r.Language))
	}
	escalated := escalatedWords{ofCase: w.caseOf(r), Level: r.Level, Reason: r.reason(), When: r.due}
	if first := r.first(); len(first) > 0 {
		escalated.Accepter = first[0].Name
	}
	w.notify(Notice{ID: r.ID, To: without(rota.Once(to), r.first()), Words: escalated})
	w.notify(Notice{ID: r.ID, To: r.first(), Words: decideWords{w.caseOf(r), r.Level, r.reason(), r.due}})
}

// first are the managers who decide, unless it is left to those above.
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

// caseOf is how a notice names the case of an escalation.
func (w *worker) caseOf(r request) ofCase { return ofCase{r.Case, w.customer()} }

// toCustomer is how an SMS to the customer names it.
func (w *worker) toCustomer(r request) toCustomer { return toCustomer{w.Company, r.Case} }

// reason is the key of why the case is escalated.
func (r request) reason() string { return "why_" + string(r.Reason) }

// ringDeciders rings the managers who decide, in their business hours; when half
// of the time is over, the level above too; and when all is, the next (P10).
func (w *worker) ringDeciders(r request) {
	if len(r.deciders) == 0 { // the rota is empty: the promise stands
		return
	}
	k := paging.Known{
		Case: r.Case, Contract: w.Case.Contract, Company: w.customer(),
		Language: r.Language, From: w.asker(r.Escalation).From,
	}
	p := paging.Planned(r.ID, support.DecisionPage, k, w.Rota, paging.DecisionLadder(), w.now).With(r.whom())
	p.Hours, p.Relief = rota.HoursOf(w.Policy, w.Contract), r.relief()
	w.ring(p.Begin(k, support.Escalated))
}

// groups are the deciders by the names of their ladder.
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

// asker is what is known of the caller who asked for an escalation; of a call
// that is on record no longer, nothing.
func (w *worker) asker(asked support.Escalation) paging.Known { return w.Callers[asked.Call] }
