package ivr

import (
	"cmp"
	"time"

	"edown/support"
)

// longestName is how long a product, a category or a version may be spoken.
const longestName = 15 * time.Second

// mostCode is as many digits as a date code has.
const mostCode = 12

// problemNodes take down a new problem: the contract, then what is asked in the order
// of the guides (R8), then its number and the engineer it reaches. Whatever is missing,
// it is opened.
func problemNodes() map[string]node {
	return map[string]node{
		"new_problem": tell{do: beginProblem, to: "problem_contract"},

		"problem_contract": entry{
			ask:       "contract_number",
			sensitive: true,
			take:      takeContract,
			answer:    problemContract,
			problems:  []string{"sorry_contract_unknown"},
			leads:     []string{"problem_within_limits", "no_phone_support", "problem_not_entitled"},
			resumes:   inProblem,
		},

		"problem_not_entitled": tell{
			ask: "problem_not_entitled",
			do:  wanting("entitlement_unknown"),
			to:  "operator_rings",
		},

		"problem_within_limits": look{
			kind:   LookTally,
			choose: problemWithinLimits,
			leads:  []string{"problem_product", "problem_over_limit"},
		},

		"problem_over_limit": tell{ask: "problem_over_limit", do: wanting("limit_reached"), to: "operator_rings"},

		"problem_product": recording{
			ask:     "problem_product",
			most:    longestName,
			take:    speaking(support.QProduct),
			to:      "problem_area",
			resumes: inProblem,
		},

		"problem_area": recording{
			ask:     "problem_area",
			most:    longestName,
			take:    speaking(support.QArea),
			to:      "problem_version",
			resumes: inProblem,
		},

		"problem_version": recording{
			ask:     "problem_version",
			most:    longestName,
			take:    speaking(support.QVersion),
			to:      "problem_date_code",
			resumes: inProblem,
		},

		"problem_date_code": entry{
			ask:      "problem_date_code",
			lone:     "problem_description",
			fails:    "problem_description",
			take:     takeDateCode,
			problems: []string{"sorry_count"},
			leads:    []string{"problem_description"},
			resumes:  inProblem,
		},

		"problem_description": recording{
			ask:     "problem_description",
			most:    longestAnswer,
			take:    speaking(support.QDescription),
			to:      "problem_type",
			resumes: inProblem,
		},

		"problem_type": menu{
			ask:     "problem_type",
			fails:   "problem_severity",
			resumes: inProblem,
			keys: map[string]step{
				"1": {do: typed(support.BreakFix), to: "problem_severity"},
				"2": {do: typed(support.HowTo), to: "problem_severity"},
				"3": {do: typed(support.GeneralQuestion), to: "problem_severity"},
			},
		},
	}
}

// problemOpenedNodes open the new case, by its severity. When production has stopped,
// the case is opened first, then raised (R15, R26).
func problemOpenedNodes() map[string]node {
	return map[string]node{
		"problem_severity": menu{
			ask:     "severity",
			fails:   "problem_open",
			resumes: inProblem,
			keys: map[string]step{
				"1": {do: suspect, to: "problem_emergency"},
				"2": {do: graded("1"), to: "problem_open"},
				"3": {do: graded("2"), to: "problem_open"},
				"4": {do: graded("3"), to: "problem_open"},
			},
		},

		"problem_emergency": look{
			kind:   LookTally,
			choose: weighing("problem_qualify"),
			leads:  []string{"problem_qualify"},
		},

		"problem_qualify": menu{
			ask:       "qualify",
			resumes:   inProblem,
			qualifies: true,
			keys: map[string]step{
				"1": {do: isDown, to: "problem_raised"},
				"2": {to: "problem_denied", ends: true},
			},
		},

		"problem_denied": branch{choose: denied("problem_severity"), leads: []string{"problem_severity", "call_off"}},

		"problem_raised": look{
			kind:   OpenCase,
			choose: problemOpened("case_opened"),
			leads:  []string{"case_opened", "operator"},
		},

		"problem_open": look{
			kind:   OpenCase,
			choose: problemOpened("problem_opened"),
			leads:  []string{"problem_opened", "operator"},
		},

		"problem_opened": tell{
			do:      sayNumber,
			said:    []string{"problem_opened", "problem_number", "problem_by_sms"},
			to:      "problem_routed",
			resumes: here,
		},
	}
}

// beginProblem forgets the case that was presumed: this is another.
func beginProblem(t *turn) {
	denyCase(t)
	t.s.Problem = nil
}

// problemContract asks an operator first when the contract does not have the phone
// desk (R42, R43).
func problemContract(t *turn, f Found) (string, string) {
	if f.Contract == nil {
		return "", "sorry_contract_unknown"
	}
	t.setContract(f.Contract)
	return cmp.Or(deskless(t.s.Entitlement), "problem_within_limits"), ""
}

// problemWithinLimits has an operator take down the next problem of a number that has
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

// problemOpened puts the case on record with what was told. Without a number, an
// operator takes it down.
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

// leaveProblem opens the case of a caller who hung up after the description: what was
// not told never blocks (R8). A caller who has pressed that production has stopped has
// said how severe it is.
func (t *turn) leaveProblem() {
	described := t.s.Contract != "" && t.s.Problem[support.QDescription].Audio != ""
	if !described || t.marks(t.s.Node).resumes != inProblem {
		return
	}
	if t.s.Suspected {
		graded("0")(t)
	}
	t.ask(Lookup{Kind: OpenCase, Contract: t.s.Contract})
}

// problemLeft puts the call where a caller who rings back hears the number, which an
// SMS tells too; or back at the question whether production is down.
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

// sayNumber says the case's number twice, for a caller who writes it down.
func sayNumber(t *turn) {
	t.say("problem_opened")
	t.say("problem_number")
	if t.s.From.Known() {
		t.say("problem_by_sms")
	}
}
