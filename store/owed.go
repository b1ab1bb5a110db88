package store

import "edown/operators/casework"

func (t *tx) commitmentsIn(a *Activity, q Asked) (err error) {
	a.Commitments, err = list(t, func(scan func(...any) error) (o Owed, err error) {
		o.Commitment, err = scanCommitment(scan)
		return o, err
	}, `SELECT id, kind, case_number, contract, for_what, owner, begun, due, internal, raised, done, done_by, outcome
		FROM duties
		WHERE (COALESCE(due, begun) >= $1 AND COALESCE(due, begun) < $2 OR internal >= $1 AND internal < $2)
			AND ($3 = '' OR contract = $3)
		ORDER BY due IS NULL, due, id`, q.of()...)
	for i := range a.Commitments {
		if err == nil {
			err = t.held(&a.Commitments[i])
		}
	}
	return err
}

// held reads whether a review was held: then the case has a note of it too.
func (t *tx) held(o *Owed) (err error) {
	if o.Kind == casework.OwesReview && !o.Open() {
		o.Held, err = t.exists(`SELECT 1 FROM notes WHERE case_number = $1 AND kind = 'review' AND at = $2`,
			string(o.Case), ms(o.Done))
	}
	return err
}
