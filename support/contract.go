package support

import (
	"fmt"
	"strings"
	"time"

	"edown/support/civil"
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
// and midnight count (R40). The zero Expires never expires. What is sold
// besides the package may be empty.
type Contract struct {
	Number    string // as keyed on a phone: digits
	Company   string
	Package   Package
	Zone      *time.Location // nil is UTC
	Expires   time.Time
	CSM       string       // the customer success manager, by his id in the rota (R35)
	TSAMs     []TSAM       // account managers, one an application (R45)
	Weekends  []civil.Span // upgrade support that is booked: the phone desk is there for this customer (R44)
	Engineers []Booking    // dedicated engineers, in the order in which they are rung (R44)
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
// a moment, by the [DefaultPolicy]; [Policy.CoverageAt] says why too. A nil
// contract is unknown.
func (c *Contract) EnterpriseDownAt(at time.Time) Entitlement {
	return DefaultPolicy().CoverageAt(c, at).Entitlement
}

// PagesAtOnce reports whether a manager is called without asking an operator.
func (e Entitlement) PagesAtOnce() bool { return e == Covered || e == OutsideCoverage }
