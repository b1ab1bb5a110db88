package support

import "testing"

func TestLimitsAreReachedByTheNextRequest(t *testing.T) {
	limits := Limits{Number: 3, Contract: 6, Calls: 20}
	for _, c := range []struct {
		had                Tally
		emergency, problem bool
	}{
		{Tally{}, false, false}, {Tally{Number: 2, Contract: 5, Calls: 19, Problems: 2}, false, false},
		{Tally{Number: 3}, true, false}, {Tally{Contract: 6}, true, false}, {Tally{Problems: 3}, false, true},
		{Tally{Calls: 20}, true, true}, {Tally{Calls: 21}, true, true},
	} {
		if limits.Reached(c.had) != c.emergency || limits.ProblemsReached(c.had) != c.problem {
			t.Errorf("after %+v: reached by an emergency %v, by a problem %v", c.had, !c.emergency, !c.problem)
		}
		if (Limits{}).Reached(c.had) || (Limits{}).ProblemsReached(c.had) {
			t.Errorf("no limits are reached after %+v", c.had)
		}
	}
}
