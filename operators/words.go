package operators

import (
	"time"

	"edown/operators/paging"
	"edown/support"
)

// Messages are the words of this room, with nothing in them.
func Messages() []paging.Words {
	return []paging.Words{
		callbackWords{}, operatorWords{},
		nothingOpenWords{}, ambiguousWords{}, youHaveItWords{}, alreadyYoursWords{}, passedWords{},
		youAcceptedWords{}, youRefusedWords{}, alreadyDecidedWords{}, recordedWords{}, notRecordedWords{},
	}
}

// callbackWords confirm to a caller that the line will call back.
type callbackWords struct {
	Support string // how the line names itself
	Case    support.CaseNumber
}

// operatorWords tell the people who can that a caller is owed a call.
type operatorWords struct {
	Phone    string // empty: hidden
	Case     support.CaseNumber
	Customer string
	Language string // the key of the caller's language
	When     time.Time
	Reason   string // the key of what the caller has said
}

// ByLetter implements [paging.NoticeWords].
func (operatorWords) ByLetter() {}

func (callbackWords) Key() string { return "sms_callback" }
func (operatorWords) Key() string { return "operator" }

// Replies to an SMS about pages.
type (
	nothingOpenWords struct{}
	ambiguousWords   struct {
		Cases string // those that are open
		Case  support.CaseNumber
	}
	youHaveItWords struct {
		Case     support.CaseNumber
		Customer string
	}
	alreadyYoursWords struct{ Case support.CaseNumber }
	passedWords       struct{ Case support.CaseNumber }
)

func (nothingOpenWords) Key() string  { return "sms_nothing_open" }
func (ambiguousWords) Key() string    { return "sms_ambiguous" }
func (youHaveItWords) Key() string    { return "sms_you_have_it" }
func (alreadyYoursWords) Key() string { return "sms_already_yours" }
func (passedWords) Key() string       { return "sms_passed" }

// Replies to an SMS about an escalation, and about what is owed to a case.
type (
	youAcceptedWords struct {
		Case     support.CaseNumber
		Customer string
	}
	youRefusedWords     struct{ Case support.CaseNumber }
	alreadyDecidedWords struct {
		Case     support.CaseNumber
		Accepter string // the manager who has decided
	}
	recordedWords    struct{ Case support.CaseNumber }
	notRecordedWords struct{ Case support.CaseNumber }
)

func (youAcceptedWords) Key() string    { return "sms_you_accepted" }
func (youRefusedWords) Key() string     { return "sms_you_refused" }
func (alreadyDecidedWords) Key() string { return "sms_already_decided" }
func (recordedWords) Key() string       { return "sms_recorded" }
func (notRecordedWords) Key() string    { return "sms_not_recorded" }
