package store

import (
	"time"

	"edown/ivr"
	"edown/support"
)

// Emergencies are Enterprise Downs, those on one case once, but for the one
// that runs for this very call ($3): it is what is asked for now.
const (
	emergencies = `SELECT COUNT(DISTINCT COALESCE(p.case_number, p.id)) FROM pages p `
	ofOthers    = ` AND p.kind = 'edown' AND NOT (p.` + running + ` AND EXISTS (SELECT 1 FROM page_calls own WHERE own.page = p.id AND own.call = $3))`
)

// tallies count for the [support.Limits] of a call. A page counts for the number
// whose call it began with: who called after that has only joined it.
var tallies = []struct {
	of    func(ivr.Session) string
	into  func(*support.Tally) *int
	query string
}{
	{callerOf, func(had *support.Tally) *int { return &had.Number }, emergencies + `JOIN page_calls pc ON pc.page = p.id JOIN calls c ON c.id = pc.call
		WHERE c.from_number = $1 AND c.started > $2 AND c.direction = 'inbound' AND c.started <= p.started` + ofOthers},
	{callerOf, func(had *support.Tally) *int { return &had.Calls },
		`SELECT COUNT(*) FROM calls WHERE from_number = $1 AND started > $2 AND direction = 'inbound' AND id <> $3`},
	{callerOf, func(had *support.Tally) *int { return &had.Problems }, `SELECT COUNT(DISTINCT n.case_number) FROM calls c JOIN notes n ON n.call = c.id AND n.kind = 'opened'
		WHERE c.from_number = $1 AND c.started > $2 AND c.direction = 'inbound'`},
	{contractOf, func(had *support.Tally) *int { return &had.Contract }, emergencies + `WHERE p.contract = $1 AND p.started > $2` + ofOthers},
}

func callerOf(s ivr.Session) string   { return string(s.From) }
func contractOf(s ivr.Session) string { return s.Contract }

// tally is what a call's number and contract have had lately. A contract that
// is not known yet has had nothing.
func (t *tx) tally(s ivr.Session, now time.Time) (had support.Tally, err error) {
	for _, one := range tallies {
		if _, err = t.one(one.query, []any{one.of(s), ms(now.Add(-support.LimitsCount)), s.Call}, one.into(&had)); err != nil {
			return had, err
		}
	}
	return had, nil
}
