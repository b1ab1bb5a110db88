package intake

import (
	"edown/store"
	"edown/support"
	"edown/support/civil"
)

func readAccountManager(r *reading) {
	e := store.Engagement{Contract: r.need("contract", digitsOnly), TSAM: support.TSAM{
		Name: r.need("name", nil), Phone: parsed(r, "phone", r.in.ringable), Application: r.fields["application"],
		Zone: parsed(r, "zone", ParseZone), Since: parsed(r, "since", parseDay),
	}}
	r.total.Engagements = append(r.total.Engagements, e)
}

// readBooking reads what a contract has booked for a limited time: upgrade support
// over a weekend, a dedicated engineer (R44), or its account manager outside
// business hours (R46).
func readBooking(r *reading) {
	b := store.Booking{
		Contract: r.need("contract", digitsOnly), Kind: parsed(r, "kind", oneOf(store.BookingKinds())),
		Span: civil.Span{From: parsed(r, "from", parseMoment), To: parsed(r, "to", parseMoment)},
		Name: r.fields["name"], Phone: parsed(r, "phone", r.in.ringable),
	}
	if !b.From.IsZero() && !b.To.IsZero() && !b.From.Before(b.To) {
		r.complain("to", "comes no later than from: a booking begins, and ends later")
	}
	r.whose(b)
	r.total.Bookings = append(r.total.Bookings, b)
}

// whose checks a booking's name and phone against its kind.
func (r *reading) whose(b store.Booking) {
	for _, of := range []struct {
		column string
		has    bool
		needed bool
		remedy string
	}{
		{"name", b.Name != "", b.Kind != store.Weekend, "whose time is booked"},
		{"phone", r.fields["phone"] != "", b.Kind == store.OfEngineer, "where it is rung"},
	} {
		switch {
		case b.Kind == "":
		case of.needed && !of.has:
			r.complain(of.column, "is missing: write "+of.remedy)
		case of.has && !of.needed:
			r.complain(of.column, "leave it out: a booking of kind "+string(b.Kind)+" has none")
		}
	}
}
