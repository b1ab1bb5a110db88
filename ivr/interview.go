package ivr

import (
	"errors"

	"edown/support"
)

// questions are the nodes that ask them.
var questions = []struct {
	question support.Question
	node     string
}{
	{support.Q1Category, "q1"}, {support.Q2TotalUsers, "q2"}, {support.Q3ImpactedUsers, "q3"},
	{support.Q5HoursDown, "q5"}, {support.QTechnicalContact, "contact"}, {support.Q4Actions, "q4"},
}

// addInterview adds the five questions (R17-R19). Between any two of them the
// caller hears who has come to the phone meanwhile, and may stop answering.
func addInterview(nodes map[string]node) {
	nodes["next"] = look{LookPages, nextOrTalk, append([]string{"here"}, questionNodes()...), nil}
	nodes["question"] = branch{nextQuestion, questionNodes()}
	nodes["here"] = menu{ask: "here", say: sayHere, said: []string{"here"}, silent: "question", other: "question", keys: map[string]step{
		"1": to("hold"), "2": to("question"),
	}}
	nodes["q1"] = menu{ask: "q1", keys: categories("1", "2", "3", "4", "5")}
	nodes["q2"] = entry{ask: "q2", leads: []string{"next"}, take: number(support.Q2TotalUsers), problems: countProblems}
	nodes["q3"] = entry{ask: "q3", leads: []string{"next"}, take: number(support.Q3ImpactedUsers), problems: append([]string{"sorry_more_than_total"}, countProblems...)}
	nodes["q5_less"] = tell{do: func(t *turn) { t.answer(support.Q5HoursDown, support.LessThanAnHour, "#") }, to: "next"}
	nodes["q5"] = entry{ask: "q5", lone: "q5_less", leads: []string{"next"}, take: number(support.Q5HoursDown), problems: countProblems}
	nodes["contact"] = menu{ask: "contact", keys: map[string]step{
		"1": {answering(support.QTechnicalContact, support.ContactThisNumber), "next"},
		"2": to("contact_number"),
		"3": {answering(support.QTechnicalContact, support.ContactNone), "next"},
	}}
	nodes["contact_number"] = entry{ask: "contact_number", sensitive: true, leads: []string{"next"}, take: takeContactNumber, problems: []string{"sorry_phone_number"}}
	nodes["q4"] = recording{ask: "q4", most: longestAnswer, take: takeActions, to: "next"}
	nodes["summary"] = tell{do: saySummary, said: []string{"summary"}, to: "hold"}
}

func questionNodes() []string {
	names := []string{"summary"}
	for _, q := range questions {
		names = append(names, q.node)
	}
	return names
}

// nextOrTalk offers the conversation as soon as somebody has accepted, once.
func nextOrTalk(t *turn, f Found) string {
	if f.Page != nil && f.Page.State == support.PageAccepted && f.Page.Here && !t.s.Offered {
		t.s.Offered = true
		return "here"
	}
	return nextQuestion(t)
}

func sayHere(t *turn) {
	accepter := ""
	if t.page != nil {
		accepter = t.page.Accepter
	}
	if t.s.Misses > 0 {
		accepter = ""
	}
	t.say("here", Data{"Accepter": accepter})
}

// nextQuestion is the first that has no answer yet.
func nextQuestion(t *turn) string {
	for _, q := range questions {
		if _, answered := t.s.Interview[q.question]; !answered {
			return q.node
		}
	}
	return "summary"
}

// answer keeps an answer: in the session, and on the record.
func (t *turn) answer(q support.Question, value, raw string) {
	t.s.Interview = t.keep(t.s.Interview, q, value, raw)
}

func (t *turn) keep(in support.Interview, q support.Question, value, raw string) support.Interview {
	a := support.Answer{Question: q, Value: value, Raw: raw, At: t.now, Audio: t.in.Audio}
	if in == nil {
		in = support.Interview{}
	}
	in[q] = a
	t.r.Answers = append(t.r.Answers, a)
	return in
}

func answering(q support.Question, value string) func(*turn) {
	return func(t *turn) { t.answer(q, value, t.in.heard()) }
}

// heard is the raw input, for the record.
func (in Input) heard() string {
	if in.Speech != "" {
		return in.Speech
	}
	return in.Keys
}

func categories(keys ...string) map[string]step {
	steps := map[string]step{}
	for _, key := range keys {
		steps[key] = step{answering(support.Q1Category, key), "next"}
	}
	return steps
}

var countProblems = []string{"sorry_count"}

// mostDigits is as many as any count here can need.
const mostDigits = 7

// number takes a count. One that cannot be right is asked again; more users
// impacted than there are is asked again once, then kept and flagged (R18).
func number(q support.Question) func(*turn, string) (string, string) {
	return func(t *turn, digits string) (string, string) {
		err := t.s.Interview.Check(q, digits)
		switch {
		case errors.Is(err, support.ErrMoreImpactedThanUsers) && t.s.Misses == 0:
			return "", "sorry_more_than_total"
		case errors.Is(err, support.ErrNotACount), len(digits) > mostDigits:
			return "", "sorry_count"
		}
		t.answer(q, digits, t.in.heard())
		return "next", ""
	}
}

// takeContactNumber keeps a number for the humans; the line never dials it.
func takeContactNumber(t *turn, digits string) (string, string) {
	if len(digits) < 5 || len(digits) > 18 {
		return "", "sorry_phone_number"
	}
	t.answer(support.QTechnicalContact, digits, t.in.heard())
	return "next", ""
}

func takeActions(t *turn) {
	t.answer(support.Q4Actions, recorded(t.in), t.in.heard())
}

// recorded is a spoken answer, or that there is none.
func recorded(in Input) string {
	if in.Audio == "" {
		return support.ActionsNotRecorded
	}
	return in.Audio
}

// saySummary says back what will be acted on, in the shortest form.
func saySummary(t *turn) {
	total, _ := t.s.Interview.Number(support.Q2TotalUsers)
	impacted, _ := t.s.Interview.Number(support.Q3ImpactedUsers)
	hours, _ := t.s.Interview.Number(support.Q5HoursDown)
	t.say("summary", Data{"Category": "category_" + t.s.Interview[support.Q1Category].Value, "Total": total, "Impacted": impacted, "Down": downFor(hours)})
}
