package operators

import (
	"errors"
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
func (d *Desk) reviewDue(tx Tx, owed Duty, now time.Time) error {
	p, err := tx.Page(conference(owed))
	switch {
	case errors.Is(err, ErrNoPage):
	case err != nil:
		return err
	case p.Running():
		return d.owes(tx, owed, now.Add(owed.course().again))
	}
	seen, l := owed.look(now)
	return d.see(tx, seen, l, now)
}

// conference names the page on which the managers are rung for a review; each
// time that it is raised, they are rung again.
func conference(owed Duty) string {
	id := fmt.Sprintf("RV-%s-%d", owed.Case, owed.Due.Unix())
	if owed.Raised > 0 {
		id += "-" + strconv.Itoa(owed.Raised)
	}
	return id
}

// convene rings the managers, with those whom an overdue review was raised to.
func (d *Desk) convene(tx Tx, owed Duty, s support.Standing, roster rota.Rota, now time.Time) error {
	k, err := d.reviewedCase(tx, owed, s)
	if err != nil {
		return err
	}
	second := roster.Reachable(rota.Level2, now)
	if owed.Raised > 0 {
		second = rota.Once(append(second, roster.Rank(owed.level(), now)...))
	}
	p := paging.Planned(conference(owed), support.ReviewPage, k, roster, paging.ReviewLadder(), now).With(map[paging.Whom][]rota.Person{
		paging.Managers: roster.Reachable(rota.Manager, now), paging.Second: second,
	})
	return d.begin(tx, p.Begin(k, support.Due))
}

// reviewedCase is what is known of an Enterprise Down that is reviewed: where
// its caller can be told how it ended, its own page says.
func (d *Desk) reviewedCase(tx Tx, owed Duty, s support.Standing) (paging.Known, error) {
	k := paging.Known{Case: owed.Case, Contract: owed.Contract, Company: d.data(s)["Customer"]}
	p, err := tx.Page(owed.For)
	if errors.Is(err, ErrNoPage) {
		return k, nil
	}
	k.Company, k.Language, k.From, k.Flags = p.Company, p.Language, p.From, p.Flags
	return k, err
}

// reviewed: the conference is over. Its outcome is on record, and the next
// review is due a day later, unless it has ended the emergency. One to which
// nobody came is raised at once; an hour later the clock raises it anyway.
func (d *Desk) reviewed(tx Tx, p paging.Page, e support.Event, now time.Time) error {
	owed, found, err := d.reviewOwed(tx, p.Case)
	if err != nil || !found {
		return err
	}
	if e.Outcome != support.Working && !e.Outcome.Ends() {
		return d.nobodyCame(tx, p, owed, now)
	}
	note := support.Note{Case: p.Case, Kind: support.NoteReview, At: e.At, By: e.Person, Call: e.Call, Text: string(e.Outcome)}
	if err := errors.Join(tx.Note(note), d.fulfilled(tx, owed.ID, e.Person, string(e.Outcome), e.At)); err != nil {
		return err
	}
	if !e.Outcome.Ends() {
		return d.reviewAgain(tx, owed, e.At)
	}
	return errors.Join(d.ended(tx, e, now), d.tellEnded(tx, p, e.Outcome))
}

func (d *Desk) reviewOwed(tx Tx, number support.CaseNumber) (Duty, bool, error) {
	open, err := tx.Duties(number)
	for _, owed := range open {
		if owed.Kind == OwesReview {
			return owed, true, err
		}
	}
	return Duty{}, false, err
}

func (d *Desk) nobodyCame(tx Tx, p paging.Page, owed Duty, now time.Time) error {
	if owed.Raised > 0 || p.ID != conference(owed) {
		return nil
	}
	raised, l := owed.raise(now)
	return d.see(tx, raised, l, now)
}

// reviewAgain is the next review, counted from the last.
func (d *Desk) reviewAgain(tx Tx, last Duty, at time.Time) error {
	t := d.Policy.NextReview(at, time.Time{})
	return d.promise(tx, dutyOf(OwesReview, support.Case{Number: last.Case, Contract: last.Contract}, last.For, at, t), t)
}

// adjourn ends the conferences about a case that is down no more.
func (d *Desk) adjourn(tx Tx, owed Duty, e support.Event, now time.Time) error {
	if owed.Kind != OwesReview {
		return nil
	}
	for ; owed.Raised >= 0; owed.Raised-- {
		p, err := tx.Page(conference(owed))
		if err == nil && p.ID != e.Page {
			err = d.end(tx, p, "it is no Enterprise Down any more", now)
		}
		if err != nil && !errors.Is(err, ErrNoPage) {
			return err
		}
	}
	return nil
}

// tellEnded tells the caller by SMS what the managers have found: he was not in
// their conference.
func (d *Desk) tellEnded(tx Tx, p paging.Page, how support.Outcome) error {
	if !p.From.Known() {
		return nil
	}
	return tx.Order(paging.Command{Do: paging.Text, Urgency: paging.UrgentLater, Once: true, Message: paging.Message{
		ID: "sms:ended:" + p.ID, To: p.From, Language: p.Language, Key: "sms_ended",
		Data: map[string]string{"Support": d.Company, "Case": string(p.Case), "Customer": p.Company, "Reason": paging.OutcomeKey(how)},
	}})
}
