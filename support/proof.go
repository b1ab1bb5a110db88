package support

import "strings"

// Proof is what a call has shown beyond the number that it comes from: a number can be
// forged (docs/security.md).
type Proof struct {
	Began     bool // it is the call that declared the emergency
	Alone     bool // no other call is on that emergency, or waits to be let in
	Confirmed bool // the PIN of the contract was entered in this call, or an operator vouches
	Attested  bool // the caller's network signs the number as its own, level A
	Unsigned  bool // it says nothing, as no network of that country signs
	Contact   bool // the number is that of a contact of the contract
	Rung      bool // a key on a telephone that the line rang
}

// Act is what a caller may do only with proof.
type Act int

const (
	Return Act = iota // to the emergency of an earlier call of the number
	Join              // the emergency of another call
	End               // an emergency, or lower its severity
)

// May decides what may be done by this proof. It is the only place that does. A caller
// without it may always declare an emergency, and reach an operator.
func (p Proof) May(do Act) bool {
	switch do {
	case Return:
		return p.Confirmed || p.Rung || p.Attested || p.Contact && p.Unsigned
	case Join:
		return p.Confirmed || p.Rung || p.Contact && (p.Attested || p.Unsigned)
	case End:
		return p.Confirmed || p.Rung || p.Alone && p.Began || p.Attested && (p.Contact || p.Alone)
	}
	return false
}

// signing are the beginnings of the numbers in whose countries the networks sign calls:
// STIR/SHAKEN in the United States and Canada, MAN in France.
var signing = []string{"+1", "+33"}

// Signs reports whether the networks of a number's country sign calls: there, a call
// without a verdict has no attestation.
func (n E164) Signs() bool {
	for _, code := range signing {
		if strings.HasPrefix(string(n), code) {
			return true
		}
	}
	return false
}
