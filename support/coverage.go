package support

import (
	"time"

	"edown/support/civil"
)

// Booking is a stretch of time for which a customer has bought a dedicated
// engineer (R44).
type Booking struct {
	civil.Span
	Engineer string
	Phone    E164
}

// Grounds are the reason for a contract's entitlement.
type Grounds string

const (
	DeskOpen        Grounds = "desk_open"        // the phone desk is open
	WeekendBooked   Grounds = "weekend_booked"   // weekend upgrade support is booked for now (R44)
	EngineerBooked  Grounds = "engineer_booked"  // a dedicated engineer is booked for now (R44)
	DeskClosed      Grounds = "desk_closed"      // the package has a phone desk, but it is closed now (R41)
	NoPhoneDesk     Grounds = "no_phone_desk"    // the package has no phone desk (R42)
	ContractMissing Grounds = "contract_missing" // the contract is unknown (R43)
	ContractExpired Grounds = "contract_expired" // R43
	PackageUnknown  Grounds = "package_unknown"  // covered all the same: the mistake is in our record
)

// Coverage is what a contract entitles a caller to at one moment, and why.
type Coverage struct {
	Entitlement Entitlement
	Grounds     Grounds
	Opens       time.Time // when the contract's clocks begin: now, or when the desk next opens; zero is never
}

// CoverageAt returns what a contract entitles a caller to at a moment. A nil
// contract is [Unknown]. A holiday does not close the phone desk: 24x5 is
// Monday to Friday (R40).
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

// Desk returns when a contract's phone desk is open for it: the package's week
// in the contract's own zone (R40), and what the customer has booked on top
// (R44). For a nil contract it never opens.
func (p Policy) Desk(c *Contract) civil.Calendar {
	if c == nil {
		return civil.Calendar{}
	}
	terms, _ := p.Terms(c.Package)
	return civil.Calendar{Week: terms.Desk, Zone: c.Zone, Booked: c.booked()}
}

// EngineerAt returns the dedicated engineer booked for a moment, whose phone is
// rung directly, without a queue (R44). If several are booked, the first in the
// list is returned. An expired contract has none.
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

// place is the zone that counts for a contract, UTC for an unknown one.
func (c *Contract) place() *time.Location {
	if c == nil {
		return time.UTC
	}
	return civil.OrUTC(c.Zone)
}
