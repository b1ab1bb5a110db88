package ivr

import "edown/support"

// routingNodes say what a new problem reaches, by its severity and by when its
// contract is covered: an engineer now, or an answer later.
func routingNodes() map[string]node {
	return map[string]node{
		"problem_routed": look{
			kind:    LookStanding,
			choose:  route,
			leads:   []string{"existing_case", "problem_connect", "problem_general", "problem_later"},
			said:    []string{"problem_due", "problem_closed"},
			resumes: here,
		},

		"problem_connect": tell{ask: "problem_connect", to: "engineer"},

		"problem_general": menu{
			ask:     "problem_general",
			silent:  "goodbye",
			resumes: atRouting,
			keys: map[string]step{
				"1": to("problem_connect"),
				"2": to("goodbye"),
			},
		},

		"problem_later": menu{
			ask:     "problem_later",
			keys:    map[string]step{"1": to("goodbye")},
			silent:  "goodbye",
			resumes: atRouting,
		},
	}
}

// route connects what is urgent, and says of the rest when it is answered (R38, R40).
func route(t *turn, f Found) string {
	if f.Standing == nil {
		return "existing_case"
	}
	k, c, now := f.Standing.Case, f.Standing.Contract, t.now.In(zoneOf(f.Standing.Contract))
	coverage := t.d.policy().CoverageAt(c, now)
	covered := coverage.Entitlement == support.Covered
	if covered && k.Severity != support.General {
		return "problem_connect"
	}
	if !covered && !coverage.Opens.IsZero() {
		t.say("problem_closed", t.when(coverage.Opens))
	}
	if answer := t.d.policy().FirstResponse(c, k.Severity, now); answer.Promise == support.Promised {
		t.say("problem_due", t.when(answer.Due))
	}
	if covered {
		return "problem_general"
	}
	return "problem_later"
}
