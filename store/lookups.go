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
	if f, err = t.look(s, l, now); err == nil {
		err = t.stands(f.Page, s.Call)
	}
	return f, err
}

func (t *tx) look(s ivr.Session, l ivr.Lookup, now time.Time) (f ivr.Found, err error) {
	switch l.Kind {
	case ivr.LookCaller:
		return f, t.lookCaller(&f, s, now)
	case ivr.LookCase:
		return f, t.lookCase(&f, l.Case)
	case ivr.LookContract:
		f.Contract, err = t.contract(l.Contract)
	case ivr.OpenCase:
		f.Case, err = t.openCase(s.NewCase(now))
	case ivr.LookPages:
		return f, t.lookPages(&f, s)
	case ivr.LookTally:
		f.Tally, err = t.tally(s, now)
	case ivr.Claim:
		return f, t.take(&f, s, now)
	case ivr.ClaimAnother:
		return f, t.takeAnother(&f, s, now)
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

// lookCaller finds what is known of the caller's number, and nothing of a withheld one.
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
	found, err := t.one(`SELECT name, contract, language FROM contacts WHERE phone = $1`,
		[]any{phone}, &c.Name, &c.Contract, &c.Language)
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

// lookRequest finds the escalation that a phone was rung for: it has the name of its
// page.
func (t *tx) lookRequest(f *ivr.Found, s ivr.Session) error {
	e, found, err := t.escalation(s.Page)
	if err != nil || !found {
		return err
	}
	f.Request = &e
	if err = t.lookStanding(f, e.Case); err != nil {
		return err
	}
	if f.Page, err = t.viewOf(s.Page); err != nil {
		return err
	}
	_, err = t.one(`SELECT name FROM people WHERE id = $1`, []any{e.DecidedBy}, &f.Decider)
	return err
}

// recent finds the call of the same number that broke off and may be taken up again,
// and whether its Enterprise Down has ended since.
func (t *tx) recent(s ivr.Session, now time.Time) (recent *ivr.Session, ended bool, err error) {
	calls, err := list(t, scanBroken, `SELECT c.session,
			EXISTS (SELECT 1 FROM page_calls pc JOIN pages p ON p.id = pc.page
				WHERE pc.call = c.id AND p.kind = 'edown' AND p.state IN ('ringing', 'accepted')),
			EXISTS (SELECT 1 FROM page_calls pc JOIN accepts a ON a.page = pc.page WHERE pc.call = c.id)
		FROM calls c WHERE c.from_number = $1 AND c.ended > $2 AND c.id <> $3 AND c.direction = 'inbound'
		ORDER BY c.ended DESC, c.started DESC, c.id`, s.From, now.Add(-ivr.RecentFor).UnixMilli(), s.Call)
	if err != nil {
		return nil, false, err
	}
	recent, ended = ivr.Recent(calls)
	return recent, ended, nil
}

func scanBroken(scan func(...any) error) (b ivr.Broken, err error) {
	err = scan(document{&b.Session}, &b.Runs, &b.Human)
	return b, err
}

// lookPages finds the pages that a call's dialogue is about.
func (t *tx) lookPages(f *ivr.Found, s ivr.Session) (err error) {
	switch s.Concern() {
	case ivr.RungPage:
		if f.Page, err = t.viewOf(s.Page); err != nil || f.Page == nil {
			return err
		}
		return t.others(f.Page, s)
	case ivr.RungHunt:
		return t.lookHunt(f, s.Page)
	}
	return t.lookOwn(f, s.Call)
}

// lookHunt finds a hunt, and the Enterprise Down of its callers.
func (t *tx) lookHunt(f *ivr.Found, hunt string) (err error) {
	if f.Hunt, err = t.viewOf(hunt); err != nil {
		return err
	}
	pages, err := t.pages(`SELECT page FROM pages WHERE kind = 'edown' AND id IN (SELECT page FROM page_calls
		WHERE call IN (SELECT call FROM page_calls WHERE page = $1))`, hunt)
	if err != nil {
		return err
	}
	f.Page, err = t.viewNewest(pages, bringsBack)
	return err
}

// lookOwn finds the pages of a caller. It is asked at every turn, so it is one query,
// which needs no sorting.
func (t *tx) lookOwn(f *ivr.Found, call string) (err error) {
	pages, err := t.pages(`SELECT p.page FROM page_calls AS pc JOIN pages AS p ON p.id = pc.page WHERE pc.call = $1`, call)
	if err != nil {
		return err
	}
	if f.Page, err = t.viewNewest(pages, bringsBack); err != nil {
		return err
	}
	if f.Page != nil {
		f.Page.Fetching = t.loaded[f.Page.ID].BeingFetched(call, time.Now())
	}
	f.Hunt, err = t.viewNewest(pages, support.PageKind.Hunts)
	return err
}

// bringsBack reports whether a caller is called back for a page of this kind: the
// Enterprise Down, or the escalation that a manager has accepted.
func bringsBack(k support.PageKind) bool {
	return k == support.EmergencyPage || k == support.DecisionPage
}

// viewNewest takes the newest page of some kinds. A page that runs comes before any that
// has ended: of a page that was merged with another, the other counts.
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

// viewOf is nil for a page that is not on record.
func (t *tx) viewOf(page string) (*ivr.Page, error) {
	p, err := t.Page(page)
	if errors.Is(err, operators.ErrNoPage) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return t.view(p)
}

// take settles which person accepts the page that a phone was rung for (P2). A page that
// has ended cannot be accepted.
func (t *tx) take(f *ivr.Found, s ivr.Session, now time.Time) error {
	p, err := t.Page(s.Page)
	if errors.Is(err, operators.ErrNoPage) {
		return nil
	}
	if err != nil {
		return err
	}
	if runs(p) == 1 {
		if f.Won, err = t.Claim(p, s.Person, s.Call, now); err != nil {
			return err
		}
	}
	f.Page, err = t.view(p)
	return err
}

// others tells a manager of the other emergencies that ring.
func (t *tx) others(p *ivr.Page, s ivr.Session) error {
	if p.Kind != support.EmergencyPage {
		return nil
	}
	open, err := t.ringing(s)
	if p.Open = len(open); err == nil && p.Open > 0 {
		p.Another, err = t.view(open[0])
	}
	return err
}

// ringing are the other emergencies that nobody has accepted, the oldest first. One that the
// person has passed on is left to others.
func (t *tx) ringing(s ivr.Session) (open []paging.Page, err error) {
	pages, err := t.pages(`SELECT p.page FROM pages AS p WHERE p.kind = 'edown' AND p.state = 'ringing' AND p.id <> $1
		AND NOT EXISTS (SELECT 1 FROM attempts AS a WHERE a.page = p.id AND a.person = $2 AND a.declined)
		ORDER BY p.started, p.id`, s.Page, s.Person)
	for _, p := range pages {
		if person, _, err := t.accepter(p); err != nil {
			return nil, err
		} else if person == "" {
			open = append(open, p)
		}
	}
	return open, err
}

// takeAnother settles which person accepts the oldest emergency that still rings. The phone in
// the person's hand was rung for another: it is as an accept by SMS.
func (t *tx) takeAnother(f *ivr.Found, s ivr.Session, now time.Time) error {
	open, err := t.ringing(s)
	if err != nil || len(open) == 0 {
		return err
	}
	if f.Won, err = t.Claim(open[0], s.Person, "", now); err != nil {
		return err
	}
	f.Page, err = t.view(open[0])
	return err
}
