package ivr

import (
	"strconv"
	"time"

	"edown/support"
)

// This file answers what the record asks of a session.

// Ring is the session in which the dialogue of a rung phone begins.
func Ring(call string, to support.Purpose, lang string, rung Rung) Session {
	return Session{Place: Place{Call: call, Tree: string(to), Lang: lang}, Rung: rung}
}

// Concern says which pages the session's dialogue is about.
func (s Session) Concern() Concern {
	if tree := trees[s.Tree]; tree != nil {
		return tree.Concern
	}
	return OwnPages
}

// RecentFor is how long a call that broke off can be taken up again (U15).
const RecentFor = 10 * time.Minute

// Broken is a call that broke off.
type Broken struct {
	Session
	Runs  bool // its Enterprise Down page runs
	Human bool // a human has come to the phone for it
}

// Recent picks the call that a caller may take up again, of the calls of the number
// that ended within [RecentFor], the latest first. A call in which nothing was told does
// not hide the one before it. ended: its Enterprise Down is over.
func Recent(calls []Broken) (recent *Session, ended bool) {
	for _, b := range calls {
		if b.Doubted || !b.Runs && b.toldNothing() { // a doubted number may have been another caller's
			continue
		}
		if b.finished() || b.Human && !b.Runs {
			break
		}
		return &b.Session, b.Declared && !b.Runs
	}
	return nil, false
}

// finished reports whether the dialogue of a call came to its end.
func (s Session) finished() bool {
	switch s.node().(type) {
	case end, grace: // hanging up in a grace confirms it
		return true
	}
	return false
}

// toldNothing reports whether the caller has told nothing that another call could go
// on with. A case that was only presumed was not told; nor was anything by a caller who
// hung up when asked whether it is still about the old one.
func (s Session) toldNothing() bool {
	if n := s.node(); n != nil && n.marks().resumes == atMain {
		return true
	}
	return !s.Suspected && len(s.Problem) == 0 && (s.Case == "" || s.Presumed)
}

// node is where the call stands; nil when the program has no such node any more.
func (s Session) node() node {
	if tree := trees[s.Tree]; tree != nil {
		return tree.Nodes[s.Node]
	}
	return nil
}

// Flags are the remarks that a session calls for. Before a contract or a case was told,
// nothing can be said of the entitlement.
func (s Session) Flags() []support.Flag {
	var flags []support.Flag
	told := s.Contract != "" || s.Case != ""
	switch {
	case told && s.Entitlement == support.OutsideCoverage:
		flags = append(flags, support.FlagOutsideCoverage)
	case told && s.Entitlement == support.Unknown:
		flags = append(flags, support.FlagEntitlementUnknown)
	case told && s.Entitlement == support.NoPhoneSupport:
		flags = append(flags, support.FlagNoPhoneSupport)
	}
	if s.Presumed {
		flags = append(flags, support.FlagCaseUnconfirmed)
	}
	if s.Limited {
		flags = append(flags, support.FlagLimitReached)
	}
	return flags
}

// NewCase is the case that the caller opens, as far as the problem was told in words or
// by keys; what was spoken after a tone is heard where it was said. A case that is
// opened to be an Enterprise Down is critical until it is raised (R15).
func (s Session) NewCase(now time.Time) support.Case {
	c := support.Case{Contract: s.Contract, Severity: support.Critical, Opened: now, Status: support.StatusNew}
	if len(s.Problem) == 0 {
		return c
	}
	c.Product, c.Version = inWords(s.Problem, support.QProduct), inWords(s.Problem, support.QVersion)
	c.DateCode, c.Title = inWords(s.Problem, support.QDateCode), inWords(s.Problem, support.QDescription)
	c.Severity, c.Type = severityTold(s.Problem), typeTold(s.Problem)
	return c
}

// inWords is an answer that was not spoken after a tone.
func inWords(of support.Interview, q support.Question) string {
	if a := of[q]; a.Audio == "" && a.Value != support.ActionsNotRecorded {
		return a.Value
	}
	return ""
}

// severityTold is the severity that was told: general when none was, and critical
// for one that is about to be an Enterprise Down.
func severityTold(of support.Interview) support.Severity {
	n, told := of.Number(support.QSeverity)
	if !told {
		return support.General
	}
	return min(max(support.Severity(n), support.Critical), support.General)
}

// typeTold is the problem type that was told, by its name or its key in the menu (R10).
func typeTold(of support.Interview) support.ProblemType {
	value := of[support.QType].Value
	for i, known := range support.ProblemTypes() {
		if value == string(known) || value == strconv.Itoa(i+1) {
			return known
		}
	}
	return ""
}
