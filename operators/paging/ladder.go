package paging

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"edown/operators/rota"
	"edown/support"
)

// Whom is a group on a rung of the ladder.
type Whom string

const (
	Primary   Whom = "primary"   // the first layer of the duty managers
	Secondary Whom = "secondary" // the second layer
	Managers  Whom = "managers"  // every duty manager
	Second    Whom = "level2"
	Directors Whom = "director"
	Desks     Whom = "operators"
	Everyone  Whom = "everyone" // all people of the rota, on duty or not

	DedicatedEngineer Whom = "dedicated_engineer" // booked by the customer for now (R44)
	AssignedEngineer  Whom = "assigned_engineer"  // whose case it is
	Engineers         Whom = "engineers"          // on duty
	AccountManagers   Whom = "account_managers"   // the customer's, for the application of the case (R45)
	Decider           Whom = "decider"            // of an escalation (R27, R28)
	Above             Whom = "above"              // a level above the decider
	Higher            Whom = "higher"             // and one above that
	Highest           Whom = "highest"            // all further above: told when it is overdue, never rung
)

// DecidingOrder is who is told of a request, one after the other.
var DecidingOrder = []Whom{Decider, Above, Higher, Highest}

// Rung says which groups are rung at the latest when a page is so old.
type Rung struct {
	After time.Duration
	Call  []Whom
}

// Ladder is how a page climbs (P4). It is frozen into the page at its start.
type Ladder struct {
	Rungs []Rung
	Again time.Duration // after the last rung: a phone is rung again, not sooner than so long after its last ring
	// after the last rung the phones ring in turn, and not all at once: pages of earlier versions ring
	// on as they began
	Staggered  bool          `json:",omitempty"`
	Ring       time.Duration // how long a phone rings
	NoKey      time.Duration // picked up, and no key after the words: counts as no answer (P3)
	Words      time.Duration `json:",omitempty"` // the most that is said before NoKey counts; the dialogue ends sooner
	TalkWithin time.Duration // accepted, and not talking to the caller: ask (P5); 0 is never
	GiveUp     time.Duration // 0 is never
}

// longestWords is more than a phone that was rung is told in one go: all details of a
// page take 35 s in the slowest voice, the offer before and after them 50 s.
const longestWords = 90 * time.Second

// DefaultLadder is P4.
func DefaultLadder() Ladder {
	return Ladder{
		Rungs: []Rung{
			{0, []Whom{Primary}},
			{40 * time.Second, []Whom{Secondary, Primary}},
			{90 * time.Second, []Whom{Managers}},
			{180 * time.Second, []Whom{Second}},
			{300 * time.Second, []Whom{Directors, Desks}},
		},
		Again: time.Minute, Staggered: true, Ring: 25 * time.Second, NoKey: 20 * time.Second, Words: longestWords,
		TalkWithin: 10 * time.Minute,
	}
}

// DeskLadder rings all operators at once, for a minute.
func DeskLadder() Ladder {
	return Ladder{
		Rungs: []Rung{{0, []Whom{Desks}}, {30 * time.Second, []Whom{Desks}}},
		Ring:  25 * time.Second, NoKey: 20 * time.Second, Words: longestWords, GiveUp: 60 * time.Second,
	}
}

// EngineerLadder rings the customer's own engineer, then all who are on duty;
// an operator is better than no answer (R1, R6).
func EngineerLadder() Ladder {
	return Ladder{
		Rungs: []Rung{
			{0, []Whom{DedicatedEngineer, AssignedEngineer}},
			{30 * time.Second, []Whom{Engineers}},
			{60 * time.Second, []Whom{Desks}},
		},
		Ring: 25 * time.Second, NoKey: 20 * time.Second, Words: longestWords, GiveUp: 120 * time.Second,
	}
}

// AccountLadder rings the account manager twice (R45).
func AccountLadder() Ladder {
	return Ladder{
		Rungs: []Rung{{0, []Whom{AccountManagers}}, {30 * time.Second, []Whom{AccountManagers}}},
		Ring:  25 * time.Second, NoKey: 20 * time.Second, Words: longestWords, GiveUp: 60 * time.Second,
	}
}

// DecisionLadder rings the deciders on an escalation, again half an hour
// later, and then every hour, in their business hours (R33, P10).
func DecisionLadder() Ladder {
	return Ladder{
		Rungs: []Rung{{0, []Whom{Decider}}, {30 * time.Minute, []Whom{Decider}}},
		Again: time.Hour, Ring: 25 * time.Second, NoKey: 20 * time.Second, Words: longestWords,
	}
}

// ReviewLadder rings the support managers for their conference: all at once,
// and twice more (R23).
func ReviewLadder() Ladder {
	all := []Whom{Managers, Second}
	return Ladder{
		Rungs: []Rung{{0, all}, {60 * time.Second, all}, {120 * time.Second, all}},
		Ring:  25 * time.Second, NoKey: 20 * time.Second, Words: longestWords, GiveUp: 180 * time.Second,
	}
}

// Version names the ladder on record: two ladders have the same version when
// they are the same.
func (l Ladder) Version() string {
	text, _ := json.Marshal(l) // plain numbers and strings: cannot fail
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}

// groups is who is behind each name at the moment a page starts. An emergency
// whose ladder is empty rings everyone (P7).
func groups(k support.PageKind, l Ladder, r rota.Rota, at time.Time) People {
	who := People{
		Primary: r.Layer(rota.Manager, 1, at), Secondary: r.Layer(rota.Manager, 2, at), Managers: r.OnDuty(rota.Manager, at),
		Second: r.OnDuty(rota.Level2, at), Directors: r.OnDuty(rota.Director, at), Desks: r.OnDuty(rota.Operator, at),
		Engineers: r.OnDuty(rota.Engineer, at), Everyone: r.People,
	}
	if k == support.EmergencyPage && !anybody(l, who) {
		for _, rung := range l.Rungs {
			for _, whom := range rung.Call {
				who[whom] = r.People
			}
		}
	}
	return who
}

func anybody(l Ladder, who People) bool {
	for _, rung := range l.Rungs {
		for _, whom := range rung.Call {
			if len(who[whom]) > 0 {
				return true
			}
		}
	}
	return false
}
