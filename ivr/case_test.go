package ivr

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"edown/support"
	"edown/support/civil"
)

const pin, contract = "4711", "40012345"

// california is where Acme lives in these tests.
func california(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// withCase is a record in which Acme's case is worked on, and Acme has a PIN.
func withCase(t *testing.T) (*record, *support.Standing) {
	r := acme()
	r.pins = map[string]string{contract: pin, "40022222": "2222"}
	r.contracts[contract].Zone = california(t)
	opened := noon.Add(-30 * time.Hour)
	s := &support.Standing{
		Case: support.Case{Number: "C1234567", Contract: contract, Severity: support.Moderate, Opened: opened,
			Status: support.InProgress, Engineer: "ingo", Product: "Vault"},
		Contract: r.contracts[contract], Engineer: "Ingo Roth", Supervisor: "Mei Chen", Updated: noon.Add(-3 * time.Hour),
		Progress: []civil.Span{{From: opened}},
	}
	r.standings = map[support.CaseNumber]*support.Standing{"C1234567": s}
	return r, s
}

// provedCase is a caller who has proved the case.
func provedCase(t *testing.T, r *record, from support.E164) *onPhone {
	t.Helper()
	c := calls(t, r, from).presses("2")
	if from == ann {
		c.hears("confirm_case").presses("1")
	} else {
		c.hears("existing_case").presses("1234567#")
	}
	return c.hears("pin_contract").presses(contract + "#").hears("pin").
		presses(pin + "#").is("case_menu").hears("case_menu")
}

func TestACaseIsHeardWithThePINOfItsContract(t *testing.T) { // section 6
	r, _ := withCase(t)
	c := calls(t, r, stranger).presses("2").hears("existing_case").presses("1234567").hears("pin_contract")
	if !c.reply.Wait.Sensitive {
		t.Fatal("the contract number is not for the record of keys")
	}
	c.presses(contract).hears("pin")
	if !c.reply.Wait.Sensitive || c.reply.Wait.Speech {
		t.Fatalf("a PIN is waited for as %+v", c.reply.Wait)
	}
	c.presses(pin).hears("case_menu").happened()
	if !c.session.Vouched || c.session.Claimed != "" {
		t.Fatalf("let in as %+v", c.session)
	}
	c.presses("*").hears("existing_case") // not the PIN again
}

// Nothing is revealed to a number that is registered, but the case's.
func TestARegisteredNumberOpensNoCase(t *testing.T) {
	r, _ := withCase(t)
	calls(t, r, ann).presses("2").hears("confirm_case").presses("1").hears("pin_contract").is("pin_contract")
	calls(t, r, ann).presses("2").presses("2").hears("existing_case")
	rung(t, r, doubtful("CA2", ann)).presses("2").hears("existing_case")
}

func TestNothingSaysWhichOfTheTwoIsWrong(t *testing.T) {
	r, _ := withCase(t)
	for name, keys := range map[string][2]string{
		"the PIN":      {contract, "1234"},
		"the contract": {"99", pin},
		"the contract is another's, with its own PIN": {"40022222", "2222"},
	} {
		c := calls(t, r, stranger).presses("2").presses("1234567").presses(keys[0]).presses(keys[1])
		if c.hears("sorry_pin", "pin_contract"); c.session.Vouched {
			t.Fatalf("%s is wrong, and the caller is let in", name)
		}
		if said := len(c.said); said != 2 || c.reply.Say[0].Key != "sorry_pin" {
			t.Errorf("%s is wrong: heard %q", name, c.said)
		}
	}
	if n := len(r.checked); n != 3 || r.checked[n-1].Contract == "" {
		t.Fatalf("every try is counted: %+v", r.checked)
	}
	for _, l := range r.checked {
		if l.Contract == "40022222" && l.PIN != "" {
			t.Error("the PIN of another contract would count as right")
		}
	}
}

func TestThreeWrongPINsReachAnOperator(t *testing.T) { // U8
	r, _ := withCase(t)
	c := calls(t, r, stranger).presses("2").presses("1234567")
	for range 2 {
		c.presses(contract).presses("1").hears("sorry_pin", "pin_contract")
	}
	c.presses(contract).presses("1").hears("sorry_pin", "vouching", "waiting_operator").
		happened(support.OperatorWanted, support.Holding)
	if e := c.events[0]; e.Case != "C1234567" || e.Why != "vouching" {
		t.Fatalf("the operator is told %+v", e)
	}
}

func TestALockedPINIsSaidSo(t *testing.T) {
	r, _ := withCase(t)
	r.locked = true
	calls(t, r, stranger).presses("2").presses("1234567").presses(contract).presses(pin).
		hears("pin_locked", "waiting_operator").happened(support.OperatorWanted, support.Holding)
}

func TestACallerWhomAnOperatorVouchesForGoesOn(t *testing.T) {
	r, _ := withCase(t)
	c := calls(t, r, stranger).presses("2").presses("1234567").presses("#").hears("vouching", "waiting_operator")
	r.hunt = &Page{ID: "OP-1", Kind: support.OperatorPage, State: support.PageAccepted, Here: true}
	c.isSummoned().talksIn("OP-1")
	r.hunt = &Page{ID: "OP-1", Kind: support.OperatorPage, State: support.PageClosed, Vouched: true, Case: "C1234567"}
	c.returns().hears("vouched", "case_menu")
	c.isSummoned().hears("vouched", "case_menu") // the carrier never played what came before
	c.presses("3").hears("waiting_engineer")     // the operator's word is taken once, and does not end what comes after
	c.isSilent().is("waiting")
	r.hunt = &Page{ID: "EN-1", Kind: support.EngineerPage, State: support.PageRinging}
	c.isSilent().hears("waiting_engineer")
}

// The operator answers for the case that the phone was rung for, whatever the caller has
// typed since; without one, for nothing.
func TestAnOperatorsWordIsForOneCase(t *testing.T) {
	r, _ := withCase(t)
	vouchedFor := func(number support.CaseNumber) *onPhone {
		r.hunt = nil
		c := calls(t, r, stranger).presses("2").presses("1234567").presses("#").hears("waiting_operator").presses("*").
			presses("*").
			hears("existing_case").presses("2222222").hears("pin_contract")
		r.hunt = &Page{ID: "OP-1", Kind: support.OperatorPage, State: support.PageAccepted, Here: true, Case: number}
		c.isSummoned().talksIn("OP-1")
		r.hunt = &Page{ID: "OP-1", Kind: support.OperatorPage, State: support.PageClosed, Vouched: true, Case: number}
		return c.isSummoned()
	}
	if c := vouchedFor("C1234567").hears("vouched", "case_menu"); c.session.Case != "C1234567" ||
		c.session.Contract != contract {
		t.Fatalf("let in to %s of %s", c.session.Case, c.session.Contract)
	}
	if c := vouchedFor("").hears("after_operator"); c.session.Vouched {
		t.Fatal("let in to a case that was not named")
	}
}

// A caller who goes to another case proves that one too.
func TestTheProofIsForOneCase(t *testing.T) {
	r, _ := withCase(t)
	c := provedCase(t, r, stranger).presses("*").hears("existing_case").presses("2222222").hears("pin_contract")
	if c.session.Vouched {
		t.Fatal("one PIN opened two contracts")
	}
	provedCase(t, r, stranger).presses("*").presses("1234567").hears("case_menu")
}

func TestRingingBackProvesAnew(t *testing.T) { // U15
	r, _ := withCase(t)
	first := provedCase(t, r, stranger).presses("4").hangsUp()
	r.recent = &first.session
	c := rung(t, r, caller("CA2", stranger)).hears("resume").presses("1").hears("pin_contract")
	c.presses(contract).presses(pin).hears("case_menu")
}

// No phone rings any more for a caller who has hung up. An operator is rung anew; the
// engineer only once the case is proved again.
func TestRingingBackAfterAHuntThatBrokeOff(t *testing.T) { // U15
	for keys, where := range map[string]string{"3": "pin_contract", "0": "waiting_operator"} {
		r, _ := withCase(t)
		first := provedCase(t, r, stranger).presses(keys).hangsUp()
		r.recent = &first.session
		rung(t, r, caller("CA2", stranger)).hears("resume").presses("1").hears(where)
	}
}

func TestHowACaseStands(t *testing.T) { // R6, R39
	for name, x := range map[string]struct {
		change func(*support.Standing)
		hears  []string
	}{
		"in progress": {func(*support.Standing) {}, []string{"status", "status_engineer", "status_updated", "status_next"}},
		"no engineer": {func(s *support.Standing) { s.Engineer = "" }, []string{"status_no_engineer"}},
		"late": {func(s *support.Standing) {
			s.Case.Opened = noon.AddDate(0, 0, -20)
			s.Updated, s.Progress[0].From = time.Time{}, s.Case.Opened
		}, []string{"status_late"}},
		"waiting for the customer": {func(s *support.Standing) {
			s.Case.Status = support.WaitsForCustomer
			s.Progress[0].To = noon.Add(-time.Hour)
		}, []string{"status_paused"}},
		"a general one": {func(s *support.Standing) { s.Case.Severity = support.General }, []string{"status_best_effort"}},
		"escalated":     {func(s *support.Standing) { s.Case.Level = 2 }, []string{"status_level"}},
		"asked for": {func(s *support.Standing) {
			s.Escalations = []support.Escalation{{At: noon.Add(-time.Hour)}}
		}, []string{"status_asked"}},
		"Enterprise Down": {func(s *support.Standing) {
			s.Case.Severity = support.EnterpriseDown
		}, []string{"status_going_on"}},
		"contract unknown": {func(s *support.Standing) { s.Case.Contract = contract; s.Contract = nil }, []string{"status"}},
	} {
		r, s := withCase(t)
		x.change(s)
		c := provedCase(t, r, stranger).presses("1").hears(x.hears...).hears("case_menu")
		if last := c.said[len(c.said)-1]; last != "case_menu" {
			t.Errorf("%s: the menu is not the last: %q", name, c.said)
		}
	}
}

func TestAClosedCaseOwesNoNews(t *testing.T) {
	r, s := withCase(t)
	s.Case.Closed = true
	c := atClosedCase(t, r).presses("1").hears("status", "closed_menu")
	if len(c.said) != 2 || c.say("status").Data["Stands"] != "case_status_closed" {
		t.Fatalf("heard %q, %+v", c.said, c.reply.Say[0].Data)
	}
}

// atClosedCase is a caller who has proved a case that is closed.
func atClosedCase(t *testing.T, r *record) *onPhone {
	t.Helper()
	return calls(t, r, stranger).presses("2").presses("1234567#").presses(contract + "#").
		presses(pin + "#").is("closed_menu")
}

// A closed case has no engineer to reach and nothing to change; but it can come back.
func TestAClosedCaseIsCommentedOnOrDownAgain(t *testing.T) {
	r, s := withCase(t)
	s.Case.Closed = true
	c := atClosedCase(t, r)
	c.presses("4").hears("sorry_key").presses("2").hears("comment").
		speaks("https://audio/7").hears("comment_kept", "closed_menu")
	c.presses("3").hears("qualify").presses("2").hears("closed_menu")
	c.presses("3").presses("1").hears("read_back", "q1").
		happened(support.Commented, support.Suspected, support.Withdrawn, support.Suspected, support.Declared)
}

// The way back from one that is closed does not lead into the menus of the one
// before it.
func TestStarFromAClosedCase(t *testing.T) { // U6
	r, _ := withCase(t)
	c := provedCase(t, r, stranger).presses("4").hears("case_change").presses("*").presses("*").hears("existing_case")
	r.standings["C2222222"] = &support.Standing{
		Case:     support.Case{Number: "C2222222", Contract: "40022222", Closed: true},
		Contract: r.contracts["40022222"],
	}
	c.presses("2222222").presses("40022222").presses("2222").is("closed_menu")
	for range trailLength {
		if c.presses("*"); isFor(c, openCase) {
			t.Fatalf("at %s of a closed case", c.session.Node)
		}
	}
}

// The case is closed while its caller is in the menus of an open one.
func TestACaseThatClosesMeanwhile(t *testing.T) {
	for name, keys := range map[string][2]string{
		"the status": {"", "1"}, "the engineer": {"", "3"}, "the severity": {"42", "2"}, "to escalate": {"4", "3"},
	} {
		r, s := withCase(t)
		c := provedCase(t, r, stranger)
		for _, key := range keys[0] {
			c.presses(string(key))
		}
		s.Case.Closed = true
		c.presses(keys[1]).hears("closed_menu")
		for range trailLength {
			if c.presses("*"); isFor(c, openCase) {
				t.Errorf("%s: * leads to %s of a closed case", name, c.session.Node)
			}
		}
	}
}

// Five business days from Saturday 01:00 in California, where it is Saturday:
// Monday to Friday, so before the Saturday after.
func TestTheNextUpdateIsSaidInTheContractsZone(t *testing.T) {
	r, _ := withCase(t)
	when := provedCase(t, r, stranger).presses("1").say("status_next").Data["When"].(Moment)
	if got := when.At.Format(time.RFC3339); got != "2026-11-28T00:00:00-08:00" || when.Now != noon {
		t.Fatalf("due %s, from %s", got, when.Now)
	}
}

func TestTheEmergencysPageIsNews(t *testing.T) { // R32
	for state, want := range map[support.PageState]string{
		support.PageRinging:  "status_ringing",
		support.PageAccepted: "status_accepted",
		support.PageClosed:   "status_going_on",
	} {
		r, s := withCase(t)
		s.Case.Severity = support.EnterpriseDown
		r.running = map[support.CaseNumber]*Page{"C1234567": {State: state, Accepter: "Mei Chen"}}
		provedCase(t, r, stranger).presses("1").hears(want, "case_menu")
	}
}

func TestACommentIsKept(t *testing.T) {
	r, _ := withCase(t)
	c := provedCase(t, r, stranger).presses("2").hears("comment").
		speaks("https://audio/7").hears("comment_kept", "case_menu").happened(support.Commented)
	if e := c.events[0]; e.Case != "C1234567" || e.Audio != "https://audio/7" {
		t.Fatalf("commented %+v", e)
	}
	provedCase(t, r, stranger).presses("2").turn(Input{Kind: Keys, Keys: "#"}).hears("comment_none", "case_menu").
		happened()
	provedCase(t, r, stranger).presses("2").isSilent().hears("comment_none", "case_menu").happened()
	provedCase(t, r, stranger).presses("2").turn(Input{Kind: Recorded, Audio: "a", Ending: support.EndCompleted}).
		happened(support.Commented, support.CallEnded)
	provedCase(t, r, stranger).presses("2").hangsUp().turn(Input{Kind: Recorded, Audio: "a"}).
		happened(support.CallEnded, support.Commented)
}

// * takes back what was said, and 0 asks for an operator without it.
func TestACommentIsTakenBack(t *testing.T) { // U6
	for key, hears := range map[string]string{"*": "comment", "0": "waiting_operator"} {
		r, _ := withCase(t)
		c := provedCase(t, r, stranger).presses("2").turn(Input{Kind: Recorded, Audio: "a", Keys: key}).hears(hears)
		if slices.ContainsFunc(c.events, func(e support.Event) bool { return e.Kind == support.Commented }) {
			t.Errorf("%s: it is kept", key)
		}
	}
}

func TestReachingTheEngineer(t *testing.T) {
	r, _ := withCase(t)
	c := provedCase(t, r, stranger).presses("3").hears("waiting_engineer").
		happened(support.EngineerWanted, support.Holding)
	if e := c.events[0]; e.Case != "C1234567" || e.Contract != contract || e.From != stranger {
		t.Fatalf("wanted %+v", e)
	}
	r.hunt = &Page{ID: "EN-1", Kind: support.EngineerPage, State: support.PageRinging}
	c.isSilent().hears("waiting_engineer")
	r.hunt = &Page{ID: "EN-1", Kind: support.EngineerPage, State: support.PageAccepted, Here: true}
	c.isSummoned().hears("joining").talksIn("EN-1")
	r.hunt = &Page{ID: "EN-1", Kind: support.EngineerPage, State: support.PageClosed}
	c.returns().hears("after_case").presses("1").hears("case_menu")
}

// A caller who has opened a new problem has not proved its case: there is no menu to go
// back to.
func TestAfterTheEngineerOfANewProblem(t *testing.T) {
	r := acme()
	c := describes(calls(t, r, stranger)).presses("2").hears("waiting_engineer")
	r.hunt = &Page{ID: "EN-1", Kind: support.EngineerPage, State: support.PageAccepted, Here: true}
	c.isSummoned().talksIn("EN-1")
	r.hunt = &Page{ID: "EN-1", Kind: support.EngineerPage, State: support.PageClosed}
	c.returns().hears("after_hunt").presses("1").hears("sorry_key")
}

// A caller presses 0 in the moment in which the engineer takes the call. They talk, and
// afterwards an operator is looked for, which has not been done yet.
func TestAnOperatorAskedForTooLateIsRungAfterwards(t *testing.T) {
	r, _ := withCase(t)
	c := provedCase(t, r, stranger).presses("3").hears("waiting_engineer").presses("0").hears("waiting_operator")
	r.hunt = &Page{ID: "EN-1", Kind: support.EngineerPage, State: support.PageAccepted, Here: true}
	c.isSummoned().talksIn("EN-1")
	r.hunt = &Page{ID: "EN-1", Kind: support.EngineerPage, State: support.PageClosed}
	wanted := func() (n int) {
		for _, e := range c.events {
			if e.Kind == support.OperatorWanted {
				n++
			}
		}
		return n
	}
	if c.returns().is("waiting"); wanted() != 2 {
		t.Fatalf("an operator was asked for %d times: %+v", wanted(), c.events)
	}
	r.hunt = &Page{ID: "OP-1", Kind: support.OperatorPage, State: support.PageRinging}
	if c.isSilent().hears("waiting_operator"); wanted() != 2 {
		t.Fatalf("one is looked for, and was asked for again: %+v", c.events)
	}
}

// The engineer is there when the contract has the phone desk; an Enterprise Down
// waits for no desk (R41-R43). noon is a Saturday, Gold's desk opens on Monday.
func TestTheEngineerIsForCoveredContracts(t *testing.T) {
	for name, x := range map[string]struct {
		change func(*support.Standing)
		hears  []string
		wanted support.EventKind
	}{
		"Gold at the weekend": {func(s *support.Standing) {
			s.Contract.Package = support.Gold
		}, []string{"engineer_closed", "case_menu"}, ""},
		"Silver": {func(s *support.Standing) {
			s.Contract.Package = support.Silver
		}, []string{"no_phone_support", "waiting_operator"}, support.OperatorWanted},
		"expired": {func(s *support.Standing) {
			s.Contract.Expires = noon
		}, []string{"problem_not_entitled", "waiting_operator"}, support.OperatorWanted},
		"unknown": {func(s *support.Standing) {
			s.Contract = nil
		}, []string{"problem_not_entitled", "waiting_operator"}, support.OperatorWanted},
		"Gold, production down": {func(s *support.Standing) {
			s.Contract.Package, s.Case.Severity = support.Gold, support.EnterpriseDown
		}, []string{"waiting_engineer"}, support.EngineerWanted},
		"Gold, weekend booked": {func(s *support.Standing) {
			s.Contract.Package, s.Contract.Weekends = support.Gold, []civil.Span{{From: noon, To: noon.Add(time.Hour)}}
		}, []string{"waiting_engineer"}, support.EngineerWanted},
	} {
		r, s := withCase(t)
		x.change(s)
		c := provedCase(t, r, stranger).presses("3").hears(x.hears...)
		if x.wanted == "" {
			if at := c.say("engineer_closed").Data["When"].(Moment).At.Format(time.RFC3339); at != "2026-11-23T00:00:00-08:00" {
				t.Errorf("%s: opens %s", name, at)
			}
			c.happened()
			continue
		}
		if len(c.events) == 0 || c.events[0].Kind != x.wanted {
			t.Errorf("%s: %+v", name, c.events)
		}
	}
}

func TestNoEngineerMeansACallback(t *testing.T) {
	r, _ := withCase(t)
	c := provedCase(t, r, stranger).presses("3")
	r.hunt = &Page{ID: "EN-1", Kind: support.EngineerPage, State: support.PageUnanswered}
	c.isSummoned().hears("callback_promised").happened(support.EngineerWanted, support.Holding, support.CallbackWanted)
}

func TestProductionHasStoppedOnACaseThatExists(t *testing.T) {
	r, _ := withCase(t)
	c := provedCase(t, r, stranger).presses("4").hears("case_change").presses("1").hears("qualify").
		happened(support.Suspected)
	c.presses("2").hears("case_menu").happened(support.Suspected, support.Withdrawn)
	c.presses("4").presses("1").presses("1").hears("read_back", "q1") // the case was named: it is not asked again
	if e := c.events[len(c.events)-1]; e.Kind != support.Declared || e.Case != "C1234567" || len(e.Flags) != 0 {
		t.Fatalf("declared %+v", e)
	}
}

func TestSeverityIsChangedAfterAYes(t *testing.T) { // R12, R14
	for key, want := range map[string]support.Severity{"2": support.Critical, "4": support.General} {
		r, _ := withCase(t)
		c := provedCase(t, r, stranger).presses("4").presses("2").hears("severity").
			presses(key).hears("severity_sure").happened()
		if got := c.say("severity_sure").Data["Grade"]; got != grade(want) {
			t.Errorf("sure of %q, want %q", got, grade(want))
		}
		c.presses("1").hears("severity_changed", "case_menu").happened(support.SeverityChanged)
		if e := c.events[0]; e.Severity != want || e.Case != "C1234567" {
			t.Errorf("changed %+v", e)
		}
	}
	r, _ := withCase(t)
	provedCase(t, r, stranger).presses("4").presses("2").presses("2").presses("2").hears("case_menu").happened()
	provedCase(t, r, stranger).presses("4").presses("2").presses("3").hears("severity_same", "case_menu").happened()
	provedCase(t, r, stranger).presses("4").presses("2").presses("1").hears("qualify").happened(support.Suspected)
}

func TestLoweringAnEnterpriseDownEndsIt(t *testing.T) { // R21
	r, s := withCase(t)
	s.Case.Severity = support.EnterpriseDown
	lowering := func(grade string) *onPhone {
		return provedCase(t, r, stranger).presses("4").presses("2").presses(grade)
	}
	lowering("2").hears("severity_lower_critical").presses("1").hears("still_down", "case_menu").happened()
	lowering("2").presses("2").hears("severity").happened()
	lowering("2").presses("3").hears("severity_lowering").happened().isSilent().hears("severity_changed", "case_menu").
		happened(support.SeverityChanged)
	lowering("3").hears("severity_lower").presses("2").hears("severity_lowering").presses("1").
		hears("still_down", "case_menu").happened()
	lowering("4").presses("2").hangsUp().happened(support.SeverityChanged, support.CallEnded)
}

func TestStarGoesBackFromEveryMenuOfACase(t *testing.T) { // U6
	r, _ := withCase(t)
	c := provedCase(t, r, stranger).presses("4").presses("2").presses("2").hears("severity_sure")
	c.presses("*").hears("severity").presses("*").hears("case_change").presses("*").hears("case_menu").
		presses("*").hears("existing_case")
	if c.session.Errors != 0 {
		t.Fatal("going back is no error")
	}
}

// The PIN is looked up, and is nowhere else.
func TestThePINIsNotInTheSession(t *testing.T) {
	r, _ := withCase(t)
	line, book := newLine()
	book.record = r
	keys := []string{"", "2", "1234567#" + contract + "#8675309#", contract + "#8675309#", "8675309", contract, pin + "#1"}
	if _, err := line.Incoming(t.Context(), Incoming{Call: "CA1", From: stranger, Lang: "en"}); err != nil {
		t.Fatal(err)
	}
	for i, k := range keys[1:] {
		kept, err := line.Turn(t.Context(), "CA1", string(rune('1'+i)), Input{Kind: Keys, Keys: k})
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal([]any{kept, kept.Answers, kept.Events})
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"8675309", pin} {
			if strings.Contains(string(text), secret) {
				t.Errorf("on record: %s", text)
			}
		}
	}
	if !book.sessions["CA1"].Vouched || !slices.ContainsFunc(r.checked, func(l Lookup) bool { return l.PIN == pin }) {
		t.Fatalf("at %s, checked %v", book.sessions["CA1"].Node, r.checked)
	}
}
