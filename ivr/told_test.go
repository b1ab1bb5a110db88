package ivr

import (
	"slices"
	"testing"

	"edown/support"
)

// The entitlement is a remark once there is a contract to speak of.
func TestFlagsOfASession(t *testing.T) {
	unknown, covered := Customer{Entitlement: support.Unknown}, Customer{Entitlement: support.Covered}
	outside := Customer{Entitlement: support.OutsideCoverage, Contract: "1"}
	for _, c := range []struct {
		session Session
		want    []support.Flag
	}{
		{Session{Customer: unknown}, nil},
		{Session{Customer: unknown, Matter: Matter{Case: "C1234567"}}, []support.Flag{support.FlagEntitlementUnknown}},
		{Session{Customer: outside}, []support.Flag{support.FlagOutsideCoverage}},
		{Session{Customer: Customer{Entitlement: support.Covered, Contract: "1"}}, nil},
		{Session{Customer: covered, Matter: Matter{Case: "C1", Presumed: true}}, []support.Flag{support.FlagCaseUnconfirmed}},
	} {
		if got := c.session.Flags(); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.session, got, c.want)
		}
	}
}

func TestWhichPagesADialogueIsAbout(t *testing.T) {
	for tree, want := range map[string]Concern{
		"caller": OwnPages, "callback": OwnPages, "refusal": OwnPages, "of another program": OwnPages,
		"manager": RungPage, "stand_down": RungPage, "decision": RungPage, "review": RungPage, "operator": RungHunt,
	} {
		if got := (Session{Place: Place{Tree: tree}}).Concern(); got != want {
			t.Errorf("%s: %v, want %v", tree, got, want)
		}
	}
}
