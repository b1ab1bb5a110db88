package operators

import (
	"cmp"
	"fmt"
	"time"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// callbackWanted records the callback, and confirms it by SMS.
func (d *Desk) callbackWanted(tx Tx, e support.Event, now time.Time) error {
	known, err := tx.Known(e.Call)
	if err != nil {
		return err
	}
	if err := d.owe(tx, known, cmp.Or(e.Number, string(e.From)), "no operator in time", now); err != nil ||
		!known.From.Known() {
		return err
	}
	return tx.Order(paging.Command{Do: paging.Text, Urgency: paging.UrgentLater, Message: paging.Message{
		ID: "callback:" + e.Call, To: known.From, Language: known.Language,
	}.Saying(callbackWords{d.Company, known.Case}, nil)})
}

// unpaged: a caller who says that production is down, and is not paged for, comes to
// an operator. One who has hung up before that is owed a call.
func (d *Desk) unpaged(tx Tx, k paging.Known, running []paging.Page, now time.Time) error {
	if !k.Suspected || k.Where != support.Gone || len(running) > 0 {
		return nil
	}
	return d.owe(tx, k, string(k.From), "hung up after saying that production is down", now)
}

// owe records that a callback is owed, and tells those who can place it: by the case, where
// the number is hidden. Of neither there is nothing to tell.
func (d *Desk) owe(tx Tx, k paging.Known, number, why string, now time.Time) error {
	if _, err := tx.Put(casework.CallBack{Caller: k, Number: number, Why: why, At: now}); err != nil {
		return err
	}
	if !k.Pages() { // the watchdog has nothing to add
		if err := unwatch(tx, k.Call); err != nil {
			return err
		}
	}
	roster, err := tx.Rota()
	if err != nil || number == "" && k.Case == "" {
		return err
	}
	owed := casework.Notice{ID: fmt.Sprintf("owed:%s:%d", k.Call, now.UnixMilli()), Words: operatorWords{
		Phone: number, Case: k.Case, Customer: k.Company, Language: "language_" + k.Language, When: now, Reason: said(k),
	}}
	owed.To, owed.Urgent = roster.Returning(now)
	return d.notify(tx, owed, now)
}

// said is what a caller who is owed a call has said, for who returns it.
func said(k paging.Known) string {
	if k.Suspected {
		return "owed_down"
	}
	return ""
}
