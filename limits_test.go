package edown

import "testing"

func TestLimitsAreReachedByWhatComesAfterThem(t *testing.T) {
	limits := Limits{Number: 3, Contract: 6, Calls: 20}
	for _, c := range []struct {
		had     Tally
		reached bool
	}{
		{Tally{}, false}, {Tally{Number: 2, Contract: 5, Calls: 19}, false},
		{Tally{Number: 3}, true}, {Tally{Contract: 6}, true}, {Tally{Calls: 20}, true}, {Tally{Calls: 21}, true},
	} {
		if limits.Reached(c.had) != c.reached {
			t.Errorf("after %+v: reached is %v", c.had, !c.reached)
		}
		if (Limits{}).Reached(c.had) {
			t.Errorf("no limits are reached after %+v", c.had)
		}
	}
}
