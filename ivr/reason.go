package ivr

import (
	"cmp"
	"fmt"

	"edown/support"
)

// reasonNodes ask for the reason and the spoken summary (R30, R31).
func reasonNodes() map[string]node {
	return map[string]node{
		"why": tell{
			do:   sayRank,
			said: []string{"rise_higher"},
			to:   "reasons",
		},

		"reasons": menu{
			ask:     "reasons",
			needs:   request,
			resumes: atCase,
			keys: map[string]step{
				"1": {do: because(support.Deadline), to: "escalation_summary"},
				"2": {do: because(support.FunctionImpaired), to: "reason_qualify"},
				"3": {do: because(support.FirstResponseMissed), to: "escalation_summary"},
				"4": {do: because(support.NoUpdates), to: "escalation_summary"},
			},
		},

		"reason_qualify": menu{
			ask:     "qualify",
			needs:   request,
			resumes: atCase,
			keys: map[string]step{
				"1": {do: raiseInstead, to: "known"},
				"2": to("escalation_summary"),
			},
		},

		"escalation_summary": recording{
			ask:     "escalation_summary",
			most:    longestAnswer,
			take:    takeSummary,
			revoked: "*",
			to:      "escalation_way",
			needs:   request,
			resumes: atCase,
		},

		"escalation_way": branch{choose: wayBack, leads: []string{"escalation_callback", "escalated"}},

		"escalation_callback": menu{
			ask:     "escalation_callback",
			silent:  "escalated",
			fails:   "escalated",
			needs:   request,
			resumes: atCase,
			gone:    escalate,
			keys: map[string]step{
				"1": {do: callOnRefusal, to: "escalated"},
				"2": to("escalated"),
				"0": {do: escalate, to: "operator"},
			},
		},

		"escalated": look{
			kind:   LookStanding,
			choose: escalated,
			leads:  []string{"existing_case", "case", "case_menu", "highest", "highest_idle"},
			said: append([]string{"account_away", "escalated", "escalated_in_case", "already_highest"},
				emergencyPrompts...),
		},
	}
}

// sayRank says from level 2 on which role is asked, and that it needs a new reason
// (R29).
func sayRank(t *turn) {
	if e := t.s.Escalation; e != nil && e.Level > 1 {
		t.say("rise_higher", Data{"Rank": t.d.rank(e.Level)})
	}
}

// change alters the request that the caller is making.
func (t *turn) change(by func(*support.Escalation)) {
	e := support.Escalation{Case: t.s.Case}
	if t.s.Escalation != nil {
		e = *t.s.Escalation
	}
	by(&e)
	t.s.Escalation = &e
}

func because(why support.Reason) func(*turn) {
	return func(t *turn) { t.change(func(e *support.Escalation) { e.Reason = why }) }
}

// raiseInstead makes an Enterprise Down of an outage, and adds no level (R32).
func raiseInstead(t *turn) {
	t.s.Escalation = nil
	suspect(t)
}

// takeSummary keeps what was said. A caller who has spoken and hangs up, or asks for
// an operator, has escalated.
func takeSummary(t *turn) {
	t.change(func(e *support.Escalation) { e.Summary = t.in.Audio })
	if t.in.Audio != "" && (t.s.Over || t.in.Ending != "" || t.in.Keys == "0") {
		escalate(t)
	}
}

// wayBack asks how a refusal is to reach the caller (R34), when the number can be
// called.
func wayBack(t *turn) string {
	if t.s.From.Known() {
		return "escalation_callback"
	}
	return "escalated"
}

func callOnRefusal(t *turn) { t.change(func(e *support.Escalation) { e.CallBack = true }) }

// escalate asks for what the caller has told, once.
func escalate(t *turn) {
	e := t.s.Escalation
	if e == nil || e.Reason == "" {
		return
	}
	asked := *e
	asked.ID = fmt.Sprintf("ES-%s-%d", t.s.Call, t.s.Turn)
	asked.Call, asked.By, asked.Language, asked.At = t.s.Call, t.s.From, t.s.Lang, t.now
	t.s.Escalation = nil
	event := t.described(support.Escalated)
	event.Escalation = &asked
	t.event(event)
}

// escalated says which manager decides, and by when (R33). Meanwhile a colleague may have
// declared an Enterprise Down (R32), or the case may have been closed: then what was
// said is kept, and there is nothing to promise.
func escalated(t *turn, f Found) string {
	e := t.s.Escalation
	escalate(t)
	if to := t.beyond(f); to != "" || e == nil {
		return cmp.Or(to, "existing_case")
	}
	s := *f.Standing
	if tsam, is := t.d.policy().AccountManager(s.Contract, s.Case.Product, t.now); is == support.TSAMAway { // R46
		t.say("account_away", Data{"Accepter": tsam.Name})
	}
	decider := ""
	if e.Level == 1 {
		decider = s.Supervisor
	}
	answer := t.d.policy().EscalationAnswer(s.Contract, t.now.In(zoneOf(s.Contract)))
	t.say("escalated", t.when(answer.Due), Data{"Accepter": decider, "Rank": t.d.rank(e.Level)})
	if !t.s.From.Known() {
		t.say("escalated_in_case")
	}
	return "case_menu"
}
