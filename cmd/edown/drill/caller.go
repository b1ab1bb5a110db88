package drill

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"edown/voice/exchange"
)

// caller is a person whose production is down, or who thinks so, or who calls
// about something else.
type caller struct {
	player
	town     *town
	errand   errand
	contract string // the caller's contract; empty: the line does not know the caller
	signs    string // the contract that the caller claims: a stranger knows one too
	hidden   bool   // the caller hides the number
	begins   time.Duration
	talked   bool
	done     atomic.Bool // the caller will not call again without being called back
}

// live is a caller's hour: the caller calls, calls again when the line drops
// the call, and answers when called back.
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
	return []rule{
		{"Is production down?", c.oneOf("1", "1", "1", "1", "1", "1", "0", "2")},
		{"If nobody can work, for example", presses("1")},
		{"Has all production stopped?", c.oneOf("1", "1", "1", "1", "1", "2")}, {"If that is so, press 1", presses("1")},
		{"An engineer can help you", c.oneOf("1", "2", "0")}, {"If you have a case number", presses("0")},
		{"Is this about case", c.oneOf("1", "1", "2")}, {"If you are calling about it", presses("1")},
		{"Are you calling back", c.oneOf("1", "1", "1", "2")}, {"We were cut off", presses("1")},
		{"Enter your case number", caseNumber}, {"Digits only, no letter", caseNumber},
		{"Enter your contract number", c.oneOf("100100#", "999#", "*0")},
		{"It is on your support agreement", presses("200200#")},
		{"Most users locked out", c.oneOf("1", "2", "3", "4", "5")}, {"The closest: users", presses("2")},
		{"How many users in all", number(900)}, {"Count everyone on this system", number(900)},
		{"How many of them", number(900)}, {"Count everyone who cannot", number(900)},
		{"How many hours", c.oneOf("#", "3#", "48#")}, {"Full hours will do", presses("#")},
		{"English-speaking technical contact", c.oneOf("1", "1", "2", "3")}, {"Our engineers need someone", presses("1")},
		{"Enter the contact's phone number", presses("14155550299#")},
		{"Begin with the country code", presses("14155550299#")},
		{"After the tone", c.tells}, {"is here. To talk now, press 1", c.oneOf("1", "2")},
		{"To be connected, press 1", presses("1")}, {"is here. To talk, press 1", presses("1")},
		{"Is that right? Yes, press 1", c.oneOf("1", "1", "1", "2")}, {"If it is right, press 1", presses("1")},
		{"If production runs again, press 2. For an operator, press 0.", c.holds}, {"an operator is being called", c.holds},
		{"Still down, press 1", c.oneOf("1", "2", "3", "3", "4", "9")}, {"If nobody can work, press 1. If only", nothing},
		{"in ten seconds this emergency ends", c.letsItEnd},
		{"Enter your number with the country code", presses("14155550288#")},
		{"For an operator, press 0. Otherwise you may hang up.", func(exchange.Now) (string, string) { return "hangup", "" }},
	}
}

// tells speaks after the tone, or refuses to be recorded.
func (c *caller) tells(now exchange.Now) (string, string) {
	switch {
	case now.Recording:
		return "speak", "We restarted the server twice, and it stops again."
	case c.chance(0.4):
		return "press", "#"
	}
	return "", ""
}

// holds waits on hold, and sometimes gives up.
func (c *caller) holds(exchange.Now) (string, string) {
	switch {
	case c.chance(0.02):
		return "press", "2"
	case c.chance(0.05):
		return "press", "1"
	case c.chance(0.04):
		return "press", "0"
	case c.chance(0.04):
		return "hangup", ""
	}
	return "", ""
}
