package ivr

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"edown/support"
)

// noon is a Saturday in November.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// record is what the dialogues can look up.
type record struct {
	contacts  map[support.E164]*support.Contact
	contracts map[string]*support.Contract
	cases     map[support.CaseNumber]*support.Case
	recent    *Session
	language  string
	page      *Page
	hunt      *Page
	running   map[support.CaseNumber]*Page
	won       bool
	standing  *support.Standing
	request   *support.Escalation
	decider   string
	standings map[support.CaseNumber]*support.Standing // of the cases that are not as [record.stands] has them
	pins      map[string]string
	checked   []Lookup
	locked    bool
}

func acme() *record {
	return &record{
		contacts: map[support.E164]*support.Contact{
			"+14155550123": {Phone: "+14155550123", Name: "Ann Lee", Contract: "40012345"},
		},
		contracts: map[string]*support.Contract{
			"40012345": {Number: "40012345", Company: "Acme", Package: support.Goldplus},
			"40022222": {Number: "40022222", Company: "Bolt", Package: support.Gold},
			"40033333": {Number: "40033333", Company: "Silverware", Package: support.Silver},
			"40044444": {Number: "40044444", Company: "Past", Package: support.Gold, Expires: noon.AddDate(0, -1, 0)},
		},
		cases: map[support.CaseNumber]*support.Case{
			"C1234567": {Number: "C1234567", Contract: "40012345"},
			"C2222222": {Number: "C2222222", Contract: "40022222"},
			"C3333333": {Number: "C3333333", Contract: "40033333"},
			"C4444444": {Number: "C4444444", Contract: "40044444"},
		},
	}
}

func (r *record) look(s Session, l Lookup) (Found, error) {
	found := Found{Page: r.page, Hunt: r.hunt, Won: r.won}
	switch l.Kind {
	case LookCaller:
		found = Found{Recent: r.recent, Language: r.language, Contact: r.contacts[s.From]}
		if found.Contact != nil {
			found.Contract = r.contracts[found.Contact.Contract]
			found.Case = r.cases["C1234567"]
		}
	case LookCase:
		found.Case, found.Page = r.cases[l.Case], r.running[l.Case]
		if found.Case != nil {
			found.Contract = r.contracts[found.Case.Contract]
		}
	case LookStanding:
		found.Standing, found.Page = r.stands(l.Case), r.running[l.Case]
	case CheckPIN:
		r.checked = append(r.checked, l)
		found.Locked = r.locked
		found.Right = !r.locked && l.PIN != "" && r.pins[l.Contract] == l.PIN
	case LookRequest:
		found.Request, found.Decider, found.Standing = r.request, r.decider, r.standing
	case LookContract:
		found.Contract = r.contracts[l.Contract]
	case OpenCase:
		r.cases["C9000001"] = &support.Case{
			Number: "C9000001", Contract: l.Contract, Severity: severityOf(s.Problem), Opened: noon,
		}
		found.Case = r.cases["C9000001"]
	}
	return found, nil
}

// stands is how a case stands, unless the test says otherwise.
func (r *record) stands(number support.CaseNumber) *support.Standing {
	switch k := r.cases[number]; {
	case r.standing != nil:
		return r.standing
	case r.standings[number] != nil:
		return r.standings[number]
	case k != nil:
		return &support.Standing{Case: *k, Contract: r.contracts[k.Contract]}
	}
	return nil
}

// severityOf is what was told of a new problem, as the record takes it.
func severityOf(problem support.Interview) support.Severity {
	if n, ok := problem.Number(support.QSeverity); ok || len(problem) == 0 {
		return max(support.Severity(n), support.Critical)
	}
	return support.General
}

// onPhone is a person on a phone, in a test that reads like the call. The session goes
// through its stored form between any two turns.
type onPhone struct {
	t       *testing.T
	record  *record
	session Session
	reply   Reply
	now     time.Time
	events  []support.Event
	answers []support.Answer
	said    []string
}

func calls(t *testing.T, r *record, from support.E164) *onPhone {
	return rung(t, r, caller("CA1", from))
}

func rung(t *testing.T, r *record, s Session) *onPhone {
	p := &onPhone{t: t, record: r, session: s, now: noon}
	return p.turn(Input{Kind: Began})
}

func (p *onPhone) turn(in Input) *onPhone {
	p.t.Helper()
	stored, err := json.Marshal(p.session)
	if err != nil {
		p.t.Fatal(err)
	}
	var s Session
	if err := json.Unmarshal(stored, &s); err != nil {
		p.t.Fatal(err)
	}
	p.session, p.reply, err = english.Run(s, in, p.now, p.record.look)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range p.reply.Events {
		if e.Kind != support.PickedUp { // every rung phone says so first
			p.events = append(p.events, e)
		}
	}
	p.answers = append(p.answers, p.reply.Answers...)
	p.said = nil
	for _, say := range p.reply.Say {
		p.said = append(p.said, say.Key)
		if say.Play != "" {
			continue
		}
		if !slices.Contains(Prompts(), say.Key) {
			p.t.Fatalf("%q is said, but Prompts does not list it", say.Key)
		}
	}
	return p
}

// hears wants these messages said in this turn, in this order.
func (p *onPhone) hears(keys ...string) *onPhone {
	p.t.Helper()
	rest := p.said
	for _, key := range keys {
		i := slices.Index(rest, key)
		if i < 0 {
			p.t.Fatalf("heard %q, not %q (at %s)", p.said, key, p.session.Node)
		}
		rest = rest[i+1:]
	}
	return p
}

func (p *onPhone) presses(keys string) *onPhone {
	p.t.Helper()
	if p.reply.Wait.For != Press {
		p.t.Fatalf("no keys are waited for: for %q at %s", p.reply.Wait.For, p.session.Node)
	}
	return p.turn(Input{Kind: Keys, Keys: keys})
}

func (p *onPhone) isSilent() *onPhone { return p.turn(Input{Kind: Silence}) }

func (p *onPhone) isSummoned() *onPhone { return p.turn(Input{Kind: Summoned}) }

func (p *onPhone) returns() *onPhone { return p.turn(Input{Kind: Returned}) }

func (p *onPhone) speaks(audio string) *onPhone {
	p.t.Helper()
	if p.reply.Wait.For != Speak {
		p.t.Fatalf("nothing records: waiting for %q at %s", p.reply.Wait.For, p.session.Node)
	}
	return p.turn(Input{Kind: Recorded, Audio: audio, Length: 20 * time.Second, Keys: "#"})
}

func (p *onPhone) hangsUp() *onPhone {
	return p.turn(Input{Kind: HungUp, Ending: support.EndCompleted})
}

// happened wants exactly these events so far.
func (p *onPhone) happened(kinds ...support.EventKind) *onPhone {
	p.t.Helper()
	var got []support.EventKind
	for _, e := range p.events {
		got = append(got, e.Kind)
	}
	if !slices.Equal(got, kinds) {
		p.t.Fatalf("happened: %q, want %q", got, kinds)
	}
	return p
}

func (p *onPhone) is(node string) *onPhone {
	p.t.Helper()
	if p.session.Node != node {
		p.t.Fatalf("the call stands at %q, want %q; heard %q", p.session.Node, node, p.said)
	}
	return p
}

func (p *onPhone) talksIn(room string) *onPhone {
	p.t.Helper()
	if p.reply.Wait.For != Talk || p.reply.Wait.Room != room {
		p.t.Fatalf("not in room %s, but waiting for %+v at %s", room, p.reply.Wait, p.session.Node)
	}
	return p
}

func (p *onPhone) answered(q support.Question, value string) *onPhone {
	p.t.Helper()
	if got := p.session.Interview[q].Value; got != value {
		p.t.Fatalf("%s is answered %q, want %q", q, got, value)
	}
	return p
}

// say finds a message of this turn.
func (p *onPhone) say(key string) Say {
	p.t.Helper()
	for _, say := range p.reply.Say {
		if say.Key == key {
			return say
		}
	}
	p.t.Fatalf("heard %s, not %q", strings.Join(p.said, ", "), key)
	return Say{}
}

func ringing() *Page {
	return &Page{
		ID: "ED-CA1", State: support.PageRinging, Since: noon, Reach: Reach{Language: "en", CallerHere: true}, Ringing: []string{"Mei Chen"},
		Company: "Acme", Case: "C1234567",
	}
}

func accepted() *Page {
	p := ringing()
	p.State, p.AcceptedBy, p.Accepter, p.Here, p.Ringing = support.PageAccepted, "mei", "Mei Chen", true, nil
	return p
}

// caller is a call that comes in.
func caller(call string, from support.E164) Session {
	return Session{Place: Place{Call: call, Tree: "caller", Lang: "en"}, Origin: Origin{From: from}}
}

// doubtful is a call for whose number the network does not vouch.
func doubtful(call string, from support.E164) Session {
	s := caller(call, from)
	s.Doubted = true
	return s
}

// callerAt is Ann's call at a node.
func callerAt(node string) Session {
	s := caller("CA1", ann)
	s.Node = node
	return s
}

// phone is a phone that was rung for a page.
func phone(tree, leg, page, person string) Session {
	return Session{Place: Place{Call: leg, Tree: tree, Lang: "en"}, Rung: Rung{Page: page, Person: person}}
}
