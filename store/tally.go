package store

import (
	"time"

	"edown/ivr"
	"edown/support"
)

// tallies are the counts for the [support.Limits] of a call. $1 is its number or contract,
// $2 the moment from which they count, $3 the call. Enterprise Downs of one case count once.
// The one that runs for this call does not count: it is the one that is asked for now. A
// page counts for the number whose call it began with, not for those that joined it.
var tallies = []struct {
	of    func(ivr.Session) string
	into  func(*support.Tally) *int
	query string
}{
	{callerOf, func(had *support.Tally) *int { return &had.Number },
		`SELECT COUNT(DISTINCT COALESCE(p.case_number, p.id))
		FROM pages p JOIN page_calls pc ON pc.page = p.id JOIN calls c ON c.id = pc.call
		WHERE c.from_number = $1 AND c.started > $2 AND c.direction = 'inbound' AND c.started <= p.started
			AND p.kind = 'edown' AND NOT (p.state IN ('ringing', 'accepted')
				AND EXISTS (SELECT 1 FROM page_calls own WHERE own.page = p.id AND own.call = $3))`},
	{callerOf, func(had *support.Tally) *int { return &had.Calls }, `SELECT COUNT(*) FROM calls
		WHERE from_number = $1 AND started > $2 AND direction = 'inbound' AND id <> $3`},
	{callerOf, func(had *support.Tally) *int { return &had.Problems }, `SELECT COUNT(DISTINCT n.case_number)
		FROM calls c JOIN notes n ON n.call = c.id AND n.kind = 'opened'
		WHERE c.from_number = $1 AND c.started > $2 AND c.direction = 'inbound'`},
	{contractOf, func(had *support.Tally) *int { return &had.Contract },
		`SELECT COUNT(DISTINCT COALESCE(p.case_number, p.id))
		FROM pages p
		WHERE p.contract = $1 AND p.started > $2 AND p.kind = 'edown'
			AND NOT (p.state IN ('ringing', 'accepted')
				AND EXISTS (SELECT 1 FROM page_calls own WHERE own.page = p.id AND own.call = $3))`},
}

func callerOf(s ivr.Session) string   { return string(s.From) }
func contractOf(s ivr.Session) string { return s.Contract }

// tally is what a call's number and contract have had within the last hour. A contract that
// is not known yet has had nothing.
func (t *tx) tally(s ivr.Session, now time.Time) (had support.Tally, err error) {
	for _, one := range tallies {
		args := []any{one.of(s), ms(now.Add(-support.LimitsCount)), s.Call}
		if _, err = t.one(one.query, args, one.into(&had)); err != nil {
			return had, err
		}
	}
	return had, nil
}
