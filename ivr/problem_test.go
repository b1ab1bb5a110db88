package ivr

import (
	"testing"
	"time"

	"edown/support"
)

// describes a new problem up to its severity.
func describes(c *onPhone) *onPhone {
	c.t.Helper()
	return describing(c).presses("1").hears("severity").happened()
}

// describing a new problem is done, and its type is asked.
func describing(c *onPhone) *onPhone {
	c.t.Helper()
	c.presses("3").hears("contract_number").presses(contract + "#").hears("problem_product").
		speaks("product").hears("problem_area").speaks("area")
	c.hears("problem_version").speaks("version").hears("problem_date_code").
		presses("20261101#").hears("problem_description").speaks("description")
	return c.hears("problem_type")
}

func TestANewProblemIsAskedInOrderAndOpened(t *testing.T) { // R8, R10
	r := acme()
	c := describes(calls(t, r, stranger))
	var asked []support.Question
	for _, a := range c.presses("2").answers {
		asked = append(asked, a.Question)
	}
	c.hears("problem_opened", "problem_number", "problem_by_sms", "problem_connect", "waiting_engineer").
		happened(support.CaseOpened, support.EngineerWanted, support.Holding)
	for i, q := range support.ProblemQuestions() {
		if i >= len(asked) || asked[i] != q {
			t.Fatalf("asked %q, want %q", asked, support.ProblemQuestions())
		}
	}
	if e := c.events[0]; e.Case != "C9000001" || e.Contract != contract || e.From != stranger || e.Language != "en" {
		t.Fatalf("opened %+v", e)
	}
	want := map[support.Question]string{
		support.QProduct: "product", support.QArea: "area", support.QVersion: "version", support.QDateCode: "20261101",
		support.QDescription: "description", support.QType: string(support.BreakFix), support.QSeverity: "1",
	}
	for q, value := range want {
		if got := c.session.Problem[q].Value; got != value {
			t.Errorf("%s is %q, want %q", q, got, value)
		}
	}
}

// A missing answer never blocks (R8): silence and # move on, and so do three wrong keys in
// a menu.
func TestNothingMissingBlocks(t *testing.T) {
	c := calls(t, acme(), stranger).presses("3").presses(contract).isSilent().turn(Input{Kind: Keys, Keys: "#"}).isSilent()
	c.hears("problem_date_code").presses("#").hears("problem_description").isSilent().hears("problem_type").
		isSilent().isSilent().isSilent()
	c.hears("severity").isSilent().isSilent().isSilent().hears("problem_opened", "problem_general").
		happened(support.CaseOpened)
	if got := c.session.Problem[support.QProduct].Value; got != support.ActionsNotRecorded {
		t.Fatalf("the product is %q", got)
	}
}

func TestWithoutThePhoneDeskAnOperatorAnswers(t *testing.T) { // R9, R42, R43
	for name, x := range map[string]struct{ keys, hears string }{
		"silver": {"40033333", "no_phone_support"}, "expired": {"40044444", "problem_not_entitled"},
	} {
		c := calls(t, acme(), stranger).presses("3").presses(x.keys).hears(x.hears, "waiting_operator")
		if c.happened(support.OperatorWanted, support.Holding); c.events[0].Suspected {
			t.Errorf("%s: production was not said to be down", name)
		}
	}
	calls(t, acme(), stranger).presses("3").presses("1").hears("sorry_contract_unknown").presses("2").
		presses("3").hears("operator", "waiting_operator")
	calls(t, acme(), stranger).presses("3").presses("*0").hears("operator")
}

func TestAnEnterpriseDownIsOpenedFirstThenRaised(t *testing.T) { // R15, R26
	r := acme()
	c := describes(calls(t, r, stranger)).presses("1").hears("qualify").happened(support.Suspected)
	c.presses("1").hears("case_opened", "read_back", "q1").
		happened(support.Suspected, support.CaseOpened, support.Declared)
	if e := c.events[2]; e.Case != "C9000001" || len(e.Flags) != 0 {
		t.Fatalf("declared %+v", e)
	}
	c = describes(calls(t, r, stranger)).presses("1").presses("2").hears("severity").
		happened(support.Suspected, support.Withdrawn)
	c.presses("3").hears("problem_opened", "problem_connect")
}

func TestAGeneralProblemMayWait(t *testing.T) { // R38
	r := acme()
	r.contracts[contract].Zone = california(t)
	c := describes(calls(t, r, stranger)).presses("4").hears("problem_opened", "problem_due", "problem_general").
		happened(support.CaseOpened)
	if at := c.say("problem_due").Data["When"].(Moment).At.Format(time.RFC3339); at != "2026-11-22T04:00:00-08:00" {
		t.Fatalf("answered by %s: 24 hours from now, at any hour", at)
	}
	c.presses("2").hears("goodbye")
	describes(calls(t, r, stranger)).presses("4").presses("1").hears("problem_connect", "waiting_engineer").
		happened(support.CaseOpened, support.EngineerWanted, support.Holding)
}

// Gold on a Saturday: the desk opens on Monday, and a critical problem is
// answered two hours later (R40).
func TestOutsideCoverageHearsWhenTheDeskOpens(t *testing.T) {
	r := acme()
	r.contracts[contract].Package, r.contracts[contract].Zone = support.Gold, california(t)
	c := describes(calls(t, r, stranger)).presses("2").hears("problem_closed", "problem_due", "problem_later").
		happened(support.CaseOpened)
	for key, want := range map[string]string{
		"problem_closed": "2026-11-23T00:00:00-08:00",
		"problem_due":    "2026-11-23T02:00:00-08:00",
	} {
		if got := c.say(key).Data["When"].(Moment).At.Format(time.RFC3339); got != want {
			t.Errorf("%s says %s, want %s", key, got, want)
		}
	}
	c.presses("0").hears("operator", "waiting_operator")
	describes(calls(t, r, stranger)).presses("2").presses("1").hears("goodbye")
}

func TestAHiddenNumberIsPromisedNoSMS(t *testing.T) {
	c := describes(calls(t, acme(), hidden)).presses("2")
	for _, key := range c.said {
		if key == "problem_by_sms" {
			t.Fatal("there is no number to send it to")
		}
	}
}

func TestAProblemHalfToldIsNotLost(t *testing.T) { // U15
	r := acme()
	first := calls(t, r, stranger).presses("3").presses(contract).speaks("product").speaks("area").hangsUp()
	r.recent = &first.session
	c := rung(t, r, caller("CA2", stranger)).hears("resume").presses("1").hears("problem_version")
	c.speaks("version").presses("#").isSilent().presses("2").presses("3").hears("problem_opened")
	if got := c.session.Problem[support.QProduct].Value; got != "product" || c.events[1].Kind != support.CaseOpened {
		t.Fatalf("the product is %q; %+v", got, c.events)
	}
}

// A caller who has described a problem and hangs up has a case, and reads its number (R8).
func TestHangingUpNearTheEndOpensTheCase(t *testing.T) {
	for at, told := range map[string]func(*onPhone) *onPhone{
		"the type": describing, "the severity": describes,
		"describing it anew": func(c *onPhone) *onPhone { return describing(c).presses("*").hears("problem_description") },
	} {
		r := acme()
		c := told(calls(t, r, stranger)).hangsUp().happened(support.CallEnded, support.CaseOpened)
		if e := c.events[1]; e.Case != "C9000001" || e.Contract != contract || e.From != stranger ||
			r.cases[e.Case].Severity != support.General {
			t.Errorf("%s: opened %+v, severity %d", at, e, r.cases[e.Case].Severity)
		}
		if len(c.said) > 0 || !c.session.Over {
			t.Errorf("%s: the caller is gone, and hears %q", at, c.said)
		}
		c.hangsUp().turn(Input{Kind: Recorded, Audio: "a"}).happened(support.CallEnded, support.CaseOpened)
	}
	describes(calls(t, acme(), stranger)).presses("2").hangsUp().
		happened(support.CaseOpened, support.EngineerWanted, support.Holding, support.CallEnded)
}

// The caller describes it to the end and hangs up. The carrier brings what was said before
// the end of the call, or after it.
func TestHangingUpWithTheDescriptionOpensTheCase(t *testing.T) {
	spoken, late := Input{Kind: Recorded, Audio: "a", Ending: support.EndCompleted}, Input{Kind: Recorded, Audio: "a"}
	asked := func() *onPhone {
		return calls(t, acme(), stranger).presses("3").presses(contract).isSilent().isSilent().isSilent().
			presses("#").hears("problem_description")
	}
	asked().turn(spoken).happened(support.CallEnded, support.CaseOpened)
	asked().hangsUp().happened(support.CallEnded).turn(late).happened(support.CallEnded, support.CaseOpened)
	asked().isSilent().hears("problem_type").hangsUp().happened(support.CallEnded) // there is nothing to act on
	calls(t, acme(), stranger).presses("3").presses(contract).hears("problem_product").turn(spoken).
		happened(support.CallEnded)
}

// The caller says that production has stopped, and hangs up at the question: the watchdog
// pages, and the page has a case (R15).
func TestHangingUpWhenAskedIfAllHasStopped(t *testing.T) {
	r := acme()
	c := describes(calls(t, r, stranger)).presses("1").hears("qualify").hangsUp().
		happened(support.Suspected, support.CallEnded, support.CaseOpened)
	if s := r.cases["C9000001"].Severity; s != support.Critical || !c.session.Suspected || c.session.Case != "C9000001" {
		t.Fatalf("opened with severity %d, and the call stands as %+v", s, c.session)
	}
	r.recent = &c.session
	back := rung(t, r, caller("CA2", stranger)).hears("resume").presses("1").hears("qualify")
	back.presses("1").hears("confirm_case").presses("1").hears("read_back").
		happened(support.CallReturned, support.Declared)
}

// A caller who rings back hears the number of the case that was opened; no second one is.
func TestRingingBackAboutAProblemThatWasOpened(t *testing.T) { // U15
	r := acme()
	first := describes(calls(t, r, stranger)).hangsUp()
	r.recent = &first.session
	c := rung(t, r, caller("CA2", stranger)).hears("resume").presses("1")
	c.hears("problem_opened", "problem_number", "problem_general").happened(support.CallReturned)
}

// A recognised caller has a case; the new problem is not about it.
func TestANewProblemForgetsThePresumedCase(t *testing.T) {
	c := calls(t, acme(), ann).presses("3")
	if c.session.Case != "" {
		t.Fatalf("it would be told of case %s", c.session.Case)
	}
	describes(calls(t, acme(), ann)).presses("*").hears("problem_type") // and * stays within the problem
}
