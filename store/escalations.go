package store

import "edown/support"

// escalations begins every query of requests; the condition follows it. A request that has
// no verdict is lifted when its answer is no longer owed.
const escalations = `SELECT id, case_number, level, reason, strong, summary, call, by_number, language, call_back, at,
		verdict, decided, decided_by, contacted,
		(SELECT done FROM duties WHERE duties.id = 'answer:' || escalations.id AND verdict IS NULL)
	FROM escalations `

func scanEscalation(scan func(...any) error) (e support.Escalation, err error) {
	err = scan(&e.ID, &e.Case, &e.Level, &e.Reason, &e.Strong, &e.Summary, &e.Call, &e.By, &e.Language, &e.CallBack,
		moment{&e.At}, text[support.Verdict]{&e.Verdict}, moment{&e.Decided}, text[string]{&e.DecidedBy},
		moment{&e.Contacted}, moment{&e.Lifted})
	return e, err
}

// escalation finds a request by its id.
func (t *tx) escalation(id string) (support.Escalation, bool, error) {
	return first(list(t, scanEscalation, escalations+`WHERE id = $1`, id))
}

// Escalate keeps a request as it is now. What was asked for never changes; its verdict and
// the contact after it may. An accepted request raises its case to its level, and never
// lowers it.
func (t *tx) Escalate(e support.Escalation) error {
	_, err := t.exec(`INSERT INTO escalations (id, case_number, level, reason, strong, summary, call, by_number,
			language, call_back, at, verdict, decided, decided_by, contacted)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (id) DO UPDATE SET verdict = excluded.verdict, decided = excluded.decided,
			decided_by = excluded.decided_by, contacted = excluded.contacted`,
		e.ID, e.Case, e.Level, string(e.Reason), e.Strong, e.Summary, e.Call, e.By, e.Language, e.CallBack, ms(e.At),
		null(e.Verdict), ms(e.Decided), null(e.DecidedBy), ms(e.Contacted))
	if err != nil || e.Verdict != support.EscalationAccepted {
		return err
	}
	_, err = t.exec(`UPDATE cases SET level = $2 WHERE number = $1 AND level < $2`, e.Case, e.Level)
	return err
}
