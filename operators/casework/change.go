package casework

import (
	"fmt"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// commented: a customer has left a comment on a case; the engineer is told.
func (w *worker) commented(e support.Event) {
	w.changed(e, support.Note{Kind: support.NoteComment, Text: e.Text, Audio: e.Audio}, commentWords{w.named()})
}

// priorityChanged is how the customer ranks the case (R36).
func (w *worker) priorityChanged(e support.Event) {
	w.changed(e, support.Note{Kind: support.NotePriority, Text: string(e.Priority)}, priorityWords{w.named(), e.Priority})
}

// severityChanged: the engineer is told (R14). An Enterprise Down that is
// lowered is over (R21): its page is called off, and it is owed nothing more.
func (w *worker) severityChanged(e support.Event) {
	if e.Severity <= support.EnterpriseDown || e.Severity > support.General { // severity 0 is declared, not set
		return
	}
	w.ended(support.Event{Kind: support.Concluded, At: e.At, Call: e.Call, Case: e.Case, Outcome: support.Lowered})
	to := digit(e.Severity)
	w.changed(e, support.Note{Kind: support.NoteSeverity, Text: to}, severityWords{w.named(), to})
}

// changed puts what happened to a case on its record, and tells its engineer. Of
// a case that is not on record there is no person to tell.
func (w *worker) changed(e support.Event, n support.Note, told paging.NoticeWords) {
	if w.Case.Number == "" {
		return
	}
	n.Case, n.At, n.By, n.Call = w.Case.Number, e.At, e.Person, e.Call
	if !w.Known {
		w.note(n)
		return
	}
	w.change(n, told)
}

// change is one note and the people who are told of it.
func (w *worker) change(n support.Note, told paging.NoticeWords) {
	w.note(n)
	w.notify(Notice{ID: fmt.Sprintf("%s:%s:%d", n.Kind, n.Case, n.At.UnixMilli()), To: w.assigned(), Words: told})
	w.reckon()
}

// caseOpened: a new problem is on record (R8). Its caller gets the number by
// SMS, the engineers hear of it, and its first clock begins. One that is an
// Enterprise Down by now is seen to by its page.
func (w *worker) caseOpened(e support.Event) {
	if !w.Known {
		return
	}
	called := w.Case.Opened
	if called.IsZero() {
		called = e.At
	}
	t := w.Policy.FirstResponse(w.Contract, w.Case.Severity, called)
	w.note(support.Note{Case: e.Case, Kind: support.NoteOpened, At: called, Call: e.Call, Text: w.Case.Title,
		Audio: e.Audio})
	w.tellNumber(e, t)
	if w.Case.Severity != support.EnterpriseDown {
		w.promise(promised(OwesResponse, w.Case, "", called, t), t)
		w.tellEngineers(t)
	}
}

// tellNumber texts the caller the number, and by when the case is answered, on
// the clocks of the contract as the caller has just heard it. A number that may
// not be called gets no SMS.
func (w *worker) tellNumber(e support.Event, t support.Target) {
	k := w.Callers[e.Call]
	if !k.From.Known() {
		return
	}
	var zone *time.Location
	if w.Contract != nil {
		zone = w.Contract.Zone
	}
	told := caseNumberWords{toCustomer{w.Company, e.Case}, t.Due}
	w.text(paging.Message{ID: "sms:opened:" + string(e.Case), To: k.From, Language: k.Language}.Saying(told, zone), true)
}

// tellEngineers routes a new case by its severity and by whether the contract's
// desk is there: to the engineers on duty, and for a critical one to the team
// leads too. Out of coverage they hear of it all the same, and when its clock
// begins.
func (w *worker) tellEngineers(t support.Target) {
	opened := caseOpenedWords{ofCase: w.named(), Severity: digit(w.Case.Severity), When: t.Due}
	if t.Counts.After(w.now) {
		opened.Opens = t.Counts
	}
	told := Notice{ID: "opened:" + string(w.Case.Number), Words: opened}
	roles := []rota.Role{rota.Engineer}
	if w.Case.Severity == support.Critical {
		roles = append(roles, rota.TeamLead)
	}
	covered := w.Policy.CoverageAt(w.Contract, w.now).Entitlement == support.Covered
	for _, role := range roles {
		told.To, told.Urgent = w.onDuty(role, covered)
		w.notify(told)
	}
}

// onDuty are the people of a role who are on duty, and so at work while the
// contract's desk is open; else those who ever are, who are told in their hours.
func (w *worker) onDuty(role rota.Role, covered bool) (people []rota.Person, urgent bool) {
	if on := w.Rota.OnDuty(role, w.now); len(on) > 0 {
		return on, covered
	}
	return w.Rota.Reachable(role, w.now), false
}

// nextReminder is a business hour from now, where a person lives.
func (w *worker) nextReminder(p rota.Person) time.Time {
	at, ever := w.Policy.BusinessHours(p.Location()).Add(w.now, time.Hour)
	if !ever {
		return w.now.Add(time.Hour)
	}
	return at
}
