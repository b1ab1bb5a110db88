package tomlfile

import (
	"fmt"
	"strings"
	"time"
)

// Written is a TOML value as text. A date and a time of day stay what they are: the
// parser makes moments of them, in the zone of the machine.
func Written(value any) string {
	at, ok := value.(time.Time)
	if !ok {
		return fmt.Sprint(value)
	}
	switch at.Location().String() {
	case "date-local":
		return at.Format(time.DateOnly)
	case "datetime-local":
		return at.Format("2006-01-02T15:04:05.999999999")
	case "time-local":
		return strings.TrimSuffix(at.Format("15:04:05.999999999"), ":00")
	}
	return at.Format(time.RFC3339Nano)
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
