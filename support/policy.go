package support

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"edown/support/civil"
)

// Policy is every table of the support guides in one value: what the packages
// promise, when a case may be escalated and to which audiences, and how account
// managers work. [DefaultPolicy] has the guides' figures. [Policy.Validate]
// finds what cannot be right; the other methods expect a valid policy, and
// never fail. The zero value promises nothing.
type Policy struct {
	Packages   Packages
	Escalation EscalationTerms
	TSAM       TSAMTerms
	Business   civil.Week              // business hours; a day with any is a business day
	Holidays   map[string][]civil.Date `json:",omitempty"` // closed for business, by IANA zone name or [Everywhere]
	Review     time.Duration           // at most so long between two reviews of an Enterprise Down (R23)
}

// Everywhere is the key in [Policy] Holidays for the holidays of all zones.
const Everywhere = "everywhere"

// Packages has the terms of each package.
type Packages struct{ Silver, Gold, Goldplus, Platinum Terms }

// Terms are what one package promises. The zero value promises nothing.
type Terms struct {
	Desk     civil.Week                  // when the phone desk is open; never is no phone support
	Response PerSeverity[time.Duration]  // first response, in less than this much of the desk's time; 0 is no promise
	Updates  PerSeverity[UpdateInterval] // how often news is owed
	// Enterprise Down ended, by the wall clock, in less than this (R25); 0 is no promise
	Restored time.Duration
	Premium  bool // escalates by the earlier gates (R31)
	TSAM     TSAMRule
}

// UpdateInterval is the longest time between two updates of a case: less than
// so many business days, or best effort. The zero value is no promise.
type UpdateInterval struct {
	BusinessDays int  `toml:"business_days"`
	BestEffort   bool `toml:"best_effort"`
}

// PerSeverity is a row of a table: a figure for each severity.
type PerSeverity[T any] struct {
	EnterpriseDown T `toml:"enterprise_down"`
	Critical       T
	Moderate       T
	General        T
}

// Of returns the figure of one severity, or the zero value for a severity that
// does not exist.
func (p PerSeverity[T]) Of(s Severity) (figure T) {
	row := p.row()
	if s < 0 || int(s) >= len(row) {
		return figure
	}
	return row[s]
}

func (p PerSeverity[T]) row() [4]T {
	return [...]T{p.EnterpriseDown, p.Critical, p.Moderate, p.General}
}

// DefaultPolicy returns the guides' figures. Each call makes a new policy; no
// two share memory.
func DefaultPolicy() Policy {
	return Policy{
		Packages: Packages{
			Silver:   Terms{TSAM: TSAMNotSold},
			Gold:     gold(),
			Goldplus: goldplus(TSAMOptional),
			Platinum: goldplus(TSAMRequired),
		},
		Escalation: defaultEscalation(),
		TSAM: TSAMTerms{
			Hours: civil.MondayToFriday(9*time.Hour, 17*time.Hour), Months: 12,
			Languages: []string{"en", "de", "fr", "ja", "zh", "ko"},
		},
		Business: civil.MondayToFriday(9*time.Hour, 17*time.Hour),
		Review:   24 * time.Hour,
	}
}

func gold() Terms {
	return Terms{
		Desk:     civil.MondayToFriday(0, civil.Day),
		Response: PerSeverity[time.Duration]{time.Hour, 2 * time.Hour, 4 * time.Hour, 24 * time.Hour},
		Updates:  updates(4, 6),
		Restored: 24 * time.Hour,
		TSAM:     TSAMOptional,
	}
}

func goldplus(rule TSAMRule) Terms {
	return Terms{
		Desk:     civil.Always(),
		Response: PerSeverity[time.Duration]{30 * time.Minute, 2 * time.Hour, 4 * time.Hour, 24 * time.Hour},
		Updates:  updates(3, 5),
		Restored: 24 * time.Hour,
		Premium:  true,
		TSAM:     rule,
	}
}

func updates(critical, moderate int) PerSeverity[UpdateInterval] {
	return PerSeverity[UpdateInterval]{
		Critical: UpdateInterval{BusinessDays: critical},
		Moderate: UpdateInterval{BusinessDays: moderate},
		General:  UpdateInterval{BestEffort: true},
	}
}

// Version names the policy on record: equal policies have the same version, and
// any other figure makes another version.
func (p Policy) Version() string {
	text, _ := json.Marshal(p) // numbers, texts and dates: cannot fail
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}

// Terms returns the terms of a package. sold is false when there is no such
// package; its terms promise nothing.
func (p Policy) Terms(of Package) (terms Terms, sold bool) {
	switch of {
	case Silver:
		return p.Packages.Silver, true
	case Gold:
		return p.Packages.Gold, true
	case Goldplus:
		return p.Packages.Goldplus, true
	case Platinum:
		return p.Packages.Platinum, true
	}
	return Terms{}, false
}

// termsAt returns what a contract is owed at a moment: nothing when it is
// unknown or has expired.
func (p Policy) termsAt(c *Contract, at time.Time) Terms {
	if !c.runsAt(at) {
		return Terms{}
	}
	terms, _ := p.Terms(c.Package)
	return terms
}

// BusinessHours returns the business hours in a zone; nil is UTC.
func (p Policy) BusinessHours(zone *time.Location) civil.Calendar {
	return civil.Calendar{Week: p.Business, Zone: zone, Holidays: p.holidays(zone)}
}

// BusinessDays returns the days in a zone that have business hours, open from
// midnight to midnight; nil is UTC.
func (p Policy) BusinessDays(zone *time.Location) civil.Calendar {
	return civil.Calendar{Week: p.Business.WholeDays(), Zone: zone, Holidays: p.holidays(zone)}
}

func (p Policy) holidays(zone *time.Location) []civil.Date {
	return slices.Concat(p.Holidays[Everywhere], p.Holidays[civil.OrUTC(zone).String()])
}
