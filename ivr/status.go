package ivr

import (
	"time"

	"edown/support"
)

// statusPrompts are all the messages that say how a case stands.
var statusPrompts = append([]string{
	"status", "status_engineer", "status_no_engineer", "status_updated", "status_next", "status_late",
	"status_paused", "status_best_effort", "status_level", "status_asked",
}, emergencyPrompts...)

// emergencyPrompts are those that say how an Enterprise Down stands.
var emergencyPrompts = []string{"status_ringing", "status_accepted", "status_going_on"}

// sayStatus reads out how the case stands, what is promised next, and where
// its escalation and its emergency are (R6).
func sayStatus(t *turn, f Found) string {
	if f.Standing == nil {
		return "existing_case"
	}
	s := *f.Standing
	t.say("status", Data{"Grade": grade(s.Case.Severity), "Stands": "case_status_" + string(s.Case.Stands())})
	if s.Case.Stands() == support.StatusClosed {
		return "case"
	}
	t.sayEngineer(s)
	t.sayUpdates(s)
	t.sayEscalation(s)
	if s.Case.Severity == support.EnterpriseDown {
		t.sayEmergency(f.Page)
	}
	return "case_menu"
}

// grade is the message that names a severity.
func grade(s support.Severity) string {
	return map[support.Severity]string{
		support.EnterpriseDown: "grade_0", support.Critical: "grade_1",
		support.Moderate: "grade_2", support.General: "grade_3",
	}[s]
}

func (t *turn) sayEngineer(s support.Standing) {
	if s.Engineer == "" {
		t.say("status_no_engineer")
		return
	}
	t.say("status_engineer", Data{"Engineer": s.Engineer})
}

// sayUpdates says when the customer last heard of the case, and when the next update is
// due (R39). A late one is admitted.
func (t *turn) sayUpdates(s support.Standing) {
	if !s.Updated.IsZero() {
		t.say("status_updated", Data{"Ago": t.now.Sub(s.Updated)})
	}
	next := t.d.policy().NextUpdate(s.Contract, s.Case.Severity, s.LastUpdate().In(zoneOf(s.Contract)), s.Progress)
	switch {
	case next.Promise == support.BestEffort:
		t.say("status_best_effort")
	case next.Promise == support.Paused:
		t.say("status_paused")
	case next.Promise == support.Promised && !next.InTime(t.now):
		t.say("status_late", Data{"Late": t.now.Sub(next.Due)})
	case next.Promise == support.Promised:
		t.say("status_next", t.when(next.Due))
	}
}

func (t *turn) sayEscalation(s support.Standing) {
	if s.Case.Level > 0 {
		t.say("status_level", Data{"Rank": t.d.rank(s.Case.Level)})
	}
	if due, waits := t.undecided(s); waits {
		t.say("status_asked", t.when(due))
	}
}

// sayEmergency says how the page of an Enterprise Down stands (R32).
func (t *turn) sayEmergency(p *Page) {
	switch {
	case p != nil && p.State == support.PageRinging:
		t.say("status_ringing")
	case p != nil && p.State == support.PageAccepted:
		t.say("status_accepted", Data{"Accepter": p.Accepter})
	default:
		t.say("status_going_on")
	}
}

// when is a moment to be said, in the zone it is in.
func (t *turn) when(at time.Time) Data { return Data{"When": Moment{At: at, Now: t.now}} }

// zoneOf is where a contract lives, UTC for one that is unknown.
func zoneOf(c *support.Contract) *time.Location {
	if c == nil || c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

// rank is the message that names the role which the policy makes responsible at a level.
// For a level that it does not have, the nearest counts.
func (d *Dialogues) rank(level int) string {
	levels := d.policy().Escalation
	l, _, _ := levels.Level(min(max(level, 1), len(levels.Levels)))
	return "rank_" + string(l.Responsible)
}
