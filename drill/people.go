package drill

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"time"

	"edown"
	"edown/operators"
	"edown/voice/exchange"
)

// populate gives everybody a phone: who is on duty, and who will call.
func (t *town) populate(p Plan, rng *rand.Rand) {
	posts := []struct {
		id    string
		role  operators.Role
		layer int
	}{
		{"mei", operators.Manager, 1}, {"raj", operators.Manager, 2}, {"ana", operators.Manager, 3},
		{"dov", operators.Level2, 1}, {"vic", operators.Director, 1}, {"sam", operators.Operator, 1}, {"zoe", operators.Operator, 1},
	}
	willing := rng.IntN(5) // at least one of those who can accept picks up and does
	for i, post := range posts {
		number := fmt.Sprintf("+1415555010%d", i)
		s := &staff{role: post.role, layer: post.layer, person: operators.Person{ID: post.id, Name: strings.ToUpper(post.id), Phone: edown.E164(number), Language: "en"}}
		s.player = player{phone: t.x.Handset(number), rng: rand.New(rand.NewPCG(t.seed, uint64(10+i)))}
		s.temper = tempers[rng.IntN(len(tempers))]
		if i == willing {
			s.temper = willingly
		}
		if s.temper.mode == refused {
			s.temper = temper{absent: 1}
			if !p.Calm {
				t.bad = number
			}
		}
		s.rules = s.manners()
		t.staff = append(t.staff, s)
	}
	for i := range CallsPerStorm {
		number := fmt.Sprintf("+1415555020%d", i)
		c := &caller{town: t, begins: time.Duration(rng.Int64N(int64(8 * time.Minute)))}
		c.player = player{phone: t.x.Handset(number), rng: rand.New(rand.NewPCG(t.seed, uint64(100+i)))}
		switch {
		case i < 6:
			c.contract = []string{"100100", "200200"}[i%2]
		case i == 9:
			c.phone.CallerID("anonymous")
		}
		c.rules = c.manners()
		t.calls = append(t.calls, c)
	}
}

// staff is a manager or an operator.
type staff struct {
	player
	person operators.Person
	role   operators.Role
	layer  int
	temper temper
}

// refused is the mode of a number that the carrier will not dial.
const refused = "refused"

// temper is what somebody does when his phone rings. The rest of what is
// likely is that he picks up and accepts.
type temper struct {
	mode                                      string // of the phone
	absent, declines, hangsUp, silent, passes float64
	texts                                     float64 // accepts by SMS
}

var (
	willingly = temper{absent: 0.1, passes: 0.05}
	tempers   = []temper{
		willingly, {absent: 0.6}, {absent: 0.2, declines: 0.5}, {silent: 0.5, hangsUp: 0.3}, {passes: 0.6, silent: 0.2}, {absent: 0.5, texts: 0.7},
		{mode: exchange.Voicemail}, {mode: exchange.Busy}, {mode: exchange.Unreachable}, {mode: refused}, {absent: 1},
	}
)

func (s *staff) live(ctx context.Context) {
	if s.temper.mode != "" {
		s.phone.Do("mode", s.temper.mode)
		return
	}
	for {
		now, ok := s.phone.Wait(ctx, func(n exchange.Now) bool { return n.State == "ringing" || len(n.Texts) > 0 })
		switch {
		case !ok:
			return
		case now.State == "ringing":
			s.rings(ctx)
		default:
			s.reads(ctx, now.Texts[len(now.Texts)-1])
		}
	}
}

// rings decides about a phone that rings.
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

// reads an SMS, and may accept by one.
func (s *staff) reads(ctx context.Context, text string) {
	pause(ctx, s.seconds(5, 60))
	reply := "thanks"
	if strings.Contains(text, "Reply 1") && s.chance(s.temper.texts) {
		reply = "1"
	}
	s.phone.Send(line, reply)
}

// talk is being in conversation: then one of several endings.
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
		{"To join the call, press 1", s.oneOf("1", "9")}, {"To talk now, press 1", presses("1")}, {"To talk to the customer now", presses("1")},
		{"How did it go?", s.oneOf("1", "2", "3", "4", "*")}, {"needs an outcome", s.oneOf("1", "2")},
		{"24-hour support essential", s.oneOf("1", "2")}, {"nights and weekends", s.oneOf("1", "2")},
		{"For the duty manager, press 1", s.oneOf("1", "2", "3", "4", "*")}, {"The caller is waiting", s.oneOf("1", "*")},
		{"If production runs again", s.oneOf("1", "*")}, {"needs a reason", s.oneOf("1", "2", "*")},
	}
}

// caller is somebody whose production is down, or who thinks so.
type caller struct {
	player
	town     *town
	contract string // empty: nobody knows him
	begins   time.Duration
	talked   bool
	done     atomic.Bool // will not call again by himself
}

// live is a caller's hour: he calls, again when the line drops him, and picks
// up when he is called back.
func (c *caller) live(ctx context.Context) {
	pause(ctx, c.begins)
	for try := 0; try < 4 && !c.talked && ctx.Err() == nil; try++ {
		if c.phone.Do("dial", line) == nil {
			c.call(ctx, c.talk)
		}
		if c.chance(0.3) {
			break
		}
		pause(ctx, c.seconds(5, 90))
	}
	c.done.Store(true)
	for ctx.Err() == nil {
		c.phone.Wait(ctx, func(n exchange.Now) bool { return n.State == "ringing" })
		pause(ctx, c.seconds(2, 10))
		if c.phone.Do("answer", "") == nil {
			c.call(ctx, c.talk)
		}
	}
}

func (c *caller) talk(ctx context.Context) {
	c.talked = true
	c.stay(ctx, c.seconds(10, 90))
	if len(c.phone.Now().With) > 0 && c.chance(0.5) {
		c.phone.Do("hangup", "")
	}
}

// manners are how callers answer.
func (c *caller) manners() []rule {
	number := func(most int) func(exchange.Now) (string, string) {
		return func(exchange.Now) (string, string) { return "press", fmt.Sprint(1+c.rng.IntN(most), "#") }
	}
	caseNumber := func(exchange.Now) (string, string) {
		if c.chance(0.3) {
			return "press", "#"
		}
		return "press", fmt.Sprintf("100000%d#", c.rng.IntN(4))
	}
	tells := func(now exchange.Now) (string, string) {
		switch {
		case now.Recording:
			return "speak", "We restarted the server twice, and it stops again."
		case c.chance(0.4):
			return "press", "#"
		}
		return "", ""
	}
	holds := func(exchange.Now) (string, string) {
		switch {
		case c.chance(0.02):
			return "press", "1"
		case c.chance(0.04):
			return "press", "0"
		case c.chance(0.04):
			return "hangup", ""
		}
		return "", ""
	}
	return []rule{
		{"Is production down?", c.oneOf("1", "1", "1", "1", "1", "1", "0", "2")}, {"If nobody can work", presses("1")},
		{"Has all production work stopped?", c.oneOf("1", "1", "1", "1", "1", "2")}, {"If that is so, press 1", presses("1")},
		{"An engineer can help you", c.oneOf("1", "2", "0")}, {"If you have a case number", presses("0")},
		{"Is this about case", c.oneOf("1", "1", "2")}, {"If you are calling about it", presses("1")},
		{"Are you calling back", c.oneOf("1", "1", "1", "2")}, {"Your last call broke off", presses("1")},
		{"Enter your case number", caseNumber}, {"Enter the digits only", caseNumber},
		{"Enter your contract number", c.oneOf("100100#", "999#", "*0")}, {"The contract number is on", presses("200200#")},
		{"What is wrong?", c.oneOf("1", "2", "3", "4", "5")}, {"Choose the closest", presses("2")},
		{"How many users does", number(900)}, {"Count everyone who works", number(900)},
		{"How many of them", number(900)}, {"Count everyone who cannot", number(900)},
		{"How many hours", c.oneOf("#", "3#", "48#")}, {"Full hours are enough", presses("#")},
		{"Is an English-speaking", c.oneOf("1", "1", "2", "3")}, {"Our engineers need someone", presses("1")},
		{"Enter the contact's phone number", presses("14155550299#")}, {"Begin with the country code", presses("14155550299#")},
		{"After the tone", tells}, {"is here. To talk now, press 1", c.oneOf("1", "2")},
		{"To be connected, press 1", presses("1")},
		{"If it is over, press 1. For an operator, press 0.", holds}, {"an operator is being called", holds},
		{"If production runs again, press 1", c.oneOf("1", "2", "9")}, {"Press a key only if", nothing},
		{"Enter your number with the country code", presses("14155550288#")},
		{"For an operator, press 0. Otherwise you may hang up.", func(exchange.Now) (string, string) { return "hangup", "" }},
	}
}
