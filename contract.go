package edown

import (
	"fmt"
	"strings"
	"time"
)

// Package is the level of support a customer has bought.
type Package string

const (
	Silver   Package = "silver"   // no phone desk
	Gold     Package = "gold"     // 24x5
	Goldplus Package = "goldplus" // 24x7
	Platinum Package = "platinum" // as Goldplus, with an account manager (D)
)

// ParsePackage reads a package's name in any case.
func ParsePackage(name string) (Package, error) {
	switch p := Package(strings.ToLower(strings.TrimSpace(name))); p {
	case Silver, Gold, Goldplus, Platinum:
		return p, nil
	}
	return "", fmt.Errorf("package %q: must be silver, gold, goldplus or platinum", name)
}

// Contract is what a customer is entitled to. Zone is the place whose week
// and midnight count (R40). The zero Expires never expires.
type Contract struct {
	Number  string // as keyed on a phone: digits
	Company string
	Package Package
	Zone    *time.Location // nil is UTC
	Expires time.Time
}

// Contact is a registered caller of a contract, recognised by his number.
type Contact struct {
	Phone    E164
	Name     string
	Contract string
	Language string // a locale tag; empty when he has not said
}

// Entitlement is what a contract says of an Enterprise Down at one moment. A
// machine never refuses an emergency (R41): it only decides who is asked first.
type Entitlement string

const (
	Covered         Entitlement = "covered"
	OutsideCoverage Entitlement = "outside_coverage" // page at once, and say so (R41)
	NoPhoneSupport  Entitlement = "no_phone_support" // an operator decides (R42)
	Unknown         Entitlement = "unknown"          // unknown or expired: an operator, else page (R43)
)

// EnterpriseDownAt is the entitlement of a contract to Enterprise Down help at
// a moment. A nil contract is unknown.
func (c *Contract) EnterpriseDownAt(at time.Time) Entitlement {
	switch {
	case c == nil, !c.Expires.IsZero() && !at.Before(c.Expires):
		return Unknown
	case c.Package == Silver:
		return NoPhoneSupport
	case c.Package == Gold && c.weekend(at):
		return OutsideCoverage
	}
	return Covered
}

// weekend is what 24x5 leaves out: Saturday 00:00 to Sunday 24:00 where the
// contract lives (R40).
func (c *Contract) weekend(at time.Time) bool {
	zone := c.Zone
	if zone == nil {
		zone = time.UTC
	}
	day := at.In(zone).Weekday()
	return day == time.Saturday || day == time.Sunday
}

// PagesAtOnce reports whether a manager is called without asking an operator.
func (e Entitlement) PagesAtOnce() bool { return e == Covered || e == OutsideCoverage }
