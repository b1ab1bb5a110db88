package store

import (
	"strconv"
	"time"

	"edown/ivr"
	"edown/support"
)

// caseOf is the case that a caller opens, as far as he has told of his problem
// in words or by keys; what he spoke after a tone is heard where he said it. A
// case that is opened to be an Enterprise Down is critical until it is raised
// (R15).
func caseOf(s ivr.Session, now time.Time) support.Case {
	c := support.Case{Contract: s.Contract, Severity: support.Critical, Opened: now, Status: support.StatusNew}
	if len(s.Problem) == 0 {
		return c
	}
	c.Product, c.Version, c.DateCode = inWords(s.Problem, support.QProduct), inWords(s.Problem, support.QVersion), inWords(s.Problem, support.QDateCode)
	c.Title, c.Severity, c.Type = inWords(s.Problem, support.QDescription), severityOf(s.Problem), typeOf(s.Problem)
	return c
}

// inWords is an answer that was not spoken after a tone.
func inWords(of support.Interview, q support.Question) string {
	if a := of[q]; a.Audio == "" && a.Value != support.ActionsNotRecorded {
		return a.Value
	}
	return ""
}

// severityOf is the severity that was told: general when none was, and critical
// for one that is about to be an Enterprise Down.
func severityOf(of support.Interview) support.Severity {
	n, told := of.Number(support.QSeverity)
	if !told {
		return support.General
	}
	return min(max(support.Severity(n), support.Critical), support.General)
}

// typeOf is the problem type that was told, by its name or its key in the menu (R10).
func typeOf(of support.Interview) support.ProblemType {
	value := of[support.QType].Value
	for i, known := range support.ProblemTypes() {
		if value == string(known) || value == strconv.Itoa(i+1) {
			return known
		}
	}
	return ""
}
