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

// shows is how a case stands: what is asked of it, what is owed to it, and which
// pages run for it.
func (t *tx) shows(number support.CaseNumber) string {
	f := t.file(number)
	if !f.Known {
		return string(number) + ": is not on record"
	}
	all := []string{t.head(f.Standing)}
	for _, e := range f.Escalations {
		all = append(all, fmt.Sprintf("%s: %s (%s) asks for level %d%s",
			number, t.whose(e.Call), cmp.Or(e.By, "hidden"), e.Level, t.became(e)))
	}
	for _, c := range f.Commitments {
		all = append(all, "is owed: "+t.owedWords(c)+by(t.person(c.Owner))+t.until(c)+t.looked(c))
	}
	if all = append(all, t.idle(number)...); len(f.Commitments) == 0 {
		all = append(all, "is owed: nothing")
	}
	for _, p := range t.those(paging.Page.Running) {
		if p.Case == number {
			all = append(all, "page: "+t.label(p)+", "+string(p.State)+by(p.PersonName()))
		}
	}
	return strings.Join(all, "\n")
}

func (r *record) head(s support.Standing) string {
	c := s.Case
	head := fmt.Sprintf("%s: severity %d, level %d, %s", c.Number, c.Severity, c.Level, spaced(string(c.Stands())))
	if c.Priority != "" {
		head += ", priority " + string(c.Priority)
	}
	if !s.Declared.IsZero() {
		head += ", down since " + r.clock(s.Declared)
	}
	return head
}

// became is what has become of a request.
func (r *record) became(e support.Escalation) string {
	switch {
	case e.Verdict != "" && !e.Contacted.IsZero():
		return fmt.Sprintf(": %s by %s, contacted %s", e.Verdict, r.person(e.DecidedBy), r.clock(e.Contacted))
	case e.Verdict != "":
		return fmt.Sprintf(": %s by %s", e.Verdict, r.person(e.DecidedBy))
	case !e.Lifted.IsZero():
		return ": lifted"
	}
	return ": undecided"
}

// looked is when a commitment is looked at next, if that is not its time.
func (r *record) looked(c casework.Commitment) string {
	p, planned := r.work["duty:"+c.ID]
	if !planned || p.due.Equal(kept(c.Due)) {
		return ""
	}
	return ", looked at " + r.clock(p.due)
}

// idle are the looks that are planned at commitments that are kept.
func (r *record) idle(number support.CaseNumber) (all []string) {
	for id, text := range r.commitments {
		c := decode[casework.Commitment](text)
		if _, planned := r.work["duty:"+id]; planned && c.Case == number && !c.Open() {
			all = append(all, "is looked at for nothing: "+r.owedWords(c))
		}
	}
	slices.Sort(all)
	return all
}
