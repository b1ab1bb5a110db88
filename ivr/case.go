package ivr

import (
	"slices"
	"time"

	"edown/support"
)

// longestComment is how long a comment may be spoken.
const longestComment = 90 * time.Second

// addCase adds what a caller does about a case that he has already (R6): he
// proves that it is his, hears how it stands, leaves a comment, reaches the
// engineer, changes it.
func addCase(nodes map[string]node) {
	nodes["existing"] = branch{existing, []string{"existing_confirm", "existing_case"}}
	nodes["existing_confirm"] = menu{ask: "confirm_case", keys: map[string]step{
		"1": {confirmCase, "case"}, "2": {denyCase, "existing_case"},
	}}
	nodes["existing_case"] = entry{ask: "existing_case", lone: "operator", leads: []string{"case"},
		take: spellCase, answer: caseFound("case"), problems: caseProblems}
	nodes["case"] = look{LookStanding, identified, []string{"existing_case", "pin_contract", "case_menu", "closed_menu"}, nil}
	nodes["case_menu"] = menu{ask: "case_menu", keys: map[string]step{
		"1": to("status"), "2": to("comment"), "3": to("engineer"), "4": to("case_change"),
	}}
	nodes["closed_menu"] = menu{ask: "closed_menu", keys: map[string]step{
		"1": to("status"), "2": to("comment"), "3": {suspect, "case_emergency"},
	}}
	nodes["case_change"] = menu{ask: "case_change", keys: map[string]step{
		"1": {suspect, "case_emergency"}, "2": to("severity"), "3": to("escalate"),
	}}
	nodes["case_emergency"] = look{LookTally, weighing("case_qualify"), []string{"case_qualify"}, nil}
	nodes["case_qualify"] = menu{ask: "qualify", keys: map[string]step{
		"1": {suspect, "known"}, "2": {withdraw, "case"},
	}}
	nodes["status"] = look{LookStanding, sayStatus, []string{"existing_case", "case_menu", "case"}, statusPrompts}
	nodes["comment"] = recording{ask: "comment", most: longestComment, take: takeComment, revoked: "0*", to: "commented"}
	nodes["commented"] = tell{do: sayCommented, said: []string{"comment_kept", "comment_none"}, to: "case"}
	addEngineer(nodes)
	addProof(nodes)
	addSeverity(nodes)
}

// addProof adds how a caller proves that a case is his (section 6): by the
// number of its contract with the PIN, or by an operator who vouches for him.
func addProof(nodes map[string]node) {
	nodes["pin_contract"] = entry{ask: "pin_contract", lone: "vouching", sensitive: true, leads: []string{"pin"}, take: claimContract}
	nodes["pin"] = entry{ask: "pin", lone: "vouching", secret: true, leads: []string{"let_in", "pin_wrong", "pin_locked"},
		take: checkPIN, answer: pinChecked}
	nodes["pin_wrong"] = tell{ask: "sorry_pin", to: "pin_retry"}
	nodes["pin_retry"] = branch{retryPIN, []string{"pin_contract", "vouching"}}
	nodes["pin_locked"] = tell{ask: "pin_locked", do: wanting("pin_locked"), to: "operator_rings"}
	nodes["vouching"] = tell{ask: "vouching", do: wanting("vouching"), to: "operator_rings"}
	nodes["vouched"] = tell{ask: "vouched", do: vouch, to: "case"}
	nodes["let_in"] = tell{do: letIn, to: "case"}
}

// existing asks about the case that we know of; his number alone reveals no
// more of it than that (section 6).
func existing(t *turn) string {
	if t.s.Case == "" {
		return "existing_case"
	}
	return "existing_confirm"
}

// identified lets in who has proved that the case is his.
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

// menuOf is what can be done about a case: one that is closed has no engineer,
// no severity to change, and nothing to escalate. It may be closed while its
// caller is in the menu of an open one: whatever he wants then leads here.
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

// retryPIN asks for both again, and after three tries for a human (U8).
func retryPIN(t *turn) string {
	if t.s.Wrong >= triesInNode || t.s.Errors >= errorsInCall {
		return "vouching"
	}
	return "pin_contract"
}

// letIn also takes the proof out of the way back: * goes to where he was before.
func letIn(t *turn) {
	t.s.Vouched, t.s.Claimed, t.s.Wrong = true, "", 0
	t.s.Trail = slices.DeleteFunc(t.s.Trail, func(node string) bool { return node == "pin_contract" || node == "pin" })
}

// vouch believes the operator, once, of the case that he was rung for: the
// caller may have gone to another while he waited.
func vouch(t *turn) {
	t.s.Room, t.s.Case, t.s.Presumed = "", t.hunt.Case, false
	letIn(t)
}

func takeComment(t *turn) {
	if t.in.Audio != "" {
		t.event(support.Event{Kind: support.Commented, Case: t.s.Case, Language: t.s.Lang, Audio: t.in.Audio})
	}
}

func sayCommented(t *turn) {
	if t.in.Audio == "" {
		t.say("comment_none")
		return
	}
	t.say("comment_kept")
}

// aboutTheCase are the places that make sense with a case only; a call that
// breaks off there goes on where the case does. In provedOnly it must be
// proved to be the caller's, in openOnly it must not be closed, and askedOnly
// are about a request that is being made.
var (
	aboutTheCase = append([]string{"confirm_case", "existing_confirm", "case", "pin_contract", "pin"}, provedOnly...)
	provedOnly   = append([]string{"closed_menu", "case_qualify", "comment", "after_case"}, openOnly...)
	openOnly     = append([]string{
		"case_menu", "case_change", "severity", "sure_critical", "sure_moderate", "sure_general", "lower_critical", "lower_moderate", "lower_general",
		"highest", "highest_idle", "asked",
	}, askedOnly...)
	askedOnly = []string{"gate", "priority", "reasons", "reason_qualify", "escalation_summary", "escalation_callback"}
)
