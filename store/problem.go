package store

import (
	"strconv"
	"time"

	"edown"
	"edown/ivr"
)

// caseOf is the case that a caller opens, as far as he has told of his problem
// in words or by keys; what he spoke after a tone is heard where he said it. A
// case that is opened to be an Enterprise Down is critical until it is raised
// (R15).
func caseOf(s ivr.Session, now time.Time) edown.Case {
	c := edown.Case{Contract: s.Contract, Severity: edown.Critical, Opened: now, Status: edown.StatusNew}
	if len(s.Problem) == 0 {
		return c
	}
	c.Product, c.Version, c.DateCode = inWords(s.Problem, edown.QProduct), inWords(s.Problem, edown.QVersion), inWords(s.Problem, edown.QDateCode)
	c.Title, c.Severity, c.Type = inWords(s.Problem, edown.QDescription), severityOf(s.Problem), typeOf(s.Problem)
	return c
}

// inWords is an answer that was not spoken after a tone.
func inWords(of edown.Interview, q edown.Question) string {
	if a := of[q]; a.Audio == "" && a.Value != edown.ActionsNotRecorded {
		return a.Value
	}
	return ""
}

// severityOf is the severity that was told: general when none was, and critical
// for one that is about to be an Enterprise Down.
func severityOf(of edown.Interview) edown.Severity {
	n, told := of.Number(edown.QSeverity)
	if !told {
		return edown.General
	}
	return min(max(edown.Severity(n), edown.Critical), edown.General)
}

// typeOf is the problem type that was told, by its name or its key in the menu (R10).
func typeOf(of edown.Interview) edown.ProblemType {
	value := of[edown.QType].Value
	for i, known := range edown.ProblemTypes() {
		if value == string(known) || value == strconv.Itoa(i+1) {
			return known
		}
	}
	return ""
}
