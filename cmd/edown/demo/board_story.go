package demo

import (
	"cmp"

	"edown/operators/paging"
	"edown/support"
	"edown/voice/exchange"
)

// entries is what was put on record about the page, in order.
func (t pageTold) entries() (story []exchange.Entry) {
	for _, m := range t.moves {
		for _, f := range m.Facts {
			if what := t.fact(m, f); what != "" {
				story = append(story, exchange.Entry{At: m.At, Text: what})
			}
		}
		if to := t.texted(m); len(to) > 0 {
			story = append(story, exchange.Entry{At: m.At, Text: "An SMS goes to " + together(to)})
		}
	}
	return story
}

// fact is one fact in words; empty when another one tells it.
func (t pageTold) fact(m paging.Moved, f paging.Fact) string {
	switch f.Kind {
	case paging.PageBegan:
		return searches[t.Kind] + began(t.Kind)
	case paging.HandedOver:
		return t.named(f) + " takes over"
	case paging.Talked:
		return together(t.inRoomOf(m.Page)) + " are connected"
	case paging.Lost:
		return "It rings again: " + cmp.Or(t.nameOf(f.Person), "the one who accepted") + " is gone"
	case paging.PageEnded:
		return pageTold{Page: m.Page}.became()
	}
	return t.onPhone(m.Page, f)
}

func began(k support.PageKind) string {
	if k == support.EmergencyPage {
		return " is declared"
	}
	return ": the search begins"
}

// onPhone is a fact about a phone.
func (t pageTold) onPhone(p paging.Page, f paging.Fact) string {
	who := t.named(f)
	switch f.Kind {
	case paging.Rang:
		return "The phone of " + who + " rings" + purpose(attemptOf(p, f.Leg).Purpose)
	case paging.Answered:
		return who + " picks up"
	case paging.Passed:
		return who + " passes"
	case paging.Taken:
		return who + " accepts"
	case paging.PhoneDown:
		return down(who, attemptOf(p, f.Leg))
	}
	return ""
}

func down(who string, a paging.Attempt) string {
	switch {
	case a.End == support.EndCompleted:
		return who + " is off the phone"
	case a.End == support.EndCanceled:
		return "The phone of " + who + " stops ringing"
	}
	return who + " " + cmp.Or(endings[a.End], "is off the phone")
}

func attemptOf(p paging.Page, leg string) paging.Attempt {
	for _, a := range p.Attempts {
		if a.Leg == leg {
			return a
		}
	}
	return paging.Attempt{}
}

// named is whose phone it is, or who did it.
func (t pageTold) named(f paging.Fact) string {
	return cmp.Or(t.nameOf(f.Person), attemptOf(t.Page, f.Leg).Person.Name, "the caller")
}

func (t pageTold) nameOf(person string) string {
	for _, a := range t.Attempts {
		if a.Person.ID == person && person != "" {
			return a.Person.Name
		}
	}
	return ""
}

// became is how the page ended.
func (t pageTold) became() string {
	switch {
	case t.State == support.PageUnanswered:
		return "Nobody came in time"
	case t.Outcome != "" && t.Kind == support.EmergencyPage:
		return "Over: " + outcomes[t.Outcome]
	}
	return "Over" // a hunt that has found, or a caller who has gone
}

var outcomes = map[support.Outcome]string{
	support.Working: "it is being worked on", support.Solved: "solved",
	support.Lowered:    "lowered to severity 1",
	support.FalseAlarm: "a false alarm", support.NoProgress: "no progress can be made",
	support.NoOutcome: "no outcome was given",
}

func (t pageTold) texted(m paging.Moved) (to []string) {
	for _, c := range m.Commands {
		if c.Do == paging.Text {
			to = append(to, t.nameAt(c.Message.To))
		}
	}
	return to
}

// answers are those that callers gave, the latest of each question.
func (t pageTold) answers() (rows []exchange.Row) {
	latest := support.Interview{}
	for _, c := range t.story.Calls {
		for _, a := range c.Answers {
			if !a.At.Before(latest[a.Question].At) {
				latest[a.Question] = a
			}
		}
	}
	for _, q := range support.Interviewed() {
		if a, given := latest[q]; given {
			rows = append(rows, exchange.Row{Label: questionLabels[q], Items: []exchange.Item{{Text: inWords(a)}}})
		}
	}
	return rows
}

var questionLabels = map[support.Question]string{
	support.Q1Category: "What is wrong", support.Q2TotalUsers: "Users in all",
	support.Q3ImpactedUsers: "Users affected", support.Q5HoursDown: "Hours down",
	support.QTechnicalContact: "Contact", support.Q4Actions: "Tried so far",
}

var categories = map[string]string{
	"1": "most users cannot get in", "2": "the server hangs or crashes", "3": "suppliers cannot get in",
	"4": "users' work is down 80 %", "5": "the server is 80 % slower",
}

func inWords(a support.Answer) string {
	switch {
	case a.Question == support.Q1Category:
		return cmp.Or(categories[a.Value], a.Value)
	case a.Question == support.Q4Actions && a.Value == support.ActionsNotRecorded:
		return "not recorded"
	case a.Question == support.Q4Actions:
		return "spoken, and kept as a recording"
	case a.Question == support.Q5HoursDown && a.Value == support.LessThanAnHour:
		return "less than one"
	case a.Value == support.ContactThisNumber:
		return "the caller"
	case a.Value == support.ContactNone:
		return "none: to be found"
	}
	return a.Value
}
