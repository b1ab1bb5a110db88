package support

import (
	"slices"
	"strings"
	"time"

	"edown/support/civil"
)

// TSAMTerms are the conditions under which Technical Support Account Managers
// (TSAM) work.
type TSAMTerms struct {
	Hours     civil.Week // in the account manager's own zone (R46)
	Months    int        // how long an engagement lasts (R50)
	Languages []string   `json:",omitempty"` // base tags of the languages spoken; the first stands for all others (R47)
}

// TSAMRule says whether a package includes an account manager (R49).
type TSAMRule string

const (
	TSAMNotSold  TSAMRule = "none"     // having one is a data error
	TSAMOptional TSAMRule = "optional" // sold on top of the package
	TSAMRequired TSAMRule = "required" // having none is a data error
)

// TSAM is the engagement of a Technical Support Account Manager: one customer,
// one application, twelve months (R45, R50).
type TSAM struct {
	Name        string
	Phone       E164
	Application string         // empty: every application of the customer
	Zone        *time.Location // where the account manager lives; nil is UTC
	Since       civil.Date     // the first day, where the contract lives; zero is unknown, and then it does not end
	Booked      []civil.Span   // hours by arrangement, outside the usual ones
}

// Presence says what to do with a caller who wants the account manager.
type Presence string

const (
	TSAMPresent Presence = "present" // ring the account manager
	TSAMAway    Presence = "away"    // leave a message, and ring the first management level (R46)
	TSAMExpired Presence = "expired" // the term is over, or has not begun (R50)
	NoTSAM      Presence = "none"    // the contract has none for this application
)

// AccountManager returns the account manager that a contract may escalate to
// directly for an application, and whether that manager is there (R45, R46).
// Upper and lower case do not matter. An engagement without an application is
// for all of them. When the caller's application is unknown and the contract
// has a single engagement, that one is returned. An expired contract has no
// account manager.
func (p Policy) AccountManager(c *Contract, application string, at time.Time) (TSAM, Presence) {
	if !c.runsAt(at) {
		return TSAM{}, NoTSAM
	}
	found, presence := TSAM{}, NoTSAM
	for _, t := range engagements(c.TSAMs, application) {
		switch is := p.presence(t, c.place(), at); {
		case is == TSAMPresent:
			return t, is
		case presence == NoTSAM, presence == TSAMExpired && is == TSAMAway:
			found, presence = t, is
		}
	}
	return found, presence
}

// AccountManagers returns every account manager of a contract whose term runs
// (R50), for all applications and at any hour.
func (p Policy) AccountManagers(c *Contract, at time.Time) (all []TSAM) {
	if !c.runsAt(at) {
		return nil
	}
	for _, t := range c.TSAMs {
		if p.TSAM.runs(t, c.place(), at) {
			all = append(all, t)
		}
	}
	return all
}

func (p Policy) presence(t TSAM, zone *time.Location, at time.Time) Presence {
	switch {
	case !p.TSAM.runs(t, zone, at):
		return TSAMExpired
	case p.tsamHours(t).Open(at):
		return TSAMPresent
	}
	return TSAMAway
}

// engagements returns those for an application, the specific before the
// general.
func engagements(all []TSAM, application string) []TSAM {
	if application == "" && len(all) == 1 {
		return all
	}
	var its, any []TSAM
	for _, t := range all {
		switch {
		case t.Application == "":
			any = append(any, t)
		case sameApplication(t.Application, application):
			its = append(its, t)
		}
	}
	return append(its, any...)
}

func sameApplication(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// tsamHours returns when an account manager is there, without the holidays of
// the account manager's own zone.
func (p Policy) tsamHours(t TSAM) civil.Calendar {
	return civil.Calendar{Week: p.TSAM.Hours, Zone: t.Zone, Holidays: p.holidays(t.Zone), Booked: t.Booked}
}

// Expires returns the first day that an engagement does not cover, where the
// contract lives. It is zero when the first day of the engagement is unknown
// (R50).
func (terms TSAMTerms) Expires(t TSAM) civil.Date {
	if t.Since.IsZero() {
		return civil.Date{}
	}
	return t.Since.AddMonths(terms.Months)
}

func (terms TSAMTerms) runs(t TSAM, zone *time.Location, at time.Time) bool {
	today := civil.DateOf(at.In(zone))
	return t.Since.IsZero() || !today.Before(t.Since) && today.Before(terms.Expires(t))
}

// Language returns the language in which an account manager talks to a customer
// with this locale tag: the customer's own if it is spoken, else the first of
// the terms (R47).
func (terms TSAMTerms) Language(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	if base == "cmn" { // the tag of Mandarin itself
		base = "zh"
	}
	if slices.Contains(terms.Languages, base) || len(terms.Languages) == 0 {
		return base
	}
	return terms.Languages[0]
}
