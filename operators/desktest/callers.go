package desktest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"edown/support"
)

// caller has the desk hear of an event on the latest call of a caller.
func (s *story) caller(name string, e support.Event) error {
	call, called := s.callOf(name)
	if !called {
		return fmt.Errorf("%s has not called", name)
	}
	e.Call = call
	return s.happens(e)
}

// customer has the desk hear what a customer says of a case, on a call if there is
// one: said is the customer's name, and the case.
func (s *story) customer(said []string, e support.Event) error {
	e.Call, _ = s.callOf(said[0])
	e.Case = support.CaseNumber(said[1])
	return s.happens(e)
}

// callOf is the latest call of a caller: the caller's own, or one by which the
// caller was called back.
func (s *story) callOf(name string) (string, bool) {
	for _, id := range slices.Backward(s.rec.order) {
		if c := s.rec.calls[id]; c.who == name || c.person == "" && c.who == "" && s.rec.numbered(c.from) == name {
			return id, true
		}
	}
	return "", false
}

// calls is a call that comes in. Without a case, its contract is the caller's own.
func (s *story) calls(said []string) error {
	who, known := s.rec.callers[said[0]]
	if !known {
		return fmt.Errorf("%s is no caller of the cast", said[0])
	}
	return s.changes(func(r *record) error {
		id := s.newCall(who.name)
		r.open(id, call{who: who.name, from: who.phone, language: who.language, sid: id})
		r.tells(id, support.CaseNumber(said[1]), who.contract)
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

// tells has a call know its case, and what its contract entitles to.
func (r *record) tells(id string, number support.CaseNumber, contract string) {
	c := r.calls[id]
	c.number, c.contract = number, cmp.Or(r.cases[number].Contract, contract)
	c.company, c.entitlement = "", support.Unknown
	if its, known := r.contracts[c.contract]; known {
		c.company, c.entitlement = its.Company, its.EnterpriseDownAt(time.Now())
	}
	r.calls[id] = c
}

// amends changes what a caller has told.
func (s *story) amends(name string, change func(*call)) error {
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

// retells is a caller who confirms a case, or names another.
func (s *story) retells(name, number string, e support.Event) error {
	if err := s.amends(name, func(c *call) { c.presumed = false }); err != nil {
		return err
	}
	id, _ := s.callOf(name)
	err := s.changes(func(r *record) error {
		r.tells(id, support.CaseNumber(number), r.calls[id].contract)
		return nil
	})
	return s.then(err, func() error { return s.caller(name, e) })
}

// ringsBack is a caller who has hung up, and calls again.
func (s *story) ringsBack(said []string) error {
	before, _ := s.callOf(said[0])
	err := s.changes(func(r *record) error {
		after, c := s.newCall(said[0]), r.calls[before]
		c.sid, c.ended, c.page, c.purpose, c.person = after, false, "", "", ""
		r.open(after, c)
		return nil
	})
	return s.then(err, func() error {
		return s.caller(said[0], support.Event{Kind: support.CallReturned, OldCall: before})
	})
}

// escalates is a caller who asks for a level, on a new call.
func (s *story) escalates(said []string, wantsCall bool) error {
	return s.then(s.calls(said), func() error {
		id, _ := s.callOf(said[0])
		c := s.rec.calls[id]
		return s.caller(said[0], support.Event{Kind: support.Escalated, Escalation: &support.Escalation{
			ID: "ES-" + id, Case: c.number, Level: number(said[2]), Reason: support.Reason(underscored(said[3])), Call: id,
			By: c.from, Language: c.language, CallBack: wantsCall, At: time.Now(),
		}})
	})
}

// opens is a caller who describes a new problem, on a new call.
func (s *story) opens(said []string) error {
	if err := s.calls(said); err != nil {
		return err
	}
	id, _ := s.callOf(said[0])
	of, contract := support.CaseNumber(said[1]), s.rec.callers[said[0]].contract
	err := s.changes(func(r *record) error {
		err := r.has(fmt.Sprintf("case %s of %s severity %s", of, contract, said[2]))
		r.tells(id, of, contract)
		return err
	})
	return s.then(err, func() error {
		return s.caller(said[0], support.Event{Kind: support.CaseOpened, Case: of, Contract: contract})
	})
}

// texts is an SMS from a person, or from a number.
func (s *story) texts(said []string) error {
	from := support.E164(said[0])
	if !from.Known() {
		from = s.rec.numberOf(said[0])
	}
	if !from.Known() {
		return fmt.Errorf("%s has no number", said[0])
	}
	return s.happens(support.Event{Kind: support.Texted, From: from, Text: said[1]})
}

// numberOf is the number of a person of the rota, an account manager or a caller.
func (r *record) numberOf(name string) support.E164 {
	if p, known := r.rota().Person(id(name)); known {
		return p.Phone
	}
	for _, c := range r.contracts {
		for _, t := range c.TSAMs {
			if t.Name == name {
				return t.Phone
			}
		}
	}
	return r.callers[name].phone
}

// flags are the remarks on a call for the people who are rung for it.
func (c call) flags() (flags []support.Flag) {
	if remark, some := remarks[c.entitlement]; some && (c.contract != "" || c.number != "") {
		flags = append(flags, remark)
	}
	if c.presumed {
		flags = append(flags, support.FlagCaseUnconfirmed)
	}
	return flags
}

var remarks = map[support.Entitlement]support.Flag{
	support.OutsideCoverage: support.FlagOutsideCoverage, support.Unknown: support.FlagEntitlementUnknown,
	support.NoPhoneSupport: support.FlagNoPhoneSupport,
}
