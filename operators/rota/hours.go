package rota

import (
	"time"

	"edown/support"
	"edown/support/civil"
)

// Hours are the business hours outside of which a page rings no phone: only an Enterprise Down
// rings at night (P10). They come from the policy, are frozen into the page at its start (law
// 11), and count in the zone of each person.
type Hours struct {
	Business civil.Week
	Holidays map[string][]civil.Date `json:",omitempty"`
	Customer string                  // the customer's zone, by its IANA name; empty is UTC
}

// HoursOf returns the hours of a policy, for the customer of a contract.
func HoursOf(p support.Policy, c *support.Contract) *Hours {
	h := &Hours{Business: p.Business, Holidays: p.Holidays}
	if c != nil && c.Zone != nil {
		h.Customer = c.Zone.String()
	}
	return h
}

// Open returns the first moment from at on in a person's business hours. With a policy that
// never opens, that is at itself, so that phones still ring.
func (h Hours) Open(p Person, at time.Time) time.Time {
	calendar := support.Policy{Business: h.Business, Holidays: h.Holidays}.BusinessHours(p.Location())
	if opens, ever := calendar.Opens(at); ever {
		return opens
	}
	return at
}

// Location is the zone in which the person lives.
func (p Person) Location() *time.Location {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil { // refused when it was imported
		return time.UTC
	}
	return zone
}
