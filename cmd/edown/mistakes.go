package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// mistake is one thing that is wrong in what somebody wrote: where it stands,
// what stands there, and what would be right.
type mistake struct {
	file   string // or "environment"
	line   int    // 0 where there are no lines
	what   string // as it was written
	remedy string
}

func (m mistake) String() string {
	if m.line == 0 {
		return fmt.Sprintf("%s: %s: %s", m.file, m.what, m.remedy)
	}
	return fmt.Sprintf("%s:%d: %s: %s", m.file, m.line, m.what, m.remedy)
}

// mistakes are all that was found: whoever has to mend a file wants to do it
// once.
type mistakes []mistake

func (m mistakes) Error() string {
	var b strings.Builder
	for i, one := range m.sorted() {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(one.String())
	}
	return b.String()
}

// sorted is by line within each file, the files in the order they were read.
func (m mistakes) sorted() mistakes {
	files := map[string]int{}
	for _, one := range m {
		if _, seen := files[one.file]; !seen {
			files[one.file] = len(files)
		}
	}
	return slices.SortedStableFunc(slices.Values(m), func(a, b mistake) int {
		return cmp.Or(cmp.Compare(files[a.file], files[b.file]), cmp.Compare(a.line, b.line))
	})
}

// err is nil when nothing is wrong.
func (m mistakes) err() error {
	if len(m) == 0 {
		return nil
	}
	return m
}

// nearest is the name that was probably meant; empty when none is near.
func nearest(wrong string, names []string) string {
	best, least := "", 3
	for _, name := range names {
		if d := distance(wrong, name); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance is how many letters must change to make one word the other
// (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		left, diagonal := i+1, i
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j], left = left, min(change, left+1, row[j+1]+1)
		}
		row[len(b)] = left
	}
	return row[len(b)]
}
