package store

// loads reads what the people of the rota did. It reads all of it or nothing: the report of
// one customer does not show what people did for others.
func (t *tx) loads(a *Activity, q Asked) (err error) {
	if q.Contract != "" {
		return nil
	}
	if a.Rota, err = t.Rota(); err != nil {
		return err
	}
	from, to := q.From.UnixMilli(), q.To.UnixMilli()
	a.Rings, err = list(t, func(scan func(...any) error) (r Ring, err error) {
		err = scan(text[string]{&r.Person}, &r.Page, moment{&r.Placed}, &r.Declined, &r.Machine,
			text[string]{&r.Ending})
		return r, err
	}, `SELECT person, page, placed, declined, machine, ending FROM attempts
		WHERE purpose IN ('manager', 'operator', 'decision', 'review') AND placed >= $1 AND placed < $2
		ORDER BY placed, leg`, from, to)
	if err != nil {
		return err
	}
	a.Accepts, err = list(t, func(scan func(...any) error) (t Taken, err error) {
		err = scan(&t.Person, &t.Page, moment{&t.At})
		return t, err
	}, `SELECT person, page, at FROM accepts WHERE at >= $1 AND at < $2 ORDER BY at, page`, from, to)
	return err
}
