package report

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The nearest rank is the first value that so many percent of all do not
// exceed. The twin counts it out one by one.
func TestPercentileIsTheNearestRank(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) time.Duration {
			return time.Duration(rapid.IntRange(0, 50).Draw(t, "seconds")) * time.Second
		}), few, 300).Draw(t, "values")
		percent := rapid.IntRange(1, 100).Draw(t, "percent")
		slices.Sort(values)
		if got, want := percentile(percent, values, 0), countedOut(percent, values); time.Duration(*got) != want {
			t.Fatalf("p%d of %v: %v, counted %v", percent, values, got, want)
		}
	})
}

func countedOut(percent int, values []time.Duration) time.Duration {
	for _, v := range values {
		below := 0
		for _, other := range values {
			if other <= v {
				below++
			}
		}
		if below*100 >= percent*len(values) {
			return v
		}
	}
	panic("no value")
}

// A caller who was never answered comes last: percentiles do not get better
// because the line gave up.
func TestPercentileWithCallersNeverAnswered(t *testing.T) {
	answers := make([]time.Duration, 19)
	for i := range answers {
		answers[i] = time.Duration(i+1) * time.Second
	}
	for _, c := range []struct {
		percent, forEver int
		want             time.Duration // 0: none
	}{
		{50, 0, 0}, // 19 are too few
		{50, 1, 10 * time.Second},
		{95, 1, 19 * time.Second},
		{96, 1, 0}, // the 20th was never answered
		{50, 19, 19 * time.Second},
		{50, 20, 0},
		{1, 1, time.Second},
	} {
		got := percentile(c.percent, answers, c.forEver)
		if (got == nil) != (c.want == 0) || got != nil && time.Duration(*got) != c.want {
			t.Errorf("p%d with %d never answered: %v, want %v", c.percent, c.forEver, got, c.want)
		}
	}
}
