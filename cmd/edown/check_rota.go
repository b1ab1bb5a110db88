package main

import (
	"fmt"
	"slices"
	"time"

	"edown"
	"edown/operators"
	"edown/voice"
)

// aheadOfTime is how far the rota is looked through (P7).
const aheadOfTime = 14 * 24 * time.Hour

// duties are the roles that are looked through, and what happens when nobody
// is on duty. The ladder skips an empty rung.
var duties = []struct {
	role      operators.Role
	on        []operators.Whom // the ladder calls for it under these names
	now       level            // when it is so now
	otherwise string
}{
	{operators.Manager, []operators.Whom{operators.Primary, operators.Secondary, operators.Managers}, lacking, "the line would ring the next rung, or everybody"},
	{operators.Operator, nil, doubtful, "callers without an emergency would reach nobody"},
	{operators.Level2, []operators.Whom{operators.Second}, doubtful, "the ladder would skip this rung"},
	{operators.Director, []operators.Whom{operators.Directors}, doubtful, "the ladder would skip this rung"},
}

func (f facts) judgeRota() (found []finding) {
	const point = "rota"
	r := f.record.rota
	switch {
	case f.record.err != nil:
		return unknown(point, "database")
	case len(r.People) == 0, len(r.Shifts) == 0:
		return one(point, lacking, fmt.Sprintf("is empty: %d people, %d shifts", len(r.People), len(r.Shifts)), "edown import people.toml: who is on duty, and when")
	}
	for _, d := range duties {
		gaps := r.Gaps(d.role, f.now, f.now.Add(aheadOfTime))
		if len(gaps) == 0 || d.on != nil && !calls(f.config.Ladder, d.on) {
			continue
		}
		l := doubtful
		if gaps[0].From.Equal(f.now) {
			l = d.now
		}
		found = append(found, finding{point, l, vacant(r, d.role, gaps), "add a shift with edown import; until then, " + d.otherwise})
	}
	if found == nil {
		return one(point, fine, fmt.Sprintf("%d people, and somebody on duty for the next 14 days", len(r.People)), "")
	}
	return found
}

// calls reports whether a ladder rings any of these groups.
func calls(l operators.Ladder, groups []operators.Whom) bool {
	return slices.ContainsFunc(l.Rungs, func(rung operators.Rung) bool {
		return slices.ContainsFunc(rung.Call, func(w operators.Whom) bool { return slices.Contains(groups, w) })
	})
}

// vacant says when nobody is on duty, by the clocks of those who would be.
func vacant(r operators.Rota, role operators.Role, gaps []operators.Gap) string {
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
	text := fmt.Sprintf("nobody is on duty as %s from %s to %s", role, gaps[0].From.In(zone).Format(clock), gaps[0].To.In(zone).Format(clock+" MST"))
	if more := len(gaps) - 1; more > 0 {
		text += fmt.Sprintf(", and %d more %s in the next 14 days", more, plural("time", more))
	}
	return text
}

func (f facts) judgePhones() (found []finding) {
	const point = "phones"
	people := f.record.rota.People
	if f.record.err != nil || len(people) == 0 {
		return unknown(point, "rota")
	}
	owner := map[edown.E164]string{}
	for _, p := range people {
		switch err := dialable(p.Phone, f.config.Line); {
		case err != nil:
			found = append(found, finding{point, lacking, fmt.Sprintf("%s (%s) cannot be rung at %q", p.ID, p.Name, p.Phone), err.Error()})
		case !f.config.Callable(p.Phone):
			found = append(found, finding{point, doubtful, fmt.Sprintf("%s (%s) is at %s, in no country of callback_countries", p.ID, p.Name, p.Phone),
				"the line rings people of the rota all the same: see that Twilio's geographic permissions let it, then add the country"})
		}
		if other, taken := owner[p.Phone]; taken {
			found = append(found, finding{point, doubtful, fmt.Sprintf("%s and %s share %s: rung at once, one of them is busy", other, p.ID, p.Phone), "give each person a phone of their own"})
		}
		owner[p.Phone] = p.ID
	}
	if found == nil {
		return one(point, fine, fmt.Sprintf("%d, and all may be rung", len(people)), "")
	}
	return found
}

// tooLate is by how much the last phone of a rung may be late.
const tooLate = 5 * time.Second

// judgePace holds the carrier's calls a second against the largest ladder that
// the next days bring.
func (f facts) judgePace() []finding {
	const point = "pace"
	climb := f.climb()
	if climb == nil {
		return unknown(point, "rota")
	}
	late := climb.Late(f.config.Pace)
	says := fmt.Sprintf("%d calls by 90 s, %d by 300 s; at %g a second the last is %v late",
		climb.By(90*time.Second), climb.By(300*time.Second), f.config.Pace, late.Round(100*time.Millisecond))
	if late > tooLate {
		return one(point, doubtful, says, "ask Twilio for more calls a second and set calls_per_second (EDOWN_CALLS_PER_SECOND), or ring fewer people at a rung")
	}
	return one(point, fine, says, "")
}

// climb is the ladder at its busiest; nil when it rings nobody.
func (f facts) climb() operators.Climb {
	if f.record.err != nil || len(f.record.rota.People) == 0 {
		return nil
	}
	return f.config.Ladder.Busiest(f.record.rota, f.now, f.now.Add(aheadOfTime))
}

// judgeCallsAtOnce holds the account's limit against one caller and all phones
// that a rung rings. The API tells a trial account and nothing else.
func (f facts) judgeCallsAtOnce() []finding {
	const point = "calls at once"
	climb := f.climb()
	if climb == nil {
		return unknown(point, "rota")
	}
	need := 1 + climb.Phones()
	limit, whose := f.config.AtOnce, "twilio.concurrent_calls says"
	if f.carrier.account.Trial {
		limit, whose = voice.TrialCalls, "a trial account has"
	}
	says := fmt.Sprintf("a caller and %d phones that ring need %d", need-1, need)
	switch {
	case f.carrier.account.Trial:
		return one(point, lacking, fmt.Sprintf("%s; %s %d, and rings only verified numbers", says, whose, limit), "upgrade the account at Twilio, and give it a business profile")
	case limit > 0 && need > limit:
		return one(point, lacking, fmt.Sprintf("%s; %s %d", says, whose, limit), "give the account a business profile, which has no limit, or ring fewer people at a rung")
	case limit == 0:
		says += "; a limit is not set (twilio.concurrent_calls)"
	}
	return one(point, fine, says, "")
}
