package ivr

import (
	"time"

	"edown/support"
)

// decisionTree is heard by a manager who is to decide on an escalation (R33): what is asked
// and by which caller, and the keys. Only a key decides.
func decisionTree() *Tree {
	return &Tree{
		Start: "page", Human: "no_key", Summon: "page",
		Nodes:   joined(requestNodes(), verdictNodes(), contactNodes()),
		Concern: RungPage,
	}
}

// requestNodes say what is asked.
func requestNodes() map[string]node {
	return map[string]node{
		"page": look{
			kind:   LookRequest,
			choose: requestStands,
			leads:  []string{"offer", "yours", "contacted", "later", "goodbye", "stood_down"},
			said: append([]string{
				"decision_headline", "decision_strong", "decision_unreachable", "decision_asleep",
			}, decidedPrompts...),
		},

		"offer": menu{
			ask:  "decision_keys",
			mute: true,
			keys: map[string]step{
				"1": {do: present, to: "accepting"},
				"2": {do: present, to: "refuse"},
				"3": {do: present, to: "details"},
				"*": {do: present, to: "page"},
			},
		},

		"details": look{
			kind:   LookRequest,
			choose: sayRequestDetails,
			leads:  []string{"offer", "stood_down"},
			said:   requestPrompts,
		},

		"stood_down": end{ask: "manager_stood_down"},
		"no_key":     unanswered("decision_no_key"),
		"goodbye":    end{ask: "goodbye_staff"},
	}
}

// verdictNodes give the verdict, unless another manager was the first.
func verdictNodes() map[string]node {
	return map[string]node{
		"accepting": branch{choose: accepting, leads: []string{"report", "accept"}},

		"report": menu{
			ask:  "decision_report",
			mute: true,
			keys: map[string]step{
				"1": {do: present, to: "accept_report"},
				"2": {do: present, to: "accept"},
				"*": {do: present, to: "page"},
			},
		},

		"accept":        look{kind: Claim, choose: rule(support.EscalationAccepted, false), leads: ruled},
		"accept_report": look{kind: Claim, choose: rule(support.EscalationAccepted, true), leads: ruled},
		"refuse":        look{kind: Claim, choose: rule(support.EscalationRefused, false), leads: ruled},

		"lost": look{
			kind:   LookRequest,
			choose: sayDecided,
			leads:  []string{"goodbye", "stood_down"},
			said:   decidedPrompts,
		},

		"refused": end{ask: "decision_refused"},
	}
}

var (
	ruled          = []string{"accepted", "refused", "lost"}
	decidedPrompts = []string{"decision_taken", "decision_taken_accepted", "decision_taken_refused"}
	requestPrompts = []string{
		"decision_case", "decision_asked", "decision_due", "decision_overdue", "decision_summary", "decision_no_summary",
	}
)

// request is what this phone was rung for; the zero value while it is not known.
func (t *turn) request() support.Escalation {
	if t.s.Escalation == nil {
		return support.Escalation{}
	}
	return *t.s.Escalation
}

// recall takes a request into the session, with its customer.
func (t *turn) recall(f Found) {
	asked := *f.Request
	t.s.Escalation, t.s.Case = &asked, asked.Case
	if f.Standing != nil && f.Standing.Contract != nil {
		t.s.Company = f.Standing.Contract.Company
		opens, ever := t.d.policy().BusinessHours(zoneOf(f.Standing.Contract)).Opens(t.now)
		t.s.Asleep = ever && opens.After(t.now)
	}
}

// requestStands is where a manager belongs whose phone was rung for a request.
func requestStands(t *turn, f Found) string {
	if f.Request == nil {
		return "stood_down"
	}
	t.recall(f)
	asked := t.request()
	mine := asked.DecidedBy == t.s.Person
	switch {
	case asked.Verdict == "" && over(f.Page):
		return "stood_down"
	case asked.Verdict == "" && !takenByOther(t, f.Page):
		return t.offerRequest(f)
	case asked.Verdict == support.EscalationAccepted && mine && asked.Contacted.IsZero() && t.s.Room != "":
		return stillToContact(t, f.Page)
	case asked.Verdict == support.EscalationAccepted && mine && asked.Contacted.IsZero():
		sayAsleep(t)
		return "yours"
	case asked.Verdict != "" && mine:
		return "goodbye"
	}
	return sayDecided(t, f)
}

// over reports whether a page has ended.
func over(p *Page) bool {
	return p == nil || p.State == support.PageClosed || p.State == support.PageUnanswered
}

func takenByOther(t *turn, p *Page) bool {
	return p.State == support.PageAccepted && p.AcceptedBy != t.s.Person
}

// offerRequest says what is asked, and whether its gate is still closed (R31).
func (t *turn) offerRequest(f Found) string {
	asked, severity := t.request(), support.Severity(0)
	if f.Standing != nil {
		severity = f.Standing.Case.Severity
	}
	t.say("decision_headline", Data{
		"Level": asked.Level, "Severity": int(severity), "Reason": "why_" + string(asked.Reason),
	})
	if asked.Strong {
		t.say("decision_strong")
	}
	return "offer"
}

// sayRequestDetails says what the case is, which caller asks and until when, and lets
// the manager hear the customer's own summary.
func sayRequestDetails(t *turn, f Found) string {
	if f.Request == nil || f.Standing == nil {
		return "stood_down"
	}
	asked := *f.Request
	t.say("decision_case", Data{"Title": f.Standing.Case.Title, "Engineer": f.Standing.Engineer})
	t.say("decision_asked", Data{"Waited": t.now.Sub(asked.At), "Phone": asked.By})
	t.sayDeadline(t.d.policy().EscalationAnswer(f.Standing.Contract, asked.At))
	if asked.Summary == "" {
		t.say("decision_no_summary")
		return "offer"
	}
	t.say("decision_summary")
	t.r.Say = append(t.r.Say, Say{Play: asked.Summary})
	return "offer"
}

// sayDeadline says how long there is to decide (R33).
func (t *turn) sayDeadline(answer support.Target) {
	left := answer.Due.Sub(t.now)
	switch {
	case answer.Promise != support.Promised:
	case left < time.Minute:
		t.say("decision_overdue")
	default:
		t.say("decision_due", Data{"Left": left})
	}
}

// accepting asks first about the software performance report, where the level has one
// (R27).
func accepting(t *turn) string {
	if level, _, ok := t.d.policy().Escalation.Level(t.request().Level); ok && level.Report {
		return "report"
	}
	return "accept"
}

// rule gives a verdict, when this manager is the first (P2).
func rule(v support.Verdict, report bool) func(*turn, Found) string {
	return func(t *turn, f Found) string {
		if over(f.Page) || !f.Won {
			return "lost"
		}
		t.event(support.Event{Kind: support.Ruled, Case: t.s.Case, Verdict: v, Report: report})
		if v == support.EscalationRefused {
			return "refused"
		}
		return "accepted"
	}
}

// sayDecided names the manager who has decided, and how; or the one who is about to.
func sayDecided(t *turn, f Found) string {
	if f.Request == nil || f.Request.Verdict == "" && over(f.Page) {
		return "stood_down"
	}
	key, by := "decision_taken", f.Decider
	if f.Request.Verdict != "" {
		key += "_" + string(f.Request.Verdict)
	} else {
		by = f.Page.Accepter
	}
	t.say(key, Data{"Accepter": by})
	return "goodbye"
}
