package ivr

import (
	"testing"
	"time"

	"edown/support"
)

const ann, stranger, hidden = support.E164("+14155550123"), support.E164("+14155550999"), support.E164("")

// Call A of the mission, to the interview's end.
func TestCallA_ProductionIsDownAndTheCallerIsRecognised(t *testing.T) {
	r := acme()
	c := calls(t, r, ann).hears("main").presses("1").happened(support.Suspected).
		hears("qualify").presses("1").happened(support.Suspected, support.Declared). // the page goes out on the second key
		hears("confirm_case")
	if c.events[1].Case != "C1234567" || len(c.events[1].Flags) != 1 ||
		c.events[1].Flags[0] != support.FlagCaseUnconfirmed {
		t.Fatalf("declared %+v: the presumed case, said to be a guess", c.events[1])
	}
	r.page = ringing()
	c.presses("1").hears("read_back", "q1").happened(support.Suspected, support.Declared, support.Identified)
	c.presses("3").hears("q2").presses("450").hears("q3").presses("430").hears("q5").presses("3").hears("contact").
		presses("1").hears("q4")
	r.page = accepted()
	c.speaks("https://audio/1").hears("here").
		answered(support.Q1Category, "3").answered(support.Q2TotalUsers, "450").answered(support.Q3ImpactedUsers, "430").
		answered(support.Q5HoursDown, "3").answered(support.QTechnicalContact, support.ContactThisNumber).
		answered(support.Q4Actions, "https://audio/1")
	c.presses("1").hears("joining").talksIn("ED-CA1")
}

func TestKeepingOnAnsweringAlsoEndsWithTheManager(t *testing.T) {
	r := acme()
	c := calls(t, r, ann).presses("1").presses("1").presses("1").presses("1")
	r.page = accepted()
	c.presses("450").hears("here")
	if got := c.say("here").Data["Accepter"]; got != "Mei Chen" {
		t.Fatalf("who is here: %q", got)
	}
	c.presses("2").hears("q3").presses("430").hears("q5").presses("#").hears("contact").presses("3").hears("q4").
		isSilent().
		hears("summary", "joining").talksIn("ED-CA1").
		answered(support.Q5HoursDown, support.LessThanAnHour).answered(support.Q4Actions, support.ActionsNotRecorded)
}

func TestSilenceAndWordsAtTheOfferConnect(t *testing.T) {
	for _, in := range []Input{{Kind: Silence}, {Kind: Keys, Speech: "Hello? Mei?"}, {Kind: Keys, Keys: "5"}} {
		r := acme()
		c := calls(t, r, ann).presses("1").presses("1").presses("1")
		r.page = accepted()
		c.presses("1").hears("here").turn(in).hears("joining").talksIn("ED-CA1")
	}
}

// A stranger is asked for the case; the page goes out once it is known.
func TestFirstTimeCallerPagesOnceTheCaseIsKnown(t *testing.T) {
	c := calls(t, acme(), stranger).presses("1").presses("1").happened(support.Suspected).hears("case_number")
	c.presses("1234567#").hears("read_back", "q1").happened(support.Suspected, support.Declared)
	if e := c.events[1]; e.Case != "C1234567" || e.Contract != "40012345" || len(e.Flags) != 0 {
		t.Fatalf("declared %+v", e)
	}
}

func TestNoCaseYetOpensOneFromTheContract(t *testing.T) {
	c := calls(t, acme(), stranger).presses("1").presses("1").presses("#").hears("contract_number")
	if !c.reply.Wait.Sensitive || c.reply.Wait.Finish != "#" {
		t.Fatalf("the contract number is %+v: masked, and ended by #", c.reply.Wait)
	}
	c.presses("40012345").hears("case_opened", "read_back").happened(support.Suspected, support.Declared)
	if c.events[1].Case != "C9000001" {
		t.Fatalf("declared %+v: on the case that was opened", c.events[1])
	}
}

func TestUnknownContractReachesAHuman(t *testing.T) { // R9
	c := calls(t, acme(), stranger).presses("1").presses("1").presses("#")
	c.presses("1").hears("sorry_contract_unknown", "contract_number").
		presses("2").hears("sorry_contract_unknown", "contract_number_again")
	c.presses("3").hears("operator").happened(support.Suspected, support.OperatorWanted, support.Holding)
	if !c.events[1].Suspected {
		t.Fatal("the operators' minute over, the page must go out: production is said to be down")
	}
}

func TestThreeWrongCaseNumbersReachAHuman(t *testing.T) { // R7
	c := calls(t, acme(), stranger).presses("1").presses("1")
	c.presses("12").hears("sorry_case_number", "case_number").presses("7654321").
		hears("sorry_case_unknown", "case_number_again")
	c.presses("9").hears("operator")
}

func TestEntitlementDecidesWhetherAnOperatorIsAskedFirst(t *testing.T) {
	for name, c := range map[string]struct {
		keys  string
		hears string
		event support.EventKind
	}{
		"gold on a Saturday is paged, outside coverage": {"2222222", "read_back", support.Declared},
		"silver has no phone desk":                      {"3333333", "no_phone_support", support.OperatorWanted},
		"expired: an operator first":                    {"4444444", "not_entitled", support.OperatorWanted},
	} {
		call := calls(t, acme(), stranger).presses("1").presses("1").presses(c.keys).hears(c.hears)
		if len(call.events) < 2 || call.events[1].Kind != c.event {
			t.Fatalf("%s: %+v", name, call.events)
		}
		if c.event == support.Declared &&
			(len(call.events[1].Flags) != 1 || call.events[1].Flags[0] != support.FlagOutsideCoverage) {
			t.Errorf("%s: flags %q", name, call.events[1].Flags)
		}
	}
}

func TestNotAllWorkHasStopped(t *testing.T) {
	c := calls(t, acme(), ann).presses("1").presses("2").hears("not_down").happened(support.Suspected, support.Withdrawn)
	c.presses("1").hears("confirm_case").presses("1").hears("pin_contract").happened(support.Suspected, support.Withdrawn)
}

func TestSecondCallerOnACaseJoinsItsPage(t *testing.T) { // R-dup
	r := acme()
	r.running = map[support.CaseNumber]*Page{"C1234567": ringing()}
	r.contacts[stranger] = &support.Contact{Phone: stranger, Name: "Bo", Contract: "40044444"}
	r.cases["C1234567"].Contract = "40044444"
	c := calls(t, r, stranger).presses("1").presses("1").presses("2")
	r.page = ringing()
	c.presses("1234567").hears("already_running", "waiting_ringing").
		happened(support.Suspected, support.Declared, support.Holding)
}

// A stranger who types the number of a case in an emergency hears that it is on record,
// and nothing more; a key of those who talk lets that caller in (R-dup).
func TestAStrangerHearsNothingOfARunningEmergency(t *testing.T) {
	r := acme()
	r.running, r.page = map[support.CaseNumber]*Page{"C1234567": accepted()}, accepted()
	c := calls(t, r, stranger).presses("1").presses("1").presses("1234567").hears("on_record", "visitor_waits").is("asking")
	for range 3 {
		c.isSilent().hears("visitor_waits").is("asking")
	}
	if len(c.said) != 1 {
		t.Errorf("heard %q", c.said)
	}
	c.presses("2").is("asking").isSummoned().is("asking")
	r.letIn = true
	c.isSummoned().hears("joining").talksIn("ED-CA1")
	if !c.reply.Wait.Guest || c.reply.Wait.Ends {
		t.Errorf("a guest: %+v", c.reply.Wait)
	}
	c.returns()
	if c.session.Declared && c.turn(Input{Kind: Summoned}).session.Stranger != true {
		t.Error("is a stranger all the same")
	}
}

// Nobody lets the stranger in, and the emergency ends: an operator goes on.
func TestAStrangerWhoIsNotLetInReachesAnOperator(t *testing.T) {
	r := acme()
	r.running, r.page = map[support.CaseNumber]*Page{"C1234567": accepted()}, accepted()
	c := calls(t, r, stranger).presses("1").presses("1").presses("1234567")
	r.page.State, r.page.Outcome = support.PageClosed, support.Solved
	c.isSummoned().hears("visitor_shut_out", "waiting_operator")
}

// A redial without attestation may do everything but end the emergency.
func TestARedialWithoutProofEndsNothing(t *testing.T) {
	for name, x := range map[string]struct {
		s    Session
		ends bool
	}{
		"attested": {attestedCall("CA2", ann), true}, "unsigned": {caller("CA2", ann), false},
	} {
		old := callerAt("hold")
		old.Call, old.Declared, old.Suspected, old.Case, old.Contract, old.Home = "CA1", true, true, "C1234567", contract, contract
		old.Registered = true
		old.Attested = true // of that call, not of this one
		r := acme()
		r.recent, r.page, r.redialled = &old, ringing(), true
		c := rung(t, r, x.s).hears("resume").presses("1").is("waiting")
		if c.presses("2"); (c.session.Node == "call_off") != x.ends {
			t.Errorf("%s: at %s, heard %q", name, c.session.Node, c.said)
		}
		c.presses("1").presses("3").presses("4").presses("2").presses("3").isSilent()
		if ended := len(endings(c.events)) > 0; ended != x.ends {
			t.Errorf("%s: ended %v", name, ended)
		}
	}
}

// A caller who knows no more than a case number cannot end the emergency of others: the
// caller only leaves it.
func TestAStrangerEndsNoEmergencyOfOthers(t *testing.T) {
	for name, from := range map[string]Session{
		"a stranger":       caller("CA2", stranger),
		"a doubted number": doubtful("CA2", ann),
	} {
		r := acme()
		r.running, r.page = map[support.CaseNumber]*Page{"C1234567": ringing()}, ringing()
		c := rung(t, r, from).presses("1").presses("1").presses("1234567").
			hears("on_record", "visitor_waits").presses("1").hears("visitor_waits")
		c.presses("*").hears("case_number").presses("*").hears("qualify").presses("2").hears("not_down")
		want := []support.EventKind{
			support.Suspected, support.Declared, support.Holding, support.Holding, support.Parted, support.Withdrawn,
		}
		if c.happened(want...); c.session.Stranger || c.session.Declared {
			t.Errorf("%s: %+v", name, c.session)
		}
	}
}

// A contact of the case's contract may end it where the network attests the number, even
// when another contact called first. A contact of another contract keeps the own page.
func TestAColleagueEndsIt(t *testing.T) {
	for of, x := range map[string]struct{ guest, stranger bool }{
		contract: {false, false}, "40022222": {false, false}, "40033333": {true, true},
	} {
		r := acme()
		r.running = map[support.CaseNumber]*Page{"C1234567": ringing()}
		r.contacts[stranger] = &support.Contact{Phone: stranger, Name: "Bo", Contract: of}
		c := calls(t, r, stranger).presses("1").presses("1").presses("1")
		if s := c.session; s.Guest != x.guest || s.Stranger != x.stranger {
			t.Errorf("a contact of %s: guest %v, stranger %v", of, s.Guest, s.Stranger)
		}
	}
	r := acme() // a contract that has expired is the contact's own all the same
	r.running, r.page = map[support.CaseNumber]*Page{"C4444444": ringing()}, ringing()
	r.contacts[stranger] = &support.Contact{Phone: stranger, Name: "Bo", Contract: "40044444"}
	rung(t, r, attestedCall("CA1", stranger)).presses("1").presses("1").presses("2").
		presses("4444444").hears("already_running", "waiting_call_off").
		presses("2").hears("call_off").presses("3").hears("call_off_solved").isSilent().hears("called_off").
		happened(support.Suspected, support.Declared, support.Holding, support.CalledOff)
}

func TestAnotherCaseThanTheOneWeThought(t *testing.T) {
	c := calls(t, acme(), ann).presses("1").presses("1").presses("2").hears("case_number")
	c.presses("22222222").happened(support.Suspected, support.Declared, support.Identified)
	if c.events[2].Case != "C2222222" {
		t.Fatalf("identified %+v", c.events[2])
	}
}

func TestZeroReachesAnOperatorFromEveryNode(t *testing.T) { // R1
	for name, n := range trees["caller"].Nodes {
		key := "0"
		switch n.(type) {
		case menu, languages:
		case entry:
			key = "*0"
		default:
			continue
		}
		p := &onPhone{t: t, record: acme(), now: noon, session: callerAt(name)}
		p.record.hunt = &Page{ID: "OP-1", State: support.PageRinging}
		p.turn(Input{Kind: Keys, Keys: key}).hears("operator", "waiting_operator")
		if p.events[0].Kind != support.OperatorWanted {
			t.Errorf("at %s, %s does not ring an operator", name, key)
		}
	}
}

func TestZeroIsADigitInANumber(t *testing.T) {
	r := acme()
	r.cases["C1000000"] = &support.Case{Number: "C1000000", Contract: "40012345"}
	calls(t, r, stranger).presses("1").presses("1").presses("1000000").hears("read_back")
}

func TestStarClearsGoesBackAndHashRepeats(t *testing.T) { // U6
	r := acme()
	c := calls(t, r, stranger).presses("1").presses("1").hears("case_number")
	c.presses("99*1234567").hears("q1").presses("1").hears("q2").presses("*").hears("q1").presses("#").hears("q1")
	c.presses("4").hears("q2").presses("12*").hears("q2").answered(support.Q1Category, "4")
	if c.session.Errors != 0 {
		t.Fatal("going back is no error")
	}
}

// Going back out of the question whether all work has stopped says that it has not: the
// watchdog wakes no manager (R26). Hanging up there may mean that it has.
func TestStarOutOfTheQualifyingQuestionTakesItBack(t *testing.T) { // U6
	r, _ := withCase(t)
	closed, s := withCase(t)
	s.Case.Closed = true
	for name, x := range map[string]struct {
		asked *onPhone
		back  string
	}{
		"the main menu":     {calls(t, r, stranger).presses("1"), "main"},
		"a case":            {provedCase(t, r, stranger).presses("4").presses("1"), "case_change"},
		"the severity menu": {provedCase(t, r, stranger).presses("4").presses("2").presses("1"), "severity"},
		"a closed case":     {atClosedCase(t, closed).presses("3"), "closed_menu"},
		"a new problem":     {describes(calls(t, r, stranger)).presses("1"), "problem_severity"},
	} {
		if !x.asked.hears("qualify").session.Suspected {
			t.Errorf("%s: the watchdog sleeps while the question is asked", name)
		}
		x.asked.presses("*").is(x.back)
		if last := x.asked.events[len(x.asked.events)-1].Kind; x.asked.session.Suspected || last != support.Withdrawn {
			t.Errorf("%s: suspected %v, and last happened %s", name, x.asked.session.Suspected, last)
		}
	}
	calls(t, r, stranger).presses("1").hangsUp().happened(support.Suspected, support.CallEnded)
	c := calls(t, r, stranger).presses("1").presses("0").presses("*").hears("qualify").presses("*").hears("main")
	c.happened(support.Suspected, support.OperatorWanted, support.Holding) // no * pressed twice takes it back
	calls(t, r, stranger).presses("1").presses("#").hears("qualify").presses("1").hears("case_number").
		presses("*").hears("qualify").happened(support.Suspected)
}

// A caller who says no, and goes back to say yes, has said that production is down: the
// page is urgent, and raises the case.
func TestYesAfterANo(t *testing.T) {
	r, _ := withCase(t)
	for name, asked := range map[string]*onPhone{
		"a stranger":    calls(t, r, stranger).presses("1"),
		"a case":        provedCase(t, r, stranger).presses("4").presses("1"),
		"a new problem": describes(calls(t, r, stranger)).presses("1"),
	} {
		if c := asked.presses("2").presses("*").hears("qualify").presses("1"); !c.session.Suspected {
			t.Errorf("%s: at %s, and production is not thought to be down", name, c.session.Node)
		}
	}
}

// A caller who was paged for has an emergency, wherever * leads.
func TestStarTakesNoPageBack(t *testing.T) {
	c := calls(t, acme(), ann).presses("1").presses("1").hears("confirm_case").presses("*").hears("qualify").
		presses("*").is("main")
	if c.happened(support.Suspected, support.Declared); !c.session.Suspected || !c.session.Declared {
		t.Fatalf("the page runs, and the caller stands as %+v", c.session)
	}
}

func TestBackToACaseThatWasDenied(t *testing.T) {
	c := calls(t, acme(), ann).presses("1").presses("1").hears("confirm_case").presses("2").hears("case_number")
	c.presses("*").hears("qualify") // not "is this about case", with none to name
}

func TestMoreTimeMakesTheLinePatient(t *testing.T) { // U16
	c := calls(t, acme(), stranger)
	before := c.reply.Wait.Patience
	c.presses("8").hears("more_time", "main")
	if c.reply.Wait.Patience != 3*before {
		t.Fatalf("patience %s, was %s", c.reply.Wait.Patience, before)
	}
	c.presses("1").presses("1").presses("*8").hears("more_time", "case_number")
	if c.reply.Wait.Patience != 45*time.Second {
		t.Fatalf("patience for a number: %s", c.reply.Wait.Patience)
	}
}

func TestThreeTriesThenAHuman(t *testing.T) { // U8, U9
	for _, in := range []Input{{Kind: Silence}, {Kind: Keys, Keys: "7"}, {Kind: Keys, Speech: "banana"}} {
		c := calls(t, acme(), stranger).turn(in).hears("main").turn(in).hears("main_again").turn(in).hears("operator")
		if c.reply.Wait.For == Nothing {
			t.Fatal("the line hung up on an error")
		}
	}
}

func TestSixErrorsInACallReachAHuman(t *testing.T) {
	c := calls(t, acme(), stranger).isSilent().isSilent().presses("1").isSilent().isSilent().presses("1").
		isSilent().hears("case_number")
	c.isSilent().hears("operator")
}

func TestAfterTwoMissesOfSpeechOnlyKeysCount(t *testing.T) { // U12
	c := calls(t, acme(), stranger)
	if !c.reply.Wait.Speech {
		t.Fatal("words are welcome at first")
	}
	noise := Input{Kind: Keys, Speech: "kshhh"}
	if c.turn(noise).turn(noise); c.reply.Wait.Speech {
		t.Fatal("after two misses of speech, keys only")
	}
}

func TestLanguageWithinTwoPresses(t *testing.T) { // U19
	c := calls(t, acme(), stranger).presses("9").hears("language_name", "language_name", "language_name")
	for i, lang := range []string{"en", "fr", "zh"} {
		if c.reply.Say[i].Lang != lang {
			t.Errorf("option %d is said in %s: each language names itself", i+1, c.reply.Say[i].Lang)
		}
	}
	c.presses("3").hears("main")
	if c.session.Lang != "zh" || c.reply.Spoke != "zh" {
		t.Fatalf("chosen %q, remembered %q", c.session.Lang, c.reply.Spoke)
	}
	c.presses("1").presses("1").presses("1234567").hears("read_back", "english_only", "q1") // R20
	c.presses("9").presses("9").hears("q1_again")
}

func TestRememberedLanguageWinsOverTheContacts(t *testing.T) {
	r := acme()
	r.contacts[ann].Language = "fr"
	if c := calls(t, r, ann); c.session.Lang != "fr" {
		t.Fatalf("a contact's language: %q", c.session.Lang)
	}
	r.language = "zh"
	if c := calls(t, r, ann); c.session.Lang != "zh" {
		t.Fatalf("the language that the caller chose: %q", c.session.Lang)
	}
}

func TestRingingBackWithinTenMinutesResumes(t *testing.T) { // U15
	r := acme()
	first := calls(t, r, stranger).presses("1").presses("1").presses("1234567").presses("2").presses("40").hangsUp()
	r.recent, r.page = &first.session, ringing()
	second := rung(t, r, caller("CA2", stranger)).hears("resume").presses("1")
	second.hears("q3").answered(support.Q2TotalUsers, "40").happened(support.CallReturned)
	if e := second.events[0]; e.OldCall != "CA1" || e.Call != "CA2" {
		t.Fatalf("returned %+v: it names the call that broke off", e)
	}
	rung(t, r, caller("CA3", stranger)).hears("resume").presses("2").hears("main").
		happened(support.CallReturned, support.Parted)
}

func TestHangingUpAnywhereIsKept(t *testing.T) {
	for name, n := range trees["caller"].Nodes {
		if _, waits := n.(hearer); !waits {
			continue
		}
		p := &onPhone{t: t, record: acme(), now: noon, session: callerAt(name)}
		if p.hangsUp(); p.events[len(p.events)-1].Kind != support.CallEnded {
			t.Errorf("after hanging up at %s: %+v", name, p.events)
		}
		if _, confirmed := n.(grace); !confirmed {
			p.happened(support.CallEnded)
		}
		if !p.session.Over || p.session.Node != name {
			t.Errorf("after hanging up at %s the session is %+v", name, p.session)
		}
	}
}

func TestHangingUpWhileSpeakingKeepsWhatWasSaid(t *testing.T) {
	p := &onPhone{t: t, record: acme(), now: noon, session: callerAt("q4")}
	p.turn(Input{Kind: Recorded, Audio: "https://audio/1", Length: time.Second, Ending: support.EndCompleted}).
		answered(support.Q4Actions, "https://audio/1").happened(support.CallEnded)
}

func TestNotToBeRecorded(t *testing.T) {
	p := &onPhone{t: t, record: acme(), now: noon, session: callerAt("q4")}
	p.turn(Input{Kind: Keys, Keys: "5"}).hears("sorry_key", "q4").
		turn(Input{Kind: Keys, Keys: "#"}).answered(support.Q4Actions, support.ActionsNotRecorded)
}

func TestWhatWasSaidLastArrivesAfterTheEnd(t *testing.T) {
	p := &onPhone{t: t, record: acme(), now: noon, session: callerAt("q4")}
	p.hangsUp().turn(Input{Kind: Recorded, Audio: "https://audio/1", Length: time.Second}).
		answered(support.Q4Actions, "https://audio/1").happened(support.CallEnded)
}

func TestADoubtedNumberLearnsNothing(t *testing.T) { // section 6
	r := acme()
	broken := calls(t, r, ann).presses("1").presses("1").hangsUp().session
	r.recent = &broken
	c := rung(t, r, doubtful("CA2", ann)).hears("main")
	c.presses("1").presses("1").hears("case_number").happened(support.Suspected)
	if c.session.Case != "" || c.session.Name != "" {
		t.Fatalf("told to a number that may be forged: %+v", c.session)
	}
}

func TestCountsThatCannotBeRight(t *testing.T) { // R18
	c := calls(t, acme(), stranger).presses("1").presses("1").presses("1234567").presses("1")
	c.presses("0").hears("sorry_count", "q2").presses("100").hears("q3")
	c.presses("200").hears("sorry_more_than_total", "q3").presses("200").hears("q5").
		answered(support.Q3ImpactedUsers, "200")
}

func TestTechnicalContactAtAnotherNumberIsMasked(t *testing.T) { // R19
	c := calls(t, acme(), stranger).presses("1").presses("1").presses("1234567").presses("1").presses("10").
		presses("10").presses("1")
	c.hears("contact").presses("2").hears("contact_number")
	if !c.reply.Wait.Sensitive {
		t.Fatal("a telephone number is not for the record of keys")
	}
	c.presses("12").hears("sorry_phone_number").presses("14155550177").hears("phone_sure").presses("1").hears("q4").
		answered(support.QTechnicalContact, "14155550177")
}

// U11: a number that was entered is read back, and kept when it is right, or when no
// key says that it is wrong.
func TestContactNumberIsReadBack(t *testing.T) {
	asked := func() *onPhone {
		return calls(t, acme(), stranger).presses("1").presses("1").presses("1234567").presses("1").presses("10").
			presses("10").presses("1").presses("2").presses("8613812345678").hears("phone_sure")
	}
	if got := asked().reply.Say[0].Data["Phone"]; got != support.E164("8613812345678") {
		t.Fatalf("read back %v", got)
	}
	asked().presses("2").hears("contact_number").presses("8613812345679").hears("phone_sure").presses("1").
		hears("q4").answered(support.QTechnicalContact, "8613812345679")
	asked().isSilent().hears("sorry_silence", "phone_sure").isSilent().hears("sorry_silence", "phone_sure_again").isSilent().
		hears("q4").answered(support.QTechnicalContact, "8613812345678")
	calls(t, acme(), stranger).presses("1").presses("1").presses("1234567").presses("1").presses("10").presses("10").
		presses("1").presses("2").hears("contact_number").presses("#").hears("q4").
		answered(support.QTechnicalContact, support.ContactNone)
}
