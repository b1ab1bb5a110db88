package ivr

import (
	"cmp"
	"slices"
	"time"

	"edown/support"
)

// longestName is how long a product, a category or a version may be spoken.
const longestName = 15 * time.Second

// mostCode is as many digits as a date code has.
const mostCode = 12

// addProblem adds a new problem: the contract, then what is asked in the order
// of the guides (R8), then its number and whom it reaches. Whatever is missing,
// it is opened.
func addProblem(nodes map[string]node) {
	nodes["new_problem"] = tell{do: beginProblem, to: "problem_contract"}
	nodes["problem_contract"] = entry{ask: "contract_number", sensitive: true, leads: []string{"problem_within_limits", "no_phone_support", "problem_not_entitled"},
		take: takeContract, answer: problemContract, problems: []string{"sorry_contract_unknown"}}
	nodes["problem_not_entitled"] = tell{ask: "problem_not_entitled", do: wanting("entitlement_unknown"), to: "operator_rings"}
	nodes["problem_within_limits"] = look{LookTally, problemWithinLimits, []string{"problem_product", "problem_over_limit"}, nil}
	nodes["problem_over_limit"] = tell{ask: "problem_over_limit", do: wanting("limit_reached"), to: "operator_rings"}
	nodes["problem_product"] = recording{ask: "problem_product", most: longestName, take: speaking(support.QProduct), to: "problem_area"}
	nodes["problem_area"] = recording{ask: "problem_area", most: longestName, take: speaking(support.QArea), to: "problem_version"}
	nodes["problem_version"] = recording{ask: "problem_version", most: longestName, take: speaking(support.QVersion), to: "problem_date_code"}
	nodes["problem_date_code"] = entry{ask: "problem_date_code", lone: "problem_description", fails: "problem_description", leads: []string{"problem_description"},
		take: takeDateCode, problems: []string{"sorry_count"}}
	nodes["problem_description"] = recording{ask: "problem_description", most: longestAnswer, take: speaking(support.QDescription), to: "problem_type"}
	nodes["problem_type"] = menu{ask: "problem_type", fails: "problem_severity", keys: map[string]step{
		"1": {typed(support.BreakFix), "problem_severity"}, "2": {typed(support.HowTo), "problem_severity"}, "3": {typed(support.GeneralQuestion), "problem_severity"},
	}}
	nodes["problem_severity"] = menu{ask: "severity", fails: "problem_open", keys: map[string]step{
		"1": {suspect, "problem_emergency"}, "2": {graded("1"), "problem_open"}, "3": {graded("2"), "problem_open"}, "4": {graded("3"), "problem_open"},
	}}

	// Production has stopped: the case is opened first, then raised (R15, R26).
	nodes["problem_emergency"] = look{LookTally, weighing("problem_qualify"), []string{"problem_qualify"}, nil}
	nodes["problem_qualify"] = menu{ask: "qualify", keys: map[string]step{
		"1": {isDown, "problem_raised"}, "2": {withdraw, "problem_severity"},
	}}
	nodes["problem_raised"] = look{OpenCase, problemOpened("case_opened"), []string{"case_opened", "operator"}, nil}
	nodes["problem_open"] = look{OpenCase, problemOpened("problem_opened"), []string{"problem_opened", "operator"}, nil}
	nodes["problem_opened"] = tell{do: sayNumber, said: []string{"problem_opened", "problem_number", "problem_by_sms"}, to: "problem_routed"}
	addRouting(nodes)
}

// addRouting adds whom a new problem reaches, by its severity and by when its
// contract is covered.
func addRouting(nodes map[string]node) {
	nodes["problem_routed"] = look{LookStanding, route, []string{"existing_case", "problem_connect", "problem_general", "problem_later"}, []string{"problem_due", "problem_closed"}}
	nodes["problem_connect"] = tell{ask: "problem_connect", to: "engineer"}
	nodes["problem_general"] = menu{ask: "problem_general", silent: "goodbye", keys: map[string]step{"1": to("problem_connect"), "2": to("goodbye")}}
	nodes["problem_later"] = menu{ask: "problem_later", silent: "goodbye", keys: map[string]step{"1": to("goodbye")}}
}

// beginProblem forgets the case that we thought of: this is another.
func beginProblem(t *turn) {
	denyCase(t)
	t.s.Problem = nil
}

// problemContract asks an operator first where the contract does not have the
// phone desk (R42, R43).
func problemContract(t *turn, f Found) (string, string) {
	if f.Contract == nil {
		return "", "sorry_contract_unknown"
	}
	t.setContract(f.Contract)
	return cmp.Or(deskless(t.s.Entitlement), "problem_within_limits"), ""
}

// problemWithinLimits has a human take down the next problem of a number that has
// opened many: engineers are woken by each.
func problemWithinLimits(t *turn, f Found) string {
	if t.d.Limits.ProblemsReached(f.Tally) {
		return "problem_over_limit"
	}
	return "problem_product"
}

// told keeps an answer about a new problem.
func (t *turn) told(q support.Question, value string) {
	t.s.Problem = t.keep(t.s.Problem, q, value, t.in.heard())
}

// speaking keeps what was said after the tone, or that nothing was.
func speaking(q support.Question) func(*turn) {
	return func(t *turn) { t.told(q, recorded(t.in)) }
}

func takeDateCode(t *turn, digits string) (string, string) {
	if len(digits) > mostCode {
		return "", "sorry_count"
	}
	t.told(support.QDateCode, digits)
	return "problem_description", ""
}

func typed(is support.ProblemType) func(*turn) {
	return func(t *turn) { t.told(support.QType, string(is)) }
}

func graded(severity string) func(*turn) {
	return func(t *turn) { t.told(support.QSeverity, severity) }
}

func isDown(t *turn) {
	suspect(t)
	graded("0")(t)
}

// problemOpened puts the case on record with what was told; without a number,
// a human takes it down.
func problemOpened(to string) func(*turn, Found) string {
	return func(t *turn, f Found) string {
		if f.Case == nil {
			return "operator"
		}
		t.s.Case, t.s.Presumed, t.s.Trail = f.Case.Number, false, nil
		t.event(t.described(support.CaseOpened))
		return to
	}
}

// leaveProblem opens the case of a caller who is gone and had described his problem:
// what he did not come to say never blocks (R8). Whoever has pressed that production
// has stopped has said how severe it is.
func (t *turn) leaveProblem() {
	described := t.s.Contract != "" && t.s.Problem[support.QDescription].Audio != ""
	if !described || !slices.Contains(aboutTheProblem, t.s.Node) {
		return
	}
	if t.s.Suspected {
		graded("0")(t)
	}
	t.ask(Lookup{Kind: OpenCase, Contract: t.s.Contract})
}

// problemLeft: he reads the number in an SMS, and stands where he hears it if he
// rings back; or at the question that he hung up on.
func (t *turn) problemLeft(f Found) {
	if f.Case == nil {
		return
	}
	t.s.Case, t.s.Node = f.Case.Number, "problem_opened"
	if t.s.Suspected {
		t.s.Node = "qualify"
	}
	t.event(t.described(support.CaseOpened))
}

// sayNumber says the case's number twice, for whoever writes it down.
func sayNumber(t *turn) {
	t.say("problem_opened")
	t.say("problem_number")
	if t.s.From.Known() {
		t.say("problem_by_sms")
	}
}

// route connects what hurts now, and tells the rest when it is answered (R38,
// R40).
func route(t *turn, f Found) string {
	if f.Standing == nil {
		return "existing_case"
	}
	k, c, here := f.Standing.Case, f.Standing.Contract, t.now.In(zoneOf(f.Standing.Contract))
	coverage := t.d.policy().CoverageAt(c, here)
	covered := coverage.Entitlement == support.Covered
	if covered && k.Severity != support.General {
		return "problem_connect"
	}
	if !covered && !coverage.Opens.IsZero() {
		t.say("problem_closed", t.when(coverage.Opens))
	}
	if answer := t.d.policy().FirstResponse(c, k.Severity, here); answer.Promise == support.Promised {
		t.say("problem_due", t.when(answer.Due))
	}
	if covered {
		return "problem_general"
	}
	return "problem_later"
}

// aboutTheProblem are the places where a problem that was half told goes on.
var aboutTheProblem = []string{
	"problem_contract", "problem_product", "problem_area", "problem_version", "problem_date_code", "problem_description", "problem_type", "problem_severity", "problem_qualify",
}
