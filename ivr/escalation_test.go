package ivr

import (
	"testing"
	"time"

	"edown/support"
	"edown/support/civil"
)

// aged makes the case so old.
func aged(s *support.Standing, age time.Duration) { s.Case.Opened = noon.Add(-age) }

// Call D of the mission: the gate of a Gold customer opens at 16 hours.
func TestCallD_TheGateIsClosedAndTheReasonStrong(t *testing.T) {
	r, s := withCase(t)
	r.contracts[contract].Package = support.Gold
	aged(s, 15*time.Hour)
	c := provedCase(t, r, stranger).presses("4").presses("3").hears("gate_opens", "gate").happened()
	if at := c.say("gate_opens").Data["When"].(Moment).At; !at.Equal(noon.Add(time.Hour)) ||
		at.Location().String() != "America/Los_Angeles" {
		t.Fatalf("opens %s: an hour from now, where the contract lives", at)
	}
	c.presses("1").hears("reasons").presses("1").hears("escalation_summary").
		speaks("https://audio/9").hears("escalation_callback")
	c.presses("1").hears("escalated", "case_menu").happened(support.Escalated)
	e := c.events[0].Escalation
	if e == nil || e.Case != "C1234567" || e.Level != 1 || e.Reason != support.Deadline || !e.Strong ||
		e.Summary != "https://audio/9" ||
		e.By != stranger || e.Language != "en" || !e.CallBack || e.Call != "CA1" || e.At != noon || e.ID == "" ||
		e.Verdict != "" {
		t.Fatalf("escalated %+v", e)
	}
	if c.session.Escalation != nil {
		t.Fatal("it would be asked for twice")
	}
}

// Four business hours from Saturday are Monday at one.
func TestTheDeciderAndTheDeadlineAreSaid(t *testing.T) { // R33
	r, _ := withCase(t)
	data := escalates(provedCase(t, r, stranger), "4").say("escalated").Data
	if at := data["When"].(Moment).At.Format(time.RFC3339); at != "2026-11-23T13:00:00-08:00" ||
		data["Accepter"] != "Mei Chen" {
		t.Fatalf("%s decides by %s", data["Accepter"], at)
	}
}

// escalates for a reason, with nothing said, and an SMS for an answer.
func escalates(c *onPhone, reason string) *onPhone {
	c.t.Helper()
	return c.presses("4").presses("3").hears("reasons").presses(reason).hears("escalation_summary").
		isSilent().hears("escalation_callback").presses("2").hears("escalated")
}

// A colleague declares an Enterprise Down while the caller tells why, or the case is
// closed: no decision is promised that no manager takes (R32).
func TestACaseThatNeedsNoEscalationMeanwhile(t *testing.T) {
	r, s := withCase(t)
	told := func() *onPhone {
		return provedCase(t, r, stranger).presses("4").presses("3").presses("1").
			speaks("https://audio/9").hears("escalation_callback")
	}
	down, over := told(), told()
	s.Case.Severity = support.EnterpriseDown
	down.presses("2").hears("already_highest", "status_going_on", "highest_idle").happened(support.Escalated)
	s.Case.Severity, s.Case.Closed = support.Moderate, true
	if over.presses("2").hears("closed_menu").happened(support.Escalated); len(over.said) != 1 {
		t.Fatalf("heard %q", over.said)
	}
}

// A request that no manager decides on any more may be made again.
func TestARequestThatWasLiftedIsNotWaitedFor(t *testing.T) {
	r, s := withCase(t)
	s.Escalations = []support.Escalation{{ID: "ES-1", Case: "C1234567", Level: 1, At: noon.Add(-time.Hour)}}
	provedCase(t, r, stranger).presses("4").presses("3").hears("asked_already")
	s.Escalations[0].Lifted = noon.Add(-time.Minute)
	provedCase(t, r, stranger).presses("4").presses("3").hears("reasons")
}

// Management is no way around the phone desk (R42, R43). An Enterprise Down needs no desk,
// and a customer who has one may escalate while it is closed.
func TestToEscalateIsForCustomersWithThePhoneDesk(t *testing.T) {
	for name, x := range map[string]struct {
		change func(*support.Standing)
		hears  []string
	}{
		"Silver": {func(s *support.Standing) {
			s.Contract.Package = support.Silver
		}, []string{"no_phone_support", "waiting_operator"}},
		"expired": {func(s *support.Standing) {
			s.Contract.Expires = noon
		}, []string{"problem_not_entitled", "waiting_operator"}},
		"unknown": {func(s *support.Standing) { s.Contract = nil }, []string{"problem_not_entitled", "waiting_operator"}},
		"Silver, production down": {func(s *support.Standing) {
			s.Contract.Package, s.Case.Severity = support.Silver, support.EnterpriseDown
		}, []string{"already_highest", "highest_idle"}},
		"Gold at the weekend": {func(s *support.Standing) { s.Contract.Package = support.Gold }, []string{"reasons"}},
	} {
		t.Run(name, func(t *testing.T) {
			r, s := withCase(t)
			x.change(s)
			provedCase(t, r, stranger).presses("4").presses("3").hears(x.hears...)
		})
	}
}

func TestEveryReasonIsAsked(t *testing.T) { // R30
	for key, want := range map[string]support.Reason{
		"1": support.Deadline, "3": support.FirstResponseMissed, "4": support.NoUpdates,
	} {
		r, _ := withCase(t)
		if e := escalates(provedCase(t, r, stranger), key).events[0].Escalation; e.Reason != want || e.Strong ||
			e.CallBack || e.Summary != "" {
			t.Errorf("key %s escalates %+v, want %q", key, e, want)
		}
	}
}

func TestAnOutageIsOfferedAnEnterpriseDown(t *testing.T) { // R32
	r, _ := withCase(t)
	c := provedCase(t, r, stranger).presses("4").presses("3").presses("2").hears("qualify").
		presses("1").hears("read_back", "q1").happened(support.Suspected, support.Declared)
	if c.session.Escalation != nil {
		t.Fatal("no level is added to an Enterprise Down")
	}
	c = provedCase(t, r, stranger).presses("4").presses("3").presses("2").presses("2").hears("escalation_summary").
		isSilent().presses("2").happened(support.Escalated)
	if e := c.events[0].Escalation; e.Reason != support.FunctionImpaired {
		t.Fatalf("escalated %+v", e)
	}
}

func TestHigherIsAnotherPromptAndANewReason(t *testing.T) { // R29
	r, s := withCase(t)
	for level := 1; level <= 4; level++ {
		s.Case.Level = level
		c := provedCase(t, r, stranger).presses("4").presses("3").hears("rise_higher", "reasons")
		want := min(level+1, 4)
		if got := c.say("rise_higher").Data["Rank"]; got != english.rank(want) {
			t.Errorf("from level %d to %q, want %q", level, got, english.rank(want))
		}
		if top := c.said[0] == "at_the_top"; top != (level == 4) {
			t.Errorf("from level %d: heard %q", level, c.said)
		}
		if e := escalates(provedCase(t, r, stranger), "1").events[0].Escalation; e.Level != want {
			t.Errorf("from level %d: escalated to %d", level, e.Level)
		}
	}
}

func TestSeverityZeroIsTheHighest(t *testing.T) { // R32
	r, s := withCase(t)
	s.Case.Severity = support.EnterpriseDown
	c := provedCase(t, r, stranger).presses("4").presses("3").
		hears("already_highest", "status_going_on", "highest_idle").happened()
	c.presses("1").hears("qualify") // R26, also now
	r.running = map[support.CaseNumber]*Page{"C1234567": ringing()}
	c = provedCase(t, r, stranger).presses("4").presses("3").hears("already_highest", "status_ringing", "highest")
	r.page = ringing()
	c.presses("1").hears("already_running", "waiting_ringing").happened(support.Declared, support.Holding)
	if !c.session.Guest {
		t.Fatal("the caller joins the page that runs")
	}
}

func TestPriorityInstead(t *testing.T) { // R36
	for key, want := range map[string]support.CustomerPriority{
		"1": support.PriorityLow, "2": support.PriorityNormal, "3": support.PriorityHigh,
	} {
		r, s := withCase(t)
		aged(s, time.Hour)
		c := provedCase(t, r, stranger).presses("4").presses("3").hears("gate").presses("2").hears("priority").presses(key).
			hears("priority_set", "case_menu").happened(support.PriorityChanged)
		if e := c.events[0]; e.Priority != want || e.Case != "C1234567" {
			t.Errorf("key %s: %+v", key, e)
		}
	}
}

func TestAnEscalationThatIsOpenIsSaidSo(t *testing.T) {
	r, s := withCase(t)
	s.Escalations = []support.Escalation{
		{At: noon.Add(-50 * time.Hour), Verdict: support.EscalationRefused}, {At: noon.Add(-time.Hour)},
	}
	c := provedCase(t, r, stranger).presses("4").presses("3").hears("asked_already", "asked")
	c.presses("1").hears("comment").speaks("a").happened(support.Commented)
	s.Escalations[1].Verdict = support.EscalationAccepted
	provedCase(t, r, stranger).presses("4").presses("3").hears("reasons")
	s.Escalations[1] = support.Escalation{At: noon.AddDate(0, 0, -7)} // no manager decided in time
	provedCase(t, r, stranger).presses("4").presses("3").hears("reasons")
}

// withTSAM has an account manager, in California; noon is Saturday there.
func withTSAM(t *testing.T) (*record, *support.Standing) {
	r, s := withCase(t)
	s.Contract.TSAMs = []support.TSAM{
		{Name: "Tomoko Abe", Phone: "+14155550190", Application: "vault", Zone: california(t)},
	}
	return r, s
}

func TestTheAccountManagerIsAskedFirst(t *testing.T) { // R45
	r, s := withTSAM(t)
	s.Contract.TSAMs[0].Booked = []civil.Span{{From: noon, To: noon.Add(time.Hour)}}
	c := provedCase(t, r, stranger).presses("4").presses("3").hears("account_calling", "waiting_account").
		happened(support.AccountWanted, support.Holding)
	if got := c.say("account_calling").Data["Accepter"]; got != "Tomoko Abe" || c.events[0].Case != "C1234567" {
		t.Fatalf("%q is called for %+v", got, c.events[0])
	}
	r.hunt = &Page{ID: "AC-1", Kind: support.AccountPage, State: support.PageRinging}
	c.isSilent().hears("waiting_account")
	r.hunt = &Page{ID: "AC-1", Kind: support.AccountPage, State: support.PageUnanswered}
	c.isSummoned().hears("account_nobody", "reasons").presses("4").isSilent().presses("2").
		happened(support.AccountWanted, support.Holding, support.Holding, support.Escalated)
}

// A request that waits for its manager keeps no caller from the account manager (R45).
func TestTheAccountManagerIsAskedFirstAlsoWhileAManagerDecides(t *testing.T) {
	r, s := withTSAM(t)
	s.Contract.TSAMs[0].Booked = []civil.Span{{From: noon, To: noon.Add(time.Hour)}}
	s.Escalations = []support.Escalation{{At: noon.Add(-time.Hour)}}
	c := provedCase(t, r, stranger).presses("4").presses("3").hears("account_calling", "waiting_account")
	r.hunt = &Page{ID: "AC-1", Kind: support.AccountPage, State: support.PageUnanswered}
	c.isSummoned().hears("account_nobody", "asked_already", "asked").presses("1").hears("comment").
		happened(support.AccountWanted, support.Holding)
}

func TestTheAccountManagerTalks(t *testing.T) {
	r, s := withTSAM(t)
	s.Contract.TSAMs[0].Booked = []civil.Span{{From: noon, To: noon.Add(time.Hour)}}
	c := provedCase(t, r, stranger).presses("4").presses("3")
	r.hunt = &Page{ID: "AC-1", Kind: support.AccountPage, State: support.PageAccepted, Here: true}
	c.isSummoned().talksIn("AC-1")
	r.hunt = &Page{ID: "AC-1", Kind: support.AccountPage, State: support.PageClosed}
	c.returns().hears("after_case").presses("1").hears("case_menu").presses("1").hears("status")
}

func TestTheAccountManagerIsAway(t *testing.T) { // R46
	r, _ := withTSAM(t)
	escalates(provedCase(t, r, stranger), "4").hears("account_away", "escalated").happened(support.Escalated)
	early, s := withTSAM(t)
	aged(s, time.Hour) // nothing was asked for, so no message is promised
	if c := provedCase(t, early, stranger).presses("4").presses("3").hears("gate_opens", "gate"); len(c.said) != 2 {
		t.Fatalf("heard %q", c.said)
	}
	r, s = withTSAM(t)
	s.Case.Product = "Engine" // another application
	if c := provedCase(t, r, stranger).presses("4").presses("3").hears("reasons"); c.said[0] != "reasons" {
		t.Fatalf("heard %q", c.said)
	}
}

// After the account manager did not answer, 0 rings operators: what came of
// the other hunt is no news of it.
func TestAHuntThatHasEndedSaysNothingOfTheNext(t *testing.T) {
	r, s := withTSAM(t)
	s.Contract.TSAMs[0].Booked = []civil.Span{{From: noon, To: noon.Add(time.Hour)}}
	c := provedCase(t, r, stranger).presses("4").presses("3")
	r.hunt = &Page{ID: "AC-1", Kind: support.AccountPage, State: support.PageUnanswered}
	c.isSummoned().presses("0").hears("operator", "waiting_operator").isSilent().hears("waiting_starting")
	r.hunt = &Page{ID: "OP-1", Kind: support.OperatorPage, State: support.PageRinging}
	c.isSilent().hears("waiting_operator")
}

func TestWithoutANumberTheWayToAnswerIsNotAsked(t *testing.T) {
	r, _ := withCase(t)
	c := calls(t, r, hidden).presses("2").presses("1234567").presses(contract).presses(pin).presses("4").
		presses("3").presses("1").isSilent()
	c.hears("escalated", "escalated_in_case", "case_menu").happened(support.Escalated)
}

// A caller who has given the reason and the summary has escalated, whatever comes then.
func TestHangingUpAtTheLastQuestionStillEscalates(t *testing.T) {
	r, _ := withCase(t)
	asked := func() *onPhone {
		return provedCase(t, r, stranger).presses("4").presses("3").presses("1").isSilent().hears("escalation_callback")
	}
	asked().hangsUp().happened(support.Escalated, support.CallEnded)
	asked().presses("0").happened(support.Escalated, support.OperatorWanted, support.Holding)
	asked().isSilent().happened(support.Escalated)
	asked().presses("7").presses("7").presses("7").hears("escalated").happened(support.Escalated)
	asking := func() *onPhone { return provedCase(t, r, stranger).presses("4").presses("3").presses("1") }
	asking().hangsUp().turn(Input{Kind: Recorded, Audio: "a"}).happened(support.CallEnded, support.Escalated)
	asking().turn(Input{Kind: Recorded, Audio: "a", Ending: support.EndCompleted}).
		happened(support.Escalated, support.CallEnded)
	asking().hangsUp().happened(support.CallEnded)
	asking().turn(Input{Kind: Recorded, Audio: "a", Keys: "0"}).hears("waiting_operator").
		happened(support.Escalated, support.OperatorWanted, support.Holding)
	asking().turn(Input{Kind: Recorded, Audio: "a", Keys: "*"}).hears("escalation_summary").happened()
}

// What was asked for is not asked for again on the way back, nor is half of it.
func TestStarAfterARequestLeadsOutOfIt(t *testing.T) { // U6
	r, s := withCase(t)
	back := func(c *onPhone) {
		t.Helper()
		before := len(c.events)
		for range trailLength {
			if c.presses("*"); isFor(c, request) {
				t.Fatalf("at %s, and nothing is being asked for", c.session.Node)
			}
		}
		if len(c.events) != before {
			t.Fatalf("happened on the way back: %+v", c.events[before:])
		}
	}
	back(escalates(provedCase(t, r, stranger), "1"))
	aged(s, time.Hour)
	prioritised := func() *onPhone {
		return provedCase(t, r, stranger).presses("4").presses("3").hears("gate").presses("2").
			presses("3").hears("priority_set", "case_menu")
	}
	back(prioritised())
	c := prioritised().presses("4").presses("3").hears("gate").presses("*").
		hears("case_change") // of this request, not of the one before
	c.presses("3").presses("1").hears("reasons").presses("1").isSilent().presses("2").hears("escalated")
	if e := c.events[len(c.events)-1].Escalation; e == nil || e.Level != 1 || !e.Strong || e.Reason != support.Deadline {
		t.Fatalf("escalated %+v", e)
	}
}

// R27: a request that level 1 has refused goes to level 2, and so on.
func TestAfterARefusalTheNextLevel(t *testing.T) {
	r, s := withCase(t)
	for refused, want := range []int{1, 2, 3, 4, 4} {
		if refused > 0 {
			s.Escalations = append(s.Escalations, support.Escalation{
				Level: refused, At: noon.AddDate(0, 0, -refused), Verdict: support.EscalationRefused,
			})
		}
		if e := escalates(provedCase(t, r, stranger), "1").events[0].Escalation; e.Level != want {
			t.Errorf("refused at level %d, asked at %d", refused, e.Level)
		}
	}
	s.Escalations = []support.Escalation{{Level: 3, At: noon.AddDate(0, 0, -9)}} // no manager has decided on it
	if e := escalates(provedCase(t, r, stranger), "1").events[0].Escalation; e.Level != 1 {
		t.Errorf("asked at level %d", e.Level)
	}
}

// A table may have become shorter than a case has risen.
func TestEveryLevelHasARoleToName(t *testing.T) {
	for level, want := range map[int]string{-1: english.rank(1), 0: english.rank(1), 5: english.rank(4)} {
		if got := english.rank(level); got != want {
			t.Errorf("level %d: %q, want %q", level, got, want)
		}
	}
}
