package bench

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// figure is one line of the table: a measurement, and its target.
type figure struct {
	what, measured, aim string // an empty aim: there is none
	met                 bool
}

// String returns the figure as a line of the table.
func (f figure) String() string {
	verdict := ""
	switch {
	case f.aim != "" && f.met:
		verdict = "met"
	case f.aim != "":
		verdict = "NOT MET"
	}
	return row(f.what, f.measured, f.aim, verdict)
}

func row(what, measured, aim, verdict string) string {
	return strings.TrimRight(fmt.Sprintf("%-64s %12s   %-11s %s", what, measured, aim, verdict), " ")
}

func timesOf(ratio float64) string { return fmt.Sprintf("%.2f x", ratio) }

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d)/1e6) }

// percentile returns the time that a share of all does not exceed: 0.99 is the
// p99. Without times it is zero.
func percentile(all []time.Duration, share float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(int(share*float64(len(all))), len(all)-1)]
}

func median(all []float64) float64 {
	return slices.Sorted(slices.Values(all))[len(all)/2]
}
