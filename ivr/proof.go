package ivr

import "edown/support"

// Shown is what the call has shown beyond its number, for the case that it is about.
// What it is to a page, only the page knows.
func (s Session) Shown() support.Proof {
	return support.Proof{
		Confirmed: s.Vouched,
		Attested:  s.Attested,
		Unsigned:  s.From.Known() && !s.Attested && !s.Doubted,
		Contact:   s.Registered && s.Home != "" && s.Home == s.Contract,
		Rung:      s.Tree == string(support.ForCaller) || s.Tree == string(support.ForRefusal),
	}
}

// may reports whether the caller may do something to the emergency that was looked up.
func (t *turn) may(do support.Act) bool {
	shown := t.s.Shown()
	shown.Began, shown.Alone = t.page == nil || t.page.Began, t.page == nil || t.page.Sole
	return (do != support.End || !t.s.Stranger) && shown.May(do)
}

// visitorNodes wait with a caller who has come to the emergency of another call without
// proof. The caller hears that it is on record, and nothing more (R-dup).
func visitorNodes() map[string]node {
	return map[string]node{
		"on_record": tell{ask: "on_record", do: declareAsGuest, to: "hold"},

		"asking": menu{
			ask:    "visitor_waits",
			say:    func(t *turn) { t.say("visitor_waits") },
			said:   []string{"visitor_waits"},
			silent: "hold",
			other:  "hold",
			music:  untilNews,
			mute:   true,
		},

		"shut_out": tell{ask: "visitor_shut_out", do: wanting("not_let_in"), to: "operator_rings"},
		"unproved": tell{ask: "unproved", to: "hold"},
	}
}

// doorNodes ask a manager in the room whether another caller may join.
func doorNodes() map[string]node {
	return map[string]node{
		"visitor": menu{
			ask:  "visitor_asks",
			say:  sayVisitor,
			said: worded("visitor_asks"),
			mute: true,
			keys: map[string]step{
				"1": {do: answersDoor(support.LetIn), to: "room"},
				"2": {do: answersDoor(support.TurnedAway), to: "turned_away"},
				"*": {do: answersDoor(""), to: "room"},
			},
		},

		"turned_away": look{kind: LookPages, choose: afterDoor, leads: []string{"room", "wrap_up"}},
	}
}

// atDoor is a caller who asks to be let in, and is not decided on by the manager
// on this phone.
func (t *turn) atDoor(p *Page) (Visitor, bool) {
	for _, v := range p.Visitors {
		if v.Asks && v.Call != t.s.Visitor {
			return v, true
		}
	}
	return Visitor{}, false
}

// answersDoor says what the manager decides; nothing leaves the caller waiting.
func answersDoor(answer support.EventKind) func(*turn) {
	return func(t *turn) {
		if answer == "" {
			t.s.Visitor = "" // is asked again the next time
			return
		}
		t.event(support.Event{Kind: answer, Visitor: t.s.Visitor})
	}
}

// afterDoor goes on talking, or to the questions when no caller is there.
func afterDoor(_ *turn, f Found) string {
	if f.Page != nil && f.Page.CallerHere {
		return "room"
	}
	return "wrap_up"
}

func sayVisitor(t *turn) {
	data := Visitor{}.data()
	if t.page != nil {
		for _, v := range t.page.Visitors {
			if v.Call == t.s.Visitor {
				data = v.data()
			}
		}
	}
	t.say(t.prompted("visitor_asks"), data)
}

func (v Visitor) data() Data {
	return Data{"Name": v.Name, "Customer": v.Company, "Phone": v.Phone}
}

// announced is what those who talk are told of a visitor: that the call asks to be let
// in, or that it joins them.
func announced(p Page, call string) []Say {
	for _, v := range p.Visitors {
		switch {
		case v.Call != call:
		case v.Asks:
			return []Say{{Key: "announce_asks", Data: v.data()}}
		default:
			return []Say{{Key: "announce_joins", Data: v.data()}}
		}
	}
	return nil
}
