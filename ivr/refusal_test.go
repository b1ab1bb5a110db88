package ivr

import (
	"slices"
	"testing"

	"edown/support"
)

func refusedCustomer(t *testing.T, r *record) *onPhone {
	return rung(t, r, Session{
		Place:  Place{Call: "ES-CA1-7.4", Tree: "refusal", Lang: "en"},
		Matter: Matter{Case: "C1234567"},
		Rung:   Rung{Page: "ES-CA1-7"},
	})
}

// A voicemail presses no key, and hears nothing of the case.
func TestARefusalIsToldToAHumanOnly(t *testing.T) { // R34
	r := requested(1)
	r.decided("mei", "Mei Chen", support.EscalationRefused)
	c := refusedCustomer(t, r).hears("refusal_hello")
	for range 3 {
		if slices.ContainsFunc(c.said, func(key string) bool { return key == "refusal" || key == "confirm_case" }) {
			t.Fatalf("a voicemail heard %q", c.said)
		}
		c.isSilent()
	}
	c.hears("goodbye").happened()

	c = refusedCustomer(t, r).presses("1").hears("refusal", "refusal_told").happened(support.KeyPressed)
	if data := c.say("refusal").Data; data["Level"] != 1 || data["Case"] != support.CaseNumber("C1234567") {
		t.Fatalf("told %v", data)
	}
	c.presses("#").hears("refusal").isSilent().hears("goodbye")
}

func TestARefusedCustomerReachesAnOperator(t *testing.T) { // R1
	r := requested(1)
	r.decided("mei", "Mei Chen", support.EscalationRefused)
	r.page = nil
	for _, keys := range []string{"", "1"} {
		c := refusedCustomer(t, r)
		if keys != "" {
			c.presses(keys)
		}
		c.presses("0").hears("operator", "waiting_operator")
		if wanted := c.events[len(c.events)-2]; wanted.Kind != support.OperatorWanted || wanted.Case != "C1234567" {
			t.Fatalf("wanted %+v", wanted)
		}
	}
}
