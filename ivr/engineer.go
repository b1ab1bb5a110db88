package ivr

import "edown/support"

// addEngineer adds the call of a case's engineer (R6), by what the contract has
// of him: a case needs no engineer at night whose package has him by day.
func addEngineer(nodes map[string]node) {
	nodes["engineer"] = look{LookStanding, entitledToEngineer,
		[]string{"existing_case", "case", "engineer_rings", "no_phone_support", "problem_not_entitled", "case_menu"}, []string{"engineer_closed"}}
	nodes["engineer_rings"] = tell{do: callEngineer, to: "waiting_operator"}
}

// entitledToEngineer: production that is down waits for no phone desk (R41).
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

// deskless is where those are led who have no phone desk (R42), or whose contract
// does not run (R43): to an operator, who decides. Empty: they have one.
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
