package ivr

import (
	"maps"
	"slices"
	"time"

	"edown/support"
)

// Tree is one dialogue: named nodes, and where a call goes that no key leads on.
type Tree struct {
	Start     string            // where a call begins
	Human     string            // where errors lead: to a person, or out of the way (U8)
	Summon    string            // where a call goes that is told to look where it stands
	Meet      string            // where * leads a caller while a manager waits
	Alarm     string            // where an outage leads that was named beside anything else
	Keys      map[string]string // keys that work in every node, and where they lead (U5)
	Nodes     map[string]node
	Entrances []string                    // where calls of other dialogues begin that have the same nodes
	Questions map[support.Question]string // the node that asks each question of the interview
	Concern   Concern
}

// Concern is which pages a dialogue is about.
type Concern int

const (
	OwnPages Concern = iota // those of the caller: the Enterprise Down, and the hunt that the caller waits for
	RungPage                // the one that this phone was rung for
	RungHunt                // the hunt that this phone was rung for, and the Enterprise Down of its caller
)

const (
	menuPatience    = 7 * time.Second  // U7
	entryPatience   = 15 * time.Second // where a number must be fetched
	keyPatience     = 3 * time.Second  // between keys
	slower          = 3                // U16: how many times longer
	triesInNode     = 3                // U8
	errorsInCall    = 6
	deafAfter       = 2 // U12
	moreTime        = "8"
	trailLength     = 12
	anotherLanguage = "9"
)

// Dialogues are all the trees of an installation. Company is how the line
// names itself; Languages are offered in this order; Limits send callers to a
// human first.
type Dialogues struct {
	Company   string
	Limits    support.Limits
	Policy    support.Policy     // what contracts promise, and when a case may be escalated; zero is support.DefaultPolicy
	Format    support.CaseFormat // zero is support.DefaultCaseFormat
	Languages []string
}

// trees are built once; they hold no state.
var trees = map[string]*Tree{
	"caller":     callerTree("hello"),
	"callback":   callerTree("returning"),
	"refusal":    callerTree("refused"),
	"manager":    managerTree(),
	"operator":   operatorTree(),
	"stand_down": standDownTree(),
	"decision":   decisionTree(),
	"review":     reviewTree(),
}

// joined are the nodes of several parts of a dialogue.
func joined(parts ...map[string]node) map[string]node {
	nodes := map[string]node{}
	for _, part := range parts {
		maps.Copy(nodes, part)
	}
	return nodes
}

// Next is the whole machine: where a call stands, what was heard and what
// time it is lead to where it stands then and what is to be said and kept. It
// changes nothing it is given. A Reply with a Lookup wants the answer as the
// next input, in the same turn.
func (d *Dialogues) Next(s Session, in Input, now time.Time) (Session, Reply) {
	s.Interview, s.Problem = maps.Clone(s.Interview), maps.Clone(s.Problem)
	s.Trail = slices.Clone(s.Trail)
	t := &turn{d: d, tree: trees[s.Tree], s: s, in: in, now: now}
	t.take()
	if t.r.Lookup == nil && in.Kind != HungUp { // the caller's last words may still be on their way
		t.s.Turn++
	}
	return t.s, t.r
}

// cutOff reports whether an answer was given before the caller hung up, and arrives after
// the end: the carrier's webhooks keep no order. It counts as it would have in order, and
// the call ends behind it.
func (s Session) cutOff(in Input) bool {
	return s.Over && !s.Late && s.Page == "" && in.Kind == Keys && in.Keys != ""
}

// unsaid takes back what was to end and was never said back: the caller had hung up before.
func (s Session) unsaid() Session {
	if g, ends := s.node().(grace); ends {
		s.Node = g.undone
	}
	return s
}

// Run is Next with its lookups answered by look, until the call must wait.
func (d *Dialogues) Run(
	s Session, in Input, now time.Time, look func(Session, Lookup) (Found, error),
) (Session, Reply, error) {
	var sum Reply
	late := s.cutOff(in)
	s.Over, s.Late = s.Over && !late, s.Late || late
	for {
		next, r := d.Next(s, in, now)
		sum.Say, sum.Events = append(sum.Say, r.Say...), append(sum.Events, r.Events...)
		sum.Answers = append(sum.Answers, r.Answers...)
		sum.Wait = r.Wait
		if r.Spoke != "" {
			sum.Spoke = r.Spoke
		}
		s = next
		switch {
		case r.Lookup == nil && late:
			late, in, s = false, Input{Kind: HungUp, Ending: support.EndCompleted}, s.unsaid()
			continue
		case r.Lookup == nil:
			return s, sum, nil
		}
		found, err := look(s, *r.Lookup)
		if err != nil {
			return s, sum, err
		}
		in = Input{Kind: Answered, Found: &found}
	}
}
