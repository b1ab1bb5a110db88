package ivr

import (
	"errors"
	"time"

	"edown/support"
)

// longestAnswer is how long Q4 may be spoken.
const longestAnswer = 90 * time.Second

// interviewNodes ask the five questions (R17-R19). Between any two of them the
// caller hears that the manager has come to the phone meanwhile, and may stop
// answering.
func interviewNodes() map[string]node {
	nodes := questionNodes()
	asked := []string{"summary"}
	for _, q := range support.Interviewed() {
		asked = append(asked, asking(nodes)[q])
	}

	nodes["next"] = look{
		kind:    LookPages,
		choose:  nextOrTalk,
		leads:   append([]string{"here"}, asked...),
		resumes: here,
	}

	nodes["question"] = branch{choose: nextQuestion, leads: asked}

	nodes["here"] = menu{
		ask:    "here",
		say:    sayHere,
		said:   []string{"here"},
		silent: "question",
		other:  "question",
		keys: map[string]step{
			"1": to("hold"),
			"2": to("question"),
		},
	}

	nodes["summary"] = tell{
		do:      saySummary,
		said:    []string{"summary"},
		to:      "hold",
		resumes: atQuestion,
	}
	return nodes
}

// questionNodes ask one question each.
func questionNodes() map[string]node {
	return map[string]node{
		"q1": menu{
			ask:      "q1",
			question: support.Q1Category,
			keys:     categories("1", "2", "3", "4", "5"),
			resumes:  atQuestion,
		},

		"q2": entry{
			ask:      "q2",
			question: support.Q2TotalUsers,
			take:     number(support.Q2TotalUsers),
			problems: countProblems,
			leads:    []string{"next"},
			resumes:  atQuestion,
		},

		"q3": entry{
			ask:      "q3",
			question: support.Q3ImpactedUsers,
			take:     number(support.Q3ImpactedUsers),
			problems: append([]string{"sorry_more_than_total"}, countProblems...),
			leads:    []string{"next"},
			resumes:  atQuestion,
		},

		"q5": entry{
			ask:      "q5",
			question: support.Q5HoursDown,
			lone:     "q5_less",
			take:     number(support.Q5HoursDown),
			problems: countProblems,
			leads:    []string{"next"},
			resumes:  atQuestion,
		},

		"q5_less": tell{do: lessThanAnHour, to: "next"},

		"contact": menu{
			ask:      "contact",
			question: support.QTechnicalContact,
			resumes:  atQuestion,
			keys: map[string]step{
				"1": {do: answering(support.QTechnicalContact, support.ContactThisNumber), to: "next"},
				"2": to("contact_number"),
				"3": {do: answering(support.QTechnicalContact, support.ContactNone), to: "next"},
			},
		},

		"contact_number": entry{
			ask:       "contact_number",
			lone:      "no_contact",
			sensitive: true,
			take:      takeNumber("contact_sure"),
			problems:  []string{"sorry_phone_number"},
			leads:     []string{"contact_sure"},
			resumes:   here,
		},

		"contact_sure": numberSure("contact_typed", "contact_number", atQuestion),

		"contact_typed": tell{do: takeContactNumber, to: "next"},

		"no_contact": tell{do: answering(support.QTechnicalContact, support.ContactNone), to: "next"},

		"q4": recording{
			ask:      "q4",
			question: support.Q4Actions,
			most:     longestAnswer,
			take:     takeActions,
			to:       "next",
			resumes:  atQuestion,
		},
	}
}

func lessThanAnHour(t *turn) { t.answer(support.Q5HoursDown, support.LessThanAnHour, "#") }

// nextOrTalk offers the conversation once a manager has accepted, one time.
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

// nextQuestion asks the first one that has no answer yet.
func nextQuestion(t *turn) string {
	for _, q := range support.Interviewed() {
		if _, answered := t.s.Interview[q]; !answered {
			return t.tree.Questions[q]
		}
	}
	return "summary"
}

// answer keeps an answer in the session, and on the record.
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
		steps[key] = step{do: answering(support.Q1Category, key), to: "next"}
	}
	return steps
}

var countProblems = []string{"sorry_count"}

// mostDigits is as many as any count here can need.
const mostDigits = 7

// number takes a count. One that cannot be right is asked again. More impacted
// users than there are is asked again once, then kept and flagged (R18).
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

// takeContactNumber keeps a number for people to dial; the line never does.
func takeContactNumber(t *turn) {
	t.answer(support.QTechnicalContact, string(t.s.Typed), string(t.s.Typed))
	t.s.Typed = ""
}

// takeNumber takes a phone number, which is then read back.
func takeNumber(sure string) func(*turn, string) (string, string) {
	return func(t *turn, digits string) (string, string) {
		if len(digits) < 5 || len(digits) > 18 {
			return "", "sorry_phone_number"
		}
		t.s.Typed = support.E164(digits)
		return sure, ""
	}
}

// numberSure reads a number back for a yes (U11). One that was neither confirmed nor
// denied is kept: a number that may be wrong is better than none.
func numberSure(kept, again string, resumes resumption) menu {
	return menu{
		ask:  "phone_sure",
		say:  func(t *turn) { t.say(t.prompted("phone_sure"), Data{"Phone": t.s.Typed}) },
		said: worded("phone_sure"),
		keys: map[string]step{
			"1": to(kept),
			"2": to(again),
		},
		fails:   kept,
		resumes: resumes,
	}
}

func takeActions(t *turn) {
	sayUnrecorded(t)
	t.answer(support.Q4Actions, recorded(t.in), t.in.heard())
}

// sayUnrecorded tells a caller who pressed a key before the tone, perhaps too early, that
// nothing was recorded.
func sayUnrecorded(t *turn) {
	if t.in.Kind == Keys {
		t.say("comment_none")
	}
}

// recorded is where a spoken answer is, or that there is none.
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
	t.say("summary", Data{
		"Category": "category_" + t.s.Interview[support.Q1Category].Value,
		"Total":    total, "Impacted": impacted, "Down": downFor(hours),
	})
}

// longestDown is a century, in hours: a duration holds no more than three.
const longestDown = 100 * 365 * 24

// downFor puts the answer to Q5 as a duration. More than [longestDown] counts as
// that.
func downFor(hours int) time.Duration { return time.Duration(min(hours, longestDown)) * time.Hour }
