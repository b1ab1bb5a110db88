package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"edown/support"
)

// takeAway removes what a directory does not name of the kinds that it has whole.
// Cases stay: the line opens some of its own.
func (t *tx) takeAway(d Directory) (err error) {
	engagements, bookings := d.besides()
	for _, of := range []struct {
		kind  Kind
		all   string
		named []string
		drop  func(key string) error
	}{
		{Shifts, `SELECT DISTINCT person FROM shifts`, owners(d.Shifts, shiftKey),
			func(id string) error { return t.dropShifts(0, id) }},
		{People, `SELECT id FROM people WHERE phone <> ''`, owners(d.People, personKey), t.leaves},
		{AccountManagers, `SELECT DISTINCT contract FROM tsams`, owners(engagements, engagementKey),
			func(c string) error { return t.dropEngagements(0, c) }},
		{Bookings, `SELECT DISTINCT contract FROM bookings`, owners(bookings, bookingKey),
			func(c string) error { return t.dropBookings(0, c) }},
		{Contacts, `SELECT phone FROM contacts`, owners(d.Contacts, contactKey), t.dropContact},
		{Contracts, `SELECT number FROM contracts`, owners(d.Contracts, contractKey),
			func(c string) error { return t.endContract(c, d.At) }},
	} {
		if err == nil && slices.Contains(d.Whole, of.kind) {
			err = t.dropOthers(of.all, of.named, of.drop)
		}
	}
	return err
}

func (t *tx) dropOthers(all string, named []string, drop func(string) error) error {
	keys, err := list(t, scanText, all)
	for _, key := range keys {
		if err == nil && !slices.Contains(named, key) {
			err = drop(key)
		}
	}
	return err
}

// leaves takes a person off the rota, with the number: the name stays, for what is on
// record of the person.
func (t *tx) leaves(id string) error {
	if err := t.dropShifts(0, id); err != nil {
		return err
	}
	_, err := t.exec(`UPDATE people SET phone = '', email = '' WHERE id = $1`, id)
	return err
}

func (t *tx) dropContact(phone string) error {
	_, err := t.exec(`DELETE FROM contacts WHERE phone = $1`, phone)
	return err
}

// endContract deletes a contract and what belongs to it; one that has cases expires,
// and stays with them.
func (t *tx) endContract(number string, now time.Time) error {
	for _, query := range []string{
		`DELETE FROM contacts WHERE contract = $1`, `DELETE FROM tsams WHERE contract = $1`,
		`DELETE FROM bookings WHERE contract = $1`, `DELETE FROM pins WHERE contract = $1`,
		`DELETE FROM contracts WHERE number = $1 AND NOT EXISTS (SELECT 1 FROM cases WHERE contract = $1)`,
	} {
		if _, err := t.exec(query, number); err != nil {
			return err
		}
	}
	_, err := t.exec(`UPDATE contracts SET expires = $2 WHERE number = $1 AND (expires IS NULL OR expires > $2)`, number,
		ms(now))
	return err
}

// errRehearsed undoes what a rehearsal has done.
var errRehearsed = errors.New("rehearsed")

// Rehearse tells what [Store.Put] would change: all that is on record, as it is and as
// it would be. Of the cases these are the ones that d names. Nothing is kept, and PINs
// are left out.
func (s *Store) Rehearse(ctx context.Context, d Directory) (before, after Directory, err error) {
	if d.At.IsZero() {
		d.At = time.Now()
	}
	err = s.writer.do(ctx, func(t *tx) (err error) {
		if before, err = t.directory(d.Cases); err != nil {
			return err
		}
		if err = t.put(d, nil); err != nil {
			return err
		}
		if after, err = t.directory(d.Cases); err != nil {
			return err
		}
		return errRehearsed
	})
	if errors.Is(err, errRehearsed) {
		err = nil
	}
	return before, after, err
}

// directory is what is on record, with those of some cases that are.
func (t *tx) directory(named []support.Case) (d Directory, err error) {
	numbers, err := list(t, scanText, `SELECT number FROM contracts ORDER BY number`)
	for _, number := range numbers {
		c, err := t.contract(number)
		if err != nil {
			return d, err
		}
		d.Contracts = append(d.Contracts, *c)
	}
	for _, one := range named {
		c, err := t.aCase(`number = $1`, one.Number)
		if err != nil {
			return d, err
		}
		if c != nil {
			d.Cases = append(d.Cases, *c)
		}
	}
	if err == nil {
		d.Contacts, err = list(t, func(scan func(...any) error) (c support.Contact, err error) {
			err = scan(&c.Phone, &c.Name, &c.Contract, &c.Language)
			return c, err
		}, `SELECT phone, name, contract, language FROM contacts ORDER BY phone`)
	}
	if err == nil {
		d.People, err = list(t, scanPerson, people+`WHERE phone <> '' ORDER BY id`)
	}
	if err == nil {
		d.Shifts, err = list(t, t.scanShift,
			`SELECT person, role, layer, days, from_minute, to_minute, zone FROM shifts ORDER BY person, place`)
	}
	return d, err
}
