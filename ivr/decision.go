package ivr

import (
	"time"

	"edown/support"
)

// decisionTree is what a manager hears who is to decide on an escalation
// (R33): what is asked of him and for whom, and the keys. Nothing that he does
// not press decides anything.
func decisionTree() *Tree {
	return &Tree{
		Start: "page", Human: "no_key", Summon: "page",
		Nodes: map[string]node{
			"page": look{LookRequest, requestStands, []string{"offer", "yours", "contacted", "later", "goodbye", "stood_down"},
				append([]string{"decision_headline", "decision_strong", "decision_unreachable", "decision_asleep"}, decidedPrompts...)},
			"offer": menu{ask: "decision_keys", mute: true, keys: map[string]step{
				"1": {present, "accepting"}, "2": {present, "refuse"}, "3": {present, "details"}, "*": {present, "page"},
			}},
			"details": look{LookRequest, sayRequestDetails, []string{"offer", "stood_down"}, requestPrompts},

			"accepting": branch{accepting, []string{"report", "accept"}},
			"report": menu{ask: "decision_report", mute: true, keys: map[string]step{
				"1": {present, "accept_report"}, "2": {present, "accept"}, "*": {present, "page"},
			}},
			"accept":        look{Claim, rule(support.EscalationAccepted, false), ruled, nil},
			"accept_report": look{Claim, rule(support.EscalationAccepted, true), ruled, nil},
			"refuse":        look{Claim, rule(support.EscalationRefused, false), ruled, nil},
			"lost":          look{LookRequest, sayDecided, []string{"goodbye", "stood_down"}, decidedPrompts},
			"refused":       end{ask: "decision_refused"},

			// It is accepted: the customer is to be spoken to, now or later (R37).
			"accepted": tell{do: sayResponsible, said: []string{"decision_accepted", "decision_analysis", "decision_responsible", "decision_asleep"}, to: "reachable"},
			"reachable": branch{func(t *turn) string {
				if t.request().By.Known() {
					return "talk"
				}
				return "no_number"
			}, []string{"talk", "no_number"}},
			"talk": menu{ask: "decision_talk", silent: "later", mute: true, keys: map[string]step{
				"1": {talk, "connecting"}, "2": {present, "later"}, "*": {present, "page"},
			}},
			"yours": menu{ask: "decision_yours", silent: "later", mute: true, keys: map[string]step{
				"1": {talk, "connecting"}, "2": {present, "later"}, "*": {present, "page"},
			}},
			"connecting": tell{ask: "decision_connecting", to: "room"},
			"room":       bridge{star: true, to: "left"},
			"left":       look{LookRequest, afterTalk, []string{"noted", "contacted"}, nil},
			"contacted": menu{ask: "decision_contacted", silent: "later", mute: true, keys: map[string]step{
				"1": {contact, "noted"}, "2": {present, "later"}, "*": {goBack, "room"},
			}},
			"noted":      end{ask: "manager_noted"},
			"later":      end{ask: "decision_later"},
			"no_number":  end{ask: "decision_no_number"},
			"stood_down": end{ask: "manager_stood_down"},
			"no_key":     end{ask: "decision_no_key"},
			"goodbye":    end{ask: "goodbye_staff"},
		},
	}
}

var (
	ruled          = []string{"accepted", "refused", "lost"}
	decidedPrompts = []string{"decision_taken", "decision_taken_accepted", "decision_taken_refused"}
	requestPrompts = []string{"decision_case", "decision_asked", "decision_due", "decision_overdue", "decision_summary", "decision_no_summary"}
)

// request is what this phone was rung for; the zero value is not known yet.
func (t *turn) request() support.Escalation {
	if t.s.Escalation == nil {
		return support.Escalation{}
	}
	return *t.s.Escalation
}

// recall takes a request into the session, with whose case it is.
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

// stillToContact is where he belongs who waited in the room for the customer.
func stillToContact(t *turn, p *Page) string {
	if p != nil && (p.Callback == support.CallbackFailed || p.Callback == support.CallbackImpossible) {
		t.say("decision_unreachable")
		return "later"
	}
	return "contacted"
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
	t.say("decision_headline", Data{"Level": asked.Level, "Severity": int(severity), "Reason": "why_" + string(asked.Reason)})
	if asked.Strong {
		t.say("decision_strong")
	}
	return "offer"
}

// sayRequestDetails tells what the case is, who asks and until when, and lets
// the customer's own summary be heard.
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

// accepting asks first what a level has besides: the software performance
// report (R27).
func accepting(t *turn) string {
	if level, _, ok := t.d.policy().Escalation.Level(t.request().Level); ok && level.Report {
		return "report"
	}
	return "accept"
}

// rule gives a verdict, if this one is the first (P2).
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

// sayDecided tells who has decided, and how; one who is about to is named too.
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

// sayResponsible tells what goes with the level that was accepted (R28).
func sayResponsible(t *turn) {
	t.say("decision_accepted")
	level, _, _ := t.d.policy().Escalation.Level(t.request().Level)
	if level.Analysis {
		t.say("decision_analysis")
	}
	if level.Responsible == support.VicePresident {
		t.say("decision_responsible")
	}
	sayAsleep(t)
}

// sayAsleep warns whoever is about to ring a customer at night (P10): a word too
// early does more harm than one in the morning.
func sayAsleep(t *turn) {
	if t.s.Asleep {
		t.say("decision_asleep")
	}
}

// talk has the customer called; the manager waits for him in the room.
func talk(t *turn) {
	t.s.Room = t.s.Page
	t.event(support.Event{Kind: support.Accepted})
}

// afterTalk asks whether they have talked, unless that is on record already.
func afterTalk(t *turn, f Found) string {
	t.event(support.Event{Kind: support.WrappingUp})
	if f.Request != nil && !f.Request.Contacted.IsZero() {
		return "noted"
	}
	return "contacted"
}

// contact records that the customer was spoken to (R37).
func contact(t *turn) { t.event(support.Event{Kind: support.Contacted, Case: t.s.Case}) }
