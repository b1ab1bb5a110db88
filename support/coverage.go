package support

import (
	"time"

	"edown/support/civil"
)

// Booking is a stretch of time for which a customer has bought an engineer of
// his own (R44).
type Booking struct {
	civil.Span
	Engineer string
	Phone    E164
}

// Grounds are why a contract has the entitlement it has.
type Grounds string

const (
	DeskOpen        Grounds = "desk_open"        // the phone desk is there
	WeekendBooked   Grounds = "weekend_booked"   // weekend upgrade support is booked for now (R44)
	EngineerBooked  Grounds = "engineer_booked"  // a dedicated engineer is booked for now (R44)
	DeskClosed      Grounds = "desk_closed"      // the package has a phone desk, at other times (R41)
	NoPhoneDesk     Grounds = "no_phone_desk"    // the package has none (R42)
	ContractMissing Grounds = "contract_missing" // nobody knows the contract (R43)
	ContractExpired Grounds = "contract_expired" // R43
	PackageUnknown  Grounds = "package_unknown"  // covered all the same: it is our record that is wrong
)

// Coverage is what a contract says of a call for help at one moment, and why.
type Coverage struct {
	Entitlement Entitlement
	Grounds     Grounds
	Opens       time.Time // when the contract's clocks begin: now, or when the desk is next there; zero is never
}

// CoverageAt is what a contract is entitled to at a moment. A nil contract is
// unknown. A holiday closes no phone desk: 24x5 is Monday to Friday (R40).
func (p Policy) CoverageAt(c *Contract, at time.Time) Coverage {
	switch {
	case c == nil:
		return Coverage{Unknown, ContractMissing, time.Time{}}
	case !c.runsAt(at):
		return Coverage{Unknown, ContractExpired, time.Time{}}
	}
	opens, _ := p.Desk(c).Opens(at)
	entitlement, grounds := p.entitlement(c, at)
	if entitlement == Covered {
		opens = at
	}
	return Coverage{entitlement, grounds, opens}
}

func (p Policy) entitlement(c *Contract, at time.Time) (Entitlement, Grounds) {
	terms, sold := p.Terms(c.Package)
	desk := civil.Calendar{Week: terms.Desk, Zone: c.Zone}
	_, engineer := c.EngineerAt(at)
	weekend, _ := civil.During(c.Weekends)(at)
	switch {
	case desk.Open(at):
		return Covered, DeskOpen
	case weekend:
		return Covered, WeekendBooked
	case engineer:
		return Covered, EngineerBooked
	case !sold:
		return Covered, PackageUnknown
	case terms.Desk.Never():
		return NoPhoneSupport, NoPhoneDesk
	}
	return OutsideCoverage, DeskClosed
}

// Desk is when a contract's phone desk is there for it: the package's week in
// the contract's own zone (R40), and what the customer has booked besides
// (R44). A nil contract has none.
func (p Policy) Desk(c *Contract) civil.Calendar {
	if c == nil {
		return civil.Calendar{}
	}
	terms, _ := p.Terms(c.Package)
	return civil.Calendar{Week: terms.Desk, Zone: c.Zone, Booked: c.booked()}
}

// EngineerAt is the dedicated engineer who is booked for a moment: his phone
// is rung straight away, without a queue (R44). Of two, it is the one who was
// booked first in the list. An expired contract has none.
func (c *Contract) EngineerAt(at time.Time) (booking Booking, booked bool) {
	if !c.runsAt(at) {
		return Booking{}, false
	}
	for _, b := range c.Engineers {
		if b.Holds(at) {
			return b, true
		}
	}
	return Booking{}, false
}

func (c *Contract) booked() []civil.Span {
	spans := append([]civil.Span(nil), c.Weekends...)
	for _, b := range c.Engineers {
		spans = append(spans, b.Span)
	}
	return spans
}

// runsAt reports whether the contract is known and has not expired.
func (c *Contract) runsAt(at time.Time) bool {
	return c != nil && (c.Expires.IsZero() || at.Before(c.Expires))
}

// place is the zone that counts for a contract, UTC for one that is unknown.
func (c *Contract) place() *time.Location {
	if c == nil {
		return time.UTC
	}
	return civil.OrUTC(c.Zone)
}
