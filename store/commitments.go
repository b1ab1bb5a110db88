package store

import (
	"edown/operators/casework"
	"edown/support"
)

// scanCommitment reads the columns id, kind, case_number, contract, for_what, owner, begun,
// due, internal, raised, done, done_by and outcome of the table duties.
func scanCommitment(scan func(...any) error) (c casework.Commitment, err error) {
	err = scan(&c.ID, &c.Kind, &c.Case, text[string]{&c.Contract}, text[string]{&c.For}, text[string]{&c.Owner},
		moment{&c.Begun}, moment{&c.Due}, moment{&c.Internal}, &c.Raised, moment{&c.Done}, text[string]{&c.By},
		text[string]{&c.Outcome})
	return c, err
}

// commit keeps a commitment. kept is false when it has to be new and is on record already.
func (t *tx) commit(c casework.Commit) (kept bool, err error) {
	if c.New {
		known, err := t.exists(`SELECT 1 FROM duties WHERE id = $1`, c.ID)
		if err != nil || known {
			return false, err
		}
	}
	return true, t.Owe(c.Commitment)
}

// Owe keeps a commitment as it is now.
func (t *tx) Owe(c casework.Commitment) error {
	_, err := t.exec(`INSERT INTO duties (id, kind, case_number, contract, for_what, owner, begun, due, internal,
			raised, done, done_by, outcome)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
		ON CONFLICT (id) DO UPDATE SET contract = excluded.contract, owner = excluded.owner, due = excluded.due,
			internal = excluded.internal, raised = excluded.raised, done = excluded.done, done_by = excluded.done_by,
			outcome = excluded.outcome`,
		c.ID, string(c.Kind), c.Case, null(c.Contract), null(c.For), null(c.Owner), ms(c.Begun), ms(c.Due),
		ms(c.Internal), c.Raised, ms(c.Done), null(c.By), null(c.Outcome))
	return err
}

// commitments lists the open commitments of a case. Those without a promised time come
// last.
func (t *tx) commitments(number support.CaseNumber) ([]casework.Commitment, error) {
	return list(t, scanCommitment, `SELECT id, kind, case_number, contract, for_what, owner, begun, due, internal,
			raised, done, done_by, outcome
		FROM duties WHERE case_number = $1 AND done IS NULL ORDER BY due IS NULL, due, id`, number)
}
