package telling

import (
	"cmp"
	"fmt"
	"time"

	"edown/operators/casework"
	"edown/store"
	"edown/support"
)

// about tells what was sent and noted about the case itself.
func (t *teller) about() {
	for _, m := range t.Sent {
		if t.within(m.At) {
			t.sms(m, "")
		}
	}
	for _, l := range t.Letters {
		if t.within(l.At) {
			t.line(l.At, OfMail, "", "", "e-mail to "+t.names.at(l.To)+": "+t.worded(l.Language, l.Key+"_subject", l.Data))
		}
	}
	if t.Case == nil {
		return
	}
	for _, n := range t.Case.Notes {
		if t.within(n.At) {
			t.line(n.At, OfNote, "", cmp.Or(t.names.of(n.By), t.names.calls[n.Call]), noted(n))
		}
	}
	for _, e := range t.Case.Escalations {
		if t.within(e.At) {
			t.escalation(e)
		}
	}
}

// sms tells a text in its own words.
func (t *teller) sms(m store.Sent, page string) {
	t.line(m.At, OfSMS, page, "", "SMS to "+t.names.at(string(m.To))+": "+quoted(t.worded(m.Language, m.Key, m.Data)))
}

// worded is what was sent, as it reads today; the key if the words are gone.
func (t *teller) worded(lang, key string, data map[string]string) string {
	text, err := t.words.Text(lang, key, data)
	if err != nil {
		return key
	}
	return text
}

// noted is a line of the case's own record. What an escalation tells is left out.
func noted(n support.Note) string {
	what := map[support.NoteKind]string{
		support.NoteOpened: "opens the case", support.NoteComment: "leaves a comment",
		support.NoteUpdate: "the customer has news",
		support.NoteStatus: "the case is", support.NoteSeverity: "the severity is",
		support.NotePriority:  "the customer's priority is",
		support.NoteContacted: "has spoken to the customer", support.NoteReview: "the Enterprise Down is reviewed",
		support.NoteEnded: "it is no longer an Enterprise Down", support.NoteAnalysis: "the full analysis is done",
		support.NoteReport: "the software performance report is escalated",
	}[n.Kind]
	switch {
	case n.Kind == support.NoteEscalated, n.Kind == support.NoteDecided:
		return ""
	case what == "":
		what = spaced(n.Kind)
	}
	return what + said(n)
}

// said is the text of a note: a value, or words; and where it can be heard.
func said(n support.Note) string {
	text := ""
	switch n.Kind {
	case support.NoteStatus, support.NoteSeverity, support.NotePriority:
		text = " " + spaced(n.Text)
	case support.NoteReview, support.NoteEnded:
		text = ": " + spaced(n.Text)
	default:
		text = ": " + quoted(n.Text)
	}
	if n.Text == "" {
		text = ""
	}
	if n.Audio != "" {
		text += ", spoken, " + n.Audio
	}
	return text
}

// escalation tells a request from asking to the talk with the customer.
func (t *teller) escalation(e support.Escalation) {
	asker := cmp.Or(t.names.calls[e.Call], t.names.phones[string(e.By)], string(e.By), "the customer")
	what := fmt.Sprintf("asks to escalate to level %d", e.Level)
	if e.Reason != "" {
		what += ": " + spaced(e.Reason)
	}
	if e.Summary != "" {
		what += ", spoken, " + e.Summary
	}
	t.line(e.At, OfNote, "", asker, what)
	t.line(e.Decided, OfNote, "", t.names.of(e.DecidedBy), "the escalation is "+spaced(e.Verdict))
	t.line(e.Contacted, OfNote, "", "", "the customer was spoken to about the escalation")
	t.line(e.Lifted, OfNote, "", "", "the escalation is dropped: the case is an Enterprise Down, or closed")
}

// Owed is something promised, and whether it was kept.
type Owed struct {
	What     string     `json:"what"`
	By       string     `json:"by,omitempty"` // who kept it
	Begun    time.Time  `json:"begun"`
	Due      *time.Time `json:"due,omitempty"`      // to the customer; unset: no time was promised
	Internal *time.Time `json:"internal,omitempty"` // the line's own time, if that is another
	Done     *time.Time `json:"done,omitempty"`
	Kept     *bool      `json:"kept"` // null: not decided yet, or no time was promised
	Late     string     `json:"late,omitempty"`
}

func (t *teller) owed() (all []Owed) {
	if t.Case == nil {
		return nil
	}
	for _, d := range t.Case.Commitments {
		if t.within(d.Begun) {
			all = append(all, t.duty(d))
		}
	}
	return all
}

// duty is a commitment and what became of it; a time is kept only before it is over
// (R38).
func (t *teller) duty(d casework.Commitment) Owed {
	o := Owed{What: spaced(d.Kind), By: t.names.of(d.By), Begun: d.Begun.In(t.Zone), Due: t.when(d.Due),
		Internal: t.when(d.Internal), Done: t.when(d.Done)}
	end := d.Done
	if d.Open() {
		end = t.Now
	}
	if d.Internal.Equal(d.Due) {
		o.Internal = nil
	}
	late := !d.Due.IsZero() && !end.Before(d.Due)
	if late {
		o.Late = lasted(end.Sub(d.Due))
	}
	if !d.Due.IsZero() && (late || !d.Open()) {
		kept := !late
		o.Kept = &kept
	}
	return o
}

func (t *teller) when(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	at = at.In(t.Zone)
	return &at
}

// Verdict says what became of it.
func (o Owed) Verdict() string {
	switch {
	case o.Kept == nil && o.Done == nil:
		return "open"
	case o.Kept == nil:
		return "done"
	case *o.Kept:
		return "kept"
	case o.Done == nil:
		return "late by " + o.Late + ", still open"
	}
	return "late by " + o.Late
}
