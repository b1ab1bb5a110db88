package ivr

import (
	"slices"

	"edown/support"
)

// marks say what a node is for. Each node literal carries its own; no list
// elsewhere names nodes.
type marks struct {
	needs     need
	resumes   resumption
	question  support.Question // the question of the interview that it asks
	qualifies bool             // asks whether all production work has stopped (R26): * takes back the key that led here
	proves    bool             // takes a part of the proof (section 6): * does not come back once that is given
	gone      func(*turn)      // what a caller who hangs up here has asked for
}

// need is what must hold for * to lead back to a node. Each one includes those
// before it.
type need int

const (
	nothing  need = iota
	aCase         // a case is named
	proof         // and it is proved to be the caller's
	openCase      // and it is not closed
	request       // and an escalation of it is being asked for
)

func (n need) met(s Session) bool {
	return (n < aCase || s.Case != "") && (n < proof || s.Vouched) && (n < openCase || !s.Closed) &&
		(n < request || s.Escalation != nil)
}

// resumption is where a call that broke off at a node goes on (U15).
type resumption int

const (
	unmarked   resumption = iota // on hold in an emergency; else the hunt that the caller waited for begins anew
	here                         // at the node
	atQuestion                   // at the first question without an answer
	atCase                       // at the case, which must be proved again
	inProblem                    // at the node; but a described problem is opened when its caller hangs up (R8)
	atRouting                    // where the new case reaches its engineer
	atMain                       // at the main menu: nothing was told in that call
)

// resumable are the nodes at which a call can go on.
func resumable(nodes map[string]node) []string {
	names := []string{"hold"} // of an emergency
	for name, n := range nodes {
		if r := n.marks().resumes; r == here || r == inProblem {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// asking finds the node of every question.
func asking(nodes map[string]node) map[support.Question]string {
	names := map[support.Question]string{}
	for name, n := range nodes {
		if q := n.marks().question; q != "" {
			names[q] = name
		}
	}
	return names
}
