package check

import (
	"fmt"
	"strings"
)

// Level is how bad a finding is.
type Level string

const (
	Fine     Level = "ok"
	Doubtful Level = "warn" // it works, but not always or not for long
	Lacking  Level = "FAIL" // an emergency would go wrong
)

// Finding is what was found at one point, and what to do about it.
type Finding struct {
	Point  string
	Level  Level
	Says   string // what was found, in a sentence
	Remedy string // empty when all is well
}

// Text is a line for each finding, with its remedy below it.
func Text(found []Finding) string {
	var b strings.Builder
	for _, f := range found {
		fmt.Fprintf(&b, "%-4s  %-14s  %s\n", f.Level, f.Point, f.Says)
		if f.Remedy != "" {
			fmt.Fprintf(&b, "%22s  → %s\n", "", f.Remedy)
		}
	}
	return b.String()
}

// Failing counts the findings with which an emergency would go wrong.
func Failing(found []Finding) (n int) {
	for _, f := range found {
		if f.Level == Lacking {
			n++
		}
	}
	return n
}

// one is a single finding, as the judges return it.
func one(point string, l Level, says, remedy string) []Finding {
	return []Finding{{point, l, says, remedy}}
}

// unknown is a point that cannot be judged until another one is mended.
func unknown(point, first string) []Finding {
	return one(point, Doubtful, "not known", "mend the "+first+" first")
}
