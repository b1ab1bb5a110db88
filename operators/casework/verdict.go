package casework

import (
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// MayDecide are the pages of requests that one verdict settles: the request of a
// page, and the open ones of the case for the same level. None: the verdict comes
// too late, or says nothing. Those that are won in SQL are the file's Won.
func (f File) MayDecide(page string, v support.Verdict) (pages []paging.Page) {
	asked, known := f.request(page)
	p, ringing := f.ringing(page)
	if !known || !ringing || asked.Verdict != "" || v != support.EscalationAccepted && v != support.EscalationRefused {
		return nil
	}
	pages = append(pages, p)
	for _, one := range f.Escalations {
		if one.ID == page || one.Level != asked.Level || one.Verdict != "" {
			continue
		}
		if p, ringing := f.ringing(one.ID); ringing {
			pages = append(pages, p)
		}
	}
	return pages
}

func (f File) request(id string) (support.Escalation, bool) {
	for _, e := range f.Escalations {
		if e.ID == id {
			return e, true
		}
	}
	return support.Escalation{}, false
}

func (f File) ringing(id string) (paging.Page, bool) {
	for _, p := range f.Pages {
		if p.ID == id {
			return p, p.State == support.PageRinging
		}
	}
	return paging.Page{}, false
}

// ruled: a manager has decided, on the phone that was rung for it or by SMS. All
// verdicts are on record before the first is told.
func (w *worker) ruled(e support.Event) {
	for _, id := range w.Won.Pages {
		asked := w.Escalations[w.escalation(id)]
		asked.Verdict, asked.Decided, asked.DecidedBy = e.Verdict, w.now, w.Won.Person
		w.keepVerdict(asked, e)
	}
	for _, id := range w.Won.Pages {
		w.ruledOn(w.Escalations[w.escalation(id)], e)
	}
}

func (w *worker) keepVerdict(asked support.Escalation, e support.Event) {
	w.decide(asked)
	w.note(support.Note{Case: asked.Case, Kind: support.NoteDecided, At: w.now, By: asked.DecidedBy, Call: e.Call,
		Text: string(asked.Verdict)})
	w.fulfil("answer:"+asked.ID, asked.DecidedBy, string(asked.Verdict), w.now)
}

// ruledOn tells all concerned of a verdict that is on record, and has its page know.
func (w *worker) ruledOn(asked support.Escalation, e support.Event) {
	r := w.request(asked)
	if p, _ := w.page(asked.ID); p.LegOf(e.Call) < 0 { // it was decided on the phone of another page, or by SMS
		e.Page, e.Call, e.Person = asked.ID, "", asked.DecidedBy
	}
	e.From, e.Language = "", ""
	if asked.Verdict == support.EscalationRefused {
		w.turnedDown(r, &e)
	} else {
		w.upheld(r, e)
	}
	w.does(Step{asked.ID, e})
}

// upheld is an escalation that is accepted: the customer is told who has it,
// and the manager who accepted owes the customer a talk (R37).
func (w *worker) upheld(r request, e support.Event) {
	decider, _ := w.Rota.Person(r.DecidedBy)
	w.tellCustomer(r, r.Escalation, w.accepted(r, decider))
	w.commits(w.owedFor(r, OwesContact, decider), w.nextReminder(decider))
	told := escalationUpheldWords{w.caseOf(r), r.Level, r.reason(), decider.Name}
	w.notify(Notice{ID: r.ID, To: w.Rota.These(w.Case.Engineer), Words: told})
	w.escalateReport(r, decider, e)
	w.analysis(r, decider)
}

// owedFor is what a person owes for an escalation, with no promised time.
func (w *worker) owedFor(r request, kind Kind, owner rota.Person) Commitment {
	return Commitment{
		ID: string(kind) + ":" + r.ID, Kind: kind, Case: r.Case, Contract: w.Case.Contract, For: r.ID, Owner: owner.ID,
		Begun: w.now,
	}
}

// accepted is what the customer reads: on the level of the vice president, that
// it is a personal responsibility (R28).
func (w *worker) accepted(r request, decider rota.Person) paging.Words {
	if l, _, _ := w.Policy.Escalation.Level(r.Level); l.Responsible == support.VicePresident {
		return escalationPersonalWords{w.toCustomer(r), decider.Name}
	}
	return escalationAcceptedWords{w.toCustomer(r), decider.Name}
}

// tellCustomer texts the person who asked, now or first, at a number that may be
// called.
func (w *worker) tellCustomer(r request, asked support.Escalation, told paging.Words) {
	if k := w.asker(asked); k.From.Known() {
		sms := paging.Message{ID: told.Key() + ":" + r.ID + ":" + asked.ID, To: k.From, Language: asked.Language}
		w.text(sms.Saying(told, nil), false)
	}
}

// escalateReport: the software performance report is escalated too, if the
// manager who accepted says that it is necessary (R27).
func (w *worker) escalateReport(r request, decider rota.Person, e support.Event) {
	if !e.Report {
		return
	}
	w.note(support.Note{Case: r.Case, Kind: support.NoteReport, At: w.now, By: r.DecidedBy, Call: e.Call})
	w.notify(Notice{ID: r.ID, To: w.development(), Words: reportEscalatedWords{w.caseOf(r), decider.Name}})
}

// analysis: from the third level on, a full analysis of why it came to this is
// owed (R28).
func (w *worker) analysis(r request, decider rota.Person) {
	if level, _, _ := w.Policy.Escalation.Level(r.Level); level.Analysis {
		w.commits(w.owedFor(r, OwesAnalysis, decider), time.Time{})
		w.notify(Notice{ID: r.ID, To: []rota.Person{decider}, Words: analysisDueWords{w.caseOf(r)}})
	}
}

// turnedDown is an escalation that is refused: the first person to escalate the
// case is told automatically (R34), and so is the one who has asked now, if that
// is another. Each hears it in the way that they asked for the last time.
func (w *worker) turnedDown(r request, e *support.Event) {
	first, _ := support.FirstEscalation(w.Escalations)
	// is told for a request of their own
	own := first.ID != r.ID && first.Verdict == r.Verdict && first.Decided.Equal(r.Decided)
	asker := w.asker(r.Escalation)
	if asker.Same(w.asker(first)) {
		if !own {
			w.hearsNo(r, r.Escalation, asker, e)
		}
		return
	}
	if !own {
		w.hearsNo(r, first, w.asker(first), e)
	}
	w.hearsNo(r, r.Escalation, asker, e)
}

// hearsNo tells a person of a refusal by SMS, and by telephone too if that was
// asked for. A number that is hidden is an operator's to find, and a second one
// to ring.
func (w *worker) hearsNo(r request, asked support.Escalation, k paging.Known, e *support.Event) {
	k.Case, k.Contract, k.Company = r.Case, w.Case.Contract, w.customer()
	switch {
	case k.Call == "": // the call is on record no longer
		return
	case !k.From.Known():
		w.does(CallBack{Caller: k, Why: "the escalation was refused, and his number is hidden"})
		return
	case asked.CallBack && !e.From.Known():
		e.From, e.Language = k.From, asked.Language
	case asked.CallBack:
		w.does(CallBack{Caller: k, Number: string(k.From), Why: "the escalation was refused"})
	}
	w.tellCustomer(r, asked, escalationRefusedWords{w.toCustomer(r)})
}

// contacted: the customer was spoken to. What was accepted is done with that
// (R37): on the phone of a request that one, else all of the case.
func (w *worker) contacted(e support.Event) {
	for _, asked := range w.File.clone().Escalations {
		if _, names := w.File.request(e.Page); names && asked.ID != e.Page {
			continue
		}
		if asked.Verdict != support.EscalationAccepted || !asked.Contacted.IsZero() {
			continue
		}
		asked.Contacted = w.now
		w.decide(asked)
		w.note(support.Note{Case: asked.Case, Kind: support.NoteContacted, At: w.now, By: e.Person, Call: e.Call})
		w.fulfil("contact:"+asked.ID, e.Person, "", w.now)
	}
}

// reported: a person says that what the case is owed has been done, as an SMS
// does: the kind is the event's commitment.
func (w *worker) reported(e support.Event) {
	for _, c := range w.open(func(c Commitment) bool { return c.Kind == Kind(e.Commitment) }) {
		if c.Kind == OwesContact {
			w.contacted(support.Event{Kind: support.Contacted, At: w.now, Page: c.For, Person: e.Person})
			continue
		}
		w.note(support.Note{Case: c.Case, Kind: support.NoteAnalysis, At: w.now, By: e.Person})
		w.fulfil(c.ID, e.Person, "", w.now)
	}
}

// answerDue: a request is not decided in time. It is raised to the next level,
// and again each time that as much time has passed; it rings on. Only the people
// are told who can decide on it: those of the page, at their numbers of today.
func (w *worker) answerDue(c Commitment) {
	asked, known := w.File.request(c.For)
	if !known || asked.Verdict != "" || !c.LateAt(w.now) {
		return
	}
	if w.Case.Closed {
		w.end(asked.ID, closedCase)
		w.lift(asked.ID, closedCase)
		return
	}
	r := w.request(asked)
	p, _ := w.page(asked.ID) // when the rota was empty, no phone was rung
	c.Raised++
	w.commits(c, w.Policy.EscalationAnswer(w.Contract, w.now).Due)
	told := answerOverdueWords{w.caseOf(r), r.Level, c.Due}
	w.notify(Notice{ID: c.ID + ":" + number(c.Raised), To: w.Rota.Today(p.Told(c.Raised)), Words: told})
}

// needless ends the search for a manager who decides on a case that has been
// closed meanwhile, and the promise that one does.
func (w *worker) needless(e support.Event) {
	if p, ringing := w.ringing(e.Page); ringing && p.Kind == support.DecisionPage && w.Known && w.Case.Closed {
		w.end(p.ID, closedCase)
		w.lift(p.ID, closedCase)
	}
}

// contactDue reminds the person who owes the customer a talk, every business hour
// until it has taken place (R37), whatever has become of the case.
func (w *worker) contactDue(c Commitment) {
	asked, known := w.File.request(c.For)
	if !known {
		return
	}
	owner, _ := w.Rota.Person(c.Owner)
	w.commits(c, w.nextReminder(owner))
	told := contactDueWords{ofCase{asked.Case, w.customer()}}
	w.notify(Notice{ID: c.ID + ":" + w.now.Format(time.RFC3339), To: w.Rota.These(c.Owner), Words: told})
}
