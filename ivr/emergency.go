package ivr

import "edown/support"

// emergencyNodes find out whether it is an Enterprise Down (R26), and of which
// case.
func emergencyNodes() map[string]node {
	return map[string]node{
		"emergency": look{
			kind:   LookTally,
			choose: weighing("qualify"),
			leads:  []string{"qualify"},
		},

		"qualify": menu{
			ask:       "qualify",
			resumes:   here,
			qualifies: true,
			keys: map[string]step{
				"1": {do: suspect, to: "qualified"},
				"2": {to: "denied", ends: true},
			},
		},

		"denied": branch{choose: denied("not_down"), leads: []string{"not_down", "call_off"}},

		"not_down": menu{
			ask:     "not_down",
			resumes: here,
			keys: map[string]step{
				"1": to("existing"),
				"2": to("new_problem"),
			},
		},

		"qualified": look{
			kind:   LookTally,
			choose: qualified,
			leads:  []string{"confirm_case", "case_number"},
			said:   []string{"calling_manager"},
		},

		"confirm_case": menu{
			ask:     "confirm_case",
			needs:   aCase,
			resumes: here,
			keys: map[string]step{
				"1": {do: confirmCase, to: "known"},
				"2": {do: denyCase, to: "case_number"},
			},
		},

		"case_number": entry{
			ask:      "case_number",
			lone:     "contract_number",
			take:     spellCase,
			answer:   caseFound("known"),
			problems: caseProblems,
			leads:    []string{"known"},
			resumes:  here,
		},

		"contract_number": entry{
			ask:       "contract_number",
			sensitive: true,
			take:      takeContract,
			answer:    contractFound,
			problems:  []string{"sorry_contract_unknown"},
			leads:     []string{"open_case"},
			resumes:   here,
		},

		"open_case": look{
			kind:   OpenCase,
			choose: caseOpened,
			leads:  []string{"case_opened"},
		},

		"case_opened": tell{ask: "case_opened", to: "known"},
	}
}

// entitlementNodes page, or have an operator asked first, now that the case is
// known.
func entitlementNodes() map[string]node {
	return map[string]node{
		"known": look{
			kind:   LookCase,
			choose: entitled,
			leads:  []string{"read_back", "already_running", "within_limits", "no_phone_support", "not_entitled"},
		},

		"within_limits": look{
			kind:   LookTally,
			choose: withinLimits,
			leads:  []string{"read_back", "over_limit"},
		},

		"over_limit":       tell{ask: "over_limit", do: wanting("limit_reached"), to: "operator_rings"},
		"no_phone_support": tell{ask: "no_phone_support", do: wanting("no_phone_support"), to: "operator_rings"},
		"not_entitled":     tell{ask: "not_entitled", do: wanting("entitlement_unknown"), to: "operator_rings"},
		"already_running":  tell{ask: "already_running", do: declareAsGuest, to: "hold"},

		"read_back": tell{
			ask:  "read_back",
			do:   sayEnglishOnly,
			said: []string{"english_only"},
			to:   "next",
		},
	}
}

func suspect(t *turn) {
	if !t.s.Suspected {
		t.event(t.described(support.Suspected))
	}
	t.s.Suspected = true
}

// denied withdraws what was only suspected. An emergency for which phones ring ends in
// one way only, whatever the caller answers now: by keys, and said back.
func denied(to string) func(*turn) string {
	return func(t *turn) string {
		if t.s.Declared && !t.s.Stranger {
			return "call_off"
		}
		withdraw(t)
		return to
	}
}

func withdraw(t *turn) {
	if t.s.Stranger {
		part(t)
	}
	t.s.Suspected, t.s.Firm = false, false
	t.event(support.Event{Kind: support.Withdrawn})
}

// takeBack withdraws what was only suspected when the caller goes back out of the
// question whether all production work has stopped: the key that led there may have
// been a slip, and no manager is woken for it. It takes a key, and a call that has not gone
// on from the question: * again and again takes nothing back.
func (t *turn) takeBack() {
	slip := t.s.Suspected && !t.s.Declared && !t.s.Firm
	if t.marks(t.s.Node).qualifies && slip && t.in.Speech == "" {
		withdraw(t)
	}
}

// wanting notes why an operator is asked for.
func wanting(why string) func(*turn) { return func(t *turn) { t.s.Wanted = why } }

// described is an event with all that is known of the emergency.
func (t *turn) described(kind support.EventKind) support.Event {
	e := support.Event{Kind: kind, Case: t.s.Case, Contract: t.s.Contract, Language: t.s.Lang, From: t.s.From}
	if t.s.Presumed {
		e.Flags = append(e.Flags, support.FlagCaseUnconfirmed)
	}
	switch t.s.Entitlement {
	case support.OutsideCoverage:
		e.Flags = append(e.Flags, support.FlagOutsideCoverage)
	case support.Unknown:
		e.Flags = append(e.Flags, support.FlagEntitlementUnknown)
	}
	if t.s.Limited {
		e.Flags = append(e.Flags, support.FlagLimitReached)
	}
	return e
}

// declare pages, or tells the running page what has changed.
func declare(t *turn) {
	kind := support.Declared
	if t.s.Declared {
		kind = support.Identified
	}
	t.s.Declared = true
	t.event(t.described(kind))
}

func declareAsGuest(t *turn) {
	t.s.Guest = true
	declare(t)
}

// weigh notes whether the limits let the line page automatically. It is asked
// again before every page: callers go back, and the hour goes on.
func (t *turn) weigh(f Found) { t.s.Limited = t.d.Limits.Reached(f.Tally) }

// weighing notes it before the question is asked, for the watchdog: the caller may
// say nothing more.
func weighing(to string) func(*turn, Found) string {
	return func(t *turn, f Found) string {
		t.weigh(f)
		return to
	}
}

// qualified pages at the first moment allowed: now, for a registered caller.
func qualified(t *turn, f Found) string {
	t.weigh(f)
	if t.s.Registered && t.s.Entitlement.PagesAtOnce() && !t.s.Limited {
		declare(t)
		t.say("calling_manager")
	}
	if t.s.Case != "" {
		return "confirm_case"
	}
	return "case_number"
}

func confirmCase(t *turn) { t.s.Presumed = false }

func denyCase(t *turn) { t.s.Case, t.s.Presumed, t.s.Vouched = "", false, false }

var caseProblems = []string{"sorry_case_number", "sorry_case_unknown"}

// spellCase reads the keys as a case number, and looks it up (R4).
func spellCase(t *turn, digits string) (string, string) {
	number, err := t.d.format().Spell(digits)
	if err != nil {
		return "", "sorry_case_number"
	}
	t.s.Vouched = t.s.Vouched && t.s.Case == number
	t.s.Case, t.s.Presumed = number, false
	t.ask(Lookup{Kind: LookCase, Case: number})
	return "", ""
}

func caseFound(to string) func(*turn, Found) (string, string) {
	return func(t *turn, f Found) (string, string) {
		if f.Case == nil {
			denyCase(t)
			return "", "sorry_case_unknown"
		}
		t.setContract(f.Contract)
		return to, ""
	}
}

func takeContract(t *turn, digits string) (string, string) {
	t.ask(Lookup{Kind: LookContract, Contract: digits})
	return "", ""
}

// contractFound opens a case only for a contract that exists. The caller of an
// unknown one tries again, and then reaches an operator (R9).
func contractFound(t *turn, f Found) (string, string) {
	if f.Contract == nil {
		return "", "sorry_contract_unknown"
	}
	t.setContract(f.Contract)
	return "open_case", ""
}

func caseOpened(t *turn, f Found) string {
	t.s.Case, t.s.Presumed, t.s.Vouched = f.Case.Number, false, false
	return "case_opened"
}

// entitled decides whether an operator is asked first. The caller of a case that
// already has a page joins it (R-dup).
func entitled(t *turn, f Found) string {
	t.setContract(f.Contract)
	running := f.Page != nil && f.Page.State != support.PageClosed
	t.joins(running, f.Contract)
	switch {
	case running && !t.s.Declared:
		return "already_running"
	case t.s.Declared:
		declare(t)
		return "read_back"
	case t.s.Entitlement.PagesAtOnce():
		return "within_limits"
	case t.s.Entitlement == support.NoPhoneSupport:
		return "no_phone_support"
	}
	return "not_entitled"
}

// joins notes whose emergency it is. A contact who was paged for at once has an own
// page, which is merged with the one that runs.
func (t *turn) joins(running bool, c *support.Contract) {
	if !t.s.Declared { // on no page, so a guest of none
		t.s.Guest, t.s.Stranger = false, false
	}
	if running && (!t.s.Declared || t.s.Home != "") {
		t.s.Stranger = t.s.Stranger || !t.belongs(c)
	}
}

// belongs reports whether the caller has proved the case, or is a contact of its
// contract.
func (t *turn) belongs(c *support.Contract) bool {
	return t.s.Vouched || t.s.Home != "" && c != nil && c.Number == t.s.Home
}

// withinLimits pages, unless this is one emergency too many: then an operator is
// asked first, as for an unknown contract.
func withinLimits(t *turn, f Found) string {
	if t.weigh(f); t.s.Limited {
		return "over_limit"
	}
	declare(t)
	return "read_back"
}

// sayEnglishOnly says once that the work itself is done in English (R20).
func sayEnglishOnly(t *turn) {
	if t.s.Lang != "en" && !t.s.EnglishSaid {
		t.s.EnglishSaid = true
		t.say("english_only")
	}
}
