package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"edown/support"
)

// Dossier is everything on record about a number: its rows by table, each by column. Times
// are in UTC.
type Dossier map[string][]map[string]any

// ofCalls are the calls of a number ($1), made by it or to it, by their ids. Seven queries
// share it, so that an export is of the same calls in every table.
const ofCalls = `(SELECT id FROM calls
	WHERE direction = 'inbound' AND from_number = $1 OR direction = 'outbound' AND to_number = $1)`

// holdings are the queries for what is on record about a number ($1). Of a page, an export
// tells only that there was one: the phones that were rung for it belong to other people.
var holdings = []struct{ table, query string }{
	{"contacts", `SELECT * FROM contacts WHERE phone = $1`},
	{"callers", `SELECT * FROM callers WHERE phone = $1`},
	{"calls", `SELECT * FROM calls
		WHERE direction = 'inbound' AND from_number = $1 OR direction = 'outbound' AND to_number = $1
		ORDER BY started`},
	{"turns", `SELECT * FROM turns
		WHERE call IN ` + ofCalls + ` OR mentions(input, $1) OR mentions(said, $1) ORDER BY at`},
	{"answers", `SELECT * FROM answers
		WHERE call IN ` + ofCalls + ` OR mentions(value, $1) OR mentions(raw, $1) ORDER BY at`},
	{"recordings", `SELECT * FROM recordings WHERE call IN ` + ofCalls + ` ORDER BY at`},
	{"callbacks", `SELECT * FROM callbacks
		WHERE number = $1 OR call IN ` + ofCalls + ` OR mentions(why, $1) ORDER BY at`},
	{"messages", `SELECT id, page, key, language, data, at FROM messages
		WHERE to_number = $1 OR mentions(data, $1) ORDER BY at`},
	{"deliveries", `SELECT d.* FROM deliveries d JOIN messages m ON m.id = d.message
		WHERE m.to_number = $1 ORDER BY d.at`},
	{"letters", `SELECT id, key, language, data, at FROM letters WHERE mentions(data, $1) ORDER BY at`},
	{"pages", `SELECT id, kind, case_number, contract, state, started, ended, outcome FROM pages
		WHERE mentions(page, $1) OR id IN (SELECT page FROM page_calls WHERE call IN ` + ofCalls + `)
		ORDER BY started`},
	{"page_events", `SELECT * FROM page_events
		WHERE mentions(event, $1) OR EXISTS (SELECT 1 FROM calls c
			WHERE (direction = 'inbound' AND from_number = $1 OR direction = 'outbound' AND to_number = $1)
				AND event LIKE '%"' || c.id || '"%') ORDER BY at`},
	{"attempts", `SELECT * FROM attempts WHERE phone = $1 ORDER BY planned`},
	{"notes", `SELECT * FROM notes WHERE mentions(said, $1) OR call IN ` + ofCalls + ` ORDER BY at`},
	{"escalations", `SELECT * FROM escalations WHERE by_number = $1 OR call IN ` + ofCalls + ` ORDER BY at`},
	{"tries", `SELECT * FROM tries WHERE mentions(what, $1)`},
	{"work", `SELECT kind, payload, planned FROM work
		WHERE mentions(lane, $1) OR mentions(payload, $1) ORDER BY planned`},
	{"cases", `SELECT * FROM cases WHERE mentions(title, $1)`},
}

// Export reads everything on record about a number, to give to its owner.
func (s *Store) Export(ctx context.Context, number support.E164) (Dossier, error) {
	all := Dossier{}
	err := s.read(ctx, func(t *tx) error {
		for _, k := range holdings {
			rows, err := t.told(k.query, number)
			if err != nil {
				return err
			}
			if len(rows) > 0 {
				all[k.table] = rows
			}
		}
		return nil
	})
	return all, err
}

// told are rows in a form that a person reads without knowing the tables.
func (t *tx) told(query string, args ...any) (all []map[string]any, err error) {
	rows, err := t.q.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		row, err := tellRow(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, rows.Err()
}

func tellRow(rows *sql.Rows) (map[string]any, error) {
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	row := map[string]any{}
	err = rows.Scan(into...)
	for i, c := range columns {
		if values[i] != nil && values[i] != "" {
			row[c] = legible(c, values[i])
		}
	}
	return row, err
}

// times are the columns that hold a moment.
var times = []string{
	"at", "started", "ended", "planned", "placed", "rang", "picked_up", "done", "opened", "decided",
	"contacted", "until",
}

// legible is a value in that form: a moment as a time, JSON as its content.
func legible(column string, value any) any {
	switch v := value.(type) {
	case int64:
		if slices.Contains(times, column) {
			return time.UnixMilli(v).UTC()
		}
	case string:
		if strings.HasPrefix(v, "{") && json.Valid([]byte(v)) {
			return json.RawMessage(v)
		}
	}
	return value
}
