package ivr

import "cmp"

// What survives of a session when another one goes on from it. Every group of
// [Session] lives as long as what it tells is true; the few fields that live
// shorter than their group are named here.

// resumed is a call of somebody who rings back after the call old broke off
// (U15). The pages of that call are the caller's again at once, whatever the
// caller answers. Proof, and whom the caller waited for, are of one call only.
func (s Session) resumed(old Session, next string) Session {
	out := old
	out.Place, out.Steering, out.Proof = s.Place, Steering{Next: next}, Proof{}
	out.Lang = old.Lang
	return out
}

// restarted is the call of a caller who wants to begin afresh: the person and the
// customer stay, and nothing that was told.
func (s Session) restarted() Session {
	out := Session{Place: s.Place, Origin: s.Origin, Caller: s.Caller, Customer: s.Customer}
	out.Home, out.Next = s.Home, "main"
	out.Doubted, out.Slow = false, false
	return out
}

// Retold is the session of a phone that the line rings to go on with what was
// told: nothing is asked twice.
func (s Session) Retold(told Session) Session {
	s.Lang = cmp.Or(told.Lang, s.Lang)
	s.Origin, s.Caller, s.Customer, s.Matter, s.Emergency = told.Origin, told.Caller, told.Customer, told.Matter, told.Emergency
	s.Product = told.Product
	return s
}

// Introduced is who a caller is, and nothing that the call was about.
func (s Session) Introduced() Session {
	out := Session{Caller: s.Caller, Customer: s.Customer}
	out.Lang, out.Product = s.Lang, s.Product
	return out
}

// Muted is a session without what the caller told of the trouble and of the
// person: which call it was, about what, and whether somebody was woken.
func (s Session) Muted() Session {
	out := Session{Place: s.Place, Origin: s.Origin, Customer: s.Customer, Matter: s.Matter, Rung: s.Rung}
	out.Entitlement, out.Problem = "", nil
	out.Declared, out.Over = s.Declared, s.Over
	return out
}
