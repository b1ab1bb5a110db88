package desktest

import (
	"cmp"
	"strings"

	"edown/operators/paging"
	"edown/support"
)

// words are what a command sends.
func (r *record) words(c paging.Command) string {
	if c.Do == paging.Post {
		return r.letter(c.Letter)
	}
	return r.sms(c.Message)
}

func (r *record) sms(m paging.Message) string {
	return "SMS to " + r.numbered(m.To) + in(m.Language) + ": " + r.message(strings.TrimPrefix(m.Key, "sms_"), m.Data)
}

func (r *record) letter(l paging.Letter) string {
	name := l.To
	for _, p := range r.people {
		if p.Email == l.To {
			name = p.Name
		}
	}
	return "letter to " + name + in(l.Language) + ": " + r.message(strings.TrimPrefix(l.Key, "mail_"), l.Data)
}

func in(language string) string {
	if language == "" || language == "en" {
		return ""
	}
	return " in " + language
}

// message is what is sent: its key, the number of the case (R5), and what else
// its words say.
func (r *record) message(key string, data map[string]string) string {
	words := strings.TrimSpace(spaced(key) + " " + cmp.Or(data["Cases"], data["Case"]))
	if said := r.said(key, data); len(said) > 0 {
		words += " (" + strings.Join(said, ", ") + ")"
	}
	return words
}

// said is what a message says beside its key. Of its data it reads what its words
// use.
func (r *record) said(key string, data map[string]string) (all []string) {
	for _, name := range matters[key] {
		value := data[name]
		switch name {
		case "Level", "Severity", "Priority":
			value = strings.ToLower(name) + " " + value
		case "Reason":
			value = spaced(strings.TrimPrefix(value, "why_"))
		case "When":
			value = r.written(value)
		case "Opens":
			if value != "" {
				value = "counts from " + r.written(value)
			}
		}
		if value != "" {
			all = append(all, value)
		}
	}
	return all
}

// matters is what a message says beside the number of its case, by its key.
var matters = map[string][]string{
	"taken": {"Accepter"}, "stand_down": {"Reason"}, "ended": {"Reason"}, "operator": {"Phone", "Reason", "When"},
	"escalated": {"Level", "Reason", "Accepter", "When"}, "decide": {"Level", "Reason", "When"},
	"answer_overdue": {"Level", "When"}, "already_decided": {"Accepter"}, "report_escalated": {"Accepter"},
	"escalation_upheld": {"Level", "Reason", "Accepter"}, "escalation_accepted": {"Accepter"},
	"escalation_personal": {"Accepter"}, "severity": {"Severity"}, "priority": {"Priority"},
	"case_opened": {"Severity", "When", "Opens"}, "case_number": {"When"}, "update_due": {"When"},
	"update_overdue":   {"When"},
	"response_overdue": {"When"}, "restoration_overdue": {"When"}, "review_soon": {"When"}, "review_overdue": {"When"},
}

// ringing is a phone that begins to ring.
func (r *record) ringing(leg paging.Leg) string {
	p, _ := r.page(leg.Page)
	words := "rings " + r.whose(leg.ID) + in(leg.Language)
	switch leg.Purpose {
	case support.ForCaller:
		words = "rings " + r.whose(leg.ID) + " back"
	case support.ForRefusal:
		return words + ": refused, " + r.label(p)
	case support.ForStandDown:
		return words + ": stand down, " + r.label(p)
	case support.ForOperator, support.ForManager, support.ForDecision, support.ForReview:
		return words + ": " + r.label(p) + unusual(p, leg.Purpose)
	}
	return words + ": " + r.label(p)
}

// unusual is what a phone is rung for, where it is not what its page is for.
func unusual(p paging.Page, is support.Purpose) string {
	usual := map[support.PageKind]support.Purpose{
		support.EmergencyPage: support.ForManager, support.DecisionPage: support.ForDecision,
		support.ReviewPage: support.ForReview,
	}
	if is == cmp.Or(usual[p.Kind], support.ForOperator) {
		return ""
	}
	return ", as " + string(is)
}
