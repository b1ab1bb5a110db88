package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"edown/operators"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
	"edown/support/civil"
)

// File implements [operators.Tx].
func (t *tx) File(about operators.About) (f casework.File, err error) {
	if f.Rota, err = t.Rota(); err != nil {
		return f, err
	}
	number, err := t.caseOf(about)
	if err != nil {
		return f, err
	}
	f.Case.Number = number
	s, err := t.standing(number)
	if err != nil {
		return f, err
	}
	if s != nil {
		f.Standing, f.Known = *s, true
	}
	if f.Commitments, err = t.commitments(number); err != nil {
		return f, err
	}
	f.Pages, err = t.pagesInFile(number, f.Commitments, about.Pages)
	return f, err
}

func (t *tx) caseOf(about operators.About) (number support.CaseNumber, err error) {
	if about.Case != "" || about.Commitment == "" {
		return about.Case, nil
	}
	_, err = t.one(`SELECT case_number FROM duties WHERE id = $1`, []any{about.Commitment}, &number)
	return number, err
}

// pagesInFile are those that run for the case, those that its commitments came
// of, and others that are named: each once.
func (t *tx) pagesInFile(number support.CaseNumber, owed []casework.Commitment, named []string) (all []paging.Page, err error) {
	if number != "" {
		if all, err = t.Pages(operators.Which{Case: number}); err != nil {
			return nil, err
		}
	}
	for _, c := range owed {
		named = append(named, c.For)
	}
	for _, id := range named {
		if id == "" || slices.ContainsFunc(all, func(p paging.Page) bool { return p.ID == id }) {
			continue
		}
		p, err := t.Page(id)
		switch {
		case err == nil:
			all = append(all, p)
		case !errors.Is(err, operators.ErrNoPage): // an escalation may have no page
			return nil, err
		}
	}
	return all, nil
}

// Put implements [operators.Tx].
func (t *tx) Put(effect casework.Effect) (kept bool, err error) {
	switch e := effect.(type) {
	case casework.Note:
		return true, t.Note(e.Note)
	case casework.Commit:
		return t.commit(e)
	case casework.Decide:
		return true, t.Escalate(e.Escalation)
	case casework.SetSeverity:
		return true, t.SetSeverity(e.Case, e.To)
	case casework.Suspect:
		return true, t.Suspect(e.Call)
	case casework.CallBack:
		return true, t.Missed(e)
	}
	return false, fmt.Errorf("%T is not an effect on the record", effect)
}

// ErrNoCase: no case of that number is on record.
var ErrNoCase = errors.New("no such case on record")

// Standing is a case with all that is on record of it. It wraps [ErrNoCase].
func (t *tx) Standing(number support.CaseNumber) (support.Standing, error) {
	s, err := t.standing(number)
	if err == nil && s == nil {
		err = fmt.Errorf("case %s: %w", number, ErrNoCase)
	}
	if err != nil {
		return support.Standing{}, err
	}
	return *s, nil
}

// standing is nil for a case that is not on record.
func (t *tx) standing(number support.CaseNumber) (*support.Standing, error) {
	c, err := t.aCase(`number = $1`, number)
	if err != nil || c == nil {
		return nil, err
	}
	s := &support.Standing{Case: *c}
	for _, fill := range []func(*support.Standing) error{t.standingContract, t.standingPeople, t.standingNotes, t.standingEscalations, t.standingDeclared} {
		if err := fill(s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (t *tx) standingContract(s *support.Standing) (err error) {
	if s.Case.Contract != "" {
		s.Contract, err = t.contract(s.Case.Contract)
	}
	return err
}

func (t *tx) standingPeople(s *support.Standing) error {
	_, err := t.one(`SELECT e.name, COALESCE(b.name, '') FROM people e LEFT JOIN people b ON b.id = e.supervisor WHERE e.id = $1`,
		[]any{s.Case.Engineer}, &s.Engineer, &s.Supervisor)
	return err
}

func (t *tx) standingEscalations(s *support.Standing) (err error) {
	s.Escalations, err = list(t, scanEscalation, escalations+`WHERE case_number = $1 ORDER BY at, id`, s.Case.Number)
	return err
}

// standingNotes reads from a case's own record when the customer last heard of
// it, when it was in progress, when it was last reviewed, and how severe it was.
func (t *tx) standingNotes(s *support.Standing) error {
	if _, err := t.one(`SELECT MAX(at) FILTER (WHERE kind IN ('update', 'decided', 'contacted')), MAX(at) FILTER (WHERE kind = 'review')
		FROM notes WHERE case_number = $1`, []any{s.Case.Number}, moment{&s.Updated}, moment{&s.Reviewed}); err != nil {
		return err
	}
	if _, err := t.one(`SELECT CAST(said AS INTEGER) FROM notes WHERE case_number = $1 AND kind = 'severity' AND said <> '0' ORDER BY at DESC, seq DESC LIMIT 1`,
		[]any{s.Case.Number}, &s.Before); err != nil {
		return err
	}
	said, err := list(t, scanStatus, `SELECT at, said FROM notes WHERE case_number = $1 AND kind = 'status' ORDER BY at, seq`, s.Case.Number)
	s.Progress = progress(s.Case, said)
	return err
}

// said is a status that a case was given at a moment.
type said struct {
	at     time.Time
	status support.Status
}

func scanStatus(scan func(...any) error) (s said, err error) {
	err = scan(moment{&s.at}, &s.status)
	return s, err
}

// progress is when a case was in progress: from each status that says so to the
// next that does not. One that is in progress now, and nobody has said since
// when, has been since it was opened.
func progress(c support.Case, all []said) (spans []civil.Span) {
	var since time.Time
	for _, s := range all {
		switch works := s.status == support.InProgress; {
		case works && since.IsZero():
			since = s.at
		case !works && !since.IsZero():
			spans, since = append(spans, civil.Span{From: since, To: s.at}), time.Time{}
		}
	}
	if c.Stands() != support.InProgress {
		return spans
	}
	if since.IsZero() {
		since = c.Opened
	}
	return append(spans, civil.Span{From: since})
}

// lasting are the Enterprise Downs that go on: their page runs, or has ended with
// a manager at work on it, and nobody has said since that it is over (R21).
const lasting = `kind = 'edown' AND (state IN ('ringing', 'accepted') OR outcome = 'working' OR outcome = 'none_given' AND accepted_by IS NOT NULL)
	AND NOT EXISTS (SELECT 1 FROM notes WHERE notes.case_number = pages.case_number AND notes.kind = 'ended' AND notes.at >= pages.started)`

// standingDeclared: an Enterprise Down goes on after its page has ended.
func (t *tx) standingDeclared(s *support.Standing) error {
	if s.Case.Closed || s.Case.Severity != support.EnterpriseDown {
		return nil
	}
	_, err := t.one(`SELECT started FROM pages WHERE case_number = $1 AND `+lasting+` ORDER BY started DESC LIMIT 1`, []any{s.Case.Number}, moment{&s.Declared})
	return err
}

// errNoteless: a note that is about no case.
var errNoteless = errors.New("a note must name its case")

// Note adds a line to the record of a case. A case that is not on record may have notes:
// it is known by them when it comes.
func (t *tx) Note(n support.Note) error {
	added, err := t.keepNote(n)
	if err != nil || !added {
		return err
	}
	return t.apply(n)
}

// keepNote adds a note that is not there yet.
func (t *tx) keepNote(n support.Note) (added bool, err error) {
	if n.Case == "" {
		return false, errNoteless
	}
	rows, err := t.exec(`INSERT INTO notes (case_number, kind, at, given_by, call, said, audio, seq) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (case_number, kind, at, given_by, call, said, audio) DO NOTHING`,
		n.Case, string(n.Kind), n.At.UnixMilli(), n.By, n.Call, n.Text, n.Audio, t.st.writer.sequence())
	return rows > 0, err
}

// apply does to the case what a note says of it.
func (t *tx) apply(n support.Note) (err error) {
	switch n.Kind {
	case support.NoteStatus:
		_, err = t.exec(`UPDATE cases SET status = $2, closed = $3 WHERE number = $1`, n.Case, n.Text, support.Status(n.Text) == support.StatusClosed)
	case support.NotePriority:
		_, err = t.exec(`UPDATE cases SET priority = $2 WHERE number = $1`, n.Case, n.Text)
	case support.NoteSeverity:
		severity, bad := strconv.Atoi(n.Text)
		if bad != nil {
			return fmt.Errorf("case %s: a note of severity %q: must be 0 to 3", n.Case, n.Text)
		}
		err = t.SetSeverity(n.Case, support.Severity(severity))
	}
	return err
}

const escalations = `SELECT id, case_number, level, reason, strong, summary, call, by_number, language, call_back, at, verdict, decided, decided_by, contacted,
	(SELECT done FROM duties WHERE duties.id = 'answer:' || escalations.id AND verdict IS NULL)
	FROM escalations `

func scanEscalation(scan func(...any) error) (e support.Escalation, err error) {
	err = scan(&e.ID, &e.Case, &e.Level, &e.Reason, &e.Strong, &e.Summary, &e.Call, &e.By, &e.Language, &e.CallBack, moment{&e.At},
		text[support.Verdict]{&e.Verdict}, moment{&e.Decided}, text[string]{&e.DecidedBy}, moment{&e.Contacted}, moment{&e.Lifted})
	return e, err
}

// escalation is a request by its id.
func (t *tx) escalation(id string) (support.Escalation, bool, error) {
	return first(list(t, scanEscalation, escalations+`WHERE id = $1`, id))
}

// Escalate keeps a request as it is now. What was asked never changes; what became
// of it may. An accepted request raises its case, and none lowers it.
func (t *tx) Escalate(e support.Escalation) error {
	_, err := t.exec(`INSERT INTO escalations (id, case_number, level, reason, strong, summary, call, by_number, language, call_back, at,
			verdict, decided, decided_by, contacted)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (id) DO UPDATE SET verdict = excluded.verdict, decided = excluded.decided, decided_by = excluded.decided_by, contacted = excluded.contacted`,
		e.ID, e.Case, e.Level, string(e.Reason), e.Strong, e.Summary, e.Call, e.By, e.Language, e.CallBack, ms(e.At),
		null(e.Verdict), ms(e.Decided), null(e.DecidedBy), ms(e.Contacted))
	if err != nil || e.Verdict != support.EscalationAccepted {
		return err
	}
	_, err = t.exec(`UPDATE cases SET level = $2 WHERE number = $1 AND level < $2`, e.Case, e.Level)
	return err
}

const duties = `SELECT id, kind, case_number, contract, for_what, owner, begun, due, internal, raised, done, done_by, outcome FROM duties `

func scanDuty(scan func(...any) error) (d casework.Commitment, err error) {
	err = scan(&d.ID, &d.Kind, &d.Case, text[string]{&d.Contract}, text[string]{&d.For}, text[string]{&d.Owner}, moment{&d.Begun},
		moment{&d.Due}, moment{&d.Internal}, &d.Raised, moment{&d.Done}, text[string]{&d.By}, text[string]{&d.Outcome})
	return d, err
}

// commit keeps a commitment; kept is false where it is to be new and is not.
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
func (t *tx) Owe(d casework.Commitment) error {
	_, err := t.exec(`INSERT INTO duties (id, kind, case_number, contract, for_what, owner, begun, due, internal, raised, done, done_by, outcome)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
		ON CONFLICT (id) DO UPDATE SET contract = excluded.contract, owner = excluded.owner, due = excluded.due, internal = excluded.internal,
			raised = excluded.raised, done = excluded.done, done_by = excluded.done_by, outcome = excluded.outcome`,
		d.ID, string(d.Kind), d.Case, null(d.Contract), null(d.For), null(d.Owner), ms(d.Begun), ms(d.Due), ms(d.Internal),
		d.Raised, ms(d.Done), null(d.By), null(d.Outcome))
	return err
}

// commitments are those of a case that are open; those without a promised time
// come last.
func (t *tx) commitments(number support.CaseNumber) ([]casework.Commitment, error) {
	return list(t, scanDuty, duties+`WHERE case_number = $1 AND done IS NULL ORDER BY due IS NULL, due, id`, number)
}

// first is the first of what was found, if anything was.
func first[T any](all []T, err error) (one T, found bool, _ error) {
	if err != nil || len(all) == 0 {
		return one, false, err
	}
	return all[0], true, nil
}

// Backlog implements [operators.Ledger].
func (s *Store) Backlog(ctx context.Context) (b operators.Backlog, err error) {
	err = s.read(ctx, func(t *tx) error {
		if b.Cases, err = t.casesToSweep(); err != nil {
			return err
		}
		b.Pages, err = t.lasting()
		return err
	})
	return b, err
}

func (t *tx) casesToSweep() ([]support.CaseNumber, error) {
	return list(t, scanNumber, `SELECT number FROM cases WHERE NOT closed AND (engineer <> '' OR severity = 0
		OR EXISTS (SELECT 1 FROM duties WHERE duties.case_number = cases.number AND duties.done IS NULL)) ORDER BY number`)
}

func (t *tx) lasting() ([]string, error) {
	return list(t, scanText, `SELECT id FROM pages WHERE case_number <> '' AND `+lasting+` ORDER BY started, id`)
}
