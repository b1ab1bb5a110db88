package store

import (
	"edown/support"
)

// Delivery implements [operators.Tx].
func (t *tx) Delivery(e support.Event) (page string, to support.E164, err error) {
	found, err := t.one(`SELECT page, to_number FROM messages WHERE id = $1`, []any{e.Text}, text[string]{&page}, &to)
	if err != nil || !found {
		return "", "", err
	}
	_, err = t.exec(`INSERT INTO deliveries (message, how, why, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		e.Text, e.Kind, e.Why, ms(orNow(e.At)))
	return page, to, err
}
