package report

import "time"

// few is how many it takes before percentiles mean anything: with less, the
// 95th is no more than the longest.
const few = 20

// rank is the place, from 0 on, of a percentile among n values in order: the
// nearest rank, the first value that so many percent do not exceed. It is
// always one of the values; nothing is averaged. n is at least 1, percent 1 to
// 100.
func rank(percent, n int) int { return (percent*n+99)/100 - 1 }

// percentile is that value; nil when there are too few, or when it falls among
// those who had to wait for ever: they come after all the others.
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
