package telling

import (
	"cmp"
	"fmt"
	"strings"

	"edown/ivr"
	"edown/store"
	"edown/support"
)

// call tells a call of the customer's: that it came, what was answered, how it
// ended. The phones that the line rang are told as rings.
func (t *teller) call(c store.Call, page string) {
	who := t.names.calls[c.ID]
	if c.Purpose == caller {
		t.line(c.Started, OfCall, page, who, "calls from "+cmp.Or(string(c.From), "a hidden number"))
		t.line(c.Ended, OfCall, page, who, "the call is over, "+ending(c.Ending)+" after "+lasted(c.Ended.Sub(c.Started)))
	}
	for _, a := range c.Answers {
		t.line(a.At, OfAnswer, page, who, t.answer(a, c.Session.Lang))
	}
	if t.Said {
		t.turns(c, page)
	}
}

// questions are what was asked, in short.
var questions = map[support.Question]string{
	support.Q1Category: "1. category", support.Q2TotalUsers: "2. users in all",
	support.Q3ImpactedUsers: "3. users impacted",
	support.Q4Actions:       "4. done so far", support.Q5HoursDown: "5. hours down",
	support.QTechnicalContact: "technical contact",
}

// answer is a question and what was answered, as it is kept and as it came in.
func (t *teller) answer(a support.Answer, lang string) string {
	asked := cmp.Or(questions[a.Question], spaced(a.Question))
	text := asked + ": " + t.answered(a, lang)
	if raw := strings.TrimSuffix(a.Raw, "#"); raw != "" && raw != a.Value {
		text += " (" + quoted(a.Raw) + ")"
	}
	return text
}

func (t *teller) answered(a support.Answer, lang string) string {
	switch {
	case a.Question == support.Q1Category:
		return strings.TrimSuffix(a.Value+", "+t.word("category_"+a.Value), ", ")
	case a.Question == support.Q5HoursDown && a.Value == support.LessThanAnHour:
		return "less than one"
	case a.Question == support.QTechnicalContact && a.Value == support.ContactThisNumber:
		return "this caller"
	case a.Value == support.ActionsNotRecorded:
		return "not recorded"
	case a.Audio != "":
		return "spoken, " + a.Audio
	}
	return cmp.Or(a.Value, "nothing")
}

// word is a word of the line's own, in English; empty if there is none.
func (t *teller) word(key string) string {
	text, err := t.words.Text("en", key, nil)
	if err != nil {
		return ""
	}
	return text
}

// turns tells everything that was heard and said on a call.
func (t *teller) turns(c store.Call, page string) {
	for _, turn := range c.Turns {
		t.line(turn.At, OfSaying, page, t.names.calls[c.ID], heard(turn))
		t.line(turn.At, OfSaying, page, theLine, strings.ReplaceAll(strings.TrimSpace(turn.Said), "\n", " "))
	}
}

func heard(turn store.Turn) string {
	where := " (" + cmp.Or(turn.Node, "at the beginning") + ")"
	switch in := turn.Input; in.Kind {
	case ivr.Keys:
		if in.Keys == "" {
			return "says " + quoted(in.Speech) + where
		}
		return "presses " + in.Keys + where
	case ivr.Recorded:
		return "speaks for " + lasted(in.Length) + where
	case ivr.Silence:
		return "is silent" + where
	case ivr.Began, ivr.Answered:
		return ""
	default:
		return spaced(in.Kind) + where
	}
}

// ending is how a call ended.
func ending(how string) string {
	switch how {
	case support.EndCompleted, "":
		return "ended"
	case support.EndNoAnswer:
		return "no answer"
	case support.EndNoKey:
		return "no key was pressed"
	case support.EndCanceled:
		return "the line stopped ringing"
	}
	return spaced(how)
}

// spaced is a name of the program's own as words.
func spaced[T ~string](name T) string { return strings.ReplaceAll(string(name), "_", " ") }

func quoted(text string) string { return "“" + text + "”" }

func count[N ~int | ~int64](n N, unit string) string { return fmt.Sprintf("%d %s", n, unit) }

func and[N ~int | ~int64](n N, unit string) string {
	if n == 0 {
		return ""
	}
	return " " + count(n, unit)
}
