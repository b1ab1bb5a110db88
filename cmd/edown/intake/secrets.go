package intake

import (
	"regexp"
	"slices"
	"strings"
)

// secretColumn is never printed. Neither is a column whose name contains it, which
// is probably a misspelling of it.
const secretColumn = "pin"

func isSecret(name string) bool { return strings.Contains(strings.ToLower(name), secretColumn) }

var (
	pinLike = regexp.MustCompile(`^\W*[0-9]{4,8}\W*$`)
	figure  = regexp.MustCompile(`[0-9]`)
)

// hides reports whether a value may be a contract's PIN, which is in another column
// where a separator is missing, or under another name.
func (r *reading) hides(field string) bool {
	text := r.fields[field]
	if text == "" || isSecret(field) || r.kind != "contracts" || field == "number" {
		return text != "" && isSecret(field)
	}
	k, _ := kindNamed(r.kind)
	return pinLike.MatchString(text) || !slices.Contains(k.columns(), field) && figure.MatchString(text)
}

// unkeyed hides what has figures in a header. Where the header line is missing, the
// first record stands in its place, and a number may be a contract's PIN.
func unkeyed(header []string) []string {
	shown := slices.Clone(header)
	for i, field := range shown {
		if figure.MatchString(field) {
			shown[i] = "••••"
		}
	}
	return shown
}
