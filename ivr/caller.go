package ivr

import (
	"reflect"

	"edown/support"
)

// callerTree is the caller's dialogue. It begins at hello when a call comes in, at
// returning when the line calls the caller back, and at refused when the line tells
// that an escalation was turned down.
func callerTree(start string) *Tree {
	nodes := joined(
		receptionNodes(), emergencyNodes(), entitlementNodes(), interviewNodes(),
		holdingNodes(), conversationNodes(), callbackNodes(),
		caseNodes(), commentNodes(), proofNodes(), visitorNodes(), engineerNodes(), severityNodes(),
		escalationNodes(), reasonNodes(), refusalNodes(),
		problemNodes(), problemOpenedNodes(), routingNodes(),
	)
	nodes["resumed"] = branch{choose: resumed, leads: resumable(nodes)}
	nodes["go_on"] = branch{choose: goesOn, leads: append(interruptible(nodes), questions(nodes)...)}
	return &Tree{
		Start: start, Human: "operator", Summon: "summoned", Meet: "talk_now", Alarm: "emergency",
		Keys:      map[string]string{"0": "operator"},
		Nodes:     nodes,
		Entrances: []string{"hello", "returning", "refused"},
		Questions: asking(nodes),
	}
}

// receptionNodes meet the caller.
func receptionNodes() map[string]node {
	return map[string]node{
		"hello": look{
			kind:   LookCaller,
			choose: greet,
			leads:  []string{"resume", "main"},
		},

		"resume": menu{
			ask:     "resume",
			resumes: atMain,
			keys: map[string]step{
				"1": {do: goOn, to: "resumed"},
				"2": {do: forget, to: "main"},
			},
		},

		"main": menu{
			ask:     "main",
			say:     sayMain,
			said:    append(worded("main"), "main_other_language"),
			resumes: here,
			keys: map[string]step{
				"1":             {do: suspect, to: "emergency"},
				"2":             to("existing"),
				"3":             to("new_problem"),
				anotherLanguage: to("language"),
			},
		},

		"language": languages{
			to:      "main",
			resumes: here,
		},
	}
}

// greet meets the caller: by the call that broke off (U15), as a registered
// contact, or as a stranger. A number that the network does not vouch for is a
// stranger's: its case numbers are not revealed (section 6).
func greet(t *turn, f Found) string {
	if t.s.Doubted {
		f = Found{Language: f.Language}
	}
	if f.Recent != nil {
		t.pickUpFrom(*f.Recent)
		if f.Ended { // a colleague has called the emergency off: the question is asked anew
			t.s.Declared, t.s.Next = false, "qualify"
		}
		return "resume"
	}
	t.recognise(f)
	return "main"
}

func (t *turn) recognise(f Found) {
	if f.Language != "" {
		t.s.Lang = f.Language
	}
	if f.Contact == nil {
		return
	}
	t.s.Registered, t.s.Name = true, f.Contact.Name
	if f.Language == "" && f.Contact.Language != "" {
		t.s.Lang = f.Contact.Language
	}
	t.s.Home = f.Contact.Contract
	t.setContract(f.Contract)
	if f.Case != nil {
		t.s.Case, t.s.Presumed = f.Case.Number, true
	}
}

func (t *turn) setContract(c *support.Contract) {
	t.s.Entitlement = t.d.policy().CoverageAt(c, t.now).Entitlement
	if c != nil {
		t.s.Contract, t.s.Company = c.Number, c.Company
	}
}

// pickUpFrom goes on from an earlier call of the same number.
func (t *turn) pickUpFrom(old Session) {
	t.s = t.s.resumed(old, t.whereFrom(old))
	t.event(support.Event{Kind: support.CallReturned, OldCall: old.Call, From: t.s.From, Name: t.s.Name})
}

// whereFrom is where a call that broke off goes on.
func (t *turn) whereFrom(old Session) string {
	switch t.marks(old.Node).resumes {
	case here, inProblem:
		return old.Node
	case atQuestion:
		return "next"
	case atCase:
		return "case"
	case atRouting:
		return "problem_routed"
	case atMain:
		return "main"
	}
	if old.Suspected || old.Declared {
		return "hold"
	}
	return anew(old)
}

// anew begins the hunt again that the caller waited for: those phones stopped
// ringing when the caller hung up.
func anew(old Session) string {
	switch {
	case old.Sought == "" || old.Case == "":
		return "operator"
	case len(old.Problem) > 0:
		return "problem_routed"
	}
	return "case"
}

func resumed(t *turn) string { return t.s.Next }

// goOn expects a caller who presses the keys of the main menu from habit.
func goOn(t *turn) { t.s.Unheard = habit }

// forget begins afresh, as the same person.
func forget(t *turn) {
	part(t)
	t.s = t.s.restarted()
}

// part takes this call, and no other, off the pages that it is on.
func part(t *turn) {
	t.s.Declared, t.s.Guest, t.s.Stranger = false, false, false
	t.event(support.Event{Kind: support.Parted})
}

// sayMain is the main menu. Production down comes first (section 3), and the
// way to another language is said in that language.
func sayMain(t *turn) {
	t.say(t.prompted("main"))
	for _, lang := range t.d.Languages {
		if lang != t.s.Lang {
			t.sayIn(lang, "main_other_language")
		}
	}
}

func (d *Dialogues) format() support.CaseFormat {
	if d.Format.Digits == 0 {
		return support.DefaultCaseFormat
	}
	return d.Format
}

func (d *Dialogues) policy() support.Policy {
	if reflect.ValueOf(d.Policy).IsZero() {
		return support.DefaultPolicy()
	}
	return d.Policy
}
