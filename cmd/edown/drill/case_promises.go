package drill

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/store"
	"edown/support"
	"edown/voice/exchange"
)

// What the line promises about cases, in the words of the report.
const (
	asked      = "every escalation that is promised an answer is on record, and put to somebody"
	oneVerdict = "one verdict each, and only he is told so who gave it"
	turnedDown = "a refusal reaches whoever first escalated"
	sleep      = "nobody is rung for a decision out of his business hours"
	proved     = "nothing of a case is told to who has not proved that it is his"
	thanked    = "a comment that was thanked for is in the case"
	numbered   = "a case number that was read out is a case"
	fallenDue  = "what fell due was done or raised"
	wayOut     = "nobody waits on the line for nobody"
	sealed     = "no PIN is on record or in the log"
)

// casesOnRecord compares what is on record about cases with what the phones
// heard.
func (q *inquest) casesOnRecord() {
	for _, h := range q.histories {
		for _, e := range h.Escalations {
			q.escalation(h, e)
		}
		for _, d := range h.Commitments {
			q.duty(d)
		}
		decided := map[time.Time]bool{} // one verdict is on all open requests for a level
		for _, e := range h.Escalations {
			decided[e.Decided] = e.Verdict != ""
		}
		delete(decided, time.Time{})
		q.holds(oneVerdict, len(of(h.Notes, support.NoteDecided)) == len(decided), "case %s has %d verdicts and notes %+v",
			h.Case.Number, len(decided), h.Notes)
	}
	q.secrecy()
}

func of(notes []support.Note, kind support.NoteKind) []support.Note {
	return slices.DeleteFunc(slices.Clone(notes), func(n support.Note) bool { return n.Kind != kind })
}

// escalation checks one request on record.
func (q *inquest) escalation(h store.History, e support.Escalation) {
	i := slices.IndexFunc(q.stories, func(s store.Story) bool { return s.Page.ID == e.ID })
	tried := i >= 0 && slices.ContainsFunc(q.stories[i].Page.Attempts, func(a paging.Attempt) bool {
		return a.Purpose == support.ForDecision && (!a.Placed.IsZero() || a.End != "")
	})
	put := e.Verdict != "" || tried || q.texted("", "reply 1 "+string(e.Case), e.At) || q.written("mail:"+e.ID+":decide:")
	outranked := !e.Lifted.IsZero() && (!e.By.Known() ||
		q.texted(string(e.By), "Nobody has to decide on your escalation", e.At))
	q.holds(asked, put || outranked, "%s was put to no one, and the caller was not told why: %+v", e.ID, e)
	q.found.Escalations++
	if e.Verdict != "" {
		q.found.Decided++
	}
	if i >= 0 {
		q.verdicts(q.stories[i].Page, e)
	}
	if first := slices.MinFunc(h.Escalations, func(a, b support.Escalation) int {
		return a.At.Compare(
			b.At)
	}); e.Verdict == support.EscalationRefused && first.By.Known() {
		q.holds(turnedDown, q.texted(string(first.By), string(e.Case)+" was not accepted", e.Decided),
			"%s was refused, and %s has not heard of it", e.ID, first.By)
	}
}

// verdicts checks that the page of a request had exactly the verdict on record.
func (q *inquest) verdicts(p paging.Page, e support.Escalation) {
	var given []support.Verdict
	for _, was := range q.history[p.ID] {
		if was.Verdict != "" && !slices.Contains(given, was.Verdict) {
			given = append(given, was.Verdict)
		}
	}
	kept := len(given) == 0 && e.Verdict == "" || len(given) == 1 && given[0] == e.Verdict && p.AcceptedBy == e.DecidedBy
	q.holds(oneVerdict, kept, "%s is %q by %s on record, its page had %q by %s", e.ID, e.Verdict, e.DecidedBy, given,
		p.AcceptedBy)
}

// texted reports whether a phone, or any if it is empty, got an SMS with these
// words since a moment.
func (q *inquest) texted(phone, words string, since time.Time) bool {
	return slices.ContainsFunc(q.texts, func(l exchange.Line) bool {
		return (phone == "" || l.Phone == phone) && !l.At.Before(since.Truncate(time.Second)) &&
			strings.Contains(l.Text, words)
	})
}

// written reports whether a letter whose name begins so was taken.
func (q *inquest) written(name string) bool {
	q.post.taking.Lock()
	defer q.post.taking.Unlock()
	for id := range q.post.sent {
		if strings.HasPrefix(id, name) {
			return true
		}
	}
	return false
}

// slack is how late a duty may be noticed: the managers confer for an hour at
// most, and then for another.
var slack = map[casework.Kind]time.Duration{casework.OwesReview: 2*time.Hour + 10*time.Minute}

func (q *inquest) duty(d casework.Commitment) {
	due := d.Due
	if !d.Internal.IsZero() {
		due = d.Internal
	}
	if due.IsZero() || time.Now().Before(due.Add(max(slack[d.Kind], 10*time.Minute))) {
		return
	}
	q.holds(fallenDue, !d.Open() || d.Raised > 0, "%s was due at %s and is forgotten: %+v", d.ID, due.Sub(q.began), d)
}

// asleep checks that a person who is rung about an escalation has business
// hours. A call that was planned in time may be a little late.
func (q *inquest) asleep(d dialled, a paging.Attempt) {
	if a.Purpose != support.ForDecision && a.Purpose != support.ForRefusal {
		return
	}
	zone, err := time.LoadLocation(a.Person.Zone)
	open := support.DefaultPolicy().BusinessHours(zone).Open(d.at)
	q.holds(sleep, err == nil && open, "%s of %s in %q was dialled at %s, planned at %s", d.leg, a.Person.ID,
		a.Person.Zone, d.at, a.Planned)
}

// said is a sentence that must be true for the call in which it was said.
type said struct {
	words *regexp.Regexp
	check func(q *inquest, l exchange.Line, match []string, who store.Call)
}

// sentences are what callers and managers are told about a case.
var sentences = []said{
	{regexp.MustCompile(`(?:will decide|It goes to .*)\. You will hear from us|Level \d is asked to decide`), (*inquest).promised},
	{regexp.MustCompile(`It is yours now\.`),
		func(q *inquest, _ exchange.Line, _ []string, c store.Call) { q.ruled(c, support.EscalationAccepted) }},
	{regexp.MustCompile(`It is refused\. The customer will be told`),
		func(q *inquest, _ exchange.Line, _ []string, c store.Call) { q.ruled(c, support.EscalationRefused) }},
	{regexp.MustCompile(`Thank you\. Your comment is in the case`), (*inquest).commented},
	{regexp.MustCompile(`Your call is going through`), (*inquest).awaited},
	{regexp.MustCompile(`It is C, (\d{3}), (\d{4})\. Once more`), (*inquest).opened},
}

// aboutCases checks what a phone heard about cases.
func (q *inquest) aboutCases(phone string, lines []exchange.Line) {
	for i, l := range lines {
		switch l.Kind {
		case "text":
			q.toldByText(l)
		case "say":
			for _, s := range sentences {
				if match := s.words.FindStringSubmatch(l.Text); match != nil {
					s.check(q, l, match, q.bySID(l.Call))
				}
			}
			if q.isCaller(phone) && revealing.MatchString(l.Text) {
				q.holds(proved, q.showed(lines[:i], l), "%s was told %q in call %s", phone, l.Text, l.Call)
			}
		}
	}
}

func (q *inquest) isCaller(phone string) bool {
	return slices.ContainsFunc(q.town.calls, func(c *caller) bool { return c.phone.Number() == phone })
}

// revealing matches sentences about a case that only an entitled caller may
// hear.
var revealing = regexp.MustCompile(
	`Turbine \d stalls|Your engineer is [A-Z]|No engineer is assigned|severity (zero|one|two|three)|The last update was|update is (due|overdue)` +
		`|It is escalated to|decides on your escalation|Escalation opens|escalated it already|It goes to |will decide\. You will hear|[Yy]our account manager,? is|For the status of your case|has the emergency in hand`)

// showed reports whether the caller typed the right PIN earlier in the same
// call, or an operator vouched for the caller.
func (q *inquest) showed(before []exchange.Line, l exchange.Line) bool {
	if slices.ContainsFunc(before, func(was exchange.Line) bool {
		return was.Call == l.Call && was.Kind == "pressed" &&
			slices.Contains(q.rightPINs(), strings.TrimSuffix(was.Keys, "#"))
	}) {
		return true
	}
	c := q.bySID(l.Call)
	return slices.ContainsFunc(q.stories, func(s store.Story) bool {
		vouched := slices.ContainsFunc(s.Journal, func(h paging.Happening) bool {
			return h.Kind == support.Vouched &&
				!h.At.After(l.At)
		})
		return vouched && slices.ContainsFunc(s.Calls, func(of store.Call) bool { return of.ID == c.ID })
	})
}

func (q *inquest) rightPINs() (all []string) {
	for _, pin := range q.secrets.pins {
		all = append(all, pin)
	}
	return all
}

// promised checks that a request whose decision was promised is on record.
func (q *inquest) promised(l exchange.Line, _ []string, c store.Call) {
	q.holds(asked, q.anyEscalation(func(e support.Escalation) bool {
		return c.ID != "" &&
			strings.HasPrefix(e.ID, "ES-"+c.ID+"-")
	}),
		"%s was told %q in call %s of case %s, and nothing was asked", l.Phone, l.Text, c.ID, c.Session.Case)
}

func (q *inquest) anyEscalation(is func(support.Escalation) bool) bool {
	return slices.ContainsFunc(q.histories, func(h store.History) bool { return slices.ContainsFunc(h.Escalations, is) })
}

// ruled checks that a manager who was told of a decision by phone has made it.
func (q *inquest) ruled(c store.Call, v support.Verdict) {
	q.holds(oneVerdict, q.anyEscalation(func(e support.Escalation) bool {
		return e.ID == c.Session.Page && e.Verdict == v && e.DecidedBy == c.Person
	}),
		"%s was told that %s is %s now, and it is not", c.Person, c.Session.Page, v)
}

var ruledByText = map[support.Verdict]*regexp.Regexp{
	support.EscalationAccepted: regexp.MustCompile(`^(C\d{7}) accepted\. Please contact`),
	support.EscalationRefused:  regexp.MustCompile(`^(C\d{7}) refused\. The customer is told`),
}

// toldByText checks the same for managers who were told by SMS.
func (q *inquest) toldByText(l exchange.Line) {
	for verdict, words := range ruledByText {
		if match := words.FindStringSubmatch(l.Text); match != nil {
			q.holds(oneVerdict, q.anyEscalation(func(e support.Escalation) bool {
				return string(e.Case) == match[1] && e.Verdict == verdict && q.number(e.DecidedBy) == l.Phone
			}), "%s was told %q, and it is not so", l.Phone, l.Text)
		}
	}
}

func (q *inquest) number(person string) string {
	for _, s := range q.staff {
		if s.id == person {
			return s.phone.Number()
		}
	}
	return ""
}

// commented checks that every comment for which the caller was thanked is in
// the case.
func (q *inquest) commented(l exchange.Line, _ []string, c store.Call) {
	thanks := 0
	for _, t := range c.Turns {
		thanks += strings.Count(t.Said, "Thank you. Your comment is in the case.")
	}
	notes := 0
	for _, h := range q.histories {
		notes += len(slices.DeleteFunc(of(h.Notes, support.NoteComment), func(n support.Note) bool { return n.Call != c.ID }))
	}
	q.holds(thanked, c.ID != "" && notes > 0 && notes >= thanks,
		"%s was thanked for %d comments in call %s, %d are on record", l.Phone, thanks, c.ID, notes)
}

// opened checks that a case whose number was read out is on record, under a
// contract.
func (q *inquest) opened(l exchange.Line, match []string, c store.Call) {
	number := support.CaseNumber("C" + match[1] + match[2])
	i := slices.IndexFunc(q.histories, func(h store.History) bool { return h.Case.Number == number })
	q.holds(numbered, i >= 0 && q.histories[i].Case.Contract != "" &&
		len(of(q.histories[i].Notes, support.NoteOpened)) == 1,
		"%s was told %q in call %s, and it is no case", l.Phone, l.Text, c.ID)
}

// awaited checks that a caller whose call "is going through" has a person rung
// for them, or is let go, as soon as the faults allow.
func (q *inquest) awaited(l exchange.Line, _ []string, c store.Call) {
	const soon = 3 * time.Minute
	is := !c.Ended.IsZero() && c.Ended.Before(l.At.Add(soon)) || slices.ContainsFunc(q.stories, func(s store.Story) bool {
		runs := s.Page.Started.Before(l.At.Add(soon)) && (s.Page.EndedAt.IsZero() || s.Page.EndedAt.After(l.At))
		his := slices.ContainsFunc(s.Calls, func(of store.Call) bool { return of.ID == c.ID })
		// until the caller changed to another case
		was := slices.ContainsFunc(s.Journal, func(h paging.Happening) bool { return h.Call == c.ID })
		return runs && (his || was)
	})
	q.holds(wayOut, is, "%s was told %q at %s in call %s, and no one was on the way", l.Phone, l.Text, l.At.Sub(q.began),
		c.ID)
}
