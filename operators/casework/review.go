package casework

import (
	"fmt"
	"strconv"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// reviewDue sees to the managers' review of an Enterprise Down (R23): it is
// announced, then the managers are rung for their conference, then it is
// overdue. While they confer, it waits for their outcome.
func (w *worker) reviewDue(c Commitment) {
	if p, known := w.page(conference(c)); known && p.Running() {
		w.commits(c, w.now.Add(c.course().again))
		return
	}
	w.followUp(c.look(w.now))
}

// conference names the page on which the managers are rung for a review; each
// time that it is raised, they are rung again.
func conference(c Commitment) string {
	id := fmt.Sprintf("RV-%s-%d", c.Case, c.Due.Unix())
	if c.Raised > 0 {
		id += "-" + number(c.Raised)
	}
	return id
}

func number(n int) string { return strconv.Itoa(n) }

// convene rings the managers, with the people to which an overdue review was raised.
func (w *worker) convene(c Commitment) {
	second := w.Rota.Reachable(rota.Level2, w.now)
	if c.Raised > 0 {
		second = rota.Once(append(second, w.Rota.Rank(c.level(), w.now)...))
	}
	k := w.reviewedCase(c)
	w.ring(paging.Planned(conference(c), support.ReviewPage, k, w.Rota, paging.ReviewLadder(), w.now).With(
		map[paging.Whom][]rota.Person{
			paging.Managers: w.Rota.Reachable(rota.Manager, w.now), paging.Second: second,
		}).Begin(k, support.Due))
}

// ring begins a page.
func (w *worker) ring(began paging.Moved) {
	w.does(Ring{began})
	w.Pages = append(w.Pages, began.Page)
}

// reviewedCase is what is known of an Enterprise Down that is reviewed: its own
// page says where its caller can be told how it ended.
func (w *worker) reviewedCase(c Commitment) paging.Known {
	k := paging.Known{Case: c.Case, Contract: c.Contract, Company: w.customer()}
	if p, known := w.page(c.For); known {
		k.Company, k.Language, k.From, k.Flags = p.Company, p.Language, p.From, p.Flags
	}
	return k
}

// reviewed: the conference is over. Its outcome is on record, and the next
// review is due a day later, unless it has ended the emergency. One to which no
// manager came is raised at once; an hour later the clock raises it anyway.
func (w *worker) reviewed(p paging.Page, e support.Event) {
	due := w.open(func(c Commitment) bool { return c.Kind == OwesReview })
	if len(due) == 0 {
		return
	}
	if e.Outcome != support.Working && !e.Outcome.Ends() {
		w.noManagerCame(p, due[0])
		return
	}
	w.note(support.Note{Case: p.Case, Kind: support.NoteReview, At: e.At, By: e.Person, Call: e.Call,
		Text: string(e.Outcome)})
	w.fulfil(due[0].ID, e.Person, string(e.Outcome), e.At)
	if !e.Outcome.Ends() {
		w.reviewAgain(due[0], e.At)
		return
	}
	w.ended(e)
	w.tellEnded(p, e.Outcome)
}

func (w *worker) noManagerCame(p paging.Page, c Commitment) {
	if c.Raised == 0 && p.ID == conference(c) {
		w.followUp(c.raise(w.now))
	}
}

// reviewAgain is the next review, counted from the last.
func (w *worker) reviewAgain(last Commitment, at time.Time) {
	t := w.Policy.NextReview(at, time.Time{})
	w.promise(promised(OwesReview, support.Case{Number: last.Case, Contract: last.Contract}, last.For, at, t), t)
}

// adjourn ends the conferences about a case that is down no longer.
func (w *worker) adjourn(c Commitment, e support.Event) {
	if c.Kind != OwesReview {
		return
	}
	for ; c.Raised >= 0; c.Raised-- {
		if id := conference(c); id != e.Page {
			w.end(id, "it is no Enterprise Down any more")
		}
	}
}

// tellEnded tells the caller by SMS what the managers have found: the caller was
// not in their conference.
func (w *worker) tellEnded(p paging.Page, how support.Outcome) {
	if !p.From.Known() {
		return
	}
	ended := endedWords{toCustomer{w.Company, p.Case}, paging.OutcomeKey(how)}
	w.text(paging.Message{ID: "sms:ended:" + p.ID, To: p.From, Language: p.Language}.Saying(ended, nil), true)
}
