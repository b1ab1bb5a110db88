package ivr

import (
	"testing"

	"edown/support"
)

// asked is Ann's call at its first question; the page rings.
func asked(t *testing.T, r *record) *onPhone {
	c := calls(t, r, ann).presses("1").presses("1")
	r.page = ringing()
	return c.presses("1").hears("q1")
}

func TestTheOfferComesInTheMiddleOfAQuestion(t *testing.T) {
	for node, way := range map[string]struct {
		keys []string
		then string
	}{
		"confirm_case": {[]string{"1", "1"}, "confirm_case"},
		"q1":           {[]string{"1", "1", "1"}, "q1"},
		"q2":           {[]string{"1", "1", "1", "3"}, "q2"},
		"contact":      {[]string{"1", "1", "1", "3", "9", "9", "9"}, "contact"},
	} {
		r := acme()
		c := calls(t, r, ann)
		for _, keys := range way.keys {
			c.presses(keys)
		}
		r.page = accepted()
		c.is(node).isSummoned().hears("here").presses("2").hears("here_later", way.then)
		c.presses("*").hears("joining").talksIn("ED-CA1")
	}
}

func TestTheManagerWantsToTalkNow(t *testing.T) {
	r := acme()
	c := asked(t, r)
	r.page = accepted()
	c.isSummoned().hears("here").presses("2").hears("q1")
	r.page.Wanted = true
	c.isSummoned().hears("joining").talksIn("ED-CA1")
}

func TestTheNextManagerIsAnnouncedToo(t *testing.T) {
	r := acme()
	c := asked(t, r)
	r.page = accepted()
	c.isSummoned().hears("here").presses("2").presses("3").hears("q2")
	r.page.Accepter, r.page.Round = "Raj Patel", 2
	if got := c.presses("9").hears("here").say("here").Data["Accepter"]; got != "Raj Patel" {
		t.Errorf("who is here: %q", got)
	}
}

func TestTheManagerIsGoneWhenTheCallerWantsToTalk(t *testing.T) {
	r := acme()
	c := asked(t, r)
	r.page = accepted()
	c.isSummoned().presses("2")
	r.page = ringing()
	c.presses("*").hears("q1")
}

// A request to fetch the caller is on its way, and the caller comes alone.
func TestWhoComesAloneIsNotTornOut(t *testing.T) {
	r := acme()
	c := onHold(t, r)
	r.page = accepted()
	r.page.Fetching = true
	c.isSilent().hears("joining").is("soon")
	c.isSummoned().talksIn("ED-CA1")
	c = onHold(t, r)
	r.page = accepted() // it never came
	c.isSilent().talksIn("ED-CA1")
}

func TestNobodySpeaks(t *testing.T) {
	r := acme()
	c := onHold(t, r)
	r.page = accepted()
	c.isSummoned().talksIn("ED-CA1")
	if !c.reply.Wait.Star {
		t.Fatal("a room without a way out")
	}
	c.returns().hears("left_alone").is("alone_waits")
	if last := c.events[len(c.events)-1]; last.Kind != support.LeftAlone {
		t.Fatalf("happened: %+v", last)
	}
	r.page.Here, r.page.Alone, r.page.Talked = false, true, true
	c.isSilent().hears("left_alone").is("waiting")
	r.page = ringing()
	c.isSilent().hears("waiting_ringing")
}

// Another caller of the same emergency hangs up, which ends the conversation.
func TestAnotherCallerLeaves(t *testing.T) {
	r := acme()
	c := onHold(t, r)
	r.page = accepted()
	r.page.Shared = true
	c.isSummoned().returns().hears("joining").talksIn("ED-CA1")
}

func TestWhatACallerHearsWhileTheManagerNotesTheOutcome(t *testing.T) {
	r := acme()
	c := onHold(t, r)
	r.page = accepted()
	c.isSummoned()
	r.page.Here, r.page.Talked = false, true
	c.isSummoned().hears("waiting_wrapping")
}

// The carrier reports the end of a conversation out of which a caller is fetched, before the
// fetch itself: the manager has only left the room, and is not said to be silent.
func TestAManagerWhoLeavesIsNotSilent(t *testing.T) {
	r := acme()
	c := onHold(t, r)
	r.page = accepted()
	c.isSummoned()
	r.page.Here, r.page.Talked = false, true
	before := len(c.events)
	c.returns().hears("waiting_wrapping")
	for _, e := range c.events[before:] {
		if e.Kind == support.LeftAlone {
			t.Error("the manager is asked why nobody spoke")
		}
	}
}

// inTheRoom is a manager in the room, who has not talked to the customer.
func inTheRoom(t *testing.T, r *record) *onPhone {
	r.page, r.won = ringing(), true
	m := manager(t, r).presses("1").talksIn("ED-CA1")
	r.page = accepted()
	return m
}

func (p *onPhone) last() support.Event { return p.events[len(p.events)-1] }

func TestNoOutcomeBeforeAConversation(t *testing.T) {
	for key, want := range map[string]support.EventKind{
		"1": support.WentBack, "*": support.WentBack, "2": support.SpokeElsewhere, "0": support.HandedOn,
	} {
		m := inTheRoom(t, acme()).returns().hears("manager_not_talked").presses(key)
		if m.last().Kind != want {
			t.Errorf("key %s: %s, want %s", key, m.last().Kind, want)
		}
		for _, e := range m.events {
			if e.Kind == support.OutcomeGiven {
				t.Errorf("key %s gives %s", key, e.Outcome)
			}
		}
	}
}

func TestWhoHearsTheQuestionAndIsSilentGoesBack(t *testing.T) {
	for _, c := range []struct {
		here     bool
		callback support.Callback
		hears    string
	}{
		{true, "", "manager_back_in"},
		{false, "", "manager_back_in_calling"},
		{false, support.CallbackImpossible, "manager_back_in_alone"},
	} {
		r := acme()
		m := inTheRoom(t, r)
		r.page.Talked, r.page.CallerHere, r.page.Callback = true, c.here, c.callback
		m.returns().hears("manager_outcome").isSilent().isSilent().isSilent().hears(c.hears).talksIn("ED-CA1")
		if m.last().Kind != support.WentBack {
			t.Errorf("%s: %s", c.hears, m.last().Kind)
		}
	}
}

func TestTheCustomerHearsNobody(t *testing.T) {
	for _, summoned := range []bool{true, false} {
		r := acme()
		m := inTheRoom(t, r)
		r.page.Alone, r.page.Here, r.page.Talked = true, false, true
		if summoned {
			m.isSummoned()
		} else {
			m.returns()
		}
		m.hears("manager_still_there").presses("1").talksIn("ED-CA1")
		m.isSummoned().hears("manager_still_there").isSilent().hears("manager_no_key")
		if e := m.last(); e.Kind != support.CallEnded || e.Ending != support.EndNoKey {
			t.Errorf("silence is %+v", e)
		}
	}
}

func TestATornConversationIsNotAskedAbout(t *testing.T) {
	r := acme()
	m := inTheRoom(t, r)
	r.page.Torn, r.page.Talked = true, true
	m.returns().talksIn("ED-CA1")
}

func TestTheNextManagerFromTheOutcome(t *testing.T) {
	r := acme()
	m := inTheRoom(t, r)
	r.page.Talked = true
	m.returns().hears("manager_outcome").presses("0").hears("manager_handed_on")
	if m.last().Kind != support.HandedOn {
		t.Errorf("handing on is %+v", m.last())
	}
}

func TestOneEmergencyAfterTheOther(t *testing.T) {
	r := acme()
	r.page, r.won = ringing(), true
	r.page.Open, r.page.Another = 2, &Page{ID: "ED-CA2", Company: "Bolt", Case: "C2222222"}
	m := manager(t, r).hears("manager_headline", "manager_keys", "manager_open")
	if got := m.say("manager_open").Data["Count"]; got != 2 {
		t.Errorf("%v more are open", got)
	}
	m.presses("1").talksIn("ED-CA1")
	another := r.page.Another
	r.page = accepted()
	r.page.Talked, r.page.Open, r.page.Another = true, 1, another
	m.returns().presses("2").hears("manager_noted", "manager_another")
	if got := m.say("manager_another").Data["Customer"]; got != "Bolt" {
		t.Errorf("offered: %v", got)
	}
	r.page = another
	m.presses("1").hears("manager_another_taken")
	if e := m.last(); e.Kind != support.Accepted || e.Page != "ED-CA2" || e.Person != "mei" {
		t.Errorf("taken: %+v", e)
	}
}
