package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"edown/support"
)

// columnsOfCSV are the same in all rows, so that one file can be filtered, and
// the files of several periods can be put together. To is the last day.
var columnsOfCSV = []string{"from", "to", "section", "contract", "customer", "case", "person", "measure", "value",
	"unit", "target", "kept"}

// fact is one row: its subject, and one value.
type fact struct {
	section, contract, customer string
	of                          support.CaseNumber
	person                      string
	measure                     string
	value                       any // nil: unknown
	unit                        string
	target                      string
	kept                        *bool
}

// CSV writes a report for spreadsheets: one value in each row, lengths of time
// in seconds, moments as in RFC 3339. A value that a spreadsheet would read as
// a formula gets an apostrophe before it.
func (r Report) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	from, to := r.From.Format(time.DateOnly), r.To.AddDate(0, 0, -1).Format(time.DateOnly)
	err := out.Write(columnsOfCSV)
	for _, f := range r.facts() {
		if err == nil {
			err = out.Write([]string{
				from, to, f.section, harmless(f.contract), harmless(f.customer), harmless(string(f.of)), harmless(f.person),
				f.measure,
				asField(f.value), f.unit, f.target, verdict(f.kept),
			})
		}
	}
	if out.Flush(); err == nil {
		err = out.Error()
	}
	return err
}

// harmless stops a spreadsheet from computing text that came from outside:
// https://owasp.org/www-community/attacks/CSV_Injection
func harmless(text string) string {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, " \u00a0\u3000"))
	if strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return "'" + text
	}
	return text
}

func asField(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return harmless(v)
	case *Seconds:
		if v == nil {
			return ""
		}
		return v.number()
	case *float64:
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', 1, 64)
	case *time.Time:
		if v == nil {
			return ""
		}
		return v.Format(time.RFC3339)
	}
	return fmt.Sprint(value)
}

func (r Report) facts() []fact {
	var all []fact
	for _, part := range []func() []fact{r.activityFacts, r.openFacts, r.promiseFacts, r.breachFacts, r.humanFacts,
		r.pageFacts, r.peopleFacts} {
		all = append(all, part()...)
	}
	return all
}

const (
	counted  = "count"
	inSecs   = "s"
	inShares = "%"
)

func (r Report) activityFacts() (all []fact) {
	for _, a := range r.Activity {
		one := fact{section: "activity", contract: a.Contract, customer: a.Company, unit: counted}
		for _, m := range []struct {
			name string
			n    int
		}{
			{"calls", a.Calls}, {"enterprise_downs", a.EnterpriseDowns}, {"enterprise_downs_solved", a.Solved},
			{"new_cases", a.NewCases},
			{"cases_closed", a.CasesClosed}, {"comments", a.Comments}, {"open_issues", a.OpenIssues},
		} {
			all = append(all, one.says(m.name, m.n))
		}
		for _, e := range a.Escalations {
			level := fmt.Sprintf("escalations_level_%d_", e.Level)
			all = append(all, one.says(level+"accepted", e.Accepted), one.says(level+"refused", e.Refused),
				one.says(level+"undecided", e.Undecided))
		}
	}
	return all
}

func (f fact) says(measure string, value any) fact {
	f.measure, f.value = measure, value
	return f
}

func (f fact) in(unit string) fact {
	f.unit = unit
	return f
}

func (f fact) against(target string, kept *bool) fact {
	f.target, f.kept = target, kept
	return f
}

func (r Report) openFacts() (all []fact) {
	for _, i := range r.Open {
		one := fact{section: "open_issues", contract: i.Contract, customer: i.Company, of: i.Case}
		all = append(all, one.says("title", i.Title), one.says("severity", int(i.Severity)),
			one.says("status", string(i.Status)),
			one.says("level", i.Level), one.says("age", i.Age).in(inSecs))
	}
	return all
}

func (r Report) promiseFacts() (all []fact) {
	for _, p := range r.Promises {
		one, name := fact{section: "promises", unit: counted}, fmt.Sprintf("%s.%s.", p.Kind, p.Clock)
		for _, m := range []struct {
			name string
			n    int
		}{{"promised", p.Promised}, {"kept", p.Kept}, {"missed", p.Missed}, {"open", p.Open}, {"lifted", p.Lifted},
			{"timeless", p.Timeless}} {
			all = append(all, one.says(name+m.name, m.n))
		}
		all = append(all, one.says(name+"kept_percent", p.Percent).in(inShares))
	}
	return all
}

func (r Report) breachFacts() (all []fact) {
	missed := false
	for _, b := range r.Breaches {
		one, name := fact{section: "missed", contract: b.Contract, customer: b.Company, of: b.Case},
			fmt.Sprintf("%s.%s.", b.Kind, b.Clock)
		due := b.Due.Format(time.RFC3339)
		all = append(all, one.says(name+"done", b.Done).against(due, &missed),
			one.says(name+"late", b.Late.number()).in(inSecs).against(due, &missed))
	}
	return all
}

func (r Report) humanFacts() (all []fact) {
	for _, w := range r.Humans {
		one := fact{section: "time_to_human", unit: counted}
		name := w.For + "."
		all = append(all, one.says(name+"asked", w.Asked), one.says(name+"answered", w.Answered),
			one.says(name+"unanswered", w.Unanswered),
			one.says(name+"left", w.Left), one.says(name+"waiting", w.Waiting))
		for _, p := range []struct {
			name string
			took *Seconds
		}{{"p50", w.P50}, {"p90", w.P90}, {"p95", w.P95}, {"p99", w.P99}, {"max", w.Max}} {
			all = append(all, one.says(name+p.name, p.took).in(inSecs))
		}
		for _, in := range w.Within {
			limit := name + "within_" + in.Limit.number() + "_s"
			all = append(all, one.says(limit+".of", in.Of), one.says(limit+".answered", in.Answers),
				one.says(limit+".percent", in.Percent).in(inShares).against(asField(&in.Target), in.Kept))
		}
	}
	return all
}

func (r Report) pageFacts() []fact {
	one := fact{section: "time_to_page", unit: counted}
	all := []fact{one.says("paged", r.Page.Paged)}
	for _, m := range r.Page.Marks {
		all = append(all, one.says(fmt.Sprintf("p%d", m.Percentile), m.Took).in(inSecs).against(m.Target.number(), m.Kept))
	}
	return append(all, one.says("max", r.Page.Max).in(inSecs))
}

func (r Report) peopleFacts() (all []fact) {
	for _, l := range r.People {
		one := fact{section: "people", person: l.Person, unit: counted}
		for _, m := range []struct {
			name string
			n    int
		}{
			{"pages", l.Pages}, {"rung", l.Rung}, {"accepted", l.Accepted}, {"declined", l.Declined}, {"no_answer", l.Missed},
			{"rung_at_night", l.AtNight}, {"nights", l.Nights}, {"nights_of_more", l.Worse},
		} {
			all = append(all, one.says(m.name, m.n))
		}
	}
	return all
}

// JSON writes a report for other programs.
func (r Report) JSON(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	return out.Encode(r)
}
