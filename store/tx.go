package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
)

// tx is an open transaction: the [ivr.Entry] of a turn, the [operators.Tx] of a step, or a
// reader's.
type tx struct {
	st  *Store
	q   querier
	ctx context.Context // never ends in the writer: an interrupted statement would roll back the other functions too
	// loaded is each page as this transaction last read or wrote it.
	loaded map[string]paging.Page
	roster *rota.Rota // nil until this transaction reads it
}

// querier is a writer's connection or a reader's transaction.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// exec returns how many rows were changed.
func (t *tx) exec(query string, args ...any) (int64, error) {
	result, err := t.q.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// one reads the first row. found is false when there is none.
func (t *tx) one(query string, args []any, into ...any) (found bool, err error) {
	rows, err := t.q.QueryContext(t.ctx, query, args...)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return false, rows.Err()
	}
	return true, rows.Scan(into...)
}

// list reads all rows before it returns, so that the next statement can run.
func list[T any](t *tx, scan func(scan func(...any) error) (T, error), query string, args ...any) ([]T, error) {
	rows, err := t.q.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		item, err := scan(rows.Scan)
		if err != nil {
			return nil, err
		}
		all = append(all, item)
	}
	return all, rows.Err()
}

// first is the first of what was found, if anything was found.
func first[T any](all []T, err error) (one T, found bool, _ error) {
	if err != nil || len(all) == 0 {
		return one, false, err
	}
	return all[0], true, nil
}

// exists reports whether a query finds anything.
func (t *tx) exists(query string, args ...any) (bool, error) {
	var one int
	return t.one(query, args, &one)
}

// ms is a moment as it is stored: UTC milliseconds, and NULL for the zero time.
func ms(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return at.UnixMilli()
}

// dueMs rounds a moment up to the millisecond. Rounded down, a timer would ring before its
// time and find nothing to do.
func dueMs(at time.Time) int64 { return at.Add(time.Millisecond - 1).UnixMilli() }

// moment scans what ms has stored.
type moment struct{ at *time.Time }

func (m moment) Scan(v any) error {
	switch n := v.(type) {
	case nil:
		*m.at = time.Time{}
	case int64:
		*m.at = time.UnixMilli(n).UTC()
	default:
		return fmt.Errorf("%T is no moment", v)
	}
	return nil
}

// null stores an empty text as NULL.
func null[T ~string](text T) any {
	if text == "" {
		return nil
	}
	return string(text)
}

// text scans what null has stored.
type text[T ~string] struct{ into *T }

func (s text[T]) Scan(v any) error {
	var n sql.NullString
	err := n.Scan(v)
	*s.into = T(n.String)
	return err
}

// document is a value that is stored as JSON.
type document struct{ value any }

func encode(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

func (d document) Scan(v any) error {
	switch j := v.(type) {
	case nil:
		return nil
	case string:
		return json.Unmarshal([]byte(j), d.value)
	case []byte:
		return json.Unmarshal(j, d.value)
	}
	return fmt.Errorf("%T is no document", v)
}

// zones caches time zones: reading one from its file is slow.
type zones struct{ loaded sync.Map }

// zone finds a time zone by its name. The empty name is nil, which is UTC.
func (z *zones) zone(name string) (*time.Location, error) {
	if name == "" {
		return nil, nil
	}
	if at, ok := z.loaded.Load(name); ok {
		return at.(*time.Location), nil
	}
	at, err := time.LoadLocation(name)
	if err == nil {
		z.loaded.Store(name, at)
	}
	return at, err
}

func zoneName(at *time.Location) string {
	if at == nil {
		return ""
	}
	return at.String()
}
