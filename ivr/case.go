package ivr

import (
	"slices"
	"time"

	"edown/support"
)

// longestComment is how long a comment may be spoken.
const longestComment = 90 * time.Second

// caseNodes find a case that is on record, and offer what a caller can do about it (R6):
// hear how it stands, leave a comment, reach the engineer, change it.
func caseNodes() map[string]node {
	return map[string]node{
		"existing": branch{choose: existing, leads: []string{"existing_confirm", "existing_case"}},

		"existing_confirm": menu{
			ask:     "confirm_case",
			needs:   aCase,
			resumes: atCase,
			keys: map[string]step{
				"1": {do: confirmCase, to: "case"},
				"2": {do: denyCase, to: "existing_case"},
			},
		},

		"existing_case": entry{
			ask:      "existing_case",
			lone:     "operator",
			take:     spellCase,
			answer:   caseFound("case"),
			problems: caseProblems,
			leads:    []string{"case"},
			resumes:  here,
		},

		"case": look{
			kind:    LookStanding,
			choose:  identified,
			leads:   []string{"existing_case", "pin_contract", "case_menu", "closed_menu"},
			needs:   aCase,
			resumes: here,
		},

		"case_menu": menu{
			ask:     "case_menu",
			needs:   openCase,
			resumes: atCase,
			keys: map[string]step{
				"1": to("status"),
				"2": to("comment"),
				"3": to("engineer"),
				"4": to("case_change"),
			},
		},

		"closed_menu": menu{
			ask:     "closed_menu",
			needs:   proof,
			resumes: atCase,
			keys: map[string]step{
				"1": to("status"),
				"2": to("comment"),
				"3": {do: suspect, to: "case_emergency"},
			},
		},

		"case_change": menu{
			ask:     "case_change",
			needs:   openCase,
			resumes: atCase,
			keys: map[string]step{
				"1": {do: suspect, to: "case_emergency"},
				"2": to("severity"),
				"3": to("escalate"),
			},
		},

		"case_emergency": look{
			kind:   LookTally,
			choose: weighing("case_qualify"),
			leads:  []string{"case_qualify"},
		},

		"case_qualify": menu{
			ask:       "qualify",
			needs:     proof,
			resumes:   atCase,
			qualifies: true,
			keys: map[string]step{
				"1": {do: suspect, to: "known"},
				"2": {to: "case_denied", ends: true},
			},
		},

		"case_denied": branch{choose: denied("case"), leads: []string{"case", "call_off"}},
	}
}

// commentNodes say how the case stands, and take a comment.
func commentNodes() map[string]node {
	return map[string]node{
		"status": look{
			kind:   LookStanding,
			choose: sayStatus,
			leads:  []string{"existing_case", "case_menu", "case"},
			said:   statusPrompts,
		},

		"comment": recording{
			ask:     "comment",
			most:    longestComment,
			take:    takeComment,
			revoked: "0*",
			to:      "commented",
			needs:   proof,
			resumes: atCase,
		},

		"commented": tell{
			do:   sayCommented,
			said: []string{"comment_kept", "comment_none"},
			to:   "case",
		},
	}
}

// proofNodes are how a caller proves a case (section 6): by the number of its
// contract with the PIN, or by an operator who vouches.
func proofNodes() map[string]node {
	return map[string]node{
		"pin_contract": entry{
			ask:       "pin_contract",
			lone:      "vouching",
			sensitive: true,
			take:      claimContract,
			leads:     []string{"pin"},
			needs:     aCase,
			resumes:   atCase,
			proves:    true,
		},

		"pin": entry{
			ask:     "pin",
			lone:    "vouching",
			secret:  true,
			take:    checkPIN,
			answer:  pinChecked,
			leads:   []string{"let_in", "pin_wrong", "pin_locked"},
			needs:   aCase,
			resumes: atCase,
			proves:  true,
		},

		"pin_wrong":  tell{ask: "sorry_pin", to: "pin_retry"},
		"pin_retry":  branch{choose: retryPIN, leads: []string{"pin_contract", "vouching"}},
		"pin_locked": tell{ask: "pin_locked", do: wanting("pin_locked"), to: "operator_rings"},
		"vouching":   tell{ask: "vouching", do: wanting("vouching"), to: "operator_rings"},
		"vouched":    tell{ask: "vouched", do: vouch, to: "case"},
		"let_in":     tell{do: letIn, to: "case"},
	}
}

// existing asks about the case that goes with the caller's number. The number alone
// reveals no more of it than that (section 6).
func existing(t *turn) string {
	if t.s.Case == "" {
		return "existing_case"
	}
	return "existing_confirm"
}

// identified lets in a caller who has proved the case.
func identified(t *turn, f Found) string {
	if f.Standing == nil {
		return "existing_case"
	}
	c := f.Standing.Case
	t.s.Contract, t.s.Company, t.s.Product = c.Contract, "", c.Product
	t.setContract(f.Standing.Contract)
	if t.s.Closed = c.Closed; t.s.Vouched {
		return menuOf(c)
	}
	return "pin_contract"
}

// menuOf is what can be done about a case. A closed one has no engineer, no severity
// to change, and nothing to escalate. A case may be closed while its caller is in the
// menu of an open one: every key leads here then.
func menuOf(c support.Case) string {
	if c.Closed {
		return "closed_menu"
	}
	return "case_menu"
}

func claimContract(t *turn, digits string) (string, string) {
	t.s.Claimed = digits
	return "pin", ""
}

// checkPIN asks whether it is right. A contract that is not the case's own has
// no PIN that fits: the try counts as wrong.
func checkPIN(t *turn, digits string) (string, string) {
	if t.s.Claimed != t.s.Contract {
		digits = ""
	}
	t.ask(Lookup{Kind: CheckPIN, Contract: t.s.Claimed, PIN: digits})
	return "", ""
}

// pinChecked never says which of the two did not match.
func pinChecked(t *turn, f Found) (string, string) {
	switch {
	case f.Locked:
		return "pin_locked", ""
	case f.Right && t.s.Claimed == t.s.Contract:
		return "let_in", ""
	}
	t.s.Wrong++
	t.s.Errors++
	return "pin_wrong", ""
}

// retryPIN asks for both again, and after three tries for an operator (U8).
func retryPIN(t *turn) string {
	if t.s.Wrong >= triesInNode || t.s.Errors >= errorsInCall {
		return "vouching"
	}
	return "pin_contract"
}

// letIn also takes the proof out of the way back: * goes to where the caller was
// before it.
func letIn(t *turn) {
	t.s.Vouched, t.s.Claimed, t.s.Wrong = true, "", 0
	t.s.Trail = slices.DeleteFunc(t.s.Trail, func(node string) bool { return t.marks(node).proves })
}

// vouch takes the operator's word, once, for the case that the operator was rung for:
// the caller may have gone to another one since.
func vouch(t *turn) {
	t.s.Room, t.s.Case, t.s.Presumed = "", t.hunt.Case, false
	letIn(t)
}

func takeComment(t *turn) {
	if t.in.Audio != "" {
		t.event(support.Event{
			Kind: support.Commented, Case: t.s.Case, Language: t.s.Lang, Audio: t.in.Audio,
		})
	}
}

func sayCommented(t *turn) {
	if t.in.Audio == "" {
		t.say("comment_none")
		return
	}
	t.say("comment_kept")
}
