package ivr

import "edown/support"

// engineerNodes call the engineer of a case (R6), when the contract has engineers at
// that hour: a case needs none at night whose package has them by day.
func engineerNodes() map[string]node {
	return map[string]node{
		"engineer": look{
			kind:   LookStanding,
			choose: entitledToEngineer,
			leads: []string{
				"existing_case", "case", "engineer_rings", "no_phone_support", "problem_not_entitled", "case_menu",
			},
			said: []string{"engineer_closed"},
		},

		"engineer_rings": tell{do: callEngineer, to: "waiting_operator"},
	}
}

// entitledToEngineer rings the engineer while the contract is covered. Production
// that is down waits for no phone desk (R41).
func entitledToEngineer(t *turn, f Found) string {
	if f.Standing == nil {
		return "existing_case"
	}
	k, c := f.Standing.Case, f.Standing.Contract
	switch covered := t.d.policy().CoverageAt(c, t.now.In(zoneOf(c))); {
	case k.Closed:
		return "case"
	case covered.Entitlement == support.Covered || k.Severity == support.EnterpriseDown:
		return "engineer_rings"
	case deskless(covered.Entitlement) != "":
		return deskless(covered.Entitlement)
	case covered.Opens.IsZero():
		return "problem_not_entitled"
	default:
		t.say("engineer_closed", t.when(covered.Opens))
		return "case_menu"
	}
}

// deskless leads to an operator, who decides, where the package has no phone desk
// (R42) or the contract does not run (R43). Empty: there is a desk.
func deskless(e support.Entitlement) string {
	switch e {
	case support.NoPhoneSupport:
		return "no_phone_support"
	case support.Unknown:
		return "problem_not_entitled"
	}
	return ""
}

func callEngineer(t *turn) { t.seek(t.described(support.EngineerWanted), support.EngineerPage) }
