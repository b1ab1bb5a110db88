package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed page.html
var pageText string

var page = template.Must(template.New("page").Parse(pageText))

// HTML writes a report as one page that loads nothing: no script, no font, no
// picture. It prints well.
func (r Report) HTML(w io.Writer) error { return page.Execute(w, r) }

// Class is the page's CSS class of a column.
func (h Head) Class() string {
	switch {
	case h.Number:
		return "number"
	case h.Long:
		return "long"
	}
	return ""
}

// Class is the page's CSS class of a field.
func (c Cell) Class() string {
	if c.faint() {
		return "faint"
	}
	return c.Verdict()
}

// Figure is one of the few that come first.
type Figure struct {
	Name, Value, Note string
	Kept              *bool
}

// Verdict is as in [Cell].
func (f Figure) Verdict() string { return verdict(f.Kept) }

// Figures returns what a reader wants to know first.
func (r Report) Figures() []Figure {
	var sum Activity
	for _, a := range r.Activity {
		sum.Calls += a.Calls
		sum.EnterpriseDowns += a.EnterpriseDowns
		sum.Solved += a.Solved
	}
	list := []Figure{
		{Name: "Calls", Value: cell(sum.Calls).Text},
		{Name: "Enterprise Downs", Value: cell(sum.EnterpriseDowns).Text, Note: cell(sum.Solved).Text + " solved"},
		{Name: "Open at the end", Value: cell(len(r.Open)).Text},
		r.keptInAll(),
	}
	for _, in := range r.Humans[len(r.Humans)-1].Within {
		list = append(list, Figure{Name: "A human within " + in.Limit.short(), Value: in.share(), Note: "target " +
			percentage(in.Target), Kept: in.Kept})
	}
	return list
}

// keptInAll counts the promises to customers, not our internal ones.
func (r Report) keptInAll() Figure {
	var sum Promise
	for _, p := range r.Promises {
		if p.Clock == OfContract {
			sum.Promised += p.Promised
			sum.Kept += p.Kept
			sum.Missed += p.Missed
		}
	}
	sum.Percent = percent(sum.Kept, sum.Kept+sum.Missed)
	return Figure{Name: "Promises kept", Value: sum.share(), Note: cell(sum.Missed).Text + " missed"}
}

// Targets says in a sentence what the figures are compared with.
func (r Report) Targets() string {
	var parts []string
	for _, in := range service {
		parts = append(parts, fmt.Sprintf("a human for %s of callers within %s", percentage(float64(in.perMille)/10),
			Seconds(in.limit).short()))
	}
	for _, m := range placed {
		parts = append(parts, fmt.Sprintf("the page %s after pickup at the %dth percentile", m.Target.short(), m.Percentile))
	}
	return strings.Join(parts, "; ") + "; and of a promise, its own time"
}

// NothingOnRecord is the text of an empty report.
func (Report) NothingOnRecord() string { return nothingOnRecord }
