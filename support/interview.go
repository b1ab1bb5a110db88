package support

import (
	"errors"
	"strconv"
	"time"
)

// Question is one of the five of the Enterprise Down protocol (R17, R18), or
// the technical contact (R19).
type Question string

const (
	Q1Category         Question = "q1_category"
	Q2TotalUsers       Question = "q2_total_users"
	Q3ImpactedUsers    Question = "q3_impacted_users"
	Q4Actions          Question = "q4_actions"
	Q5HoursDown        Question = "q5_hours_down"
	QTechnicalContact  Question = "technical_contact"
	categories                  = 5
	ContactThisNumber           = "caller" // the caller is the technical contact
	ContactNone                 = "none"
	LessThanAnHour              = "0"
	ActionsNotRecorded          = "not_recorded" // the caller chose not to be recorded, or was silent
)

// Interviewed lists the questions in the order they are asked: the free
// speech last, so that a caller who is connected early has given the numbers.
func Interviewed() []Question {
	return []Question{Q1Category, Q2TotalUsers, Q3ImpactedUsers, Q5HoursDown, QTechnicalContact, Q4Actions}
}

// Answer is one answer with all that is needed to prove it later (R18).
type Answer struct {
	Question Question
	Value    string // canonical: a number, a category "1" to "5", a phone number, an audio address
	Raw      string // the keys or words as they came in
	At       time.Time
	Audio    string // where the recording is; empty unless spoken after a tone
}

// Interview is what the caller has answered so far; the zero value is empty.
type Interview map[Question]Answer

// Number is a numeric answer; ok is false while it is missing.
func (iv Interview) Number(q Question) (n int, ok bool) {
	a, asked := iv[q]
	n, err := strconv.Atoi(a.Value)
	return n, asked && err == nil
}

var (
	// ErrNotACount: the answer is not a number that can be right.
	ErrNotACount = errors.New("not a usable number")
	// ErrMoreImpactedThanUsers: Q3 exceeds Q2. Ask once more, then accept and flag (R18).
	ErrMoreImpactedThanUsers = errors.New("more users impacted than there are")
)

// Check says whether an answer can be right, given the others. It wraps
// [ErrNotACount] or [ErrMoreImpactedThanUsers]; both are worth asking again,
// only the first is worth refusing.
func (iv Interview) Check(q Question, value string) error {
	if q == QTechnicalContact || q == Q4Actions {
		return nil
	}
	n, err := strconv.Atoi(value)
	total, known := iv.Number(Q2TotalUsers)
	switch {
	case err != nil, keepDigits(value) != value, q == Q1Category && (n < 1 || n > categories), q == Q2TotalUsers && n == 0:
		return ErrNotACount
	case q == Q3ImpactedUsers && known && n > total:
		return ErrMoreImpactedThanUsers
	}
	return nil
}

// Flag is a remark for the humans who read the record. It never blocks.
type Flag string

const (
	FlagImpactedExceedTotal Flag = "impacted_exceed_total" // Q3 > Q2, twice (R18)
	FlagMinorityImpacted    Flag = "minority_impacted"     // category 1 with half the users or fewer (R18)
	FlagNoContact           Flag = "no_technical_contact"  // the operator follows up (R19)
	FlagOutsideCoverage     Flag = "outside_coverage"      // R41
	FlagEntitlementUnknown  Flag = "entitlement_unknown"   // R43
	FlagNoPhoneSupport      Flag = "no_phone_support"      // R42
	FlagLimitReached        Flag = "limit_reached"         // more emergencies than the [Limits] of a number or a contract
	FlagNoOperator          Flag = "no_operator"           // nobody at the desk within its time
	FlagWatchdog            Flag = "unqualified"           // paged before the caller had answered
	FlagTransferred         Flag = "transferred"           // an operator asked for the manager
	FlagCaseUnconfirmed     Flag = "case_unconfirmed"      // the case is a guess from the caller's number
)

// OfTheContract reports whether a flag follows from the case and its contract:
// it goes when the case turns out to be another.
func (f Flag) OfTheContract() bool {
	switch f {
	case FlagOutsideCoverage, FlagEntitlementUnknown, FlagNoPhoneSupport, FlagCaseUnconfirmed:
		return true
	}
	return false
}

// Flags are the remarks that the answers themselves call for.
func (iv Interview) Flags() []Flag {
	var flags []Flag
	total, okT := iv.Number(Q2TotalUsers)
	impacted, okI := iv.Number(Q3ImpactedUsers)
	if okT && okI && impacted > total {
		flags = append(flags, FlagImpactedExceedTotal)
	}
	if okT && okI && iv[Q1Category].Value == "1" && impacted*2 <= total {
		flags = append(flags, FlagMinorityImpacted)
	}
	if iv[QTechnicalContact].Value == ContactNone {
		flags = append(flags, FlagNoContact)
	}
	return flags
}
