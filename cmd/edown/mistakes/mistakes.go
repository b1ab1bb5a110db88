// Package mistakes lists what is wrong in files and settings that people write,
// each with its line and its remedy.
package mistakes

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// One is a single mistake: where it stands, what stands there, and what would
// be right.
type One struct {
	File   string // or "environment"
	Line   int    // 0 where there are no lines
	What   string // as it was written
	Remedy string
}

func (m One) String() string {
	if m.Line == 0 {
		return fmt.Sprintf("%s: %s: %s", m.File, m.What, m.Remedy)
	}
	return fmt.Sprintf("%s:%d: %s: %s", m.File, m.Line, m.What, m.Remedy)
}

// List is every mistake found, so that a file can be corrected at one go.
type List []One

func (m List) Error() string {
	var b strings.Builder
	for i, one := range m.sorted() {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(one.String())
	}
	return b.String()
}

// sorted orders mistakes by line within each file, and files as they were read.
func (m List) sorted() List {
	files := map[string]int{}
	for _, one := range m {
		if _, seen := files[one.File]; !seen {
			files[one.File] = len(files)
		}
	}
	return slices.SortedStableFunc(slices.Values(m), func(a, b One) int {
		return cmp.Or(cmp.Compare(files[a.File], files[b.File]), cmp.Compare(a.Line, b.Line))
	})
}

// Err is nil when nothing is wrong.
func (m List) Err() error {
	if len(m) == 0 {
		return nil
	}
	return m
}

// Nearest is the name probably meant; empty when none is close.
func Nearest(wrong string, names []string) string {
	best, least := "", 3
	for _, name := range names {
		if d := distance(wrong, name); d < least && d < len(wrong) {
			best, least = name, d
		}
	}
	return best
}

// distance counts the letters to change to turn one word into the other
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
