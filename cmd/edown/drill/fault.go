package drill

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// Kind is something that fails.
type Kind string

// What can fail, and how hard.
const (
	DocumentsLate    Kind = "webhooks delayed" // up to 4 s
	DocumentsDoubled Kind = "webhooks doubled"
	DocumentsLost    Kind = "webhooks lost: the fallback"     // every try
	CallbacksLate    Kind = "callbacks late and out of order" // up to 20 s
	CallbacksLost    Kind = "callbacks lost"
	Refused429       Kind = "requests refused: 429"             // not performed
	Failed500        Kind = "requests failed: 500"              // not performed
	AnswerLost       Kind = "connections reset after the deed"  // performed
	AnswerLate       Kind = "silence after the deed"            // performed, no answer in time
	CarrierDown      Kind = "carrier down: 503"                 // a minute
	DiskFull         Kind = "disk full"                         // commits fail
	DiskSlow         Kind = "disk slow"                         // commits wait
	Locked           Kind = "database locked"                   // by another program
	Killed           Kind = "process killed"                    // between any two steps
	BadNumber        Kind = "a bad number in the rota"          // refused for good
	CutOff           Kind = "no way between the carrier and us" // both directions
)

// Fault is one kind of failure for some time.
type Fault struct {
	Kind   Kind
	From   time.Duration // since the storm began
	For    time.Duration
	Chance float64 // that it strikes any one request
}

// String returns the fault as a line of a plan.
func (f Fault) String() string {
	return fmt.Sprintf("%s from %s for %s, %.0f %%", f.Kind, f.From.Round(time.Second), f.For.Round(time.Second),
		100*f.Chance)
}

// season is the time within which faults may begin.
const season = 12 * time.Minute

// lengths limits how long each kind lasts, in seconds, and how likely it
// strikes.
var lengths = map[Kind]struct {
	seconds int
	chance  float64
}{
	DocumentsLate: {300, 0.6}, DocumentsDoubled: {300, 0.6}, DocumentsLost: {120, 0.3},
	CallbacksLate: {600, 1}, CallbacksLost: {300, 0.5},
	Refused429: {60, 0.9}, Failed500: {60, 0.9}, AnswerLost: {120, 0.8}, AnswerLate: {120, 0.8},
	CarrierDown: {60, 1}, DiskFull: {20, 1}, DiskSlow: {60, 0.3}, Locked: {20, 0.1}, Killed: {400, 0.04}, CutOff: {20, 1},
}

// kinds are those that a plan draws from.
var kinds = []Kind{
	DocumentsLate, DocumentsDoubled, DocumentsLost, CallbacksLate, CallbacksLost, Refused429, Failed500,
	AnswerLost, AnswerLate, CarrierDown, DiskFull, DiskSlow, Killed, CutOff,
}

// forecast makes the plan of one storm. In one storm of four, another program
// locks the record. That is drawn from other dice, so that the rest of the plan
// is the same without it.
func forecast(rng, his *rand.Rand) []Fault {
	var plan []Fault
	for range 2 + rng.IntN(5) {
		plan = append(plan, fault(kinds[rng.IntN(len(kinds))], rng))
	}
	if his.IntN(4) == 0 {
		plan = append(plan, fault(Locked, his))
	}
	slices.SortFunc(plan, func(a, b Fault) int { return int(a.From - b.From) })
	return plan
}

func fault(kind Kind, rng *rand.Rand) Fault {
	most := lengths[kind]
	return Fault{
		Kind: kind, From: time.Duration(rng.Int64N(int64(season))),
		For: time.Duration(1+rng.IntN(most.seconds)) * time.Second, Chance: most.chance * (0.3 + 0.7*rng.Float64()),
	}
}

// Kinds returns all that can fail, in the order of a report.
func Kinds() []Kind { return slices.Concat(kinds, []Kind{Locked, BadNumber}) }

func printed(plan []Fault) string {
	var lines []string
	for _, f := range plan {
		lines = append(lines, "  "+f.String())
	}
	return strings.Join(lines, "\n")
}
