package support

import (
	"errors"
	"strconv"
	"time"
)

// Question is one of the five questions of the Enterprise Down protocol (R17,
// R18), the question for the technical contact (R19), or one about a new
// problem (R8).
type Question string

// What is asked of the caller with an Enterprise Down, and the answers that are
// not what was keyed in.
const (
	Q1Category         Question = "q1_category"
	Q2TotalUsers       Question = "q2_total_users"
	Q3ImpactedUsers    Question = "q3_impacted_users"
	Q4Actions          Question = "q4_actions"
	Q5HoursDown        Question = "q5_hours_down"
	QTechnicalContact  Question = "technical_contact"
	categories                  = 5
	ContactThisNumber           = "caller"       // the caller is the technical contact
	ContactNone                 = "none"         // there is no technical contact
	LessThanAnHour              = "0"            // the hours down of a fresh outage
	ActionsNotRecorded          = "not_recorded" // the caller chose not to be recorded, or was silent
)

// Interviewed returns the questions in the order in which they are asked. The
// free speech is last, so that a caller who is connected early has given the
// numbers.
func Interviewed() []Question {
	return []Question{Q1Category, Q2TotalUsers, Q3ImpactedUsers, Q5HoursDown, QTechnicalContact, Q4Actions}
}

// Answer is one answer, with everything needed to prove it later (R18).
type Answer struct {
	Question Question
	Value    string // canonical: a number, a category "1" to "5", a phone number, an audio address
	Raw      string // the keys or words as they came in
	At       time.Time
	Audio    string // where the recording is; empty unless spoken after a tone
}

// Interview is what the caller has answered so far. The zero value is empty.
type Interview map[Question]Answer

// Number returns a numeric answer. ok is false while it is missing.
func (iv Interview) Number(q Question) (n int, ok bool) {
	a, asked := iv[q]
	n, err := strconv.Atoi(a.Value)
	return n, asked && err == nil
}

var (
	// ErrNotACount means that the answer cannot be right as a number.
	ErrNotACount = errors.New("not a usable number")
	// ErrMoreImpactedThanUsers means that Q3 exceeds Q2. Ask once more, then
	// accept and flag it (R18).
	ErrMoreImpactedThanUsers = errors.New("more users impacted than there are")
)

// Check tells whether an answer can be right, given the others. Its error wraps
// [ErrNotACount] or [ErrMoreImpactedThanUsers]. Both are worth asking again;
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

// Flag is a remark for the people who read the record. It never blocks a
// caller.
type Flag string

const (
	FlagImpactedExceedTotal Flag = "impacted_exceed_total" // Q3 > Q2, twice (R18)
	FlagMinorityImpacted    Flag = "minority_impacted"     // category 1 with half the users or fewer (R18)
	FlagNoContact           Flag = "no_technical_contact"  // the operator asks for one later (R19)
	FlagOutsideCoverage     Flag = "outside_coverage"      // R41
	FlagEntitlementUnknown  Flag = "entitlement_unknown"   // R43
	FlagNoPhoneSupport      Flag = "no_phone_support"      // R42
	FlagLimitReached        Flag = "limit_reached"         // more emergencies than the [Limits] allow
	FlagNoOperator          Flag = "no_operator"           // no operator answered in time
	FlagWatchdog            Flag = "unqualified"           // paged before the qualifying answer
	FlagTransferred         Flag = "transferred"           // an operator asked for the manager
	FlagCaseUnconfirmed     Flag = "case_unconfirmed"      // the case is a guess from the caller's number
)

// OfTheContract reports whether a flag follows from the case and its contract.
// Such a flag is dropped when the case turns out to be another.
func (f Flag) OfTheContract() bool {
	switch f {
	case FlagOutsideCoverage, FlagEntitlementUnknown, FlagNoPhoneSupport, FlagCaseUnconfirmed:
		return true
	}
	return false
}

// Flags returns the remarks that the answers themselves call for.
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
