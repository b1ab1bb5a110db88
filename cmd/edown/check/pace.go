package check

import (
	"fmt"
	"time"

	"edown/operators/paging"
	"edown/voice"
)

// tooLate is how late the last phone of a rung may ring.
const tooLate = 5 * time.Second

// judgePace checks the carrier's calls a second against the busiest ladder of the
// next days.
func (f facts) judgePace() []Finding {
	const point = "pace"
	climb := f.climb()
	if climb == nil {
		return unknown(point, "rota")
	}
	late := climb.Late(f.config.Pace)
	says := fmt.Sprintf("%d calls by 90 s, %d by 300 s; at %g a second the last is %v late",
		climb.By(90*time.Second), climb.By(300*time.Second), f.config.Pace, late.Round(100*time.Millisecond))
	if late > tooLate {
		return one(point, Doubtful, says,
			"ask Twilio for more calls a second and set calls_per_second (EDOWN_CALLS_PER_SECOND), or ring fewer people at "+
				"a rung")
	}
	return one(point, Fine, says, "")
}

// climb is the busiest ladder; nil when it rings no one.
func (f facts) climb() paging.Climb {
	if f.record.err != nil || len(f.record.roster.People) == 0 {
		return nil
	}
	return f.config.Ladder.Busiest(f.record.roster, f.now, f.now.Add(aheadOfTime))
}

// judgeCallsAtOnce checks the account's limit against one caller and all phones that
// a rung rings. The API tells only whether it is a trial account.
func (f facts) judgeCallsAtOnce() []Finding {
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
		return one(point, Lacking, fmt.Sprintf("%s; %s %d, and rings only verified numbers", says, whose, limit),
			"upgrade the account at Twilio, and give it a business profile")
	case limit > 0 && need > limit:
		return one(point, Lacking, fmt.Sprintf("%s; %s %d", says, whose, limit),
			"give the account a business profile, which has no limit, or ring fewer people at a rung")
	case limit == 0:
		says += "; a limit is not set (twilio.concurrent_calls)"
	}
	return one(point, Fine, says, "")
}
