package ivr

import "cmp"

// This file says what survives of a session when another one goes on from it. The
// groups of [Session] survive as a whole; the few fields that live shorter or longer
// than their group are named.

// resumed is the call of a caller who rings back after the call old broke off (U15).
// The pages of that call are the caller's again at once, whatever the caller answers.
// Proof, what the network says of the number, and the hunt that the caller waited for,
// are of one call only.
func (s Session) resumed(old Session, next string) Session {
	out := old
	out.Place, out.Origin, out.Steering, out.Proof = s.Place, s.Origin, Steering{Next: next}, Proof{}
	out.Lang = old.Lang
	return out
}

// restarted is the call of a caller who wants to begin afresh: the person and the
// customer stay, and nothing that was told.
func (s Session) restarted() Session {
	out := Session{Place: s.Place, Origin: s.Origin, Caller: s.Caller, Customer: s.Customer}
	out.Home, out.Next = s.Home, "main"
	out.Slow = false
	return out
}

// Retold is the session of a phone that the line rings to go on with what was
// told: nothing is asked twice.
func (s Session) Retold(told Session) Session {
	s.Lang = cmp.Or(told.Lang, s.Lang)
	s.Origin, s.Caller, s.Customer = told.Origin, told.Caller, told.Customer
	s.Matter, s.Emergency = told.Matter, told.Emergency
	s.Product = told.Product
	return s
}

// Introduced is who the caller is, and nothing that the call was about.
func (s Session) Introduced() Session {
	out := Session{Caller: s.Caller, Customer: s.Customer}
	out.Lang, out.Product = s.Lang, s.Product
	return out
}

// Muted is a session without what the caller told of the trouble and of the person: it
// leaves which call it was, about which case, and whether a page was asked for.
func (s Session) Muted() Session {
	out := Session{Place: s.Place, Origin: s.Origin, Customer: s.Customer, Matter: s.Matter, Rung: s.Rung}
	out.Entitlement, out.Problem = "", nil
	out.Declared, out.Over = s.Declared, s.Over
	return out
}
