package support

import (
	"testing"
	"time"

	"edown/support/civil/civiltest"
)

// R40, R41: 24x5 is Monday 00:00 to Friday 24:00 where the contract lives.
func TestGoldIsCoveredFromMondayToFridayInItsOwnZone(t *testing.T) {
	paris, tokyo := civiltest.Zone(t, "Europe/Paris"), civiltest.Zone(t, "Asia/Tokyo")
	for _, c := range []struct {
		zone *time.Location
		at   string
		want Entitlement
	}{
		{nil, "2026-11-20T23:59:59Z", Covered},
		{nil, "2026-11-21T00:00:00Z", OutsideCoverage},
		{nil, "2026-11-22T23:59:59Z", OutsideCoverage},
		{nil, "2026-11-23T00:00:00Z", Covered},
		{paris, "2026-11-20T22:59:59Z", Covered},         // Friday 23:59:59 in Paris
		{paris, "2026-11-20T23:00:00Z", OutsideCoverage}, // Saturday 00:00
		{paris, "2026-10-25T22:59:59Z", OutsideCoverage}, // the Sunday of 25 hours
		{paris, "2026-10-25T23:00:00Z", Covered},
		{paris, "2026-03-29T21:59:59Z", OutsideCoverage}, // the Sunday of 23 hours
		{paris, "2026-03-29T22:00:00Z", Covered},
		{tokyo, "2026-11-20T15:00:00Z", OutsideCoverage},
		{tokyo, "2026-11-22T15:00:00Z", Covered},
	} {
		gold := &Contract{Package: Gold, Zone: c.zone}
		if got := gold.EnterpriseDownAt(civiltest.At(t, c.at)); got != c.want {
			t.Errorf("Gold in %v at %s is %s, want %s", c.zone, c.at, got, c.want)
		}
	}
}

func TestEntitlementOfEveryPackage(t *testing.T) {
	saturday := civiltest.At(t, "2026-11-21T12:00:00Z")
	for p, want := range map[Package]Entitlement{Silver: NoPhoneSupport, Gold: OutsideCoverage, Goldplus: Covered, Platinum: Covered} {
		if got := (&Contract{Package: p}).EnterpriseDownAt(saturday); got != want {
			t.Errorf("%s on a Saturday is %s, want %s", p, got, want)
		}
	}
	if got := (*Contract)(nil).EnterpriseDownAt(saturday); got != Unknown || got.PagesAtOnce() {
		t.Errorf("no contract is %s, want unknown: a human first (R43)", got)
	}
}

func TestContractExpiresToTheSecond(t *testing.T) {
	c := &Contract{Package: Goldplus, Expires: civiltest.At(t, "2026-12-31T23:00:00Z")}
	if got := c.EnterpriseDownAt(civiltest.At(t, "2026-12-31T22:59:59Z")); got != Covered {
		t.Errorf("a second before it expires: %s", got)
	}
	if got := c.EnterpriseDownAt(c.Expires); got != Unknown {
		t.Errorf("when it expires: %s, want unknown", got)
	}
}

func TestParsePackage(t *testing.T) {
	if p, err := ParsePackage(" GoldPlus "); err != nil || p != Goldplus {
		t.Errorf("ParsePackage(GoldPlus) = %q, %v", p, err)
	}
	if _, err := ParsePackage("bronze"); err == nil {
		t.Error("bronze was accepted")
	}
}
