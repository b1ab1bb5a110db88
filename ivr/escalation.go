package ivr

import (
	"slices"
	"time"

	"edown/support"
)

// escalationNodes lead a caller to management: to the account manager first, when the
// contract has one at work (R45), then through the gate to a manager who decides.
func escalationNodes() map[string]node {
	return map[string]node{
		"escalate": look{
			kind:   LookStanding,
			choose: ascend,
			leads:  append(ascents, "no_phone_support", "problem_not_entitled", "account"),
			said:   append(ascentPrompts, "account_calling"),
		},

		"account":        tell{do: callAccountManager, to: "waiting_operator"},
		"account_nobody": tell{ask: "account_nobody", do: stopHunting, to: "rise"},

		"rise": look{
			kind:   LookStanding,
			choose: risen,
			leads:  ascents,
			said:   ascentPrompts,
		},

		// Severity 0 has no levels (R32).
		"highest": menu{
			ask:     "highest",
			keys:    map[string]step{"1": to("known")},
			needs:   openCase,
			resumes: atCase,
		},

		"highest_idle": menu{
			ask:     "highest_idle",
			keys:    map[string]step{"1": {do: suspect, to: "case_emergency"}},
			needs:   openCase,
			resumes: atCase,
		},

		"asked": menu{
			ask:     "asked",
			keys:    map[string]step{"1": to("comment")},
			needs:   openCase,
			resumes: atCase,
		},

		"gate": menu{
			ask:     "gate",
			needs:   request,
			resumes: atCase,
			keys: map[string]step{
				"1": to("why"),
				"2": to("priority"),
			},
		},

		"priority": menu{
			ask:     "priority",
			needs:   request,
			resumes: atCase,
			keys: map[string]step{
				"1": {do: prioritise(support.PriorityLow), to: "priority_set"},
				"2": {do: prioritise(support.PriorityNormal), to: "priority_set"},
				"3": {do: prioritise(support.PriorityHigh), to: "priority_set"},
			},
		},

		"priority_set": tell{ask: "priority_set", to: "case_menu"},
	}
}

// ascents are where a wish to escalate leads, and ascentPrompts what it may hear.
var (
	ascents       = []string{"existing_case", "case", "highest", "highest_idle", "asked", "gate", "why"}
	ascentPrompts = append([]string{"already_highest", "asked_already", "gate_opens", "at_the_top"}, emergencyPrompts...)
)

// ascend leads straight to the account manager when there is one at work (R45), also
// while a manager is deciding already. Management, like the engineer, is for
// customers who have the phone desk.
func ascend(t *turn, f Found) string {
	if to := t.beyond(f); to != "" {
		return to
	}
	s := *f.Standing
	if to := deskless(t.d.policy().CoverageAt(s.Contract, t.now).Entitlement); to != "" {
		return to
	}
	if tsam, is := t.d.policy().AccountManager(s.Contract, s.Case.Product, t.now); is == support.TSAMPresent {
		t.say("account_calling", Data{"Accepter": tsam.Name})
		return "account"
	}
	return t.rise(s)
}

// beyond is where a wish to escalate leads that is about no open case, or about one
// at the highest severity (R32). Empty: it may go on.
func (t *turn) beyond(f Found) string {
	switch s := f.Standing; {
	case s == nil:
		return "existing_case"
	case s.Case.Closed:
		return "case"
	case s.Case.Severity == support.EnterpriseDown:
		return t.highest(f.Page)
	}
	return ""
}

// undecided finds the request that still waits for its manager, with time left.
func (t *turn) undecided(s support.Standing) (due time.Time, waits bool) {
	for _, e := range s.Escalations {
		answer := t.d.policy().EscalationAnswer(s.Contract, e.At.In(zoneOf(s.Contract)))
		if e.Undecided() && answer.InTime(t.now) && (!waits || answer.Due.After(due)) {
			due, waits = answer.Due, true
		}
	}
	return due, waits
}

func risen(t *turn, f Found) string {
	if to := t.beyond(f); to != "" {
		return to
	}
	return t.rise(*f.Standing)
}

// rise begins the request, unless a manager is deciding on one. Before the gate opens
// it takes a strong reason (R31). * does not lead back into a request before this one.
func (t *turn) rise(s support.Standing) string {
	if due, waits := t.undecided(s); waits {
		t.say("asked_already", t.when(due))
		return "asked"
	}
	r := t.d.policy().RiseAt(s.Case, s.Contract, s.Reached(), t.now)
	t.s.Trail = slices.DeleteFunc(t.s.Trail, func(node string) bool { return t.marks(node).needs == request })
	t.s.Escalation = &support.Escalation{Case: s.Case.Number, Level: r.Level, Strong: r.Ascent == support.GateClosed}
	switch r.Ascent {
	case support.GateClosed:
		t.say("gate_opens", t.when(r.Opens.In(zoneOf(s.Contract))))
		return "gate"
	case support.AtTheTop:
		t.say("at_the_top")
	}
	return "why"
}

// highest says how the emergency stands. The caller may join the managers who have it
// (R32).
func (t *turn) highest(p *Page) string {
	t.say("already_highest")
	t.sayEmergency(p)
	if p != nil && (p.State == support.PageRinging || p.State == support.PageAccepted) {
		return "highest"
	}
	return "highest_idle"
}

func prioritise(p support.CustomerPriority) func(*turn) {
	return func(t *turn) {
		t.s.Escalation = nil
		e := t.described(support.PriorityChanged)
		e.Priority = p
		t.event(e)
	}
}

func callAccountManager(t *turn) { t.seek(t.described(support.AccountWanted), support.AccountPage) }

func stopHunting(t *turn) { t.s.Hunting = false }
