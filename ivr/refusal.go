package ivr

// addRefusal adds the call to whoever first escalated a case, when that was
// refused (R34). A voicemail hears nothing of the case: it presses no key.
func addRefusal(nodes map[string]node) {
	nodes["refused"] = menu{ask: "refusal_hello", fails: "not_reached", keys: map[string]step{"1": {present, "refusal"}}}
	nodes["refusal"] = look{LookRequest, refusalStands, []string{"refusal_told", "goodbye"}, nil}
	nodes["refusal_told"] = menu{ask: "refusal_told", say: sayRefusal, said: []string{"refusal", "refusal_told"}, silent: "goodbye", keys: map[string]step{}}
}

func refusalStands(t *turn, f Found) string {
	if f.Request == nil {
		return "goodbye"
	}
	t.recall(f)
	return "refusal_told"
}

// sayRefusal tells that it was refused, what goes on, and the way to a human.
func sayRefusal(t *turn) {
	t.say("refusal", Data{"Level": t.request().Level})
	t.say("refusal_told")
}
