package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"edown/cmd/edown/mistakes"
)

// kindOf recognises the kind of the records by their header: it has all columns that
// the kind needs, and no unknown ones. Otherwise it says what is wrong with the
// header of the kind that it is most like.
func kindOf(file string, line int, header []string) (kind, error) {
	columns := tidied(header)
	for _, k := range kinds() {
		if len(k.absent(columns)) == 0 && len(k.strange(columns)) == 0 {
			return k, nil
		}
	}
	one := func(what, remedy string) mistakes.One {
		return mistakes.One{File: file, Line: line, What: what, Remedy: remedy}
	}
	k := slices.MaxFunc(kinds(), func(a, b kind) int { return cmp.Compare(a.likeness(columns), b.likeness(columns)) })
	if k.likeness(columns) < 3 {
		shown := cmp.Or(strings.Join(unkeyed(header), ","), "empty header")
		return kind{}, mistakes.List{one(shown, "is no header of any record: begin the file with the names of the columns, "+
			forms())}
	}
	var wrong mistakes.List
	lacking := k.absent(columns)
	for _, name := range k.strange(columns) {
		near := mistakes.Nearest(name, k.columns())
		lacking = slices.DeleteFunc(lacking, func(n string) bool { return n == near })
		wrong = append(wrong, one(cmp.Or(unkeyed([]string{name})[0], "a column without a name"), "no such column: "+
			k.meant(name)))
	}
	for _, name := range lacking {
		wrong = append(wrong, one(name, "this column is missing: "+k.name+" need "+strings.Join(k.needed, ", ")))
	}
	return kind{}, wrong
}

func (k kind) absent(columns []string) []string {
	return slices.DeleteFunc(slices.Clone(k.needed), func(c string) bool { return slices.Contains(columns, c) })
}

func (k kind) strange(columns []string) []string {
	return slices.DeleteFunc(slices.Clone(columns), func(c string) bool { return slices.Contains(k.columns(), c) })
}

// likeness is how much of the kind is in a header; it takes one column that the kind
// needs to be like it at all.
func (k kind) likeness(columns []string) (n int) {
	for _, c := range columns {
		switch {
		case slices.Contains(k.needed, c):
			n += 3
		case slices.Contains(k.others, c), slices.Contains(k.needed, mistakes.Nearest(c, k.needed)):
			n++
		}
	}
	return min(n, 3*n*(len(k.needed)-len(k.absent(columns))))
}

// meant says which column an unknown name may stand for.
func (k kind) meant(name string) string {
	if near := mistakes.Nearest(name, k.columns()); near != "" {
		return fmt.Sprintf("did you mean %s?", near)
	}
	return k.name + " have " + strings.Join(k.columns(), ", ")
}

// forms are the columns that each kind of record needs.
func forms() string {
	var all []string
	for _, k := range kinds() {
		all = append(all, fmt.Sprintf("%s for %s", strings.Join(k.needed, ","), k.name))
	}
	return strings.Join(all[:len(all)-1], "; ") + "; or " + all[len(all)-1]
}
