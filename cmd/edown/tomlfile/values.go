package tomlfile

import (
	"fmt"
	"strings"
	"time"
)

// Written is a TOML value as text.
func Written(value any) string {
	if at, ok := value.(time.Time); ok {
		return at.Format(time.RFC3339)
	}
	return fmt.Sprint(value)
}

// Tables are the elements of a list; ok means that there are some and that each is a
// table.
func Tables(list []any) (out []map[string]any, ok bool) {
	for _, one := range list {
		table, isTable := one.(map[string]any)
		if !isTable {
			return nil, false
		}
		out = append(out, table)
	}
	return out, len(out) > 0
}

// Flat is a TOML value as a CSV file would have it: the elements of a list with
// spaces between them.
func Flat(value any) string {
	list, ok := value.([]any)
	if !ok {
		return Written(value)
	}
	var each []string
	for _, one := range list {
		each = append(each, Written(one))
	}
	return strings.Join(each, " ")
}
