package operators

import (
	"maps"
	"slices"
	"time"

	"edown/support"
)

// notice is what people of the rota are told of a case. It carries the case's
// number (R5).
type notice struct {
	ID     string            // what it came of: a notice that is given again is sent once
	Key    string            // "comment" is the words of sms_comment, mail_comment and mail_comment_subject
	To     []Person          // nobody twice
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
func (d *Desk) ways(n notice, p Person, now time.Time) (all []Command) {
	id := n.ID + ":" + n.Key + ":" + p.ID
	n.Data = inZone(n.Data, p.zone())
	if p.Phone.Known() {
		all = append(all, Command{Do: Text, Urgency: urgentLater, Once: true, At: d.texts(n, p, now), Message: Message{
			ID: "sms:" + id, To: p.Phone, Language: p.Language, Key: "sms_" + n.Key, Data: n.Data,
		}})
	}
	if p.Email != "" {
		all = append(all, Command{Do: Post, Urgency: urgentLetter, Once: true, Letter: Letter{
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
func (d *Desk) texts(n notice, p Person, now time.Time) time.Time {
	if n.Urgent {
		return time.Time{}
	}
	opens, ever := d.Policy.BusinessHours(p.zone()).Opens(now)
	if !ever || !opens.After(now) { // a policy without business hours keeps nothing back
		return time.Time{}
	}
	return opens
}

// audience is who is behind names of the policy: those on duty, nobody twice.
// The customer success manager is the contract's.
func (d *Desk) audience(rota Rota, of []support.Audience, c *support.Contract, now time.Time) (all []Person) {
	for _, a := range of {
		all = append(all, rota.behind(a, c, now)...)
	}
	return once(all)
}

// inRole is who an audience is in the rota.
var inRole = map[support.Audience]Role{
	support.SeniorEngineers: SeniorEngineer, support.TeamLeads: TeamLead, support.SupportManagers: Manager, support.SeniorManagers: Level2,
	support.SupportDirectors: Director, support.SeniorDirector: SeniorDirector, support.VicePresident: VicePresident,
}

// RoleOf is the role whose people an audience is; ok is false for the customer
// success manager, whom each contract names.
func RoleOf(a support.Audience) (role Role, ok bool) {
	role, ok = inRole[a]
	return role, ok
}

func (r Rota) behind(a support.Audience, c *support.Contract, now time.Time) []Person {
	if a != support.CustomerSuccessManager {
		return r.Reachable(inRole[a], now)
	}
	if c == nil {
		return nil
	}
	return r.these(c.CSM)
}

// Reachable is who is on duty in a role; when nobody is, everyone who ever is.
// Whoever is told of something is told by somebody's absence too.
func (r Rota) Reachable(role Role, at time.Time) []Person {
	if on := r.OnDuty(role, at); len(on) > 0 {
		return on
	}
	var all []Person
	for _, s := range r.Shifts {
		if s.Role == role {
			all = append(all, r.these(s.Person)...)
		}
	}
	return once(all)
}

// these are people by their ids, as far as they are on record.
func (r Rota) these(ids ...string) (all []Person) {
	for _, id := range ids {
		if p, ok := r.Person(id); ok {
			all = append(all, p)
		}
	}
	return all
}

// once is each person once, in the order of their first mention.
func once(people []Person) (all []Person) {
	for _, p := range people {
		if !slices.ContainsFunc(all, func(o Person) bool { return o.ID == p.ID }) {
			all = append(all, p)
		}
	}
	return all
}
