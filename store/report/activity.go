package report

import (
	"cmp"
	"slices"
	"time"

	"edown/store"
	"edown/support"
)

// Activity is what one customer did in a period, and what was done for the
// customer (R51).
type Activity struct {
	Contract        string       `json:"contract"` // empty: what belongs to no known contract
	Company         string       `json:"company"`
	Calls           int          `json:"calls"`
	EnterpriseDowns int          `json:"enterprise_downs"`
	NewCases        int          `json:"new_cases"`
	Comments        int          `json:"comments"`
	Escalations     []Escalation `json:"escalations"`
	CasesClosed     int          `json:"cases_closed"`
	Solved          int          `json:"enterprise_downs_solved"`
	OpenIssues      int          `json:"open_issues"` // at the end of the period
}

// Escalation counts the requests for one level by their result.
type Escalation struct {
	Level     int `json:"level"`
	Accepted  int `json:"accepted"`
	Refused   int `json:"refused"`
	Undecided int `json:"undecided"`
}

// Asked returns how many requests there were.
func (e Escalation) Asked() int { return e.Accepted + e.Refused + e.Undecided }

// Issue is a case that was open at the end of the period. Its severity, status
// and level are those of the moment when the report was made.
type Issue struct {
	Contract string             `json:"contract"`
	Company  string             `json:"company"`
	Case     support.CaseNumber `json:"case"`
	Title    string             `json:"title"`
	Severity support.Severity   `json:"severity"`
	Status   support.Status     `json:"status"`
	Level    int                `json:"level"`
	Age      *Seconds           `json:"age_s"` // at the end of the period; nil when the opening time is unknown
}

// activity lists, by name, the customers for which there is anything to report,
// and always the one that was asked for.
func activity(a store.Activity, contract string) []Activity {
	all := map[string]*Activity{}
	of := func(contract string) *Activity {
		if all[contract] == nil {
			all[contract] = &Activity{Contract: contract, Company: a.Companies[contract], Escalations: []Escalation{}}
		}
		return all[contract]
	}
	if contract != "" {
		of(contract)
	}
	for number, d := range a.Deeds {
		c := of(number)
		c.Calls, c.EnterpriseDowns, c.NewCases, c.Comments = d.Calls, d.EnterpriseDowns, d.Opened, d.Comments
		c.CasesClosed, c.Solved = d.Closed, d.Solved
	}
	for _, e := range a.Escalations {
		of(e.Contract).escalated(e)
	}
	for _, o := range a.Open {
		of(o.Contract).OpenIssues++
	}
	return sorted(all)
}

func sorted(all map[string]*Activity) []Activity {
	list := []Activity{}
	for _, c := range all {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b Activity) int {
		return cmp.Or(-cmp.Compare(min(len(a.Contract), 1), min(len(b.Contract), 1)), cmp.Compare(a.Company, b.Company),
			cmp.Compare(a.Contract, b.Contract))
	})
	return list
}

// escalated adds requests to their level.
func (c *Activity) escalated(e store.Escalations) {
	i, known := slices.BinarySearchFunc(c.Escalations, e.Level,
		func(has Escalation, level int) int { return cmp.Compare(has.Level, level) })
	if !known {
		c.Escalations = slices.Insert(c.Escalations, i, Escalation{Level: e.Level})
	}
	at := &c.Escalations[i]
	switch e.Verdict {
	case support.EscalationAccepted:
		at.Accepted += e.Requests
	case support.EscalationRefused:
		at.Refused += e.Requests
	default:
		at.Undecided += e.Requests
	}
}

// nothing reports whether the customer did nothing, and nothing is open.
func (c Activity) nothing() bool {
	return c.Calls+c.EnterpriseDowns+c.NewCases+c.Comments+c.CasesClosed+c.Solved+c.OpenIssues+len(c.Escalations) == 0
}

func issues(open []store.OpenCase, end time.Time) []Issue {
	all := []Issue{}
	for _, c := range open {
		i := Issue{Contract: c.Contract, Company: c.Company, Case: c.Number, Title: c.Title, Severity: c.Severity,
			Status: c.Stands(), Level: c.Level}
		if !c.Opened.IsZero() {
			i.Age = seconds(end.Sub(c.Opened))
		}
		all = append(all, i)
	}
	return all
}
