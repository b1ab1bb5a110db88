package operators

import (
	"maps"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
)

// notice is what people of the rota are told of a case. It carries the case's
// number (R5).
type notice struct {
	ID     string            // what it came of: a notice that is given again is sent once
	Key    string            // "comment" is the words of sms_comment, mail_comment and mail_comment_subject
	To     []rota.Person     // nobody twice
	Data   map[string]string // every name that the words use
	Urgent bool              // of an Enterprise Down, or to people at work: at any hour
}

// notify tells each person on every way there is to him: by SMS, and, where he
// has an e-mail address, by a letter. Only what is urgent is texted out of his
// business hours; else the SMS waits for them, and the letter does not.
func (d *Desk) notify(tx Tx, n notice, now time.Time) error {
	for _, p := range n.To {
		for _, c := range d.ways(n, p, now) {
			if err := tx.Order(c); err != nil {
				return err
			}
		}
	}
	return nil
}

// ways are the commands by which a person is told.
func (d *Desk) ways(n notice, p rota.Person, now time.Time) (all []paging.Command) {
	id := n.ID + ":" + n.Key + ":" + p.ID
	n.Data = inZone(n.Data, p.Location())
	if p.Phone.Known() {
		all = append(all, paging.Command{Do: paging.Text, Urgency: paging.UrgentLater, Once: true, At: d.texts(n, p, now), Message: paging.Message{
			ID: "sms:" + id, To: p.Phone, Language: p.Language, Key: "sms_" + n.Key, Data: n.Data,
		}})
	}
	if p.Email != "" {
		all = append(all, paging.Command{Do: paging.Post, Urgency: paging.UrgentLetter, Once: true, Letter: paging.Letter{
			ID: "mail:" + id, To: p.Email, Language: p.Language, Key: "mail_" + n.Key, Data: n.Data,
		}})
	}
	return all
}

// inZone is data whose moments are on the clocks of a zone.
func inZone(data map[string]string, zone *time.Location) map[string]string {
	data = maps.Clone(data)
	for _, name := range []string{"When", "Opens"} {
		if at, err := time.Parse(time.RFC3339, data[name]); err == nil {
			data[name] = written(at.In(zone))
		}
	}
	return data
}

// written is a moment as messages are given it; empty is none.
func written(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format(time.RFC3339)
}

// texts is when a person may be texted; zero is now.
func (d *Desk) texts(n notice, p rota.Person, now time.Time) time.Time {
	if n.Urgent {
		return time.Time{}
	}
	opens, ever := d.Policy.BusinessHours(p.Location()).Opens(now)
	if !ever || !opens.After(now) { // a policy without business hours keeps nothing back
		return time.Time{}
	}
	return opens
}
