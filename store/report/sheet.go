package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"edown/operators/casework"
	"edown/support"
)

// Sheet is one table of a report, for people to read.
type Sheet struct {
	Title string
	Lead  string // how to read the table
	None  string // the text when there are no rows
	Heads []Head
	Rows  [][]Cell
}

// Head is the head of a column.
type Head struct {
	Name   string
	Number bool // its cells are figures
	Long   bool // its cells are whole sentences
}

// Cell is one field. Kept is set if it is compared with a target.
type Cell struct {
	Text string
	Kept *bool
}

// Verdict is "kept" or "missed", or empty without a target.
func (c Cell) Verdict() string { return verdict(c.Kept) }

// faint reports figures that a reader skips.
func (c Cell) faint() bool { return c.Text == "0" || c.Text == nothing || c.Text == noPromise }

// nothing is the text of an unknown or empty field.
const nothing = "–"

// Sheets returns the tables of a report, in reading order.
func (r Report) Sheets() []Sheet {
	all := []Sheet{r.activitySheet(), r.escalationSheet(), r.openSheet(), r.promiseSheet(), r.breachSheet(),
		r.serviceSheet(), r.waitSheet(), r.placingSheet()}
	if r.Contract == "" {
		all = append(all, r.peopleSheet())
	}
	return all
}

func (r Report) activitySheet() Sheet {
	s := Sheet{
		Title: "Activity", None: "Nobody called, and nothing is open.",
		Lead: "Cases and Enterprise Downs count where they were opened or declared in the period, and as closed or " +
			"solved where that was said in it.",
		Heads: heads("Customer", "#Calls", "#Enterprise Downs", "#Solved", "#New cases", "#Cases closed", "#Comments",
			"#Escalations", "#Open at the end"),
	}
	for _, a := range r.Activity {
		asked := 0
		for _, e := range a.Escalations {
			asked += e.Asked()
		}
		s.row(named(a.Company, a.Contract), a.Calls, a.EnterpriseDowns, a.Solved, a.NewCases, a.CasesClosed, a.Comments,
			asked, a.OpenIssues)
	}
	return s
}

func (r Report) escalationSheet() Sheet {
	s := Sheet{
		Title: "Escalations", None: "Nobody escalated a case.",
		Lead:  "Requests of the period, by the level asked for, as they stand now.",
		Heads: heads("Customer", "#Level", "#Requests", "#Accepted", "#Refused", "#Undecided"),
	}
	for _, a := range r.Activity {
		for _, e := range a.Escalations {
			s.row(named(a.Company, a.Contract), e.Level, e.Asked(), e.Accepted, e.Refused, e.Undecided)
		}
	}
	return s
}

func (r Report) openSheet() Sheet {
	s := Sheet{
		Title: "Open issues", None: "No case was open at the end.",
		Lead: "Cases that were open at the end of the period, with their age then. Severity, status and level are those " +
			"of now.",
		Heads: heads("Customer", "Case", "Title", "#Severity", "Status", "#Level", "#Age"),
	}
	s.Heads[2].Long = true
	for _, i := range r.Open {
		s.row(named(i.Company, i.Contract), string(i.Case), i.Title, int(i.Severity), statuses[i.Status], i.Level, i.Age)
	}
	return s
}

var statuses = map[support.Status]string{
	support.StatusNew: "new", support.InProgress: "in progress", support.WaitsForCustomer: "waits for the customer",
	support.StatusClosed: "closed since",
}

func (r Report) promiseSheet() Sheet {
	s := Sheet{
		Title: "Promises", None: "Nothing was promised that had its time in this period.",
		Lead: "A promise counts in the period in which its time runs out. Kept is the share of those that were kept or " +
			"missed.",
		Heads: heads("Promise", "By the clock of", "#Promised", "#Kept", "#Missed", "#Still open", "#Ended otherwise",
			"#Without a time", "#Share kept"),
	}
	if !r.promised() {
		return s
	}
	for _, p := range r.Promises {
		s.row(promised[p.Kind], clocks[p.Clock], p.Promised, p.Kept, p.Missed, p.Open, p.Lifted, p.Timeless, p.share())
	}
	return s
}

// share is the percentage kept, and tells a period without promises from one
// without results.
func (p Promise) share() string {
	switch {
	case p.Promised == 0:
		return noPromise
	case p.Percent == nil:
		return nothing
	}
	return percentage(*p.Percent)
}

const noPromise = "no promise"

var promised = map[casework.Kind]string{
	casework.OwesResponse: "first response", casework.OwesUpdate: "update", casework.OwesRestoration: "restoration",
	casework.OwesReview: "review",
	casework.OwesAnswer: "answer to an escalation", casework.OwesContact: "contact after an escalation",
	casework.OwesAnalysis: "analysis of an escalation",
}

var clocks = map[Clock]string{OfContract: "the contract", Internal: "our own"}

func (r Report) breachSheet() Sheet {
	s := Sheet{
		Title: "Promises missed", None: "No promise was missed.",
		Lead:  "Where nothing was done yet, it is late by so much so far.",
		Heads: heads("Customer", "Case", "Promise", "By the clock of", "Due", "Done", "#Late by"),
	}
	for _, b := range r.Breaches {
		done := "not yet"
		if b.Done != nil {
			done = r.moment(*b.Done)
		}
		s.row(named(b.Company, b.Contract), string(b.Case), promised[b.Kind], clocks[b.Clock], r.moment(b.Due), done, &b.Late)
	}
	return s
}

func (r Report) moment(at time.Time) string {
	return at.In(r.From.Location()).Format("2006-01-02 15:04:05")
}

func (r Report) serviceSheet() Sheet {
	s := Sheet{
		Title: "A human in time", None: "Nobody asked for a human.",
		Lead: "From the moment a caller asked until somebody accepted. Who left before the limit had not been kept " +
			"waiting, and is not counted.",
		Heads: heads("Asked for", "Limit", "#Answered in time", "#Share", "#Target", "Verdict"),
	}
	for _, w := range r.Humans {
		for _, in := range w.Within {
			if w.Asked > 0 {
				s.row(asked[w.For], "within "+in.Limit.short(), fmt.Sprintf("%d of %d", in.Answers, in.Of), in.share(),
					percentage(in.Target), in.Kept)
			}
		}
	}
	return s
}

func (w Within) share() string {
	if w.Percent == nil {
		return nothing
	}
	return percentage(*w.Percent)
}

var asked = map[string]string{
	string(support.EmergencyPage): "Enterprise Down", string(support.OperatorPage): "operator",
	string(support.EngineerPage): "engineer",
	string(support.AccountPage):  "account manager", Everyone: "any human",
}

func (r Report) waitSheet() Sheet {
	s := Sheet{
		Title: "Time to a human", None: "Nobody asked for a human.",
		Lead: fmt.Sprintf(
			"Percentiles are nearest-rank, of those who were answered or whom the line gave up on; of fewer than %d there "+
				"are none.", few),
		Heads: heads("Asked for", "#Asked", "#Answered", "#Nobody came", "#Left", "#Waiting", "#p50", "#p90", "#p95", "#p99",
			"#Longest"),
	}
	for _, w := range r.Humans {
		if w.Asked == 0 {
			continue
		}
		s.row(asked[w.For], w.Asked, w.Answered, w.Unanswered, w.Left, w.Waiting, w.of(w.P50), w.of(w.P90), w.of(w.P95),
			w.of(w.P99), w.Max)
	}
	return s
}

// of is a percentile as it is read; if there is none, it says why.
func (w Wait) of(p *Seconds) string {
	switch {
	case w.Few:
		return fmt.Sprintf("n < %d", few)
	case p == nil:
		return "nobody came"
	}
	return p.String()
}

func (r Report) placingSheet() Sheet {
	s := Sheet{
		Title: "Time to the page", None: "No Enterprise Down was paged.",
		Lead:  "From the pickup of a call until the carrier had taken the first call to a manager, of Enterprise Downs.",
		Heads: heads("Percentile", "#Paged", "#Took", "#Target", "Verdict"),
	}
	for _, m := range r.Page.Marks {
		took := Wait{Few: r.Page.Few}.of(m.Took)
		if r.Page.Paged > 0 {
			s.row(fmt.Sprintf("p%d", m.Percentile), r.Page.Paged, took, m.Target.short(), m.Kept)
		}
	}
	if r.Page.Paged > 0 {
		s.row("longest", r.Page.Paged, r.Page.Max, nothing, nothing)
	}
	return s
}

func (r Report) peopleSheet() Sheet {
	s := Sheet{
		Title: "Pages per person", None: "Nobody is on the rota.",
		Lead: fmt.Sprintf(
			"Nights are from %d to %d where the person lives. Rung also counts calls that ended because a colleague was first.",
			evening, morning),
		Heads: heads("Person", "#Pages", "#Rung", "#Accepted", "#Declined", "#No answer", "#Rung at night", "#Nights",
			"#with more than one page"),
	}
	for _, l := range r.People {
		s.row(l.Name, l.Pages, l.Rung, l.Accepted, l.Declined, l.Missed, l.AtNight, l.Nights, l.Worse)
	}
	return s
}

// heads makes columns from their names; those with figures have a # before the
// name.
func heads(names ...string) []Head {
	var list []Head
	for _, name := range names {
		bare, number := strings.CutPrefix(name, "#")
		list = append(list, Head{Name: bare, Number: number})
	}
	return list
}

func (s *Sheet) row(values ...any) {
	var row []Cell
	for _, v := range values {
		row = append(row, cell(v))
	}
	s.Rows = append(s.Rows, row)
}

func cell(v any) Cell {
	switch v := v.(type) {
	case int:
		return Cell{Text: strconv.Itoa(v)}
	case *Seconds:
		if v != nil {
			return Cell{Text: v.String()}
		}
	case *bool:
		if v != nil {
			return Cell{Text: verdict(v), Kept: v}
		}
	case string:
		if v != "" {
			return Cell{Text: oneLine(v)}
		}
	}
	return Cell{Text: nothing}
}

// oneLine replaces line breaks, and everything else that moves a terminal's
// cursor.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

func verdict(kept *bool) string {
	switch {
	case kept == nil:
		return ""
	case *kept:
		return "kept"
	}
	return "missed"
}

func percentage(p float64) string { return strconv.FormatFloat(p, 'f', 1, 64) + " %" }
