package ivr

import (
	"maps"

	"edown/support"
)

// severityNodes change a case's severity (R14), with the definitions read out (R12).
// Production that has stopped is an Enterprise Down.
func severityNodes() map[string]node {
	nodes := map[string]node{
		"severity": menu{
			ask:     "severity",
			needs:   openCase,
			resumes: atCase,
			keys: map[string]step{
				"1": {do: suspect, to: "case_emergency"},
				"2": to("to_critical"),
				"3": to("to_moderate"),
				"4": to("to_general"),
			},
		},

		"severity_same":    tell{ask: "severity_same", to: "case_menu"},
		"severity_changed": tell{ask: "severity_changed", to: "case_menu"},
		"severity_kept":    tell{ask: "still_down", to: "case_menu"},
	}
	for name, s := range map[string]support.Severity{
		"critical": support.Critical, "moderate": support.Moderate, "general": support.General,
	} {
		maps.Copy(nodes, severityChange(name, s))
	}
	return nodes
}

// severityChange are the nodes that change it to one severity.
func severityChange(name string, s support.Severity) map[string]node {
	return map[string]node{
		"to_" + name: look{
			kind:   LookStanding,
			choose: changing(name, s),
			leads:  []string{"existing_case", "case", "severity_same", "sure_" + name, "lower_" + name},
		},

		"set_" + name: look{
			kind:   LookStanding,
			choose: setting(name, s),
			leads:  []string{"existing_case", "case", "severity_same", "severity_changed", "lower_" + name},
		},

		"sure_" + name: menu{
			ask:     "severity_sure",
			say:     saySure("severity_sure", s),
			said:    worded("severity_sure"),
			needs:   openCase,
			resumes: atCase,
			keys: map[string]step{
				"1": to("set_" + name),
				"2": to("case_menu"),
			},
		},

		"lower_" + name: lowers(name, s),

		"lowering_" + name: grace{
			ask:     "severity_lowering",
			grade:   grade(s),
			do:      lowerSeverity(s),
			to:      "severity_changed",
			undone:  "severity_kept",
			needs:   openCase,
			resumes: atCase,
		},
	}
}

// lowers asks before an Enterprise Down is lowered. The key that lowers it is another
// than the one that led here, so that no key pressed twice ends the emergency.
func lowers(name string, s support.Severity) menu {
	if s == support.Critical {
		return lowersToCritical()
	}
	return menu{
		ask:     "severity_lower",
		say:     saySure("severity_lower", s),
		said:    worded("severity_lower"),
		needs:   openCase,
		resumes: atCase,
		mute:    true,
		keys: map[string]step{
			"1": to("severity_kept"),
			"2": {to: "lowering_" + name, ends: true},
		},
	}
}

// lowersToCritical is reached by key 2.
func lowersToCritical() menu {
	return menu{
		ask:     "severity_lower_critical",
		say:     saySure("severity_lower_critical", support.Critical),
		said:    worded("severity_lower_critical"),
		needs:   openCase,
		resumes: atCase,
		mute:    true,
		keys: map[string]step{
			"1": to("severity_kept"),
			"2": to("severity"),
			"3": {to: "lowering_critical", ends: true},
		},
	}
}

// changing asks for a confirmation. Lowering an Enterprise Down ends it (R21).
func changing(name string, s support.Severity) func(*turn, Found) string {
	return func(_ *turn, f Found) string {
		switch {
		case f.Standing == nil:
			return "existing_case"
		case f.Standing.Case.Closed:
			return "case"
		case f.Standing.Case.Severity == s:
			return "severity_same"
		case f.Standing.Case.Severity == support.EnterpriseDown:
			return "lower_" + name
		}
		return "sure_" + name
	}
}

func saySure(ask string, s support.Severity) func(*turn) {
	return func(t *turn) { t.say(t.prompted(ask), Data{"Grade": grade(s)}) }
}

// setting changes the severity, unless a colleague has declared an Enterprise Down
// meanwhile: that is lowered in its own way.
func setting(name string, s support.Severity) func(*turn, Found) string {
	return func(t *turn, f Found) string {
		to := changing(name, s)(t, f)
		if to != "sure_"+name {
			return to
		}
		changeSeverity(t, s)
		return "severity_changed"
	}
}

func changeSeverity(t *turn, s support.Severity) {
	e := t.described(support.SeverityChanged)
	e.Severity = s
	t.event(e)
}

// lowerSeverity also ends the emergency of this call.
func lowerSeverity(s support.Severity) func(*turn) {
	return func(t *turn) {
		t.s.Suspected, t.s.Declared, t.s.Firm = false, false, false
		changeSeverity(t, s)
	}
}
