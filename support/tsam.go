package support

import (
	"slices"
	"strings"
	"time"

	"edown/support/civil"
)

// TSAMTerms are how Technical Support Account Managers work.
type TSAMTerms struct {
	Hours     civil.Week // in the account manager's own zone (R46)
	Months    int        // how long an engagement lasts (R50)
	Languages []string   `json:",omitempty"` // spoken, as base language tags; the first is for all others (R47)
}

// TSAMRule is whether a package goes with an account manager (R49).
type TSAMRule string

const (
	TSAMNotSold  TSAMRule = "none"     // one is a data error
	TSAMOptional TSAMRule = "optional" // sold besides
	TSAMRequired TSAMRule = "required" // none is a data error
)

// TSAM is the engagement of a Technical Support Account Manager: one customer,
// one application, twelve months (R45, R50).
type TSAM struct {
	Name        string
	Phone       E164
	Application string         // empty is whatever the customer runs
	Zone        *time.Location // where the account manager lives; nil is UTC
	Since       civil.Date     // the first day, where the contract lives; zero is unknown, and does not end
	Booked      []civil.Span   // outside the hours, by arrangement
}

// Presence is what to do with a caller who wants his account manager.
type Presence string

const (
	TSAMPresent Presence = "present" // ring
	TSAMAway    Presence = "away"    // leave a message, and ring the first management level (R46)
	TSAMExpired Presence = "expired" // the term is over, or has not begun (R50)
	NoTSAM      Presence = "none"    // the contract has none for this application
)

// AccountManager is who a contract may escalate to straight away for an
// application, and whether he is there (R45, R46). The case of letters does
// not matter. An engagement without an application goes for any; when the
// caller's application is not known, the contract's only engagement does. An
// expired contract has no account manager.
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

// AccountManagers are all whom a contract has, whatever the application and the
// hour: those whose term runs (R50).
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

// engagements are those for an application, its own before those for any.
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

// tsamHours are when an account manager is there. His holidays are those of
// his own zone.
func (p Policy) tsamHours(t TSAM) civil.Calendar {
	return civil.Calendar{Week: p.TSAM.Hours, Zone: t.Zone, Holidays: p.holidays(t.Zone), Booked: t.Booked}
}

// Expires is the first day that an engagement does not cover, where the
// contract lives; zero when its beginning is unknown (R50).
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

// Language is in which language an account manager talks to a customer whose
// locale tag is given: his own if it is spoken, else the first (R47).
func (terms TSAMTerms) Language(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	if base == "cmn" { // Mandarin by its own name
		base = "zh"
	}
	if slices.Contains(terms.Languages, base) || len(terms.Languages) == 0 {
		return base
	}
	return terms.Languages[0]
}
