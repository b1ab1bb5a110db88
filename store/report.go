package store

import (
	"context"
	"time"

	"edown/ivr"
	"edown/operators/casework"
	"edown/operators/rota"
	"edown/support"
)

// Asked is the question of a report: which period, and which customer.
type Asked struct {
	From, To time.Time // To is the first moment after the period
	Contract string    // empty: all customers
}

// Activity is what is on record of a period, as a report needs it. It contains no caller's
// name or number. What belongs to no known contract is under the empty one.
type Activity struct {
	Companies   map[string]string // by contract
	Deeds       map[string]Deeds  // by contract
	Escalations []Escalations
	Open        []OpenCase // at the end of the period
	Searches    []Search
	Commitments []Owed    // whose time came in the period, or that began in it and have no time
	Rings       []Ring    // only of all customers
	Accepts     []Taken   // only of all customers
	Rota        rota.Rota // only of all customers
}

// Deeds count what was done.
type Deeds struct {
	Calls           int // by customers
	EnterpriseDowns int // declared
	Opened          int // cases
	Comments        int // of customers
	Closed          int // cases
	Solved          int // Enterprise Downs
}

// Escalations are requests for a level that met the same verdict, or none yet.
type Escalations struct {
	Contract string
	Level    int
	Verdict  support.Verdict
	Requests int
}

// Owed is a commitment, and how it ended.
type Owed struct {
	casework.Commitment
	Held bool // of a review: the managers held it, so that it did not just end with the emergency
}

// OpenCase is a case that was open at a moment, as it stands now.
type OpenCase struct {
	support.Case
	Company string
}

// Search is how long a caller waited for a human. What did not happen is zero.
type Search struct {
	Page      string
	Kind      support.PageKind
	State     support.PageState
	Case      support.CaseNumber
	Contract  string
	Call      string    // the call that asked
	PickedUp  time.Time // when that call was; zero when it is no longer on record
	Asked     time.Time
	Placed    time.Time // when the carrier took the first call to a person
	Accepted  time.Time // for the first time
	Ended     time.Time
	Elsewhere bool // it is no longer needed: the caller is served by another page
}

// Ring is a phone that was rung so that its person might accept.
type Ring struct {
	Person   string
	Page     string
	Placed   time.Time
	Declined bool
	Machine  bool
	Ending   string // empty while it goes on
}

// Taken is a round of a page that a person accepted, on the phone or by SMS.
type Taken struct {
	Person string
	Page   string
	At     time.Time
}

// Activity reads what is on record of a period, beside the writer.
func (s *Store) Activity(ctx context.Context, q Asked) (a Activity, err error) {
	a = Activity{Companies: map[string]string{}, Deeds: map[string]Deeds{}}
	err = s.read(ctx, func(t *tx) error {
		for _, read := range []func(*Activity, Asked) error{
			t.companies, t.deeds, t.callers, t.escalated, t.openCases, t.searches, t.commitmentsIn, t.loads,
		} {
			if err := read(&a, q); err != nil {
				return err
			}
		}
		return nil
	})
	return a, err
}

// Contract finds a contract by its number. It is nil when there is none on record.
func (s *Store) Contract(ctx context.Context, number string) (c *support.Contract, err error) {
	err = s.read(ctx, func(t *tx) error {
		c, err = t.contract(number)
		return err
	})
	return c, err
}

// of are the arguments of most queries: the period from $1 until before $2, and the
// contract $3, which is empty for all.
func (q Asked) of() []any { return []any{q.From.UnixMilli(), q.To.UnixMilli(), q.Contract} }

// stream reads rows one at a time, however many there are.
func (t *tx) stream(read func(scan func(...any) error) error, query string, args ...any) error {
	rows, err := t.q.QueryContext(t.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := read(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (t *tx) companies(a *Activity, q Asked) error {
	return t.stream(func(scan func(...any) error) error {
		var number, company string
		err := scan(&number, &company)
		a.Companies[number] = company
		return err
	}, `SELECT number, company FROM contracts WHERE $1 = '' OR number = $1`, q.Contract)
}

// counts are the queries that count deeds by contract.
var counts = []struct {
	of    func(*Deeds) *int
	query string
}{
	{func(d *Deeds) *int { return &d.EnterpriseDowns }, `SELECT contract, COUNT(*) FROM pages
		WHERE kind = 'edown' AND started >= $1 AND started < $2 AND ($3 = '' OR contract = $3) GROUP BY contract`},
	{func(d *Deeds) *int { return &d.Opened }, `SELECT contract, COUNT(*) FROM cases
		WHERE opened >= $1 AND opened < $2 AND ($3 = '' OR contract = $3) GROUP BY contract`},
	{func(d *Deeds) *int { return &d.Comments }, `SELECT c.contract, COUNT(*)
		FROM notes n LEFT JOIN cases c ON c.number = n.case_number
		WHERE n.kind = 'comment' AND n.at >= $1 AND n.at < $2 AND ($3 = '' OR c.contract = $3) GROUP BY c.contract`},
	{func(d *Deeds) *int { return &d.Closed }, `SELECT c.contract, COUNT(DISTINCT n.case_number)
		FROM notes n LEFT JOIN cases c ON c.number = n.case_number
		WHERE n.kind = 'status' AND n.said = 'closed' AND n.at >= $1 AND n.at < $2 AND ($3 = '' OR c.contract = $3)
		GROUP BY c.contract`},
	{func(d *Deeds) *int { return &d.Solved }, solved},
}

// solved counts the emergencies with the outcome solved: on their page, in a review, or in
// a note of the case. Each of these belongs to the newest emergency that the case had then,
// which counts once.
const solved = `SELECT contract, COUNT(DISTINCT COALESCE(
		(SELECT e.id FROM pages e
			WHERE e.kind = 'edown' AND e.case_number = said.case_number AND e.started <= said.at
			ORDER BY e.started DESC LIMIT 1), said.id))
	FROM (SELECT id, case_number, contract, ended AS at FROM pages
			WHERE kind IN ('edown', 'review') AND outcome = 'solved'
		UNION ALL SELECT n.case_number, n.case_number, c.contract, n.at
			FROM notes n LEFT JOIN cases c ON c.number = n.case_number
			WHERE n.kind = 'ended' AND n.said = 'solved') said
	WHERE at >= $1 AND at < $2 AND ($3 = '' OR contract = $3) GROUP BY contract`

func (t *tx) deeds(a *Activity, q Asked) error {
	for _, one := range counts {
		if err := t.stream(func(scan func(...any) error) error {
			var contract string
			var n int
			err := scan(text[string]{&contract}, &n)
			a.add(contract, one.of, n)
			return err
		}, one.query, q.of()...); err != nil {
			return err
		}
	}
	return nil
}

func (a *Activity) add(contract string, to func(*Deeds) *int, n int) {
	d := a.Deeds[contract]
	*to(&d) += n
	a.Deeds[contract] = d
}

// callers counts calls by the contract that the caller has told, which only the session has.
func (t *tx) callers(a *Activity, q Asked) error {
	return t.stream(func(scan func(...any) error) error {
		var told ivr.Session
		err := scan(document{&told})
		if q.Contract == "" || q.Contract == told.Contract {
			a.add(told.Contract, func(d *Deeds) *int { return &d.Calls }, 1)
		}
		return err
	}, `SELECT session FROM calls WHERE direction = 'inbound' AND started >= $1 AND started < $2`,
		q.From.UnixMilli(), q.To.UnixMilli())
}

func (t *tx) escalated(a *Activity, q Asked) (err error) {
	a.Escalations, err = list(t, func(scan func(...any) error) (e Escalations, err error) {
		err = scan(text[string]{&e.Contract}, &e.Level, text[support.Verdict]{&e.Verdict}, &e.Requests)
		return e, err
	}, `SELECT c.contract, e.level, e.verdict, COUNT(*)
		FROM escalations e LEFT JOIN cases c ON c.number = e.case_number
		WHERE e.at >= $1 AND e.at < $2 AND ($3 = '' OR c.contract = $3)
		GROUP BY c.contract, e.level, e.verdict ORDER BY c.contract, e.level, e.verdict`, q.of()...)
	return err
}

// openCases lists the cases that were open at the end of the period, by the last note of
// their status before it. Without one, a case that is closed now counts as closed then,
// unless a note says that its status changed later.
func (t *tx) openCases(a *Activity, q Asked) (err error) {
	a.Open, err = list(t, func(scan func(...any) error) (c OpenCase, err error) {
		err = scan(&c.Number, text[string]{&c.Contract}, text[string]{&c.Company}, &c.Title, &c.Severity,
			moment{&c.Opened}, &c.Closed, text[support.Status]{&c.Status}, &c.Level)
		return c, err
	}, `SELECT c.number, c.contract, k.company, c.title, c.severity, c.opened, c.closed, c.status, c.level
		FROM cases c LEFT JOIN contracts k ON k.number = c.contract
		WHERE (c.opened IS NULL OR c.opened < $1) AND ($2 = '' OR c.contract = $2)
			AND COALESCE((SELECT n.said FROM notes n WHERE n.case_number = c.number AND n.kind = 'status' AND n.at < $1
					ORDER BY n.at DESC, n.seq DESC LIMIT 1),
				CASE WHEN c.closed AND NOT EXISTS (SELECT 1 FROM notes n
						WHERE n.case_number = c.number AND n.kind = 'status' AND n.at >= $1)
					THEN 'closed' ELSE '' END) <> 'closed'
		ORDER BY k.company, c.contract, c.severity, c.opened, c.number`, q.To.UnixMilli(), q.Contract)
	return err
}
