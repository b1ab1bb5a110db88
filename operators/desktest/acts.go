package desktest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// acts are what may happen in a story.
var acts = []saying[*story]{
	says("wait TEXT", (*story).waits),
	says("import: TEXT", func(s *story, m []string) error { return s.changes(func(r *record) error { return r.has(m[0]) }) }),
	says("show CASE", func(s *story, m []string) error {
		return s.say(func(t *tx) string { return t.shows(support.CaseNumber(m[0])) })
	}),
	says("the same again", func(s *story, _ []string) error {
		s.happens(s.last)
		return nil
	}),
	says(`SMS from TEXT: "TEXT"`, (*story).texts),

	says("NAME calls[ about CASE]", (*story).calls),
	says("NAME calls, presumably about CASE", func(s *story, m []string) error {
		if err := s.calls(m); err != nil {
			return err
		}
		return s.changeCall(m[0], func(c *call) { c.presumed = true })
	}),
	says("NAME rings back", (*story).ringsBack),
	says("NAME says that it is CASE", (*story).identifies),
	says("NAME says that it is CASE, and all work has stopped", func(s *story, m []string) error {
		call, _ := s.callOf(m[0])
		err := s.changes(func(r *record) error { r.tells(call, support.CaseNumber(m[1]), r.calls[call].contract); return nil })
		if err != nil {
			return err
		}
		return s.caller(m[0], support.Event{Kind: support.Declared})
	}),
	says("NAME says that production is down", (*story).suspects),
	says("NAME escalates CASE to level NUMBER: TEXT, and wants a call", func(s *story, m []string) error { return s.escalates(m, true) }),
	says("NAME escalates CASE to level NUMBER: TEXT", func(s *story, m []string) error { return s.escalates(m, false) }),
	says("NAME comments on CASE", func(s *story, m []string) error {
		return s.about(m[0], m[1], support.Event{Kind: support.Commented, Audio: "https://example.com/" + id(m[0])})
	}),
	says("NAME ranks CASE WORD", func(s *story, m []string) error {
		return s.about(m[0], m[1], support.Event{Kind: support.PriorityChanged, Priority: support.CustomerPriority(m[2])})
	}),
	says("NAME sets CASE to severity DIGIT", func(s *story, m []string) error {
		to, _ := strconv.Atoi(m[2])
		return s.about(m[0], m[1], support.Event{Kind: support.SeverityChanged, Severity: support.Severity(to)})
	}),
	says("NAME opens CASE at severity DIGIT", (*story).opens),
	says("CASE is opened", func(s *story, m []string) error { // by nobody who could be told
		s.happens(support.Event{Kind: support.CaseOpened, Case: support.CaseNumber(m[0])})
		return nil
	}),
	says("NAME calls it off: TEXT", func(s *story, m []string) error {
		return s.caller(m[0], support.Event{Kind: support.CalledOff, Outcome: support.Outcome(under(m[1])), By: support.ByCaller})
	}),
	says("NAME says all work has stopped", plainly(support.Declared)),
	says("NAME says that not all work has stopped", plainly(support.Withdrawn)),
	says("NAME waits", plainly(support.Holding)),
	says("NAME asks for an operator", plainly(support.OperatorWanted)),
	says("NAME asks for the engineer", plainly(support.EngineerWanted)),
	says("NAME asks for the account manager", plainly(support.AccountWanted)),
	says("NAME is somewhere else", plainly(support.Parted)),
	says("NAME wants to be called back", func(s *story, m []string) error {
		return s.caller(m[0], support.Event{Kind: support.CallbackWanted, From: s.rec.callers[m[0]].phone})
	}),
	says("NAME updates CASE", func(s *story, m []string) error {
		return s.changes(func(r *record) error {
			r.note(support.Note{Case: support.CaseNumber(m[1]), Kind: support.NoteUpdate, At: time.Now(), By: id(m[0])})
			return nil
		})
	}),

	says("NAME escalates the case of the caller to level DIGIT: TEXT", func(s *story, m []string) error {
		level, _ := strconv.Atoi(m[1])
		return s.phone(m[0], support.Event{Kind: support.Escalated, Escalation: &support.Escalation{Level: level, Reason: support.Reason(under(m[2]))}})
	}),
	says("NAME (TEXT)", func(s *story, m []string) error { return s.chooses(m[0], m[1]) }),
	says("NAME TEXT", (*story).does),
}

// deeds are what may be done on any phone.
var deeds = []saying[hand]{
	says("picks up", hand.picksUp),
	says("takes it", hand.takes),
	says("comes back", handly(support.Event{Kind: support.CallReturned})), // a caller who is called back
	says("presses WORD", func(h hand, m []string) error { return h.does(support.Event{Kind: support.KeyPressed, Key: m[0]}) }),
	says("passes", handly(support.Event{Kind: support.Declined})),
	says("enters the room", handly(support.Event{Kind: support.Joined})),
	says("leaves the room", func(h hand, _ []string) error { return h.leaves() }),
	says("goes back", handly(support.Event{Kind: support.WentBack})),
	says("hangs up", hand.hangsUp),
	says("is busy", handly(support.Event{Kind: support.CallEnded, Ending: support.EndBusy})),
	says("does not answer", handly(support.Event{Kind: support.CallEnded, Ending: support.EndNoAnswer})),
	says("has no such number", handly(support.Event{Kind: support.Refused, Why: "no such number"})),
	says("sounds like a machine", handly(support.Event{Kind: support.MachineHeard})),
	says("says: TEXT", func(h hand, m []string) error {
		return h.does(support.Event{Kind: support.OutcomeGiven, Outcome: support.Outcome(under(m[0]))})
	}),
	says("accepts", handly(support.Event{Kind: support.Ruled, Verdict: support.EscalationAccepted})),
	says("accepts and escalates the report", handly(support.Event{Kind: support.Ruled, Verdict: support.EscalationAccepted, Report: true})),
	says("refuses", handly(support.Event{Kind: support.Ruled, Verdict: support.EscalationRefused})),
	says("calls the customer", handly(support.Event{Kind: support.Accepted})),
	says("vouches for the caller", handly(support.Event{Kind: support.Vouched})),
	says("transfers the caller", handly(support.Event{Kind: support.Hurried, Climb: support.ClimbFirst})),
	says("transfers the caller to the next", handly(support.Event{Kind: support.Hurried, Climb: support.ClimbNext})),
	says("transfers the caller to level 2", handly(support.Event{Kind: support.Hurried, Climb: support.ClimbLevel2})),
}

// untouched is what becomes of a phone that nobody picks up.
var untouched = []string{"picks up", "is busy", "does not answer", "has no such number", "sounds like a machine"}

func under(words string) string { return strings.ReplaceAll(words, " ", "_") }

// plainly is an event on the call of a caller that says nothing else.
func plainly(kind support.EventKind) func(*story, []string) error {
	return func(s *story, m []string) error { return s.caller(m[0], support.Event{Kind: kind}) }
}

// caller posts an event on the latest call of a caller.
func (s *story) caller(name string, e support.Event) error {
	call, called := s.callOf(name)
	if !called {
		return fmt.Errorf("%s has not called", name)
	}
	e.Call = call
	s.happens(e)
	return nil
}

// callOf is the latest call of a caller: the caller's own, or one that we made.
func (s *story) callOf(name string) (string, bool) {
	for _, id := range slices.Backward(s.rec.order) {
		if c := s.rec.calls[id]; c.who == name || c.person == "" && c.who == "" && s.rec.numbered(c.from) == name {
			return id, true
		}
	}
	return "", false
}

// about posts what a customer says of a case, on a call or otherwise.
func (s *story) about(name, number string, e support.Event) error {
	e.Call, _ = s.callOf(name)
	e.Case = support.CaseNumber(number)
	s.happens(e)
	return nil
}

func (s *story) calls(m []string) error {
	who, known := s.rec.callers[m[0]]
	if !known {
		return fmt.Errorf("%s is no caller of the cast", m[0])
	}
	return s.changes(func(r *record) error {
		c := call{who: who.name, from: who.phone, language: who.language, number: support.CaseNumber(m[1])}
		r.opened(s.newCall(who.name), c, who.contract)
		return nil
	})
}

// newCall names the next call of a caller.
func (s *story) newCall(name string) string {
	n := 1
	for _, c := range s.rec.calls {
		if c.who == name && c.page == "" {
			n++
		}
	}
	if n == 1 {
		return id(name)
	}
	return id(name) + strconv.Itoa(n)
}

// opened is a call that comes in. Without a case number, the contract is the
// caller's own.
func (r *record) opened(id string, c call, contract string) {
	c.sid = id
	r.open(id, c)
	r.tells(id, c.number, contract)
}

// tells has a call know its case, with what follows from that.
func (r *record) tells(id string, number support.CaseNumber, contract string) {
	c := r.calls[id]
	c.number, c.contract = number, cmp.Or(r.cases[number].Contract, contract)
	c.company, c.entitlement = "", support.Unknown
	if its, known := r.contracts[c.contract]; known {
		c.company, c.entitlement = its.Company, its.EnterpriseDownAt(time.Now())
	}
	r.calls[id] = c
}

func (s *story) ringsBack(m []string) error {
	before, _ := s.callOf(m[0])
	if err := s.changes(func(r *record) error {
		c := r.calls[before]
		c.ended, c.page, c.purpose, c.person = false, "", "", ""
		after := s.newCall(m[0])
		c.sid = after
		r.open(after, c)
		return nil
	}); err != nil {
		return err
	}
	return s.caller(m[0], support.Event{Kind: support.CallReturned, OldCall: before})
}

func (s *story) changeCall(name string, change func(*call)) error {
	id, called := s.callOf(name)
	if !called {
		return fmt.Errorf("%s has not called", name)
	}
	return s.changes(func(r *record) error {
		c := r.calls[id]
		change(&c)
		r.calls[id] = c
		return nil
	})
}

func (s *story) identifies(m []string) error {
	number := support.CaseNumber(m[1])
	if err := s.changeCall(m[0], func(c *call) { c.presumed = false }); err != nil {
		return err
	}
	id, _ := s.callOf(m[0])
	if err := s.changes(func(r *record) error { r.tells(id, number, r.calls[id].contract); return nil }); err != nil {
		return err
	}
	return s.caller(m[0], support.Event{Kind: support.Identified, Case: number})
}

func (s *story) suspects(m []string) error {
	if err := s.changeCall(m[0], func(c *call) { c.suspected = true }); err != nil {
		return err
	}
	return s.caller(m[0], support.Event{Kind: support.Suspected})
}

// escalates is a caller who asks for a level, on a new call.
func (s *story) escalates(m []string, wantsCall bool) error {
	if err := s.calls([]string{m[0], m[1]}); err != nil {
		return err
	}
	level, _ := strconv.Atoi(m[2])
	call, _ := s.callOf(m[0])
	c := s.rec.calls[call]
	return s.caller(m[0], support.Event{Kind: support.Escalated, Escalation: &support.Escalation{
		ID: "ES-" + call, Case: c.number, Level: level, Reason: support.Reason(under(m[3])), Call: call, By: c.from,
		Language: c.language, CallBack: wantsCall, At: time.Now(),
	}})
}

// opens is a caller who describes a new problem.
func (s *story) opens(m []string) error {
	if err := s.calls([]string{m[0], m[1]}); err != nil {
		return err
	}
	contract := s.rec.callers[m[0]].contract
	if err := s.changes(func(r *record) error {
		call, _ := s.callOf(m[0])
		if err := r.has(fmt.Sprintf("case %s of %s severity %s", m[1], contract, m[2])); err != nil {
			return err
		}
		r.tells(call, support.CaseNumber(m[1]), contract)
		return nil
	}); err != nil {
		return err
	}
	return s.caller(m[0], support.Event{Kind: support.CaseOpened, Case: support.CaseNumber(m[1]), Contract: contract})
}

// texts is an SMS from somebody, or from a number.
func (s *story) texts(m []string) error {
	from := support.E164(m[0])
	if !from.Known() {
		if from = s.numberOf(m[0]); !from.Known() {
			return fmt.Errorf("%s has no number", m[0])
		}
	}
	s.happens(support.Event{Kind: support.Texted, From: from, Text: m[1]})
	return nil
}

func (s *story) numberOf(name string) support.E164 {
	if p, known := s.rec.rota().Person(id(name)); known {
		return p.Phone
	}
	for _, c := range s.rec.contracts {
		for _, t := range c.TSAMs {
			if t.Name == name {
				return t.Phone
			}
		}
	}
	return s.rec.callers[name].phone
}

// hand is a phone that somebody holds, or that rings.
type hand struct {
	*story
	call string
}

func handly(e support.Event) func(hand, []string) error {
	return func(h hand, _ []string) error { return h.does(e) }
}

func (h hand) does(e support.Event) error {
	e.Call = h.call
	h.happens(e)
	return nil
}

// does is what somebody does on the phone, one thing after the other. A phone that
// rings is picked up first, unless that is what does not happen.
func (s *story) does(m []string) error {
	for _, deed := range strings.Split(m[1], ", ") {
		call, has := s.phoneOf(m[0])
		if !has {
			return fmt.Errorf("%s has no phone in the hand, and none rings", m[0])
		}
		h := hand{s, call}
		if h.rings() && !slices.Contains(untouched, deed) {
			if err := h.picksUp(nil); err != nil {
				return err
			}
		}
		known, err := spoken(deeds, h, deed)
		if err == nil && !known {
			err = fmt.Errorf("%s can do no such thing: %s", m[0], deed)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// phone posts an event on the phone of a person of the rota.
func (s *story) phone(name string, e support.Event) error {
	call, has := s.phoneOf(name)
	if !has {
		return fmt.Errorf("no phone of %s was rung", name)
	}
	return hand{s, call}.does(e)
}

// phoneOf is the phone that somebody holds: the one that was chosen, else the
// latest that was rung, or the caller's own call.
func (s *story) phoneOf(name string) (string, bool) {
	if call, chosen := s.held[name]; chosen {
		return call, true
	}
	for _, id := range slices.Backward(s.rec.order) {
		if s.rec.whose(id) == name {
			return id, true
		}
	}
	return "", false
}

// chooses has a person go on with the phone that was rung for a page.
func (s *story) chooses(name, page string) error {
	for _, id := range slices.Backward(s.rec.order) {
		if c := s.rec.calls[id]; s.rec.whose(id) == name && s.rec.labels[c.page] == page {
			s.held[name] = id
			return nil
		}
	}
	return fmt.Errorf("%s was not rung for %q", name, page)
}

// rings reports whether the phone rings, and nobody has picked it up.
func (h hand) rings() bool {
	_, rings := h.rec.work[ring(h.call)]
	return rings
}

func (h hand) picksUp([]string) error {
	if err := h.do(func(t *tx) error { return t.Schedule(ring(h.call), time.Time{}, support.Event{}) }); err != nil {
		return err
	}
	return h.does(support.Event{Kind: support.PickedUp, SID: "SID-" + h.call})
}

// takes presses 1: the first to do so has it.
func (h hand) takes([]string) error {
	var round int
	won, person := false, h.rec.calls[h.call].person
	err := h.do(func(t *tx) error {
		p, err := t.Page(t.calls[h.call].page)
		if err != nil || !p.Running() {
			return err
		}
		round = p.Round + 1
		won, err = t.Claim(p, person, h.call, time.Now())
		if !won {
			t.said.add("%s hears that %s has it", t.whose(h.call), t.person(t.accepter(p).person))
		}
		return err
	})
	if err != nil || !won {
		return err
	}
	return h.does(support.Event{Kind: support.Accepted, Round: round})
}

// leaves the room; the manager who accepted says then how it went.
func (h hand) leaves() error {
	if err := h.does(support.Event{Kind: support.Left}); err != nil || h.rec.calls[h.call].person == "" {
		return err
	}
	return h.does(support.Event{Kind: support.WrappingUp})
}

func (h hand) hangsUp([]string) error {
	if err := h.do(func(t *tx) error {
		c := t.calls[h.call]
		c.ended = true
		t.calls[h.call] = c
		return t.Schedule(ring(h.call), time.Time{}, support.Event{})
	}); err != nil {
		return err
	}
	p, _ := h.rec.page(h.rec.calls[h.call].page)
	if p.Inside[h.call] {
		if err := h.does(support.Event{Kind: support.Left}); err != nil {
			return err
		}
	}
	return h.does(support.Event{Kind: support.CallEnded, Ending: support.EndCompleted})
}

// waits lets time pass: "40 s", "until 14:00", "until Tue 14:00".
func (s *story) waits(m []string) error {
	at, err := s.moment(m[0])
	if err != nil {
		return err
	}
	s.sleep(at)
	return nil
}

func (s *story) moment(words string) (time.Time, error) {
	if d, err := time.ParseDuration(strings.ReplaceAll(strings.ReplaceAll(words, " ", ""), "min", "m")); err == nil {
		return time.Now().Add(d), nil
	}
	clock, until := strings.CutPrefix(words, "until ")
	now := time.Now().In(s.rec.zone)
	day, clock, named := strings.Cut(clock, " ")
	if !named {
		day, clock = "", day
	}
	for _, form := range []string{"15:04", "15:04:05"} {
		at, err := time.Parse(form, clock)
		if err != nil || !until {
			continue
		}
		for days := range 8 {
			on := time.Date(now.Year(), now.Month(), now.Day()+days, at.Hour(), at.Minute(), at.Second(), 0, s.rec.zone)
			if on.After(now) && (day == "" || on.Format("Mon") == day) {
				return on, nil
			}
		}
	}
	return time.Time{}, fmt.Errorf("wait %s: write 40 s, until 14:00 or until Tue 14:00", words)
}

// shows is how a case stands.
func (t *tx) shows(number support.CaseNumber) string {
	f := t.file(number)
	if !f.Known {
		return string(number) + ": is not on record"
	}
	head := fmt.Sprintf("%s: severity %d, level %d, %s", number, f.Case.Severity, f.Case.Level, spaced(string(f.Case.Stands())))
	if f.Case.Priority != "" {
		head += ", priority " + string(f.Case.Priority)
	}
	if !f.Declared.IsZero() {
		head += ", down since " + t.clock(f.Declared)
	}
	all := []string{head}
	for _, e := range f.Escalations {
		all = append(all, fmt.Sprintf("%s: %s (%s) asks for level %d%s", number, t.whose(e.Call), cmp.Or(e.By, "hidden"), e.Level, t.became(e)))
	}
	for _, c := range f.Commitments {
		all = append(all, "is owed: "+t.owedWords(c)+by(t.person(c.Owner))+t.until(c)+t.looked(c))
	}
	all = append(all, t.idle(number)...)
	if len(f.Commitments) == 0 {
		all = append(all, "is owed: nothing")
	}
	for _, p := range t.those(paging.Page.Running) {
		if p.Case == number {
			all = append(all, "page: "+t.label(p)+", "+string(p.State)+by(p.PersonName()))
		}
	}
	return strings.Join(all, "\n")
}

// looked is when a commitment is looked at next.
func (r *record) looked(c casework.Commitment) string {
	p, planned := r.work["duty:"+c.ID]
	if !planned || p.due.Equal(kept(c.Due)) {
		return ""
	}
	return ", looked at " + r.clock(p.due)
}

// idle are the looks that are planned at commitments of a case that are kept.
func (r *record) idle(number support.CaseNumber) (all []string) {
	for id, text := range r.commitments {
		c := decode[casework.Commitment](text)
		if _, planned := r.work["duty:"+id]; planned && c.Case == number && !c.Open() {
			all = append(all, "is looked at for nothing: "+r.owedWords(c))
		}
	}
	slices.Sort(all)
	return all
}

func (r *record) became(e support.Escalation) string {
	switch {
	case e.Verdict != "" && !e.Contacted.IsZero():
		return fmt.Sprintf(": %s by %s, contacted %s", e.Verdict, r.person(e.DecidedBy), r.clock(e.Contacted))
	case e.Verdict != "":
		return fmt.Sprintf(": %s by %s", e.Verdict, r.person(e.DecidedBy))
	case !e.Lifted.IsZero():
		return ": lifted"
	}
	return ": undecided"
}
