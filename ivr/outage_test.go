package ivr

import (
	"testing"

	"edown/support"
)

// says is what a caller says, and what the words mean there.
func (p *onPhone) says(words, keys string) *onPhone {
	p.t.Helper()
	if p.reply.Wait.For != Press || !p.reply.Wait.Speech {
		p.t.Fatalf("nothing listens at %s: %+v", p.session.Node, p.reply.Wait)
	}
	return p.turn(Input{Kind: Keys, Speech: words, Keys: keys})
}

// An outage is taken up wherever it is named, and whatever else is said.
func TestAnOutageIsTakenUp(t *testing.T) {
	calls(t, acme(), stranger).says("production is down, give me a human", "!0").hears("operator", "waiting_operator").
		happened(support.Suspected, support.OperatorWanted, support.Holding)
	calls(t, acme(), stranger).presses("2").hears("existing_case").says("production is down", "!").hears("qualify").
		happened(support.Suspected)
	r, _ := withCase(t)
	provedCase(t, r, stranger).says("the status, production is down", "!1").hears("qualify").is("case_qualify").
		happened(support.Suspected)
	describes(calls(t, r, stranger)).says("production is down, give me an operator", "!0").hears("operator").
		happened(support.Suspected, support.OperatorWanted, support.Holding)
	describes(calls(t, r, stranger)).says("nobody can work", "!").hears("qualify").is("problem_qualify").
		presses("1").hears("case_opened")
}

// In an emergency that is known, an outage is no news: what else was said counts, or is
// asked again.
func TestAnOutageIsNoNewsInAnEmergency(t *testing.T) {
	c := calls(t, acme(), ann).presses("1").presses("1").hears("confirm_case")
	c.says("production is down", "!").hears("sorry_speech", "confirm_case").says("yes, it is down", "!1").hears("q1")
	c.happened(support.Suspected, support.Declared, support.Identified)
}

// Words that mean to go back withdraw nothing.
func TestWordsTakeNothingBack(t *testing.T) {
	c := calls(t, acme(), stranger).presses("1").hears("qualify").says("nobody can go back to work", "*").hears("main")
	if c.happened(support.Suspected); !c.session.Suspected {
		t.Fatal("production is said to be down")
	}
}
