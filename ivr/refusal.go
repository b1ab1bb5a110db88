package ivr

// refusalNodes tell the caller who first escalated a case that the escalation was
// turned down (R34). Only keys count: a voicemail says hello, and hears nothing of the
// case.
func refusalNodes() map[string]node {
	return map[string]node{
		"refused": menu{
			ask:   "refusal_hello",
			keys:  map[string]step{"1": {do: present, to: "refusal"}},
			fails: "not_reached",
			mute:  true,
		},

		"refusal": look{
			kind:   LookRequest,
			choose: refusalStands,
			leads:  []string{"refusal_told", "goodbye"},
		},

		"refusal_told": menu{
			ask:    "refusal_told",
			say:    sayRefusal,
			said:   []string{"refusal", "refusal_told"},
			keys:   map[string]step{},
			silent: "goodbye",
		},
	}
}

func refusalStands(t *turn, f Found) string {
	if f.Request == nil {
		return "goodbye"
	}
	t.recall(f)
	return "refusal_told"
}

// sayRefusal says that it was turned down, what goes on, and the way to an operator.
func sayRefusal(t *turn) {
	t.say("refusal", Data{"Level": t.request().Level})
	t.say("refusal_told")
}
