package report

import "time"

// few is how many values percentiles need to mean anything: with fewer, the
// 95th is just the longest.
const few = 20

// rank returns the index, from 0 on, of a percentile among n sorted values. It
// is the nearest rank: the first value that so many percent do not exceed. It
// is always one of the values; nothing is averaged. n is at least 1, percent 1
// to 100.
func rank(percent, n int) int { return (percent*n+99)/100 - 1 }

// percentile returns that value. It is nil when there are too few values, or
// when the percentile falls among those who waited for ever, who come after all
// others.
func percentile(percent int, inOrder []time.Duration, forEver int) *Seconds {
	n := len(inOrder) + forEver
	if n < few {
		return nil
	}
	if at := rank(percent, n); at < len(inOrder) {
		return seconds(inOrder[at])
	}
	return nil
}
