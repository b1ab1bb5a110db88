package operators

import (
	"errors"
	"strconv"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// caseOpened: a new problem is on record (R8). Its caller gets the number by
// SMS, the engineers hear of it, and its first clock begins. One that is an
// Enterprise Down by now is seen to by its page.
func (d *Desk) caseOpened(tx Tx, e support.Event, now time.Time) error {
	s, known, err := d.standing(tx, e.Case)
	if err != nil || !known {
		return err
	}
	called := s.Case.Opened
	if called.IsZero() {
		called = e.At
	}
	t := d.Policy.FirstResponse(s.Contract, s.Case.Severity, called)
	note := support.Note{Case: e.Case, Kind: support.NoteOpened, At: called, Call: e.Call, Text: s.Case.Title, Audio: e.Audio}
	if err := errors.Join(tx.Note(note), d.tellNumber(tx, s, e, t)); err != nil || s.Case.Severity == support.EnterpriseDown {
		return err
	}
	return errors.Join(
		d.promise(tx, dutyOf(OwesResponse, s.Case, "", called, t), t),
		d.tellEngineers(tx, s, t, now),
	)
}

// tellNumber texts the caller his number, and by when he is answered, on the
// clocks of his contract as he has just heard it. A number that we may not call
// gets no SMS.
func (d *Desk) tellNumber(tx Tx, s support.Standing, e support.Event, t support.Target) error {
	if e.Call == "" {
		return nil
	}
	k, err := tx.Known(e.Call)
	if err != nil || !k.From.Known() {
		return err
	}
	data := map[string]string{"Support": d.Company, "Case": string(e.Case), "Customer": k.Company, "When": written(t.Due)}
	if s.Contract != nil && s.Contract.Zone != nil {
		data = inZone(data, s.Contract.Zone)
	}
	return tx.Order(paging.Command{Do: paging.Text, Urgency: paging.UrgentLater, Once: true, Message: paging.Message{
		ID: "sms:opened:" + string(e.Case), To: k.From, Language: k.Language, Key: "sms_case_number",
		Data: data,
	}})
}

// tellEngineers routes a new case by its severity and by whether the contract's
// desk is there: to the engineers on duty, of a critical one to the team leads
// too. Out of coverage they hear of it all the same, and when its clock begins.
func (d *Desk) tellEngineers(tx Tx, s support.Standing, t support.Target, now time.Time) error {
	roster, err := tx.Rota()
	if err != nil {
		return err
	}
	roles := []rota.Role{rota.Engineer}
	if s.Case.Severity == support.Critical {
		roles = append(roles, rota.TeamLead)
	}
	covered := d.Policy.CoverageAt(s.Contract, now).Entitlement == support.Covered
	told := notice{ID: "opened:" + string(s.Case.Number), Key: "case_opened", Data: d.data(s)}
	told.Data["Severity"], told.Data["When"], told.Data["Opens"] = strconv.Itoa(int(s.Case.Severity)), written(t.Due), ""
	if t.Counts.After(now) {
		told.Data["Opens"] = written(t.Counts)
	}
	for _, role := range roles {
		on := roster.OnDuty(role, now)
		told.To, told.Urgent = on, covered // who is on duty is at work
		if len(on) == 0 {
			told.To, told.Urgent = roster.Reachable(role, now), false
		}
		if err := d.notify(tx, told, now); err != nil {
			return err
		}
	}
	return nil
}
