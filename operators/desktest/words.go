package desktest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// numbered is whose number it is: a person of the rota, an account manager or a
// caller.
func (r *record) numbered(number support.E164) string {
	if p, known := r.rota().ByPhone(number); known {
		return p.Name
	}
	for _, c := range r.contracts {
		for _, t := range c.TSAMs {
			if t.Phone == number {
				return t.Name
			}
		}
		for _, b := range c.Engineers {
			if b.Phone == number {
				return b.Engineer
			}
		}
	}
	for _, c := range r.callers {
		if c.phone == number {
			return c.name
		}
	}
	return cmp.Or(string(number), "a hidden number")
}

// person is a person by id.
func (r *record) person(id string) string {
	if p, known := r.rota().Person(id); known {
		return p.Name
	}
	_, name, _ := strings.Cut(id, ":") // of an account manager, or a booked engineer
	return cmp.Or(name, id)
}

// whose is the person on a call.
func (r *record) whose(id string) string {
	c, known := r.calls[id]
	switch {
	case !known:
		return id
	case c.who != "":
		return c.who
	case c.person != "":
		return r.person(c.person)
	}
	return r.numbered(c.from)
}

// label is what the transcript calls a page. Two pages have two labels.
func (r *record) label(p paging.Page) string {
	if label, known := r.labels[p.ID]; known {
		return label
	}
	base := pageWords[p.Kind] + " for " + r.callerOf(p)
	switch p.Kind {
	case support.EmergencyPage:
		base = r.callerOf(p) + "'s Enterprise Down"
	case support.DecisionPage:
		base = r.whose(decode[support.Escalation](r.escalations[p.ID]).Call) + "'s request"
	case support.ReviewPage:
		base = "review of " + string(p.Case)
	}
	label := base
	for n := 2; r.labelled(label); n++ {
		label = fmt.Sprintf("%s (%d)", base, n)
	}
	r.labels[p.ID] = label
	return label
}

var pageWords = map[support.PageKind]string{
	support.OperatorPage: "operator", support.EngineerPage: "engineer", support.AccountPage: "account manager",
}

func (r *record) labelled(label string) bool {
	for _, other := range r.labels {
		if other == label {
			return true
		}
	}
	return false
}

func (r *record) callerOf(p paging.Page) string {
	for _, call := range append(p.Calls(paging.Anywhere), r.callsOf(p.ID)...) {
		return r.whose(call)
	}
	return r.numbered(p.From)
}

// fact is a line about a page.
func (t *tx) fact(p paging.Page, f paging.Fact) {
	label, who := t.label(p), t.person(f.Person)
	switch f.Kind {
	case paging.PageBegan:
		t.said.add("%s: begins%s%s", label, about(p.Case), remarked(p.Flags))
	case paging.Taken:
		t.said.add("%s: %s has it", label, who)
	case paging.HandedOver:
		t.said.add("%s: %s has it now", label, who)
	case paging.Talked:
		t.said.add("%s: %s and the caller talk", label, who)
	case paging.Lost:
		t.said.add("%s: %s is lost, it rings again", label, who)
	case paging.PageEnded:
		t.said.add("%s: ends%s", label, ending(p))
	case paging.PhoneDown:
		if i := p.LegOf(f.Leg); i >= 0 && p.Attempts[i].End == support.EndNoKey && f.Leg != p.AcceptedLeg {
			t.said.add("%s: %s presses no key", label, who)
		}
	}
}

func remarked(flags []support.Flag) string {
	var all []string
	for _, f := range flags {
		all = append(all, strings.ReplaceAll(string(f), "_", " "))
	}
	if len(all) == 0 {
		return ""
	}
	return " (" + strings.Join(all, ", ") + ")"
}

func ending(p paging.Page) string {
	switch {
	case p.State == support.PageUnanswered:
		return ", nobody came"
	case p.Verdict != "":
		return ", " + string(p.Verdict)
	case p.Vouched:
		return ", the caller is vouched for"
	case p.Outcome != "" && p.Outcome != support.NoOutcome:
		return ", " + spaced(string(p.Outcome))
	case p.Reason != "":
		return ", " + p.Reason
	}
	return ""
}

func spaced(key string) string { return strings.ReplaceAll(key, "_", " ") }

// effect is a line about the record of a case, before it is put there.
func (t *tx) effect(effect casework.Effect) {
	switch e := effect.(type) {
	case casework.Note:
		t.noteWords(e.Note)
	case casework.Commit:
		t.commitWords(e)
	case casework.Decide:
		if c, known := t.cases[e.Case]; known && e.Verdict == support.EscalationAccepted && c.Level < e.Level {
			t.said.add("%s: level %d", e.Case, e.Level)
		}
	case casework.SetSeverity:
		if c, known := t.cases[e.Case]; known && c.Severity != e.To {
			t.said.add("%s: severity %d", e.Case, e.To)
		}
	case casework.Suspect:
		t.said.add("%s's production is said to be down", t.whose(e.Call))
	case casework.CallBack:
		t.said.add("owed: a call to %s%s (%s)", t.numbered(support.E164(e.Number)), about(e.Caller.Case), e.Why)
	}
}

func about(number support.CaseNumber) string {
	if number == "" {
		return ""
	}
	return " about " + string(number)
}

func (t *tx) noteWords(n support.Note) {
	n.At = kept(n.At)
	if slices.Contains(t.notes, n) {
		return
	}
	words := string(n.Kind)
	if n.Text != "" {
		words += " " + spaced(n.Text)
	}
	if n.Audio != "" {
		words += ", spoken"
	}
	if n.By != "" {
		words += ", by " + t.person(n.By)
	}
	t.said.add("noted: %s %s", n.Case, words)
}

// commitWords tell what is owed from now on, is overdue, or is owed no longer.
func (t *tx) commitWords(c casework.Commit) {
	text, there := t.commitments[c.ID]
	was := decode[casework.Commitment](cmp.Or(text, "{}"))
	what := t.owedWords(c.Commitment)
	switch {
	case there && c.New:
	case !c.Open():
		t.said.add("done: %s%s%s", what, by(t.person(c.By)), after(c.Outcome))
	case c.Raised > was.Raised:
		t.said.add("overdue: %s, raised (%d)", what, c.Raised)
	case !there, !was.Due.Equal(kept(c.Due)), was.Owner != c.Owner:
		t.said.add("owed: %s%s%s", what, by(t.person(c.Owner)), t.until(c.Commitment))
	}
}

func by(who string) string {
	if who == "" {
		return ""
	}
	return ", by " + who
}

func after(outcome string) string {
	if outcome == "" {
		return ""
	}
	return " (" + spaced(outcome) + ")"
}

// owedWords are what is owed to which case.
func (r *record) owedWords(c casework.Commitment) string {
	words := map[casework.Kind]string{
		casework.OwesResponse: "a first response", casework.OwesUpdate: "an update",
		casework.OwesRestoration: "the restoration", casework.OwesReview: "a review", casework.OwesAnalysis: "an analysis",
		casework.OwesAnswer: "an answer to", casework.OwesContact: "a talk with",
	}[c.Kind]
	if text, asked := r.escalations[c.For]; asked && c.Kind != casework.OwesAnalysis {
		return words + " " + r.whose(decode[support.Escalation](text).Call) + " about " + string(c.Case)
	}
	return words + " for " + string(c.Case)
}

func (r *record) until(c casework.Commitment) string {
	switch {
	case c.Due.IsZero():
		return ", with no time"
	case !c.Internal.IsZero() && !c.Internal.Equal(c.Due):
		return fmt.Sprintf(", until %s, held to %s", r.clock(c.Due), r.clock(c.Internal))
	}
	return ", until " + r.clock(c.Due)
}
