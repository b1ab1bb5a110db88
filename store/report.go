package store

import (
	"context"
	"time"

	"edown/ivr"
	"edown/operators/casework"
	"edown/operators/rota"
	"edown/support"
)

// Asked is what a report is to be about.
type Asked struct {
	From, To time.Time // To is the first moment that is not
	Contract string    // one customer's; empty: everybody's
}

// Activity is what is on record of a period, as a report needs it: no caller's
// name or number is in it. Under the empty contract is what could be ascribed to none.
type Activity struct {
	Companies   map[string]string // by contract
	Deeds       map[string]Deeds  // by contract
	Escalations []Escalations
	Open        []OpenCase // at the end of the period
	Searches    []Search
	Duties      []Owed    // whose time came in the period, or that began in it and have none
	Rings       []Ring    // everybody's only
	Accepts     []Taken   // everybody's only
	Rota        rota.Rota // everybody's only
}

// Deeds are how often something was done.
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

// Owed is a duty, and how it ended.
type Owed struct {
	casework.Commitment
	Held bool // a review: the managers held it; it did not end with the emergency
}

// OpenCase is a case that was open at a moment, as it stands now.
type OpenCase struct {
	support.Case
	Company string
}

// Search is how long somebody who wanted a human waited. What did not happen
// is zero.
type Search struct {
	Page      string
	Kind      support.PageKind
	State     support.PageState
	Case      support.CaseNumber
	Contract  string
	Call      string    // that asked
	PickedUp  time.Time // when that call was; zero when it is on record no more
	Asked     time.Time
	Placed    time.Time // when the carrier took the first call to somebody
	Accepted  time.Time // first
	Ended     time.Time
	Elsewhere bool // it has become needless: the caller is seen to by another page
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

// Taken is a round of a page that somebody accepted, on the phone or by SMS.
type Taken struct {
	Person string
	Page   string
	At     time.Time
}

// Activity reads what is on record of a period, beside whoever writes.
func (s *Store) Activity(ctx context.Context, q Asked) (a Activity, err error) {
	a = Activity{Companies: map[string]string{}, Deeds: map[string]Deeds{}}
	err = s.read(ctx, func(t *tx) error {
		for _, read := range []func(*Activity, Asked) error{t.companies, t.deeds, t.callers, t.escalated, t.openCases, t.searches, t.dutiesIn, t.loads} {
			if err := read(&a, q); err != nil {
				return err
			}
		}
		return nil
	})
	return a, err
}

// Contract is a contract by its number; nil when there is none on record.
func (s *Store) Contract(ctx context.Context, number string) (c *support.Contract, err error) {
	err = s.read(ctx, func(t *tx) error {
		c, err = t.contract(number)
		return err
	})
	return c, err
}

// of are a question's values: $1 and $2 are the period, $3 the contract.
func (q Asked) of() []any { return []any{q.From.UnixMilli(), q.To.UnixMilli(), q.Contract} }

// within is a moment of the period.
func within(column string) string { return column + ` >= $1 AND ` + column + ` < $2` }

// wantedOf is a contract that was asked for, if one was.
func wantedOf(column string) string { return ` AND ($3 = '' OR ` + column + ` = $3)` }

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

// counts are what is counted a contract at a time.
var counts = []struct {
	of    func(*Deeds) *int
	query string
}{
	{func(d *Deeds) *int { return &d.EnterpriseDowns }, `SELECT contract, COUNT(*) FROM pages WHERE kind = 'edown' AND ` + within("started") + wantedOf("contract") + ` GROUP BY contract`},
	{func(d *Deeds) *int { return &d.Opened }, `SELECT contract, COUNT(*) FROM cases WHERE ` + within("opened") + wantedOf("contract") + ` GROUP BY contract`},
	{func(d *Deeds) *int { return &d.Comments }, ofNotes(`COUNT(*)`, `n.kind = 'comment'`)},
	{func(d *Deeds) *int { return &d.Closed }, ofNotes(`COUNT(DISTINCT n.case_number)`, `n.kind = 'status' AND n.said = 'closed'`)},
	{func(d *Deeds) *int { return &d.Solved }, solved},
}

func ofNotes(what, which string) string {
	return `SELECT c.contract, ` + what + ` FROM notes n LEFT JOIN cases c ON c.number = n.case_number
		WHERE ` + which + ` AND ` + within("n.at") + wantedOf("c.contract") + ` GROUP BY c.contract`
}

// solved counts emergencies that somebody said were solved: on their page, in
// a review of it, or in the record of their case. Whoever says so twice of one
// emergency, the newest that the case then had, says it once.
const solved = `SELECT contract, COUNT(DISTINCT COALESCE(
		(SELECT e.id FROM pages e WHERE e.kind = 'edown' AND e.case_number = said.case_number AND e.started <= said.at ORDER BY e.started DESC LIMIT 1), said.id))
	FROM (SELECT id, case_number, contract, ended AS at FROM pages WHERE kind IN ('edown', 'review') AND outcome = 'solved'
		UNION ALL SELECT n.case_number, n.case_number, c.contract, n.at FROM notes n LEFT JOIN cases c ON c.number = n.case_number WHERE n.kind = 'ended' AND n.said = 'solved') said
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

// callers counts calls by what the caller has told: only his session knows.
func (t *tx) callers(a *Activity, q Asked) error {
	return t.stream(func(scan func(...any) error) error {
		var told ivr.Session
		err := scan(document{&told})
		if q.Contract == "" || q.Contract == told.Contract {
			a.add(told.Contract, func(d *Deeds) *int { return &d.Calls }, 1)
		}
		return err
	}, `SELECT session FROM calls WHERE direction = 'inbound' AND started >= $1 AND started < $2`, q.From.UnixMilli(), q.To.UnixMilli())
}

func (t *tx) escalated(a *Activity, q Asked) (err error) {
	a.Escalations, err = list(t, func(scan func(...any) error) (e Escalations, err error) {
		err = scan(text[string]{&e.Contract}, &e.Level, text[support.Verdict]{&e.Verdict}, &e.Requests)
		return e, err
	}, `SELECT c.contract, e.level, e.verdict, COUNT(*) FROM escalations e LEFT JOIN cases c ON c.number = e.case_number
		WHERE `+within("e.at")+wantedOf("c.contract")+` GROUP BY c.contract, e.level, e.verdict ORDER BY c.contract, e.level, e.verdict`, q.of()...)
	return err
}

// openCases go by the last word on their status before the end; where there is
// none, what is closed now was closed, unless that was said since.
func (t *tx) openCases(a *Activity, q Asked) (err error) {
	a.Open, err = list(t, func(scan func(...any) error) (c OpenCase, err error) {
		err = scan(&c.Number, text[string]{&c.Contract}, text[string]{&c.Company}, &c.Title, &c.Severity, moment{&c.Opened}, &c.Closed, text[support.Status]{&c.Status}, &c.Level)
		return c, err
	}, `SELECT c.number, c.contract, k.company, c.title, c.severity, c.opened, c.closed, c.status, c.level FROM cases c LEFT JOIN contracts k ON k.number = c.contract
		WHERE (c.opened IS NULL OR c.opened < $1) AND ($2 = '' OR c.contract = $2)
			AND COALESCE((SELECT n.said FROM notes n WHERE n.case_number = c.number AND n.kind = 'status' AND n.at < $1 ORDER BY n.at DESC, n.seq DESC LIMIT 1),
				CASE WHEN c.closed AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.case_number = c.number AND n.kind = 'status' AND n.at >= $1) THEN 'closed' ELSE '' END) <> 'closed'
		ORDER BY k.company, c.contract, c.severity, c.opened, c.number`, q.To.UnixMilli(), q.Contract)
	return err
}

func (t *tx) searches(a *Activity, q Asked) (err error) {
	a.Searches, err = list(t, scanSearch, `SELECT p.id, p.kind, p.state, p.case_number, p.contract, p.started, p.ended,
			(SELECT MIN(a.placed) FROM attempts a WHERE a.page = p.id AND a.purpose IN ('manager', 'operator')),
			(SELECT MIN(x.at) FROM accepts x WHERE x.page = p.id),
			(SELECT e.event FROM page_events e WHERE e.page = p.id AND e.n = 1),
			EXISTS (SELECT 1 FROM page_events e WHERE e.page = p.id AND e.event LIKE '%"kind":"superseded"%')
		FROM pages p WHERE `+within("p.started")+wantedOf("p.contract")+` ORDER BY p.started, p.id`, q.of()...)
	for i := range a.Searches {
		if err == nil {
			err = t.pickedUp(&a.Searches[i])
		}
	}
	return err
}

func scanSearch(scan func(...any) error) (s Search, err error) {
	var began support.Event
	err = scan(&s.Page, &s.Kind, &s.State, text[support.CaseNumber]{&s.Case}, text[string]{&s.Contract}, moment{&s.Asked}, moment{&s.Ended},
		moment{&s.Placed}, moment{&s.Accepted}, document{&began}, &s.Elsewhere)
	s.Call = began.Call
	return s, err
}

// pickedUp is not the start of the first call that the page has: who joined it
// later may have begun his call earlier.
func (t *tx) pickedUp(s *Search) error {
	_, err := t.one(`SELECT started FROM calls WHERE id = $1 AND direction = 'inbound'`, []any{s.Call}, moment{&s.PickedUp})
	return err
}

func (t *tx) dutiesIn(a *Activity, q Asked) (err error) {
	a.Duties, err = list(t, func(scan func(...any) error) (o Owed, err error) {
		o.Commitment, err = scanDuty(scan)
		return o, err
	}, duties+`WHERE (`+within("COALESCE(due, begun)")+` OR `+within("internal")+`)`+wantedOf("contract")+` ORDER BY due IS NULL, due, id`, q.of()...)
	for i := range a.Duties {
		if err == nil {
			err = t.held(&a.Duties[i])
		}
	}
	return err
}

// held: a review that was held is noted in the case's own record too.
func (t *tx) held(o *Owed) (err error) {
	if o.Kind == casework.OwesReview && !o.Open() {
		var one int
		o.Held, err = t.one(`SELECT 1 FROM notes WHERE case_number = $1 AND kind = 'review' AND at = $2`, []any{string(o.Case), ms(o.Done)}, &one)
	}
	return err
}

// loads are who was rung. They are read of all customers or none: whoever
// reads about one customer need not know what else people did.
func (t *tx) loads(a *Activity, q Asked) (err error) {
	if q.Contract != "" {
		return nil
	}
	if a.Rota, err = t.Rota(); err != nil {
		return err
	}
	from, to := q.From.UnixMilli(), q.To.UnixMilli()
	a.Rings, err = list(t, func(scan func(...any) error) (r Ring, err error) {
		err = scan(text[string]{&r.Person}, &r.Page, moment{&r.Placed}, &r.Declined, &r.Machine, text[string]{&r.Ending})
		return r, err
	}, `SELECT person, page, placed, declined, machine, ending FROM attempts
		WHERE purpose IN ('manager', 'operator', 'decision', 'review') AND placed >= $1 AND placed < $2 ORDER BY placed, leg`, from, to)
	if err != nil {
		return err
	}
	a.Accepts, err = list(t, func(scan func(...any) error) (t Taken, err error) {
		err = scan(&t.Person, &t.Page, moment{&t.At})
		return t, err
	}, `SELECT person, page, at FROM accepts WHERE at >= $1 AND at < $2 ORDER BY at, page`, from, to)
	return err
}
