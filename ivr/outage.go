package ivr

import (
	"strings"

	"edown/support"
)

// Outage stands before the keys that words mean, when they name an outage for which the
// prompt has no key: whatever else was said, it is not lost.
const Outage = "!"

// alarmed takes up an outage that was named beside anything else. A caller who has asked
// for an operator too reaches one, and the watchdog has the manager paged; any other is
// asked at once whether all production has stopped. In an emergency that is known, the
// rest of the words count. It reports whether the turn is done.
func (t *turn) alarmed() bool {
	rest, named := strings.CutPrefix(t.in.Keys, Outage)
	if !named {
		return false
	}
	t.in.Keys = rest
	if t.tree.Alarm == "" || t.s.Suspected || t.s.Declared {
		return false
	}
	suspect(t)
	if strings.HasSuffix(rest, "0") && strings.Trim(rest, "*0") == "" && rest != "" {
		return false
	}
	t.leave(t.qualifies())
	return true
}

// qualifies is where the question is asked whether all production has stopped: about
// the new problem, about the case that was proved, or about any.
func (t *turn) qualifies() string {
	switch {
	case t.s.Problem[support.QDescription].Value != "" && t.s.Contract != "":
		return "problem_emergency"
	case t.s.Vouched && t.s.Case != "":
		return "case_emergency"
	}
	return t.tree.Alarm
}
