package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"edown/ivr"
	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

// Look implements [ivr.Entry].
func (t *tx) Look(s ivr.Session, l ivr.Lookup, now time.Time) (f ivr.Found, err error) {
	switch l.Kind {
	case ivr.LookCaller:
		return f, t.lookCaller(&f, s, now)
	case ivr.LookCase:
		return f, t.lookCase(&f, l.Case)
	case ivr.LookContract:
		f.Contract, err = t.contract(l.Contract)
	case ivr.OpenCase:
		f.Case, err = t.openCase(caseOf(s, now))
	case ivr.LookPages:
		return f, t.lookPages(&f, s)
	case ivr.LookTally:
		f.Tally, err = t.tally(s, now)
	case ivr.Claim:
		return f, t.take(&f, s, now)
	case ivr.LookStanding:
		return f, t.lookStanding(&f, l.Case)
	case ivr.LookRequest:
		return f, t.lookRequest(&f, s)
	case ivr.CheckPIN:
		f.Right, f.Locked, err = t.checkPIN(s, l, now)
	default:
		err = fmt.Errorf("the record has no answer to a lookup of kind %q", l.Kind)
	}
	return f, err
}

// lookCaller knows nothing of a caller who hides his number.
func (t *tx) lookCaller(f *ivr.Found, s ivr.Session, now time.Time) (err error) {
	if !s.From.Known() {
		return nil
	}
	if _, err = t.one(`SELECT language FROM callers WHERE phone = $1`, []any{s.From}, &f.Language); err != nil {
		return err
	}
	if f.Recent, f.Ended, err = t.recent(s, now); err != nil {
		return err
	}
	if f.Contact, err = t.contact(s.From); err != nil || f.Contact == nil {
		return err
	}
	if f.Contract, err = t.contract(f.Contact.Contract); err != nil {
		return err
	}
	f.Case, err = t.aCase(`contract = $1 AND NOT closed ORDER BY opened DESC, number DESC LIMIT 1`, f.Contact.Contract)
	return err
}

func (t *tx) contact(phone support.E164) (*support.Contact, error) {
	c := support.Contact{Phone: phone}
	found, err := t.one(`SELECT name, contract, language FROM contacts WHERE phone = $1`, []any{phone}, &c.Name, &c.Contract, &c.Language)
	if err != nil || !found {
		return nil, err
	}
	return &c, nil
}

func (t *tx) contract(number string) (*support.Contract, error) {
	c := support.Contract{Number: number}
	var zone string
	found, err := t.one(`SELECT company, package, zone, expires, csm FROM contracts WHERE number = $1`, []any{number},
		&c.Company, &c.Package, &zone, moment{&c.Expires}, &c.CSM)
	if err != nil || !found {
		return nil, err
	}
	if c.Zone, err = t.st.zones.zone(zone); err != nil {
		return nil, err
	}
	return &c, t.engagements(&c)
}

func (t *tx) lookCase(f *ivr.Found, number support.CaseNumber) (err error) {
	if f.Case, err = t.aCase(`number = $1`, number); err != nil || f.Case == nil {
		return err
	}
	if f.Case.Contract != "" {
		if f.Contract, err = t.contract(f.Case.Contract); err != nil {
			return err
		}
	}
	p, ok, err := t.pageFor(number)
	if err == nil && ok {
		f.Page, err = t.view(p)
	}
	return err
}

func (t *tx) lookStanding(f *ivr.Found, number support.CaseNumber) (err error) {
	if err = t.lookCase(f, number); err == nil && f.Case != nil {
		f.Standing, err = t.standing(number)
	}
	return err
}

// lookRequest finds the escalation that a phone was rung for: it has the name
// of its page.
func (t *tx) lookRequest(f *ivr.Found, s ivr.Session) error {
	e, found, err := t.escalation(s.Page)
	if err != nil || !found {
		return err
	}
	f.Request = &e
	if err = t.lookStanding(f, e.Case); err != nil {
		return err
	}
	if f.Page, err = t.viewOf(`id = $1`, s.Page); err != nil {
		return err
	}
	_, err = t.one(`SELECT name FROM people WHERE id = $1`, []any{e.DecidedBy}, &f.Decider)
	return err
}

// recentFor is how long a call that broke off can be taken up again (U15).
const recentFor = 10 * time.Minute

// broken is a call that may be taken up again.
type broken struct {
	ivr.Session
	runs  bool // its Enterprise Down page runs
	human bool // somebody has come to the phone for it
}

// recent is the same number's call that broke off (U15), and whether its
// Enterprise Down has ended since. A call in which nothing was told does not
// hide the one before it.
func (t *tx) recent(s ivr.Session, now time.Time) (recent *ivr.Session, ended bool, err error) {
	calls, err := list(t, scanBroken, `SELECT c.session,
			EXISTS (SELECT 1 FROM page_calls pc JOIN pages p ON p.id = pc.page WHERE pc.call = c.id AND p.kind = 'edown' AND p.`+running+`),
			EXISTS (SELECT 1 FROM page_calls pc JOIN accepts a ON a.page = pc.page WHERE pc.call = c.id)
		FROM calls c WHERE c.from_number = $1 AND c.ended > $2 AND c.id <> $3 AND c.direction = 'inbound'
		ORDER BY c.ended DESC, c.started DESC, c.id`, s.From, now.Add(-recentFor).UnixMilli(), s.Call)
	for _, b := range calls {
		if b.Doubted || b.toldNothing() { // of a doubtful number, nobody knows whose call it was
			continue
		}
		if b.finished() || b.human && !b.runs {
			break
		}
		return &b.Session, b.Declared && !b.runs, nil
	}
	return nil, false, err
}

func scanBroken(scan func(...any) error) (b broken, err error) {
	err = scan(document{&b.Session}, &b.runs, &b.human)
	return b, err
}

// toldNothing: a case that was guessed from his number, he has not told. A
// caller who hung up when asked whether it is still about the old case has
// said nothing of his own.
func (b broken) toldNothing() bool {
	return !b.runs && (b.Node == "resume" || !b.Suspected && len(b.Problem) == 0 && (b.Case == "" || b.Presumed))
}

func (b broken) finished() bool {
	switch b.Node {
	case "goodbye", "called_off", "callback_promised":
		return true
	}
	return false
}

// lookPages says how the pages stand that concern a call: those of a caller,
// or the one a phone was rung for.
func (t *tx) lookPages(f *ivr.Found, s ivr.Session) (err error) {
	switch s.Tree {
	case string(support.ForManager), string(support.ForStandDown), string(support.ForDecision), string(support.ForReview):
		f.Page, err = t.viewOf(`id = $1`, s.Page)
		return err
	case string(support.ForOperator):
		if f.Hunt, err = t.viewOf(`id = $1`, s.Page); err != nil {
			return err
		}
		f.Page, err = t.viewOf(newest(`kind = 'edown' AND id IN (SELECT page FROM page_calls
			WHERE call IN (SELECT call FROM page_calls WHERE page = $1))`), s.Page)
		return err
	}
	return t.lookOwn(f, s.Call)
}

// lookOwn finds the pages of a caller. It is asked at every turn, so it is one
// query, which needs no sorting.
func (t *tx) lookOwn(f *ivr.Found, call string) (err error) {
	pages, err := t.pages(`SELECT p.page FROM page_calls AS pc JOIN pages AS p ON p.id = pc.page WHERE pc.call = $1`, call)
	if err != nil {
		return err
	}
	if f.Page, err = t.viewNewest(pages, bringsBack); err != nil {
		return err
	}
	f.Hunt, err = t.viewNewest(pages, support.PageKind.Hunts)
	return err
}

// bringsBack reports whether a caller is called back for a page that may be
// his: his Enterprise Down, or his escalation that a manager has accepted.
func bringsBack(k support.PageKind) bool {
	return k == support.EmergencyPage || k == support.DecisionPage
}

// viewNewest is [newest] of the pages of some kinds.
func (t *tx) viewNewest(pages []paging.Page, of func(support.PageKind) bool) (*ivr.Page, error) {
	pages = slices.DeleteFunc(slices.Clone(pages), func(p paging.Page) bool { return !of(p.Kind) })
	if len(pages) == 0 {
		return nil, nil
	}
	return t.view(slices.MaxFunc(pages, func(a, b paging.Page) int {
		return cmp.Or(cmp.Compare(runs(a), runs(b)), a.Started.Compare(b.Started), cmp.Compare(a.ID, b.ID))
	}))
}

func runs(p paging.Page) int {
	if p.State == support.PageRinging || p.State == support.PageAccepted {
		return 1
	}
	return 0
}

// newest takes a page that runs before any that has ended: of a page that was
// merged with another, the other counts.
func newest(where string) string {
	return where + ` ORDER BY CASE WHEN ` + running + ` THEN 0 ELSE 1 END, started DESC, id DESC LIMIT 1`
}

func (t *tx) viewOf(where string, args ...any) (*ivr.Page, error) {
	pages, err := t.pages(`SELECT page FROM pages WHERE `+where, args...)
	if err != nil || len(pages) == 0 {
		return nil, err
	}
	return t.view(pages[0])
}

// take settles who accepts the page that a phone was rung for (P2). A page
// that has ended is nobody's.
func (t *tx) take(f *ivr.Found, s ivr.Session, now time.Time) error {
	p, err := t.Page(s.Page)
	if errors.Is(err, operators.ErrNoPage) {
		return nil
	}
	if err != nil {
		return err
	}
	if p.State == support.PageRinging || p.State == support.PageAccepted {
		if f.Won, err = t.Claim(p, s.Person, s.Call, now); err != nil {
			return err
		}
	}
	f.Page, err = t.view(p)
	return err
}

// interviewed is the session of a page's callers that has answered most.
func interviewed(sessions []ivr.Session) (most ivr.Session) {
	for _, s := range sessions {
		if most.Call == "" || len(s.Interview) > len(most.Interview) {
			most = s
		}
	}
	return most
}
