package paging

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"edown/support"
)

// Words are what one message says: a struct of its own, whose exported fields are
// the names that the message may use in the locales. [Message] and [Letter] are
// made from them. Each room lists its Words in a function Messages, and the
// locales are checked against these lists at the start: see [Given].
type Words interface {
	// Key is the message in the locales: "sms_page". Of NoticeWords it is what
	// their messages have in common.
	Key() string
}

// NoticeWords go by SMS and by letter: those with the key "comment" are
// sms_comment, mail_comment and mail_comment_subject.
type NoticeWords interface {
	Words
	ByLetter()
}

// keys are the messages of the locales that word it: the SMS, and of a notice the
// letter and its subject.
func keys(w Words) []string {
	if _, notice := w.(NoticeWords); !notice {
		return []string{w.Key()}
	}
	return []string{"sms_" + w.Key(), "mail_" + w.Key(), "mail_" + w.Key() + "_subject"}
}

// Saying is the SMS with these words. Moments are put on the clocks of a zone; nil
// leaves them on their own.
func (m Message) Saying(w Words, zone *time.Location) Message {
	m.Key, m.Data = keys(w)[0], data(w, zone)
	return m
}

// Saying is the letter with these words, as [Message.Saying] is the SMS.
func (l Letter) Saying(w NoticeWords, zone *time.Location) Letter {
	l.Key, l.Data = keys(w)[1], data(w, zone)
	return l
}

// data is what is kept of words until they are sent, by name. It reads the fields
// by reflection, once a message, so that none can be forgotten: what the locales
// were checked against is what they are given.
func data(w Words, zone *time.Location) map[string]string {
	out, value := map[string]string{}, reflect.ValueOf(w)
	for _, f := range reflect.VisibleFields(value.Type()) {
		if !f.Anonymous {
			out[f.Name] = written(value.FieldByIndex(f.Index).Interface(), zone)
		}
	}
	return out
}

// written is a value as messages are given it: a moment in RFC 3339, empty when
// there is none.
func written(value any, zone *time.Location) string {
	at, moment := value.(time.Time)
	switch {
	case !moment:
		return fmt.Sprint(value)
	case at.IsZero():
		return ""
	case zone != nil:
		at = at.In(zone)
	}
	return at.Format(time.RFC3339)
}

// Given are the names that each message of the locales is given, by its key.
func Given(lists ...[]Words) map[string][]string {
	given := map[string][]string{}
	for _, w := range slices.Concat(lists...) {
		names := slices.Sorted(maps.Keys(data(w, nil)))
		for _, key := range keys(w) {
			given[key] = names
		}
	}
	return given
}

// Messages are the words of this room, with nothing in them.
func Messages() []Words { return []Words{PageWords{}, TakenWords{}, StandDownWords{}} }

// PageWords ask the person who is paged to accept.
type PageWords struct {
	Case     support.CaseNumber
	Customer string
	Category string // the key of a category; no page gives it so far
}

// PageText is the SMS that asks to accept.
const PageText = "sms_page"

// TakenWords tell the others that a manager has accepted.
type TakenWords struct {
	Case     support.CaseNumber
	Customer string
	Accepter string
}

// StandDownWords tell everyone who was paged that it is over.
type StandDownWords struct {
	Case     support.CaseNumber
	Customer string
	Reason   string // the key of an outcome
}

func (PageWords) Key() string      { return PageText }
func (TakenWords) Key() string     { return "sms_taken" }
func (StandDownWords) Key() string { return "sms_stand_down" }

// TakenWords say that the page is accepted.
func (p Page) TakenWords() TakenWords { return TakenWords{p.Case, p.Company, p.PersonName()} }
