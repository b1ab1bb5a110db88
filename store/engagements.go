package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"edown/support"
	"edown/support/civil"
)

// Engagement is an account manager of a contract.
type Engagement struct {
	Contract string
	support.TSAM
}

// Booking is what a contract has booked for a span of time.
type Booking struct {
	Contract string
	Kind     BookingKind
	civil.Span
	Name  string       // of the engineer or the account manager; empty for a weekend
	Phone support.E164 // of the dedicated engineer
}

// BookingKind is what is booked.
type BookingKind string

const (
	Weekend    BookingKind = "weekend"  // upgrade support: the phone desk is open (R44)
	OfEngineer BookingKind = "engineer" // a dedicated engineer (R44)
	OfTSAM     BookingKind = "tsam"     // an account manager, outside the usual hours (R46)
)

// BookingKinds lists all kinds.
func BookingKinds() []BookingKind { return []BookingKind{Weekend, OfEngineer, OfTSAM} }

// engagements adds to a contract its account managers and bookings.
func (t *tx) engagements(c *support.Contract) (err error) {
	c.TSAMs, err = list(t, t.scanTSAM,
		`SELECT name, phone, application, zone, since FROM tsams WHERE contract = $1 ORDER BY place`, c.Number)
	if err != nil {
		return err
	}
	bookings, err := list(t, scanBooking,
		`SELECT kind, begins, ends, name, phone FROM bookings WHERE contract = $1 ORDER BY place`, c.Number)
	for _, b := range bookings {
		b.book(c)
	}
	return err
}

func (t *tx) scanTSAM(scan func(...any) error) (m support.TSAM, err error) {
	var zone, since string
	if err = scan(&m.Name, &m.Phone, &m.Application, &zone, &since); err != nil {
		return m, err
	}
	if err = m.Since.UnmarshalText([]byte(since)); err != nil {
		return m, err
	}
	m.Zone, err = t.st.zones.zone(zone)
	return m, err
}

func scanBooking(scan func(...any) error) (b Booking, err error) {
	err = scan(&b.Kind, moment{&b.From}, moment{&b.To}, &b.Name, &b.Phone)
	return b, err
}

// book adds a booking to its contract. One person may be the account manager of several
// applications: the time is booked for all of them.
func (b Booking) book(c *support.Contract) {
	switch b.Kind {
	case Weekend:
		c.Weekends = append(c.Weekends, b.Span)
	case OfEngineer:
		c.Engineers = append(c.Engineers, support.Booking{Span: b.Span, Engineer: b.Name, Phone: b.Phone})
	case OfTSAM:
		for i := range c.TSAMs {
			if strings.EqualFold(c.TSAMs[i].Name, b.Name) {
				c.TSAMs[i].Booked = append(c.TSAMs[i].Booked, b.Span)
			}
		}
	}
}

// besides lists all account managers and bookings of a directory: those in its contracts
// first.
func (d Directory) besides() (engagements []Engagement, bookings []Booking) {
	for _, c := range d.Contracts {
		for _, m := range c.TSAMs {
			for _, span := range m.Booked {
				bookings = append(bookings, Booking{Contract: c.Number, Kind: OfTSAM, Span: span, Name: m.Name})
			}
			engagements = append(engagements, Engagement{c.Number, m})
		}
		for _, span := range c.Weekends {
			bookings = append(bookings, Booking{Contract: c.Number, Kind: Weekend, Span: span})
		}
		for _, b := range c.Engineers {
			bookings = append(bookings, Booking{c.Number, OfEngineer, b.Span, b.Engineer, b.Phone})
		}
	}
	return append(engagements, d.Engagements...), append(bookings, d.Bookings...)
}

func (t *tx) dropEngagements(_ int, contract string) error {
	_, err := t.exec(`DELETE FROM tsams WHERE contract = $1`, contract)
	return err
}

func (t *tx) putEngagement(place int, e Engagement) error {
	zone, err := t.knownZone(e.Zone)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO tsams (contract, place, name, phone, application, zone, since)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		e.Contract, place, e.Name, e.Phone, e.Application, zone, e.Since.String())
	return missing(err, "contract", e.Contract)
}

func (t *tx) dropBookings(_ int, contract string) error {
	_, err := t.exec(`DELETE FROM bookings WHERE contract = $1`, contract)
	return err
}

func (t *tx) putBooking(place int, b Booking) error {
	if b.From.IsZero() || !b.From.Before(b.To) {
		return fmt.Errorf("it begins at %v and ends at %v: a booking begins, and ends later",
			b.From.Format(time.RFC3339), b.To.Format(time.RFC3339))
	}
	_, err := t.exec(`INSERT INTO bookings (contract, place, kind, begins, ends, name, phone)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		b.Contract, place, string(b.Kind), ms(b.From), ms(b.To), b.Name, b.Phone)
	return missing(err, "contract", b.Contract)
}

// knownZone is the name of a zone. It is an error when no zone has that name.
func (t *tx) knownZone(at *time.Location) (string, error) {
	name := zoneName(at)
	if _, err := t.st.zones.zone(name); err != nil {
		return "", fmt.Errorf("zone %q: name one of the IANA time zones, such as Europe/Paris: %w", name, err)
	}
	return name, nil
}

// Contracts lists all contracts, with their account managers and bookings.
func (s *Store) Contracts(ctx context.Context) (all []support.Contract, err error) {
	err = s.read(ctx, func(t *tx) error {
		numbers, err := list(t, scanText, `SELECT number FROM contracts ORDER BY number`)
		for _, number := range numbers {
			c, err := t.contract(number)
			if err != nil {
				return err
			}
			all = append(all, *c)
		}
		return err
	})
	return all, err
}

// Engineers lists the engineers of open cases by their ids, which may be unknown to the rota.
func (s *Store) Engineers(ctx context.Context) (ids []string, err error) {
	err = s.read(ctx, func(t *tx) error {
		ids, err = list(t, scanText,
			`SELECT DISTINCT engineer FROM cases WHERE NOT closed AND engineer <> '' ORDER BY engineer`)
		return err
	})
	return ids, err
}
