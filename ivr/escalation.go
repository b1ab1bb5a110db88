package ivr

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"edown/support"
)

// addEscalation adds what a caller goes through who wants management: the
// account manager first, if he has one who is there (R45), then the gate, the
// reason, the spoken summary (R30, R31). A manager decides.
func addEscalation(nodes map[string]node) {
	nodes["escalate"] = look{LookStanding, ascend, append(ascents, "no_phone_support", "problem_not_entitled", "account"), append(ascentPrompts, "account_calling")}
	nodes["account"] = tell{do: callAccountManager, to: "waiting_operator"}
	nodes["account_nobody"] = tell{ask: "account_nobody", do: stopHunting, to: "rise"}
	nodes["rise"] = look{LookStanding, risen, ascents, ascentPrompts}

	// Severity 0 has no levels (R32).
	nodes["highest"] = menu{ask: "highest", keys: map[string]step{"1": to("known")}}
	nodes["highest_idle"] = menu{ask: "highest_idle", keys: map[string]step{"1": {suspect, "case_emergency"}}}

	nodes["asked"] = menu{ask: "asked", keys: map[string]step{"1": to("comment")}}
	nodes["gate"] = menu{ask: "gate", keys: map[string]step{"1": to("why"), "2": to("priority")}}
	nodes["priority"] = menu{ask: "priority", keys: map[string]step{
		"1": {prioritise(support.PriorityLow), "priority_set"}, "2": {prioritise(support.PriorityNormal), "priority_set"}, "3": {prioritise(support.PriorityHigh), "priority_set"},
	}}
	nodes["priority_set"] = tell{ask: "priority_set", to: "case_menu"}

	nodes["why"] = tell{do: sayRank, said: []string{"rise_higher"}, to: "reasons"}
	nodes["reasons"] = menu{ask: "reasons", keys: map[string]step{
		"1": {because(support.Deadline), "escalation_summary"}, "2": {because(support.FunctionImpaired), "reason_qualify"},
		"3": {because(support.FirstResponseMissed), "escalation_summary"}, "4": {because(support.NoUpdates), "escalation_summary"},
	}}
	nodes["reason_qualify"] = menu{ask: "qualify", keys: map[string]step{"1": {raiseInstead, "known"}, "2": to("escalation_summary")}}
	nodes["escalation_summary"] = recording{ask: "escalation_summary", most: longestAnswer, take: takeSummary, revoked: "*", to: "escalation_way"}
	nodes["escalation_way"] = branch{wayBack, []string{"escalation_callback", "escalated"}}
	nodes["escalation_callback"] = menu{ask: "escalation_callback", silent: "escalated", fails: "escalated", keys: map[string]step{
		"1": {callOnRefusal, "escalated"}, "2": to("escalated"), "0": {escalate, "operator"},
	}}
	nodes["escalated"] = look{LookStanding, escalated, []string{"existing_case", "case", "case_menu", "highest", "highest_idle"},
		append([]string{"account_away", "escalated", "escalated_in_case", "already_highest"}, emergencyPrompts...)}
}

// ascents are where a wish to escalate leads, and ascentPrompts what it may hear.
var (
	ascents       = []string{"existing_case", "case", "highest", "highest_idle", "asked", "gate", "why"}
	ascentPrompts = append([]string{"already_highest", "asked_already", "gate_opens", "at_the_top"}, emergencyPrompts...)
)

// ascend sends whoever has an account manager who is there straight to him
// (R45), also when a manager is deciding already. Management is for those who
// have the phone desk, as the engineer is.
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

// beyond is where a wish to escalate leads that is about no open case, or about
// one that is at the highest (R32). Empty: it may go on.
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

// undecided is the request that still waits for its manager, with time left.
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

// rise begins the request, unless a manager is deciding on one; before the gate
// opens it takes a strong reason (R31).
func (t *turn) rise(s support.Standing) string {
	if due, waits := t.undecided(s); waits {
		t.say("asked_already", t.when(due))
		return "asked"
	}
	r := t.d.policy().RiseAt(s.Case, s.Contract, s.Reached(), t.now)
	t.s.Trail = slices.DeleteFunc(t.s.Trail, func(node string) bool { return slices.Contains(askedOnly, node) }) // of a request before this one
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

// highest says how the emergency stands; he may join who has it (R32).
func (t *turn) highest(p *Page) string {
	t.say("already_highest")
	t.sayEmergency(p)
	if p != nil && (p.State == support.PageRinging || p.State == support.PageAccepted) {
		return "highest"
	}
	return "highest_idle"
}

// sayRank is the other prompt from level 2 on: who is asked, and that it needs
// a new reason (R29).
func sayRank(t *turn) {
	if e := t.s.Escalation; e != nil && e.Level > 1 {
		t.say("rise_higher", Data{"Rank": t.d.rank(e.Level)})
	}
}

// asking changes the request that he is making.
func (t *turn) asking(change func(*support.Escalation)) {
	e := support.Escalation{Case: t.s.Case}
	if t.s.Escalation != nil {
		e = *t.s.Escalation
	}
	change(&e)
	t.s.Escalation = &e
}

func because(why support.Reason) func(*turn) {
	return func(t *turn) { t.asking(func(e *support.Escalation) { e.Reason = why }) }
}

// raiseInstead: who describes an outage gets an Enterprise Down, and no level (R32).
func raiseInstead(t *turn) {
	t.s.Escalation = nil
	suspect(t)
}

// takeSummary keeps what he said. Who has spoken and hangs up, or asks for an
// operator, has escalated.
func takeSummary(t *turn) {
	t.asking(func(e *support.Escalation) { e.Summary = t.in.Audio })
	if t.in.Audio != "" && (t.s.Over || t.in.Ending != "" || t.in.Keys == "0") {
		escalate(t)
	}
}

// wayBack asks how a refusal is to reach him (R34), if his number can be called.
func wayBack(t *turn) string {
	if t.s.From.Known() {
		return "escalation_callback"
	}
	return "escalated"
}

func callOnRefusal(t *turn) { t.asking(func(e *support.Escalation) { e.CallBack = true }) }

// escalate asks for what he has told, once.
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

// escalated says who decides, and by when (R33). While he told why, somebody else
// may have declared an Enterprise Down (R32), or closed the case: what he said is
// kept, and there is nothing to promise.
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
