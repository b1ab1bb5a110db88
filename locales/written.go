package locales

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Check finds what is wrong with the messages that are sent by SMS and by letter.
// given are the names that each of them is given, by key. In every language each
// must exist and use no other name, and there must be no further one. The error
// names language, message and name of every fault.
func (c *Catalog) Check(given map[string][]string) error {
	c.given = given
	var problems []error
	for _, tag := range c.tags {
		problems = append(problems, c.tongues[tag].checkWritten(given)...)
	}
	return errors.Join(problems...)
}

func (t *tongue) checkWritten(given map[string][]string) (problems []error) {
	for _, key := range slices.Sorted(maps.Keys(given)) {
		if m := t.messages[key]; m != nil {
			problems = append(problems, t.checkData(key, m, dotted(given[key]))...)
			continue
		}
		problems = append(problems,
			fmt.Errorf("locales: language %q lacks message %q, which is sent: write it in active.%s.toml", t.tag, key, t.tag))
	}
	for _, key := range slices.Sorted(maps.Keys(t.messages)) {
		if _, known := given[key]; isWritten(key) && !known {
			problems = append(problems,
				fmt.Errorf("locales: message %q in language %q is never sent: remove it from active.%s.toml", key, t.tag, t.tag))
		}
	}
	return problems
}

// filled is data with every name that the message is given today. A message that
// an earlier version has kept may lack some: it is sent with a gap, not refused.
func (c *Catalog) filled(key string, data map[string]string) map[string]string {
	all := map[string]string{}
	for _, name := range c.given[key] {
		all[name] = ""
	}
	maps.Copy(all, data)
	return all
}

// dotted are names as messages use them.
func dotted(names []string) (all []string) {
	for _, name := range names {
		all = append(all, "."+name)
	}
	return all
}

// isWritten reports whether a message is an SMS or a letter.
func isWritten(key string) bool {
	return strings.HasPrefix(key, "sms_") || strings.HasPrefix(key, "mail_")
}
