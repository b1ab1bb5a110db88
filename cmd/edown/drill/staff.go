package drill

import (
	"context"
	"regexp"
	"strings"

	"edown/operators/rota"
	"edown/voice/exchange"
)

// staff is a person who is rung.
type staff struct {
	player
	post
	person  rota.Person
	temper  temper
	refuses float64 // the chance of refusing an escalation
	read    int     // SMS since the person last sent one
}

// refused is the mode of a number that the carrier will not dial.
const refused = "refused"

// temper says what a person does when the phone rings, as chances. Otherwise
// the person picks up and accepts.
type temper struct {
	mode                                      string // of the phone
	absent, declines, hangsUp, silent, passes float64
	texts                                     float64 // answers by SMS
}

var (
	willingly = temper{absent: 0.1, passes: 0.05}
	tempers   = []temper{
		willingly, {absent: 0.6}, {absent: 0.2, declines: 0.5}, {silent: 0.5, hangsUp: 0.3}, {passes: 0.6, silent: 0.2},
		{absent: 0.5, texts: 0.7},
		{mode: exchange.Voicemail}, {mode: exchange.Busy}, {mode: exchange.Unreachable}, {mode: refused}, {absent: 1},
	}
)

func (s *staff) live(ctx context.Context) {
	if s.temper.mode != "" {
		s.phone.Do("mode", s.temper.mode)
		return
	}
	for {
		now, ok := s.phone.Wait(ctx, func(n exchange.Now) bool { return n.State == "ringing" || len(n.Texts) > s.read })
		switch {
		case !ok:
			return
		case now.State == "ringing":
			s.rings(ctx)
		default:
			s.reads(ctx)
		}
	}
}

// rings decides about a ringing phone.
func (s *staff) rings(ctx context.Context) {
	switch {
	case s.chance(s.temper.absent):
		s.phone.Wait(ctx, func(n exchange.Now) bool { return n.State != "ringing" })
		return
	case s.chance(s.temper.declines):
		pause(ctx, s.seconds(1, 6))
		s.phone.Do("decline", "")
		return
	}
	pause(ctx, s.seconds(2, 12))
	if s.phone.Do("answer", "") != nil {
		return // it has stopped ringing
	}
	switch {
	case s.chance(s.temper.hangsUp):
		pause(ctx, s.seconds(0.5, 8))
		s.phone.Do("hangup", "")
	case s.chance(s.temper.silent):
		s.phone.Wait(ctx, func(n exchange.Now) bool { return n.State == "idle" })
	}
	s.call(ctx, s.talk)
}

// reads reads new SMS, unless the phone rings first, and may answer them.
func (s *staff) reads(ctx context.Context) {
	soon, cancel := context.WithTimeout(ctx, s.seconds(5, 60))
	defer cancel()
	now, ringing := s.phone.Wait(soon, func(n exchange.Now) bool { return n.State == "ringing" })
	if ringing {
		return
	}
	texts := now.Texts[min(s.read, len(now.Texts)):]
	s.read += len(texts)
	for _, text := range texts {
		if reply := s.reply(text); reply != "" && s.phone.Send(line, reply) == nil {
			s.read = 0
		}
	}
}

var aCase = regexp.MustCompile(`C\d{7}`)

// reply is the person's answer to an SMS; empty is none.
func (s *staff) reply(text string) string {
	about := " " + aCase.FindString(text)
	switch {
	case strings.Contains(text, "Which one?") && s.chance(0.5):
		return "1" + about
	case strings.Contains(text, "Which one?"):
	case strings.Contains(text, "To be rung now, reply 1") && s.chance(max(s.temper.texts, 0.2)):
		return "1" + about
	case strings.Contains(text, "To accept, reply 1") && s.chance(s.temper.texts):
		return "1"
	case strings.Contains(text, "reply 3") && s.chance(0.4):
		return "3" + about
	case strings.Contains(text, "reply 4") && s.chance(0.4):
		return "4" + about
	case s.chance(0.3):
		return "thanks"
	}
	return ""
}

// verdict is the key of the person's decision on an escalation.
func (s *staff) verdict() string {
	if s.chance(s.refuses) {
		return "2"
	}
	return "1"
}

// talk is being in conversation, and one of several ways to end it.
func (s *staff) talk(ctx context.Context) {
	s.stay(ctx, s.seconds(5, 60))
	switch {
	case len(s.phone.Now().With) == 0:
	case s.chance(0.5):
		s.phone.Do("press", "*")
		s.phone.Wait(ctx, func(n exchange.Now) bool { return len(n.With) == 0 })
	default:
		s.phone.Do("hangup", "")
	}
}

// manners are how managers and operators answer.
func (s *staff) manners() []rule {
	accept := func(exchange.Now) (string, string) {
		switch {
		case s.chance(s.temper.passes):
			return "press", "2"
		case s.chance(0.2):
			return "press", "3"
		}
		return "press", "1"
	}
	return []rule{
		{"To accept, press 1", accept}, {"To take it, press 1", accept}, {"To take the call, press 1", accept},
		{"To join the call, press 1", s.oneOf("1", "9")}, {"To talk now, press 1", presses("1")},
		{"To talk to the customer now", presses("1")},
		{"You have not talked to the customer", s.oneOf("2", "2", "2", "1", "0")},
		{"The customer heard nobody", presses("1")},
		{"To let the caller in, press 1", s.oneOf("1", "2", "*")}, {"A caller waits outside", presses("1")},
		{"How did it go?", s.oneOf("1", "2", "3", "4", "*")}, {"needs an outcome", s.oneOf("1", "2")},
		{"24-hour support essential", s.oneOf("1", "2")}, {"nights and weekends", s.oneOf("1", "2")},
		{"For the duty manager, press 1", s.oneOf("1", "2", "3", "4", "4", "4", "*")},
		{"The caller is waiting", s.oneOf("1", "*")},
		{"To go back to the caller, press 1", s.oneOf("1", "2", "4", "4", "4", "*")},
		{"in ten seconds the emergency ends", s.letsItEnd},
	}
}

// duties are how they answer what is not an Enterprise Down.
func (s *staff) duties() []rule {
	decide := func(exchange.Now) (string, string) {
		if s.chance(0.2) {
			return "press", "3"
		}
		return "press", s.verdict()
	}
	outcome := s.oneOf("1", "1", "2", "3", "4", "*")
	return []rule{
		{"To accept it, press 1", decide}, {"To take the case up, press 1", decide},
		{"performance report be escalated too", s.oneOf("1", "2")}, {"look at the performance report", presses("2")},
		{"To speak to the customer now, press 1", s.oneOf("1", "1", "2")},
		{"The customer waits to hear from you", presses("1")},
		{"To speak now, press 1", s.oneOf("1", "2")}, {"It is yours already. To talk", presses("1")},
		{"Was the customer contacted?", s.oneOf("1", "1", "2", "*")}, {"until the customer has been spoken to", presses("1")},
		{"managers' conference, press 1", s.oneOf("1", "1", "1", "2", "3")}, {"To take part, press 1", presses("1")},
		{"What did you decide?", outcome}, {"Work goes on, press 1", presses("1")},
		{"for the duty manager, press 1; for the next", s.oneOf("1", "*", "*", "*")},
		{"to call the duty manager, press 1; the one after, press 2", presses("*")},
		{"To escalate the case to the next level, press 2", s.oneOf("2", "2", "*")},
		{"To ask the next level to decide, 2", presses("2")},
		{"Why? A deadline", s.oneOf("1", "2", "3", "4")}, {"Choose the closest. A date is near", presses("1")},
	}
}
