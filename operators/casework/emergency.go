package casework

import (
	"slices"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// declared: production is said to be down, and a page has begun. Its case is at
// severity 0 at once, if it is certain which one it is (R15). What follows from
// that comes after the phones.
func (w *worker) declared(e support.Event) {
	if e.Case != "" {
		w.noteBefore(e)
		w.does(SetSeverity{e.Case, support.EnterpriseDown})
		w.severityIs(support.EnterpriseDown)
	}
	w.does(Later{"raised:" + e.Page, w.now.Add(PhonesFirst),
		support.Event{Kind: support.Raised, At: w.now, Page: e.Page, Call: e.Call}})
}

// PhonesFirst is how long the people wait who are told of a page, for the sake
// of those who are rung.
const PhonesFirst = time.Second

// noteBefore records the severity the case had, so that it can be restored when
// the Enterprise Down ends.
func (w *worker) noteBefore(e support.Event) {
	if !w.Known || w.Case.Severity == support.EnterpriseDown || w.Case.Severity == w.Before {
		return
	}
	w.note(support.Note{Case: w.Case.Number, Kind: support.NoteSeverity, At: w.now.Add(-time.Millisecond), Call: e.Call,
		Text: digit(w.Case.Severity)})
}

// raised: the development list hears of an Enterprise Down (R22), and the
// engineer of the case (R14). Where the case is certain, the clocks of severity
// 0 begin with the page (R23, R25); a case that is down already keeps its own.
func (w *worker) raised(e support.Event) {
	p, known := w.page(e.Page)
	if !known || p.State == support.PageClosed {
		return
	}
	w.alarm(p)
	if !w.Known || paging.Unconfirmed(p.Flags) || w.Case.Severity != support.EnterpriseDown {
		return
	}
	clocks := slices.ContainsFunc(w.Commitments, Commitment.ofEmergency)
	w.outrank()
	if !clocks {
		w.note(support.Note{Case: p.Case, Kind: support.NoteSeverity, At: e.At, Call: e.Call,
			Text: digit(support.EnterpriseDown)})
		w.startClocks(p)
	}
}

// alarm tells the people who are not rung.
func (w *worker) alarm(p paging.Page) {
	told := emergencyWords{ofCase{p.Case, p.Company}}
	w.notify(Notice{ID: p.ID + ":" + string(p.Case), To: w.development(), Words: told, Urgent: true})
}

// development is the development list on call, and the engineer of the case.
func (w *worker) development() []rota.Person {
	return rota.Once(append(w.Rota.Reachable(rota.Development, w.now), w.Rota.These(w.Case.Engineer)...))
}

// outrank ends the requests for a higher level that are still open: an Enterprise
// Down is the highest already (R32).
func (w *worker) outrank() {
	for _, c := range w.open(func(c Commitment) bool { return c.Kind == OwesAnswer }) {
		w.end(c.For, "it is an Enterprise Down")
		w.lift(c.For, outranked)
	}
}

// startClocks begins those of an Enterprise Down: first response, restoration and
// review. A manager who has accepted by now has responded.
func (w *worker) startClocks(p paging.Page) {
	for _, one := range []struct {
		kind   Kind
		target support.Target
	}{
		{OwesResponse, w.Policy.FirstResponse(w.Contract, support.EnterpriseDown, p.Started)},
		{OwesRestoration, w.Policy.Restoration(w.Contract, p.Started)},
		{OwesReview, w.Policy.NextReview(p.Started, time.Time{})},
	} {
		c := promised(one.kind, w.Case, p.ID, p.Started, one.target)
		if one.kind == OwesResponse && !p.AcceptedAt.IsZero() {
			c.Done, c.By = p.AcceptedAt, p.AcceptedBy
		}
		w.promise(c, one.target)
	}
}

// responded: a human has taken the case, or talked to the customer about it: its
// first response is given. A customer who has talked to the engineer, or about
// the Enterprise Down, has heard of the case.
func (w *worker) responded(e support.Event) {
	for _, c := range w.open(func(c Commitment) bool { return c.Kind == OwesResponse }) {
		w.fulfil(c.ID, e.Person, "", e.At)
	}
	if p, known := w.page(e.Page); known && aboutTheCase(p) {
		w.note(support.Note{Case: e.Case, Kind: support.NoteContacted, At: e.At, By: e.Person, Call: e.Call})
		w.reckon()
	}
}

// aboutTheCase reports whether the talk on a page was news to the customer.
func aboutTheCase(p paging.Page) bool {
	switch p.Kind {
	case support.EngineerPage, support.AccountPage:
		return p.Talked
	case support.EmergencyPage:
		return p.Talked && !paging.Unconfirmed(p.Flags)
	}
	return false
}

// outcomeGiven: the manager lowers the case (R21). The rest follows when the page
// is concluded.
func (w *worker) outcomeGiven(e support.Event) {
	if to, lowered := e.Outcome.Severity(); lowered {
		w.does(SetSeverity{w.Case.Number, to})
		w.severityIs(to)
	}
}

// concluded: a page is over. A review has its outcome, or none; an Enterprise
// Down has ended.
func (w *worker) concluded(e support.Event) {
	p, paged := w.page(e.Page)
	switch {
	case paged && p.Kind == support.ReviewPage:
		w.reviewed(p, e)
	case !w.Known:
	case paging.Unconfirmed(e.Flags), e.Person == "" &&
		(!w.Declared.IsZero() || w.Case.Severity != support.EnterpriseDown):
		w.endedAlone(e)
	default:
		w.ended(e)
	}
}

// endedAlone ends what is owed for one page and nothing else: a caller who has
// proved nothing may call off a page of his own, not an emergency that stands
// without it.
func (w *worker) endedAlone(e support.Event) {
	w.release(w.open(func(c Commitment) bool { return c.For == e.Page }), e)
}

// ended: a case is an Enterprise Down no longer (R21): a manager, a review or the
// customer says so, or nothing else has made it one. Nothing of severity 0 is
// owed to it from then on.
func (w *worker) ended(e support.Event) {
	before := w.Standing
	if !w.Known || before.Case.Severity != support.EnterpriseDown &&
		!slices.ContainsFunc(w.Commitments, Commitment.ofEmergency) {
		return
	}
	open := slices.Clone(w.Commitments)
	w.note(support.Note{Case: e.Case, Kind: support.NoteEnded, At: e.At, By: e.Person, Call: e.Call,
		Text: string(e.Outcome)})
	w.release(open, e)
	w.standDown(e)
	w.lowered(before, e)
	w.reckon()
}

// release ends commitments of severity 0, and the conferences for them.
func (w *worker) release(open []Commitment, e support.Event) {
	for _, c := range open {
		if c.ofEmergency() {
			w.fulfil(c.ID, e.Person, string(e.Outcome), e.At)
			w.adjourn(c, e)
		}
	}
}

// standDown ends the page of a case that is down no longer, where another has
// said so: a review, or the customer.
func (w *worker) standDown(e support.Event) {
	for _, p := range w.Pages {
		if p.Kind == support.EmergencyPage && p.Case == e.Case && p.Running() && p.ID != e.Page {
			w.does(Step{p.ID, support.Event{
				Kind: support.CalledOff, At: w.now, Page: p.ID, Call: e.Call, Outcome: e.Outcome, By: support.ByReview,
			}})
		}
	}
}

// lowered gives the case the severity that was named, else the one that it had
// before; the engineer is told (R14).
func (w *worker) lowered(before support.Standing, e support.Event) {
	if e.Severity == support.EnterpriseDown { // none is named
		if before.Case.Severity != support.EnterpriseDown || e.Outcome == support.Lowered {
			return
		}
		e.Severity = max(before.Before, support.Critical)
	}
	n := support.Note{Case: e.Case, Kind: support.NoteSeverity, At: e.At, By: e.Person, Call: e.Call,
		Text: digit(e.Severity)}
	w.change(n, severityWords{w.named(), n.Text})
}

// longAgo is how late an update may be, when the line first hears of it, for a
// human to be told: a list of old cases that is imported is for the report.
const longAgo = 24 * time.Hour

// backfill gives an Enterprise Down its clocks if it has none: its case was not
// certain when its page began, or not on record, or there were no clocks yet.
func (w *worker) backfill(page string) {
	p, known := w.page(page)
	if !known || !w.Known || w.Case.Closed || slices.ContainsFunc(w.Commitments, Commitment.ofEmergency) {
		return
	}
	switch {
	case !w.Declared.IsZero(), p.LeftUnconfirmed(w.now):
		w.outrank()
		w.startClocks(p)
	case p.Running() && p.Urgent && !paging.Unconfirmed(p.Flags): // its case has come on record since
		w.declared(support.Event{Case: p.Case, Page: p.ID})
	}
}
