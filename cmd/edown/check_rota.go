package main

import (
	"fmt"
	"slices"
	"time"

	"edown/cmd/edown/numbers"
	"edown/cmd/edown/wording"
	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
	"edown/support/civil"
	"edown/voice"
)

// aheadOfTime is how far the rota is looked through (P7).
const aheadOfTime = 14 * 24 * time.Hour

// duties are the roles that are looked through, and what happens when nobody
// is on duty. The ladder skips an empty rung.
var duties = []struct {
	role      rota.Role
	on        []paging.Whom // the ladder calls for it under these names
	now       level         // when it is so now
	otherwise string
}{
	{rota.Manager, []paging.Whom{paging.Primary, paging.Secondary, paging.Managers}, lacking, "the line would ring the next rung, or everybody"},
	{rota.Operator, nil, doubtful, "callers without an emergency would reach nobody"},
	{rota.Level2, []paging.Whom{paging.Second}, doubtful, "the ladder would skip this rung"},
	{rota.Director, []paging.Whom{paging.Directors}, doubtful, "the ladder would skip this rung"},
}

func (f facts) judgeRota() (found []finding) {
	const point = "rota"
	r := f.record.roster
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
func calls(l paging.Ladder, groups []paging.Whom) bool {
	return slices.ContainsFunc(l.Rungs, func(rung paging.Rung) bool {
		return slices.ContainsFunc(rung.Call, func(w paging.Whom) bool { return slices.Contains(groups, w) })
	})
}

// vacant says when nobody is on duty, by the clocks of those who would be.
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
	text := fmt.Sprintf("nobody is on duty as %s from %s to %s", role, gaps[0].From.In(zone).Format(clock), gaps[0].To.In(zone).Format(clock+" MST"))
	if more := len(gaps) - 1; more > 0 {
		text += fmt.Sprintf(", and %d more %s in the next 14 days", more, wording.Plural("time", more))
	}
	return text
}

// ringable is somebody whose phone the line rings.
type ringable struct {
	who   string
	phone support.E164
}

// ringables are the people of the rota, and whom contracts have besides.
func (f facts) ringables() (all []ringable) {
	for _, p := range f.record.roster.People {
		all = append(all, ringable{fmt.Sprintf("%s (%s)", p.ID, p.Name), p.Phone})
	}
	for _, c := range f.record.contracts {
		if f.config.Policy.CoverageAt(&c, f.now).Grounds != support.ContractExpired {
			all = append(all, f.engaged(c)...)
		}
	}
	return all
}

// engaged are a contract's account managers (R45) and dedicated engineers (R44),
// who are rung past the rota. Whose time is over is rung no more.
func (f facts) engaged(c support.Contract) (all []ringable) {
	for _, t := range c.TSAMs {
		if end := f.config.Policy.TSAM.Expires(t); end.IsZero() || civil.DateOf(f.now).Before(end) {
			all = append(all, ringable{fmt.Sprintf("%s (account manager of contract %s)", t.Name, c.Number), t.Phone})
		}
	}
	for _, b := range c.Engineers {
		if f.now.Before(b.To) {
			all = append(all, ringable{fmt.Sprintf("%s (engineer booked by contract %s)", b.Engineer, c.Number), b.Phone})
		}
	}
	return all
}

const pointPhones = "phones"

func (f facts) judgePhones() (found []finding) {
	if f.record.err != nil || len(f.record.roster.People) == 0 {
		return unknown(pointPhones, "rota")
	}
	numbers := map[support.E164]bool{}
	for _, r := range f.ringables() {
		found = append(found, f.judgePhone(r)...)
		numbers[r.phone] = true
	}
	if found = append(found, f.judgeShared()...); found == nil {
		return one(pointPhones, fine, fmt.Sprintf("%d, and all may be rung", len(numbers)), "")
	}
	return found
}

func (f facts) judgePhone(r ringable) []finding {
	switch err := numbers.Dialable(r.phone, f.config.Line); {
	case err != nil:
		return one(pointPhones, lacking, fmt.Sprintf("%s cannot be rung at %q", r.who, r.phone), err.Error())
	case !f.config.Callable(r.phone):
		return one(pointPhones, doubtful, fmt.Sprintf("%s is at %s, in no country of callback_countries", r.who, r.phone),
			"the line rings whoever is on record all the same: see that Twilio's geographic permissions let it, then add the country")
	}
	return nil
}

// judgeShared finds phones of two people on the rota. An account manager may be
// on it besides, and have several contracts: that is one person.
func (f facts) judgeShared() (found []finding) {
	owner := map[support.E164]string{}
	for _, p := range f.record.roster.People {
		if other, taken := owner[p.Phone]; taken {
			found = append(found, finding{pointPhones, doubtful, fmt.Sprintf("%s and %s share %s: rung at once, one of them is busy", other, p.ID, p.Phone), "give each person a phone of their own"})
		}
		owner[p.Phone] = p.ID
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
func (f facts) climb() paging.Climb {
	if f.record.err != nil || len(f.record.roster.People) == 0 {
		return nil
	}
	return f.config.Ladder.Busiest(f.record.roster, f.now, f.now.Add(aheadOfTime))
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
