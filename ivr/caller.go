package ivr

import (
	"reflect"
	"slices"
	"time"

	"edown/support"
)

// longestAnswer is how long Q4 may be spoken.
const longestAnswer = 90 * time.Second

// callerTree is the caller's dialogue. It begins at hello when he calls, and
// at returning when the line calls him back.
func callerTree(start string) *Tree {
	nodes := map[string]node{
		"hello": look{LookCaller, greet, []string{"resume", "main"}, nil},
		"resume": menu{ask: "resume", keys: map[string]step{
			"1": to("resumed"), "2": {forget, "main"},
		}},
		"resumed": branch{func(t *turn) string { return t.s.Next }, resumable},
		"main": menu{ask: "main", say: sayMain, said: append(worded("main"), "main_other_language"), keys: map[string]step{
			"1":             {suspect, "emergency"},
			"2":             to("existing"),
			"3":             to("new_problem"),
			anotherLanguage: to("language"),
		}},
		"language": languages{to: "main"},

		// Is it an Enterprise Down? (R26)
		"emergency": look{LookTally, weighing("qualify"), []string{"qualify"}, nil},
		"qualify": menu{ask: "qualify", keys: map[string]step{
			"1": {suspect, "qualified"}, "2": {withdraw, "not_down"},
		}},
		"not_down": menu{ask: "not_down", keys: map[string]step{
			"1": to("existing"), "2": to("new_problem"),
		}},
		"qualified": look{LookTally, qualified, []string{"confirm_case", "case_number"}, nil},
		"confirm_case": menu{ask: "confirm_case", keys: map[string]step{
			"1": {confirmCase, "known"}, "2": {denyCase, "case_number"},
		}},
		"case_number": entry{ask: "case_number", lone: "contract_number", leads: []string{"known"},
			take: spellCase, answer: caseFound("known"), problems: caseProblems},
		"contract_number": entry{ask: "contract_number", sensitive: true, leads: []string{"open_case"},
			take: takeContract, answer: contractFound, problems: []string{"sorry_contract_unknown"}},
		"open_case":   look{OpenCase, caseOpened, []string{"case_opened"}, nil},
		"case_opened": tell{ask: "case_opened", to: "known"},

		// The case is known: page, or ask a human first.
		"known":           look{LookCase, entitled, []string{"read_back", "already_running", "within_limits", "no_phone_support", "not_entitled"}, nil},
		"within_limits":   look{LookTally, withinLimits, []string{"read_back", "over_limit"}, nil},
		"over_limit":      tell{ask: "over_limit", do: wanting("limit_reached"), to: "operator_rings"},
		"already_running": tell{ask: "already_running", do: declareAsGuest, to: "hold"},
		"no_phone_support": tell{ask: "no_phone_support", do: wanting("no_phone_support"),
			to: "operator_rings"},
		"not_entitled": tell{ask: "not_entitled", do: wanting("entitlement_unknown"), to: "operator_rings"},
		"read_back":    tell{ask: "read_back", do: sayEnglishOnly, said: []string{"english_only"}, to: "next"},
	}
	addCase(nodes)
	addEscalation(nodes)
	addProblem(nodes)
	addInterview(nodes)
	addHolding(nodes)
	addRefusal(nodes)
	return &Tree{
		Start: start, Human: "operator", Summon: "hold",
		Keys:  map[string]string{"0": "operator"},
		Nodes: nodes,
	}
}

// resumable are the places where a call that broke off goes on.
var resumable = append([]string{"main", "language", "existing_case", "qualify", "not_down", "confirm_case", "case_number", "contract_number", "next", "contact_number", "hold", "operator", "case", "problem_opened", "problem_routed"}, aboutTheProblem...)

// greet meets the caller: by the call that broke off (U15), as a registered
// contact, or as a stranger. A number that the network does not vouch for is a
// stranger's: its case numbers are told to nobody (section 6).
func greet(t *turn, f Found) string {
	if t.s.Doubted {
		f = Found{Language: f.Language}
	}
	if f.Recent != nil {
		t.pickUpFrom(*f.Recent)
		if f.Ended { // of what a colleague has called off, he is asked anew
			t.s.Declared, t.s.Next = false, "qualify"
		}
		return "resume"
	}
	t.recognise(f)
	return "main"
}

func (t *turn) recognise(f Found) {
	if f.Language != "" {
		t.s.Lang = f.Language
	}
	if f.Contact == nil {
		return
	}
	t.s.Registered, t.s.Name = true, f.Contact.Name
	if f.Language == "" && f.Contact.Language != "" {
		t.s.Lang = f.Contact.Language
	}
	t.s.Home = f.Contact.Contract
	t.setContract(f.Contract)
	if f.Case != nil {
		t.s.Case, t.s.Presumed = f.Case.Number, true
	}
}

func (t *turn) setContract(c *support.Contract) {
	t.s.Entitlement = t.d.policy().CoverageAt(c, t.now).Entitlement
	if c != nil {
		t.s.Contract, t.s.Company = c.Number, c.Company
	}
}

// pickUpFrom goes on from an earlier call of the same number.
func (t *turn) pickUpFrom(old Session) {
	t.s = t.s.resumed(old, whereFrom(old))
	t.event(support.Event{Kind: support.CallReturned, OldCall: old.Call, From: t.s.From})
}

// whereFrom is where a call that broke off goes on.
func whereFrom(old Session) string {
	switch node := old.Node; {
	case node != "hold" && slices.Contains(resumable, node):
		return node
	case slices.Contains(questionNodes(), node):
		return "next"
	case slices.Contains(aboutTheCase, node):
		return "case"
	case node == "problem_general", node == "problem_later":
		return "problem_routed"
	case node == "resume":
		return "main"
	case old.Suspected || old.Declared:
		return "hold"
	}
	return anew(old)
}

// anew is for who waited on the line for somebody else than a manager: those
// phones stopped ringing when he hung up, and nobody is on the way to him.
func anew(old Session) string {
	switch {
	case old.Sought == "" || old.Case == "":
		return "operator"
	case len(old.Problem) > 0:
		return "problem_routed"
	}
	return "case"
}

// forget begins afresh, as the same person.
func forget(t *turn) {
	part(t)
	t.s = t.s.restarted()
}

// part takes his call, and nobody else's, off the pages that it is on.
func part(t *turn) {
	t.s.Declared, t.s.Guest, t.s.Stranger = false, false, false
	t.event(support.Event{Kind: support.Parted})
}

// sayMain is the main menu. Production down comes first (section 3), and the
// way to another language is said in that language.
func sayMain(t *turn) {
	t.say(t.prompted("main"))
	for _, lang := range t.d.Languages {
		if lang != t.s.Lang {
			t.sayIn(lang, "main_other_language")
		}
	}
}

func suspect(t *turn) {
	if !t.s.Suspected {
		t.event(t.described(support.Suspected))
	}
	t.s.Suspected = true
}

func withdraw(t *turn) {
	switch {
	case t.s.Stranger:
		part(t)
	case t.s.Declared: // he went back, and answers otherwise now
		callOff(support.FalseAlarm)(t)
	}
	t.s.Suspected = false
	t.event(support.Event{Kind: support.Withdrawn})
}

// qualifying are the places that ask of what was suspected whether all production
// work has stopped (R26).
var qualifying = []string{"qualify", "case_qualify", "problem_qualify"}

// takeBack: who goes back out of that question takes back the key that led there,
// and nobody is woken for it. Who was paged for has an emergency wherever he goes.
func (t *turn) takeBack() {
	if slices.Contains(qualifying, t.s.Node) && t.s.Suspected && !t.s.Declared {
		withdraw(t)
	}
}

// wanting notes why a human is asked for.
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

// weigh notes whether the limits let the line page by itself. It is asked
// again before every page: callers go back, and the hour goes on.
func (t *turn) weigh(f Found) { t.s.Limited = t.d.Limits.Reached(f.Tally) }

// weighing is for the watchdog, in case he says nothing more.
func weighing(to string) func(*turn, Found) string {
	return func(t *turn, f Found) string {
		t.weigh(f)
		return to
	}
}

// qualified pages at the first moment allowed: now, for a caller whom we know.
func qualified(t *turn, f Found) string {
	t.weigh(f)
	if t.s.Registered && t.s.Entitlement.PagesAtOnce() && !t.s.Limited {
		declare(t)
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

func (d *Dialogues) format() support.CaseFormat {
	if d.Format.Digits == 0 {
		return support.DefaultCaseFormat
	}
	return d.Format
}

func (d *Dialogues) policy() support.Policy {
	if reflect.ValueOf(d.Policy).IsZero() {
		return support.DefaultPolicy()
	}
	return d.Policy
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

// contractFound opens a case only for a contract that exists; the caller of
// an unknown one gets a human (R9), after trying again.
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

// entitled decides who is asked first, now that the case is known. A case
// that already has a page joins it (R-dup).
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

// joins notes whose emergency it is. A contact who was paged for at once has a
// page of his own, which is merged with the one that runs.
func (t *turn) joins(running bool, c *support.Contract) {
	if !t.s.Declared { // on no page, so nobody's guest
		t.s.Guest, t.s.Stranger = false, false
	}
	if running && (!t.s.Declared || t.s.Home != "") {
		t.s.Stranger = t.s.Stranger || !t.belongs(c)
	}
}

// belongs: he has proved that the case is his, or is a contact of its contract.
func (t *turn) belongs(c *support.Contract) bool {
	return t.s.Vouched || t.s.Home != "" && c != nil && c.Number == t.s.Home
}

// withinLimits pages, unless this is one emergency too many: then an operator
// is asked first, as for an unknown contract.
func withinLimits(t *turn, f Found) string {
	if t.weigh(f); t.s.Limited {
		return "over_limit"
	}
	declare(t)
	return "read_back"
}

// sayEnglishOnly tells once that the work itself is done in English (R20).
func sayEnglishOnly(t *turn) {
	if t.s.Lang != "en" && !t.s.EnglishSaid {
		t.s.EnglishSaid = true
		t.say("english_only")
	}
}
