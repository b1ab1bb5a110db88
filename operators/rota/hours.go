package rota

import (
	"time"

	"edown/support"
	"edown/support/civil"
)

// Hours are the business hours outside of which a page rings nobody: only an
// Enterprise Down rings at night (P10). They are the policy's, frozen into the
// page at its start (law 11), and count where each person lives.
type Hours struct {
	Business civil.Week
	Holidays map[string][]civil.Date `json:",omitempty"`
	Customer string                  // where the customer's hours count, an IANA zone; empty is UTC
}

// HoursOf are those of a policy, for the customer of a contract.
func HoursOf(p support.Policy, c *support.Contract) *Hours {
	h := &Hours{Business: p.Business, Holidays: p.Holidays}
	if c != nil && c.Zone != nil {
		h.Customer = c.Zone.String()
	}
	return h
}

// Open is the first moment from at on that lies in a person's business hours.
// A policy that has none keeps nobody asleep.
func (h Hours) Open(p Person, at time.Time) time.Time {
	calendar := support.Policy{Business: h.Business, Holidays: h.Holidays}.BusinessHours(p.Location())
	if opens, ever := calendar.Opens(at); ever {
		return opens
	}
	return at
}

// Location is where the person lives.
func (p Person) Location() *time.Location {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil { // refused when it was imported
		return time.UTC
	}
	return zone
}
