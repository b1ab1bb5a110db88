package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"edown/operators/rota"
	"edown/support"
)

// Directory is the customers, the cases and the rota, as they are imported.
type Directory struct {
	Contracts   []support.Contract
	PINs        map[string]PIN // by contract number; an empty one removes the contract's PIN
	Engagements []Engagement   // besides those in Contracts
	Bookings    []Booking      // likewise
	Contacts    []support.Contact
	Cases       []support.Case
	People      []rota.Person
	Shifts      []rota.Shift
	// Unsaid are the columns that the import lacks, by case and by their names in the
	// record. Their values on record stay.
	Unsaid map[support.CaseNumber][]string
	// Blank are the columns that the import leaves empty, of contracts, contacts and
	// people. What is on record of them stays.
	Blank map[Row][]string
	// Off are people, by id, who have no shift any more.
	Off []string
	// Whole are the kinds of which the import names all there are: what else is on
	// record of them is taken away, see [Store.Put].
	Whole []Kind
	// Updated is when the customer last heard of a case.
	Updated map[support.CaseNumber]time.Time
	At      time.Time // when all this was so; zero is now
}

// Put keeps all of a directory, or nothing: the error names the row. What is
// on record under the same key is replaced, and so are all the shifts of
// those who have one here, and the account managers and the bookings of a contract
// that has one here. What is not named stays, and so does the severity of a
// case that is an Enterprise Down, or for which a page runs. A status that has changed, and
// news that the customer has had since, are noted in the case's own record.
//
// Of the kinds that it has whole, what it does not name is taken away: a person
// leaves the rota and keeps the name in the record, a contract with cases expires,
// all else is deleted.
func (s *Store) Put(ctx context.Context, d Directory) error {
	pins, err := d.sealedPINs()
	if err != nil {
		return err
	}
	if d.At.IsZero() {
		d.At = time.Now()
	}
	return s.writer.do(ctx, func(t *tx) error { return t.put(d, pins) })
}

func (t *tx) put(d Directory, pins map[string]string) error {
	engagements, bookings := d.besides()
	for _, put := range []func() error{
		func() error {
			return each("contract", d.Contracts, contractKey,
				func(_ int, c support.Contract) error { return t.putContract(c, d) })
		},
		func() error {
			return each("PIN of contract", slices.Sorted(maps.Keys(pins)), selfKey,
				func(_ int, contract string) error { return t.putPIN(contract, pins[contract]) })
		},
		func() error {
			return each("account managers of contract", owners(engagements, engagementKey), selfKey, t.dropEngagements)
		},
		func() error { return each("account manager of contract", engagements, engagementKey, t.putEngagement) },
		func() error {
			return each("bookings of contract", owners(bookings, bookingKey), selfKey, t.dropBookings)
		},
		func() error { return each("booking of contract", bookings, bookingKey, t.putBooking) },
		func() error {
			return each("contact", d.Contacts, contactKey, func(_ int, c support.Contact) error { return t.putContact(c, d) })
		},
		func() error {
			return each("case", d.Cases, caseKey, func(_ int, c support.Case) error { return t.putCase(c, d) })
		},
		func() error {
			return each("person", d.People, personKey, func(_ int, p rota.Person) error { return t.putPerson(p, d) })
		},
		func() error {
			return each("shifts of", append(owners(d.Shifts, shiftKey), d.Off...), selfKey, t.dropShifts)
		},
		func() error { return each("shift of", d.Shifts, shiftKey, t.putShift) },
		func() error { return t.takeAway(d) },
	} {
		if err := put(); err != nil {
			return err
		}
	}
	return nil
}

func engagementKey(e Engagement) string     { return e.Contract }
func bookingKey(b Booking) string           { return b.Contract }
func contractKey(c support.Contract) string { return c.Number }
func contactKey(c support.Contact) string   { return string(c.Phone) }
func caseKey(c support.Case) string         { return string(c.Number) }
func personKey(p rota.Person) string        { return p.ID }
func shiftKey(s rota.Shift) string          { return s.Person }
func selfKey(id string) string              { return id }

// each puts the rows of one kind, until one is refused.
func each[T any](kind string, rows []T, key func(T) string, put func(place int, row T) error) error {
	for i, row := range rows {
		err := put(i, row)
		if key(row) == "" {
			err = errors.New("it has no key: give it one")
		}
		if err != nil {
			return fmt.Errorf("%s %q (no. %d): %w", kind, key(row), i+1, err)
		}
	}
	return nil
}

// owners lists the people or contracts whose rows are replaced. An import of people without
// shifts leaves the rota as it is.
func owners[T any](rows []T, key func(T) string) (names []string) {
	for _, row := range rows {
		names = append(names, key(row))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (t *tx) putContract(c support.Contract, d Directory) error {
	was, err := t.contract(c.Number)
	if err != nil {
		return err
	}
	if was != nil {
		c = d.blankContract(c, *was)
	}
	zone, err := t.knownZone(c.Zone)
	if err != nil {
		return err
	}
	if _, err := support.ParsePackage(string(c.Package)); err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO contracts (number, company, package, zone, expires, csm)
			VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (number) DO UPDATE SET company = excluded.company, package = excluded.package, zone = excluded.zone,
			expires = excluded.expires, csm = excluded.csm`,
		c.Number, c.Company, string(c.Package), zone, ms(c.Expires), c.CSM)
	return err
}

func (t *tx) putContact(c support.Contact, d Directory) error {
	if d.blank(Contacts, string(c.Phone), "language") {
		if _, err := t.one(`SELECT language FROM contacts WHERE phone = $1`, []any{c.Phone}, &c.Language); err != nil {
			return err
		}
	}
	_, err := t.exec(`INSERT INTO contacts (phone, name, contract, language) VALUES ($1, $2, $3, $4)
		ON CONFLICT (phone) DO UPDATE SET name = excluded.name, contract = excluded.contract,
			language = excluded.language`,
		c.Phone, c.Name, c.Contract, c.Language)
	return missing(err, "contract", c.Contract)
}

func (t *tx) putPerson(p rota.Person, d Directory) error {
	was, known, err := first(list(t, scanPerson, people+`WHERE id = $1`, p.ID))
	if err != nil {
		return err
	}
	if known {
		p = d.blankPerson(p, was)
	}
	if _, err := t.st.zones.zone(p.Zone); err != nil {
		return fmt.Errorf("zone %q: name one of the IANA time zones, such as Europe/Paris: %w", p.Zone, err)
	}
	_, err = t.exec(
		`INSERT INTO people (id, name, phone, language, email, zone, supervisor) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, phone = excluded.phone, language = excluded.language,
			email = excluded.email, zone = excluded.zone, supervisor = excluded.supervisor`,
		p.ID, p.Name, p.Phone, p.Language, p.Email, p.Zone, p.Supervisor)
	return err
}

func (t *tx) dropShifts(_ int, person string) error {
	_, err := t.exec(`DELETE FROM shifts WHERE person = $1`, person)
	return err
}

func (t *tx) putShift(place int, s rota.Shift) error {
	zone, err := t.knownZone(s.Zone)
	if err != nil {
		return err
	}
	if !slices.Contains(rota.Roles(), s.Role) {
		return fmt.Errorf("role %q: must be one of %q", s.Role, rota.Roles())
	}
	days, err := encode(s.Days)
	if err != nil {
		return err
	}
	var left bool
	if _, err := t.one(`SELECT phone = '' FROM people WHERE id = $1`, []any{s.Person}, &left); err != nil || left {
		return errors.Join(err, fmt.Errorf("person %q has left: import the person first, or with this one", s.Person))
	}
	_, err = t.exec(
		`INSERT INTO shifts (person, place, role, layer, days, from_minute, to_minute, zone) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		s.Person, place, string(s.Role), s.Layer, days, int(s.From), int(s.To), zone)
	return missing(err, "person", s.Person)
}

// missing names the row that another row refers to, when it is not on record.
func missing(err error, kind, key string) error {
	if isForeign(err) {
		return fmt.Errorf("%s %q is not on record: import it first, or with this one", kind, key)
	}
	return err
}

// Rota implements [operators.Tx].
func (t *tx) Rota() (rota.Rota, error) {
	if t.roster == nil {
		roster, err := t.readRota()
		if err != nil {
			return rota.Rota{}, err
		}
		t.roster = &roster
	}
	return *t.roster, nil
}

func (t *tx) readRota() (r rota.Rota, err error) {
	r.People, err = list(t, scanPerson, people+`WHERE phone <> '' ORDER BY id`)
	if err != nil {
		return r, err
	}
	r.Shifts, err = list(t, t.scanShift,
		`SELECT person, role, layer, days, from_minute, to_minute, zone FROM shifts ORDER BY place, person`)
	return r.AtHome(), err
}

const people = `SELECT id, name, phone, language, email, zone, supervisor FROM people `

func scanPerson(scan func(...any) error) (p rota.Person, err error) {
	err = scan(&p.ID, &p.Name, &p.Phone, &p.Language, &p.Email, &p.Zone, &p.Supervisor)
	return p, err
}

func (t *tx) scanShift(scan func(...any) error) (s rota.Shift, err error) {
	var zone string
	if err = scan(&s.Person, &s.Role, &s.Layer, document{&s.Days}, &s.From, &s.To, &zone); err != nil {
		return s, err
	}
	s.Zone, err = t.st.zones.zone(zone)
	return s, err
}

// Rota reads the people who can be rung, and their shifts.
func (s *Store) Rota(ctx context.Context) (r rota.Rota, err error) {
	err = s.read(ctx, func(t *tx) error {
		r, err = t.Rota()
		return err
	})
	return r, err
}

// OnDutyPhones lists the phones to ring when all else fails, each once: the operators on
// duty, then the managers on duty. When none is on duty, it lists all people of the rota,
// the operators first (P7).
func (s *Store) OnDutyPhones(ctx context.Context, at time.Time) ([]support.E164, error) {
	roster, err := s.Rota(ctx)
	phones := phonesOf(append(roster.OnDuty(rota.Operator, at), roster.OnDuty(rota.Manager, at)...))
	if len(phones) == 0 {
		phones = phonesOf(append(operatorsOf(roster), roster.People...))
	}
	return phones, err
}

// phonesOf lists the phones of people, each once.
func phonesOf(people []rota.Person) (phones []support.E164) {
	for _, p := range people {
		if p.Phone.Known() && !slices.Contains(phones, p.Phone) {
			phones = append(phones, p.Phone)
		}
	}
	return phones
}

// operatorsOf lists the operators of a rota, on duty or not.
func operatorsOf(r rota.Rota) (all []rota.Person) {
	for _, s := range r.Shifts {
		if p, known := r.Person(s.Person); known && s.Role == rota.Operator {
			all = append(all, p)
		}
	}
	return all
}
