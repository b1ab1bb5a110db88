package drill

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"edown/voice/exchange"
)

// errand is the reason for a call.
type errand string

const (
	outage     errand = "production is down"
	aboutACase errand = "a case of the caller"
	newProblem errand = "a new problem"
)

// errandOf gives four of ten callers no emergency. In half of the storms, one
// of those four hides the number.
func errandOf(i int, rng *rand.Rand, hidden bool) errand {
	switch {
	case i != 3 && i != 5 && i != 7 && !(i == 4 && !hidden) && !(i == 9 && hidden):
		return outage
	case rng.IntN(4) == 0:
		return newProblem
	}
	return aboutACase
}

// firstOfTheirs is the last digit of the first case that callers do not report
// as down.
const firstOfTheirs = 4

// errands are how callers answer who call about a case or a new problem.
func (c *caller) errands() []rule {
	main := c.oneOf("2", "2", "2", "2", "3", "0")
	if c.errand == newProblem {
		main = c.oneOf("3", "3", "3", "3", "2", "1")
	}
	menu := c.among("1", "2", "3", "4", "4", "4", "4", "4", "4", hangsUp)
	change := c.oneOf("3", "3", "3", "3", "3", "3", "3", "2", "1")
	reason := c.oneOf("1", "3", "4", "1", "3", "4", "2")
	severity := c.oneOf("2", "3", "4", "3", "4", "1")
	contract := c.oneOf(c.signs+"#", c.signs+"#", c.signs+"#", c.signs+"#", c.signs+"#", "999#")
	return []rule{
		{"Is production down?", main}, {"If nobody can work, for example", main},
		{"Is this about case", c.oneOf("2", "2", "2", "2", "1")},
		{"Has all production stopped?", c.oneOf("2", "2", "2", "2", "2", "1")},
		{"Enter your case number", c.itsNumber}, {"Digits only, no letter", c.itsNumber},
		{"To hear or change the case", contract}, {"It is on your support agreement", contract},
		{"Enter your contract number", contract},
		{"Enter your PIN", c.itsPIN}, {"The PIN came with", c.itsPIN},
		{"For the status of your case", menu}, {"To hear when the next", menu},
		{"To escalate to management, press 3", change}, {"For a manager, for example", change},
		{"A question, or there is a workaround", severity}, {"Work goes on almost as usual", severity},
		{"Set case", c.oneOf("1", "1", "2")}, {"If that is right, press 1", presses("1")},
		{"Lowering it ends the emergency", c.oneOf("1", "2", "3", "*")}, {"Lower it only if", presses("1")},
		{"and the emergency ends. To keep it", c.letsItEnd},
		{"To join those who work on it, press 1", c.oneOf("1", "*", "0")}, {"until a manager is here", presses("*")},
		{"need a manager now, press 1", c.oneOf("1", "*", "*")}, {"call the duty manager once more", presses("*")},
		{"To add a comment, press 1", c.among("1", "*", hangsUp)}, {"You can add for example", presses("*")},
		{"If there is a strong reason", c.oneOf("1", "1", "1", "1", "1", "2", "0")},
		{"A manager can decide earlier", presses("1")},
		{"what priority does this one have?", c.oneOf("1", "2", "3")}, {"Your engineers take your cases", presses("3")},
		{"Why are you escalating?", reason}, {"A date is near, press 1. Something", reason},
		{"should we call you?", c.oneOf("1", "1", "2", "2", "2", "0")},
		{"If it is refused, we tell you at this number", presses("2")},
		{"A manager will hear it", c.tells}, {"Which product", c.tells}, {"Which technical area", c.tells},
		{"Which part of the product", c.tells},
		{"Which version", c.tells}, {"Tell us for example what you did", c.tells},
		{"Enter the date code", c.oneOf("20261#", "#")}, {"The date code stands", presses("#")},
		{"Something is broken, press 1", c.oneOf("1", "2", "3")}, {"If something does not work as it should", presses("1")},
		{"To talk to an engineer now", c.oneOf("1", "2")}, {"An engineer can call you back", presses("2")},
		{"If that is all, press 1", c.among("1", hangsUp, "0")}, {"Your case is on record, and", presses("1")},
		{"Your engineer is being called", c.holds}, {"Your account manager is being called", c.holds},
		{"your engineer is being called. Please", c.holds},
		{"with an answer to your request", presses("1")}, {"You asked us for something", presses("1")},
	}
}

// hangsUp stands for hanging up, in a list of keys.
const hangsUp = ""

// among presses one of several keys, or hangs up.
func (p *player) among(keys ...string) func(exchange.Now) (string, string) {
	return func(exchange.Now) (string, string) {
		if key := keys[p.rng.IntN(len(keys))]; key != hangsUp {
			return "press", key
		}
		return "hangup", ""
	}
}

// itsNumber types a case number, usually of the claimed contract.
func (c *caller) itsNumber(exchange.Now) (string, string) {
	of := slices.Index(contracts, c.signs)
	if c.chance(0.1) {
		of = 1 - of
	}
	return "press", fmt.Sprintf("100000%d#", firstOfTheirs+2*c.rng.IntN(2)+of)
}

// itsPIN types the right PIN, a wrong one, or none.
func (c *caller) itsPIN(exchange.Now) (string, string) {
	switch {
	case c.chance(0.12):
		return "press", c.town.secrets.wrong + "#"
	case c.chance(0.08):
		return "press", "#"
	}
	return "press", c.town.secrets.pins[c.signs] + "#"
}
