package support

import (
	"fmt"
	"strings"
	"time"

	"edown/support/civil"
)

// Package is the level of support that a customer has bought.
type Package string

const (
	Silver   Package = "silver"   // no phone desk
	Gold     Package = "gold"     // 24x5
	Goldplus Package = "goldplus" // 24x7
	Platinum Package = "platinum" // as Goldplus, with an account manager (D)
)

// ParsePackage reads a package's name, in upper or lower case. Any other name
// is an error.
func ParsePackage(name string) (Package, error) {
	switch p := Package(strings.ToLower(strings.TrimSpace(name))); p {
	case Silver, Gold, Goldplus, Platinum:
		return p, nil
	}
	return "", fmt.Errorf("package %q: must be silver, gold, goldplus or platinum", name)
}

// Contract is what a customer is entitled to. Its zone's week and midnight are
// the ones that count (R40). With a zero Expires it never expires. The fields
// for what is sold on top of the package may be empty.
type Contract struct {
	Number    string // as keyed on a phone: digits
	Company   string
	Package   Package
	Zone      *time.Location // nil is UTC
	Expires   time.Time
	CSM       string       // the customer success manager, by id in the rota (R35)
	TSAMs     []TSAM       // account managers, one for each application (R45)
	Weekends  []civil.Span // booked upgrade support: in these spans the phone desk is open for this customer (R44)
	Engineers []Booking    // dedicated engineers, in the order in which they are rung (R44)
}

// Contact is a registered caller of a contract, recognised by telephone number.
type Contact struct {
	Phone    E164
	Name     string
	Contract string
	Language string // a locale tag; empty until the contact has chosen one
}

// Entitlement is what a contract gives a caller with an Enterprise Down at one
// moment. A machine never refuses an emergency (R41): the entitlement only
// decides which person is asked first.
type Entitlement string

const (
	Covered         Entitlement = "covered"          // page at once
	OutsideCoverage Entitlement = "outside_coverage" // page at once, and say so (R41)
	NoPhoneSupport  Entitlement = "no_phone_support" // an operator decides (R42)
	Unknown         Entitlement = "unknown"          // unknown or expired: an operator, else page (R43)
)

// EnterpriseDownAt returns a contract's entitlement to Enterprise Down help at
// a moment, under the [DefaultPolicy]. A nil contract is [Unknown].
// [Policy.CoverageAt] also gives the grounds.
func (c *Contract) EnterpriseDownAt(at time.Time) Entitlement {
	return DefaultPolicy().CoverageAt(c, at).Entitlement
}

// PagesAtOnce reports whether a manager is paged without asking an operator
// first.
func (e Entitlement) PagesAtOnce() bool { return e == Covered || e == OutsideCoverage }
