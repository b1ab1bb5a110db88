package support

import (
	"slices"
	"time"
)

// EscalationTerms are the tables of escalation.
type EscalationTerms struct {
	Gates    PerSeverity[Gate]
	Levels   []Level       `json:",omitempty"` // from level 1 up
	Answer   time.Duration // within so much business time a request is decided (R33)
	Informed []Audience    `json:",omitempty"` // told of every escalation, at whatever level (R35)
}

// Gate is how old a case must be before it may be escalated, in hours that
// pass on any clock (R31). At the limit it is open.
type Gate struct{ Premium, Others time.Duration }

// Audience is a group of people on the support side, or beside it.
type Audience string

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

// Audiences are all there are, from the lowest.
func Audiences() []Audience {
	return []Audience{SeniorEngineers, TeamLeads, SupportManagers, SeniorManagers, SupportDirectors, CustomerSuccessManager, SeniorDirector, VicePresident}
}

// Level is one step of escalation (R27, R28).
type Level struct {
	Alias       string     // what a guide calls it: M1 is the engineer's supervisor, M2 the level above
	Adds        []Audience `json:",omitempty"` // alerted besides those of the levels below
	Responsible Audience   // who decides, and answers for the case from then on
	Report      bool       // the software performance report is escalated too, if necessary (R27)
	Analysis    bool       // a full analysis of why it came to this is due
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
			{Alias: "M2", Adds: []Audience{SeniorManagers, SupportDirectors, CustomerSuccessManager}, Responsible: SeniorManagers, Report: true},
			{Adds: []Audience{SeniorDirector}, Responsible: SeniorDirector, Analysis: true},
			{Adds: []Audience{VicePresident}, Responsible: VicePresident},
		},
		Answer:   4 * time.Hour,
		Informed: []Audience{CustomerSuccessManager},
	}
}

// Level is one of the table, from 1 on, with all whom it alerts: each audience
// contains the one of the level below (R28). ok is false when there is none.
func (e EscalationTerms) Level(n int) (level Level, alerts []Audience, ok bool) {
	if n < 1 || n > len(e.Levels) {
		return Level{}, nil, false
	}
	for _, l := range e.Levels[:n] {
		alerts = append(alerts, l.Adds...)
	}
	return e.Levels[n-1], alerts, true
}

// LevelOf is the level that a guide calls by an alias, "M1".
func (e EscalationTerms) LevelOf(alias string) (n int, ok bool) {
	at := slices.IndexFunc(e.Levels, func(l Level) bool { return alias != "" && l.Alias == alias })
	return at + 1, at >= 0
}

// Premium reports whether a contract escalates by the earlier gates: by its
// package, or because it has an account manager whose term runs (R31). An
// unknown or expired contract does not.
func (p Policy) Premium(c *Contract, at time.Time) bool {
	return p.termsAt(c, at).Premium || len(p.AccountManagers(c, at)) > 0
}

// GateOpens is the moment from which a case may be escalated: so many hours
// since it was opened, whatever its severity was before (R31).
func (p Policy) GateOpens(s Severity, premium bool, opened time.Time) time.Time {
	gate := p.Escalation.Gates.Of(s)
	if premium {
		return opened.Add(gate.Premium)
	}
	return opened.Add(gate.Others)
}

// Ascent is what a wish to escalate meets.
type Ascent string

const (
	MayRise        Ascent = "may_rise"        // the gate is open
	GateClosed     Ascent = "gate_closed"     // not before Opens, but for a strong reason (R31), or by customer priority (R36)
	AlreadyHighest Ascent = "already_highest" // an Enterprise Down has no levels (R32)
	AtTheTop       Ascent = "at_the_top"      // there is no higher level: the new reason goes to those who have it
)

// Rise is what escalating a case at one moment would do.
type Rise struct {
	Ascent Ascent
	Level  int       // which it would reach, the present one when there is no higher; from 2 on, another prompt and a new reason (R29)
	Opens  time.Time // the gate; zero when the case has none
}

// RiseAt is what a wish to escalate a case meets that stands at a level, 0
// before its first escalation. The gate is the same on every level. A case of
// which nobody knows when it was opened is not held up.
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
