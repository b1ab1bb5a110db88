package casework

import (
	"time"

	"edown/operators/paging"
	"edown/support"
)

// Messages are the words of this room, with nothing in them.
func Messages() []paging.Words {
	return []paging.Words{
		commentWords{}, severityWords{}, priorityWords{}, caseOpenedWords{}, emergencyWords{},
		reviewSoonWords{}, reviewOverdueWords{}, restorationOverdueWords{},
		responseOverdueWords{}, updateDueWords{}, updateOverdueWords{},
		escalatedWords{}, decideWords{}, answerOverdueWords{}, escalationUpheldWords{},
		contactDueWords{}, reportEscalatedWords{}, analysisDueWords{},
		escalationAcceptedWords{}, escalationPersonalWords{}, escalationRefusedWords{},
		escalationClosedWords{}, escalationLiftedWords{},
		caseNumberWords{}, endedWords{},
	}
}

// ofCase is what every notice of a case names.
type ofCase struct {
	Case     support.CaseNumber
	Customer string // empty while the contract is not known
}

// ByLetter implements [paging.NoticeWords].
func (ofCase) ByLetter() {}

// Notices of what has happened to a case.
type (
	commentWords  struct{ ofCase }
	severityWords struct {
		ofCase
		Severity string // the digit
	}
	priorityWords struct {
		ofCase
		Priority support.CustomerPriority
	}
	caseOpenedWords struct {
		ofCase
		Severity string    // the digit
		When     time.Time // by then the customer must have an answer; zero is not promised
		Opens    time.Time // the clock begins then; zero: it runs
	}
	emergencyWords struct{ ofCase }
)

func (commentWords) Key() string    { return "comment" }
func (severityWords) Key() string   { return "severity" }
func (priorityWords) Key() string   { return "priority" }
func (caseOpenedWords) Key() string { return "case_opened" }
func (emergencyWords) Key() string  { return "emergency" }

// ofCommitment is what the notices of a commitment name.
type ofCommitment struct {
	ofCase
	When time.Time // the time that the line holds itself to
}

// Notices of commitments, before and after their time.
type (
	reviewSoonWords         ofCommitment
	reviewOverdueWords      ofCommitment
	restorationOverdueWords ofCommitment
	responseOverdueWords    ofCommitment
	updateDueWords          ofCommitment
	updateOverdueWords      ofCommitment
)

func (reviewSoonWords) Key() string         { return "review_soon" }
func (reviewOverdueWords) Key() string      { return "review_overdue" }
func (restorationOverdueWords) Key() string { return "restoration_overdue" }
func (responseOverdueWords) Key() string    { return "response_overdue" }
func (updateDueWords) Key() string          { return "update_due" }
func (updateOverdueWords) Key() string      { return "update_overdue" }

// notice words what people are told of a commitment.
type notice func(ofCommitment) paging.NoticeWords

func reviewSoon(o ofCommitment) paging.NoticeWords         { return reviewSoonWords(o) }
func reviewOverdue(o ofCommitment) paging.NoticeWords      { return reviewOverdueWords(o) }
func restorationOverdue(o ofCommitment) paging.NoticeWords { return restorationOverdueWords(o) }
func responseOverdue(o ofCommitment) paging.NoticeWords    { return responseOverdueWords(o) }
func updateDue(o ofCommitment) paging.NoticeWords          { return updateDueWords(o) }
func updateOverdue(o ofCommitment) paging.NoticeWords      { return updateOverdueWords(o) }

// Notices of an escalation. A reason is the key of one.
type (
	escalatedWords struct {
		ofCase
		Level    int
		Reason   string
		Accepter string    // the manager who is to decide; empty when there is none
		When     time.Time // by then it is decided; zero is not promised
	}
	decideWords struct {
		ofCase
		Level  int
		Reason string
		When   time.Time
	}
	answerOverdueWords struct {
		ofCase
		Level int
		When  time.Time // it should have been decided by then
	}
	escalationUpheldWords struct {
		ofCase
		Level    int
		Reason   string
		Accepter string // the manager who has accepted
	}
	reportEscalatedWords struct {
		ofCase
		Accepter string
	}
	contactDueWords  struct{ ofCase }
	analysisDueWords struct{ ofCase }
)

func (escalatedWords) Key() string        { return "escalated" }
func (decideWords) Key() string           { return "decide" }
func (answerOverdueWords) Key() string    { return "answer_overdue" }
func (escalationUpheldWords) Key() string { return "escalation_upheld" }
func (reportEscalatedWords) Key() string  { return "report_escalated" }
func (contactDueWords) Key() string       { return "contact_due" }
func (analysisDueWords) Key() string      { return "analysis_due" }

// toCustomer is what every SMS to a customer names.
type toCustomer struct {
	Support string // how the line names itself
	Case    support.CaseNumber
}

// SMS to customers.
type (
	escalationAcceptedWords struct {
		toCustomer
		Accepter string
	}
	escalationPersonalWords struct {
		toCustomer
		Accepter string
	}
	escalationRefusedWords struct{ toCustomer }
	escalationClosedWords  struct{ toCustomer }
	escalationLiftedWords  struct{ toCustomer }
	caseNumberWords        struct {
		toCustomer
		When time.Time // by then the customer has an answer; zero is not promised
	}
	endedWords struct {
		toCustomer
		Reason string // the key of an outcome
	}
)

func (escalationAcceptedWords) Key() string { return "sms_escalation_accepted" }
func (escalationPersonalWords) Key() string { return "sms_escalation_personal" }
func (escalationRefusedWords) Key() string  { return "sms_escalation_refused" }
func (escalationClosedWords) Key() string   { return "sms_escalation_closed" }
func (escalationLiftedWords) Key() string   { return "sms_escalation_lifted" }
func (caseNumberWords) Key() string         { return "sms_case_number" }
func (endedWords) Key() string              { return "sms_ended" }
