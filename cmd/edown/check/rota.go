package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
)

// aheadOfTime is how far ahead the rota is searched for gaps (P7).
const aheadOfTime = 14 * 24 * time.Hour

// soon is how far ahead a gap is as bad as one that has begun: the person who is asked may
// still be found.
const soon = 24 * time.Hour

// duties lists the roles that are checked, and what happens when none of its people
// is on duty. The ladder skips an empty rung.
var duties = []struct {
	role      rota.Role
	on        []paging.Whom // the groups by which the ladder rings this role
	now       Level         // how bad a gap is that has begun, or begins within a day
	otherwise string
}{
	{rota.Manager, []paging.Whom{paging.Primary, paging.Secondary, paging.Managers}, Lacking,
		"the line would ring the next rung, or everybody"},
	{rota.Operator, nil, Doubtful, "callers without an emergency would reach nobody"},
	{rota.Level2, []paging.Whom{paging.Second}, Doubtful, "the ladder would skip this rung"},
	{rota.Director, []paging.Whom{paging.Directors}, Doubtful, "the ladder would skip this rung"},
}

func (f facts) judgeRota() (found []Finding) {
	const point = "rota"
	r := f.record.roster
	switch {
	case f.record.err != nil:
		return unknown(point, "database")
	case len(r.People) == 0, len(r.Shifts) == 0:
		return one(point, Lacking, fmt.Sprintf("is empty: %d people, %d shifts", len(r.People), len(r.Shifts)),
			"edown import people.toml: who is on duty, and when")
	}
	for _, d := range duties {
		gaps := r.Gaps(d.role, f.now, f.now.Add(aheadOfTime))
		if len(gaps) == 0 || d.on != nil && !calls(f.config.Ladder, d.on) {
			continue
		}
		l := Doubtful
		if gaps[0].From.Before(f.now.Add(soon)) {
			l = d.now
		}
		found = append(found, Finding{point, l, vacant(r, d.role, gaps), "add a shift with edown import; until then, " +
			d.otherwise})
	}
	if found == nil {
		return one(point, Fine, fmt.Sprintf("%d people, and somebody on duty for the next 14 days", len(r.People)), "")
	}
	return found
}

// calls reports whether a ladder rings any of these groups.
func calls(l paging.Ladder, groups []paging.Whom) bool {
	return slices.ContainsFunc(l.Rungs, func(rung paging.Rung) bool {
		return slices.ContainsFunc(rung.Call, func(w paging.Whom) bool { return slices.Contains(groups, w) })
	})
}

// vacant says when the role is empty, in the time zone of its shifts.
func vacant(r rota.Rota, role rota.Role, gaps []rota.Gap) string {
	zone := time.UTC
	for _, s := range r.Shifts {
		if s.Role == role && s.Zone != nil {
			zone = s.Zone
			break
		}
	}
	if gaps[0].To.Sub(gaps[0].From) == aheadOfTime {
		return fmt.Sprintf("nobody is on duty as %s in the next 14 days", role)
	}
	const clock = "Mon 2 Jan 15:04"
	var when []string
	for _, g := range gaps {
		when = append(when, fmt.Sprintf("from %s to %s", g.From.In(zone).Format(clock), g.To.In(zone).Format(clock+" MST")))
	}
	return fmt.Sprintf("nobody is on duty as %s %s", role, strings.Join(when, ", "))
}
