package ivr

import "edown/support"

// addSeverity adds the change of a case's severity (R14), with the definitions
// read out (R12). Production that has stopped is an Enterprise Down.
func addSeverity(nodes map[string]node) {
	nodes["severity"] = menu{ask: "severity", keys: map[string]step{
		"1": {suspect, "case_emergency"}, "2": to("to_critical"), "3": to("to_moderate"), "4": to("to_general"),
	}}
	for name, s := range map[string]support.Severity{"critical": support.Critical, "moderate": support.Moderate, "general": support.General} {
		change := step{changeSeverity(s), "severity_changed"}
		nodes["to_"+name] = look{LookStanding, changing(name, s), []string{"existing_case", "case", "severity_same", "sure_" + name, "lower_" + name}, nil}
		nodes["sure_"+name] = menu{ask: "severity_sure", say: saySure("severity_sure", s), said: worded("severity_sure"), keys: map[string]step{
			"1": change, "2": to("case_menu"),
		}}
		nodes["lower_"+name] = menu{ask: "severity_lower", say: saySure("severity_lower", s), said: worded("severity_lower"), keys: map[string]step{
			"1": change, "2": to("case_menu"),
		}}
	}
	nodes["severity_same"] = tell{ask: "severity_same", to: "case_menu"}
	nodes["severity_changed"] = tell{ask: "severity_changed", to: "case_menu"}
}

// changing asks first: with the Enterprise Down, the emergency ends (R21).
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

// changeSeverity also ends what this call has said of an emergency.
func changeSeverity(s support.Severity) func(*turn) {
	return func(t *turn) {
		t.s.Suspected, t.s.Declared = false, false
		e := t.described(support.SeverityChanged)
		e.Severity = s
		t.event(e)
	}
}
