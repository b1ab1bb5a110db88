package support

import (
	"slices"
	"time"
)

// EscalationTerms are the tables of escalation.
type EscalationTerms struct {
	Gates    PerSeverity[Gate]
	Levels   []Level       `json:",omitempty"` // from level 1 up
	Answer   time.Duration // a request is decided within so much business time (R33)
	Informed []Audience    `json:",omitempty"` // told of every escalation, at any level (R35)
}

// Gate is how old a case must be before it may be escalated, in elapsed hours
// (R31). Exactly at the limit it is open. The zero value is always open.
type Gate struct{ Premium, Others time.Duration }

// Audience is a group of people that an escalation reaches.
type Audience string

// The guides' audiences, from the lowest (R28).
const (
	SeniorEngineers        Audience = "senior_engineers"
	TeamLeads              Audience = "team_leads"
	SupportManagers        Audience = "managers"
	SeniorManagers         Audience = "senior_managers"
	SupportDirectors       Audience = "directors"
	CustomerSuccessManager Audience = "customer_success_manager"
	SeniorDirector         Audience = "senior_director"
	VicePresident          Audience = "vice_president"
)

// Audiences returns every audience, from the lowest.
func Audiences() []Audience {
	return []Audience{SeniorEngineers, TeamLeads, SupportManagers, SeniorManagers, SupportDirectors,
		CustomerSuccessManager, SeniorDirector, VicePresident}
}

// Level is one step of escalation (R27, R28).
type Level struct {
	Alias       string     // the guides' name: M1 is the engineer's supervisor, M2 the level above
	Adds        []Audience `json:",omitempty"` // alerted in addition to the levels below
	Responsible Audience   // the audience that decides, and answers for the case from then on
	Report      bool       // the software performance report is escalated too, if necessary (R27)
	Analysis    bool       // a full analysis of the reasons is due (R28)
}

func defaultEscalation() EscalationTerms {
	return EscalationTerms{
		Gates: PerSeverity[Gate]{
			Critical: Gate{4 * time.Hour, 8 * time.Hour},
			Moderate: Gate{8 * time.Hour, 16 * time.Hour},
			General:  Gate{16 * time.Hour, 24 * time.Hour},
		},
		Levels: []Level{
			{Alias: "M1", Adds: []Audience{SeniorEngineers, TeamLeads, SupportManagers}, Responsible: SupportManagers},
			{Alias: "M2", Adds: []Audience{SeniorManagers, SupportDirectors, CustomerSuccessManager},
				Responsible: SeniorManagers, Report: true},
			{Adds: []Audience{SeniorDirector}, Responsible: SeniorDirector, Analysis: true},
			{Adds: []Audience{VicePresident}, Responsible: VicePresident},
		},
		Answer:   4 * time.Hour,
		Informed: []Audience{CustomerSuccessManager},
	}
}

// Level returns a level of the table, counted from 1, and every audience that
// it alerts: its own and those of the levels below (R28). ok is false when
// there is no such level.
func (e EscalationTerms) Level(n int) (level Level, alerts []Audience, ok bool) {
	if n < 1 || n > len(e.Levels) {
		return Level{}, nil, false
	}
	for _, l := range e.Levels[:n] {
		alerts = append(alerts, l.Adds...)
	}
	return e.Levels[n-1], alerts, true
}

// LevelOf returns the level with an alias such as "M1". ok is false when there
// is none.
func (e EscalationTerms) LevelOf(alias string) (n int, ok bool) {
	at := slices.IndexFunc(e.Levels, func(l Level) bool { return alias != "" && l.Alias == alias })
	return at + 1, at >= 0
}

// Premium reports whether a contract escalates by the earlier gates, because of
// its package or of an account manager whose term runs (R31). An unknown or
// expired contract does not.
func (p Policy) Premium(c *Contract, at time.Time) bool {
	return p.termsAt(c, at).Premium || len(p.AccountManagers(c, at)) > 0
}

// GateOpens returns the moment from which a case may be escalated: so many
// hours after it was opened, even if its severity was another then (R31).
func (p Policy) GateOpens(s Severity, premium bool, opened time.Time) time.Time {
	gate := p.Escalation.Gates.Of(s)
	if premium {
		return opened.Add(gate.Premium)
	}
	return opened.Add(gate.Others)
}

// Ascent is the answer to a request to escalate.
type Ascent string

const (
	MayRise        Ascent = "may_rise"        // the gate is open
	GateClosed     Ascent = "gate_closed"     // not before Opens, but for a strong reason (R31); else a priority (R36)
	AlreadyHighest Ascent = "already_highest" // an Enterprise Down has no levels (R32)
	AtTheTop       Ascent = "at_the_top"      // there is no higher level: the new reason goes to the people of this one
)

// Rise is what escalating a case at one moment would do.
type Rise struct {
	Ascent Ascent
	Level  int       // the level reached, or the present one at the top; from 2 on, other prompt, new reason (R29)
	Opens  time.Time // when the gate opens; zero if the case has no gate
}

// RiseAt returns what escalating a case at a moment would do. level is where
// the case stands, 0 before its first escalation. Every level has the same
// gate. A case whose opening time is unknown has none.
func (p Policy) RiseAt(k Case, c *Contract, level int, at time.Time) Rise {
	switch {
	case k.Severity == EnterpriseDown:
		return Rise{Ascent: AlreadyHighest, Level: level}
	case level >= len(p.Escalation.Levels):
		return Rise{Ascent: AtTheTop, Level: level}
	case k.Opened.IsZero():
		return Rise{Ascent: MayRise, Level: level + 1}
	}
	opens := p.GateOpens(k.Severity, p.Premium(c, at), k.Opened)
	if at.Before(opens) {
		return Rise{GateClosed, level + 1, opens}
	}
	return Rise{MayRise, level + 1, opens}
}
