package ivr

import (
	"testing"
	"time"

	"edown/support"
)

// huntRinging is a hunt of a kind, for a caller of Acme who speaks French.
func huntRinging(kind support.PageKind) *Page {
	return &Page{
		ID: "OP-1", Kind: kind, State: support.PageRinging, Case: "C1234567", Company: "Acme",
		Reach: Reach{Language: "fr", CallerHere: true},
	}
}

// onDesk is a person who was rung for a waiting caller, has accepted, and has pressed *
// in the room.
func onDesk(t *testing.T, r *record, kind support.PageKind) *onPhone {
	r.hunt = huntRinging(kind)
	r.won, r.page = true, r.hunt
	o := desk(t, r).presses("1").talksIn("OP-1")
	r.page = nil
	r.hunt.State, r.hunt.AcceptedBy, r.hunt.Here = support.PageAccepted, "tom", true
	return o.returns()
}

// An operator answers for a caller, who goes back to the case (section 6).
func TestAnOperatorVouches(t *testing.T) {
	o := onDesk(t, acme(), support.OperatorPage).hears("operator_desk").presses("4").hears("operator_call_off").
		presses("4").hears("operator_vouched")
	if last := o.events[len(o.events)-1]; last.Kind != support.Vouched || last.Case != "C1234567" || last.Page != "OP-1" {
		t.Fatalf("vouched %+v", last)
	}
	if o.reply.Wait.For != Nothing {
		t.Fatal("the operator's call is over")
	}
}

// Without a case that the caller has named, there is nothing to vouch for.
func TestAnOperatorVouchesForNoUnknownCase(t *testing.T) {
	r := acme()
	onDesk(t, r, support.OperatorPage)
	r.hunt.Case = ""
	o := desk(t, r).returns().hears("operator_desk").presses("4").hears("operator_call_off_only")
	o.presses("4").hears("sorry_key").presses("*").hears("operator_desk").presses("4").presses("2").
		hears("operator_solved").isSilent().talksIn("OP-1")
	if last := o.events[len(o.events)-1]; last.Kind != support.CalledOff || last.Outcome != support.Solved {
		t.Fatalf("called off %+v", last)
	}
}

// An engineer and an account manager hear what they are rung for, and have a menu without
// an operator's rights.
func TestEngineersAndAccountManagers(t *testing.T) {
	for kind, want := range map[support.PageKind]struct{ headline, desk string }{
		support.EngineerPage: {"engineer_headline", "engineer_desk"},
		support.AccountPage:  {"account_headline", "account_desk"},
	} {
		r := acme()
		r.hunt = huntRinging(kind)
		o := desk(t, r).hears(want.headline, "operator_keys")
		if data := o.say(want.headline).Data; data["Case"] != support.CaseNumber("C1234567") ||
			data["Language"] != "language_fr" || data["Customer"] != "Acme" {
			t.Errorf("%s: %v", kind, data)
		}
		o = onDesk(t, r, kind).hears(want.desk)
		o.presses("1").hears("operator_transferring").talksIn("OP-1")
		if last := o.events[len(o.events)-1]; last.Kind != support.Hurried || last.Climb != "first" {
			t.Errorf("%s: %+v", kind, last)
		}
		o.returns().presses("*").talksIn("OP-1")
		r.hunt.AcceptedBy = "zoe"
		desk(t, r).hears("caller_taken")
	}
}

// R48: an account manager escalates for a customer. No gate holds the request up, and an
// Enterprise Down has no levels (R32).
func TestAnAccountManagerRaisesALevel(t *testing.T) {
	standing := func(severity support.Severity, level int, age time.Duration) *support.Standing {
		return &support.Standing{
			Case: support.Case{Number: "C1234567", Severity: severity, Level: level, Opened: noon.Add(-age)},
		}
	}
	refused := &support.Standing{
		Case:        support.Case{Number: "C1234567", Severity: support.Critical},
		Escalations: []support.Escalation{{Level: 1, Verdict: support.EscalationRefused}},
	}
	for _, x := range []struct {
		key    string
		stands *support.Standing
		said   string
		want   support.Escalation
	}{
		{"1", standing(support.Critical, 0, 48*time.Hour),
			"account_raised", support.Escalation{Level: 1, Reason: support.Deadline}},
		{"2", standing(support.Critical, 1, 48*time.Hour),
			"account_raised", support.Escalation{Level: 2, Reason: support.FunctionImpaired}},
		{"3", standing(support.General, 0, time.Hour),
			"account_raised", support.Escalation{Level: 1, Reason: support.FirstResponseMissed, Strong: true}},
		{"1", refused, "account_raised", support.Escalation{Level: 2, Reason: support.Deadline}},
		{"4", standing(support.Critical, 4, 48*time.Hour),
			"account_raised", support.Escalation{Level: 4, Reason: support.NoUpdates}},
		{"1", standing(support.EnterpriseDown, 0, time.Hour), "account_highest", support.Escalation{}},
	} {
		r := acme()
		r.standing = x.stands
		o := onDesk(t, r, support.AccountPage).presses("2").hears("account_reason").
			presses(x.key).hears(x.said).talksIn("OP-1")
		last := o.events[len(o.events)-1]
		if x.want.Level == 0 {
			if last.Kind == support.Escalated {
				t.Errorf("an Enterprise Down was escalated: %+v", last.Escalation)
			}
			continue
		}
		x.want.Case, x.want.At, x.want.ID = "C1234567", noon, last.Escalation.ID
		if last.Kind != support.Escalated || last.Case != "C1234567" || *last.Escalation != x.want || x.want.ID == "" {
			t.Errorf("key %s: %+v, want %+v", x.key, last.Escalation, x.want)
		}
	}
}
