package store

import (
	"context"
	"time"
)

// Occasions by which an installation is checked.
const (
	Backup = "backup" // the record was copied, and the copy was good
	Drill  = "drill"  // an emergency was rehearsed, and it ended well
)

// Mark records when an occasion last took place. It is durable when Mark returns nil. An
// earlier moment than the recorded one changes nothing.
func (s *Store) Mark(ctx context.Context, name string, at time.Time) error {
	return s.writer.do(ctx, func(t *tx) error { return t.mark(name, at) })
}

func (t *tx) mark(name string, at time.Time) error {
	_, err := t.exec(`INSERT INTO counters (name, value) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE counters.value < excluded.value`,
		marked(name), ms(at))
	return err
}

// Marked reads when an occasion last took place, to the millisecond. The zero time is never.
func (s *Store) Marked(ctx context.Context, name string) (at time.Time, err error) {
	err = s.read(ctx, func(t *tx) error {
		at, err = t.marked(name)
		return err
	})
	return at, err
}

func (t *tx) marked(name string) (at time.Time, err error) {
	_, err = t.one(`SELECT value FROM counters WHERE name = $1`, []any{marked(name)}, moment{&at})
	return at, err
}

// marked is the name of a mark in the table, apart from the names of counters.
func marked(name string) string { return "mark:" + name }
