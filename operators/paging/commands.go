package paging

import (
	"time"

	"edown/support"
)

// Command is something to be done, once the page is kept.
type Command struct {
	Do      Do
	Leg     Leg     // Dial
	Message Message // Text
	Letter  Letter  // Post
	Call    string  // Summon, HangUp, Look: ours
	Room    string  `json:",omitempty"` // Summon: fetch the caller into it; empty: only to look where the call stands
	Urgency int     // 0 is done first
	Event   support.Event

	Once bool      `json:",omitempty"` // Text, Post: not if what has its ID is on record already
	At   time.Time `json:",omitzero"`  // not before; zero is now
}

// Do is what a command does.
type Do string

const (
	Dial       Do = "dial"
	Text       Do = "text"
	Post       Do = "post" // a letter, by e-mail
	Summon     Do = "summon"
	HangUp     Do = "hang_up"
	Announce   Do = "announce"    // tell those in the room of the page in Leg of the visitor whose call its ID is
	Look       Do = "look"        // is the call over? its end may never have been reported
	StartPage  Do = "start_page"  // no operator answers: page the managers
	NoteMissed Do = "note_missed" // the caller gave up: a callback is due
)

// Urgencies, most urgent first; the carrier takes one call a second.
const (
	UrgentPage = iota
	UrgentBack
	UrgentLater
	UrgentDesk
	UrgentCheck
	UrgentStandDown
	UrgentLetter
)

// Leg is one phone to be rung for one page.
type Leg struct {
	ID       string        // ours; the carrier's requests name it
	To       support.E164  // from the rota, or the caller's own number
	Ring     time.Duration // how long
	Purpose  support.Purpose
	Page     string
	Person   string // whose phone; empty for the caller's own
	Language string
}

// Message is an SMS: a key of the locales and its data, put into words when
// it is sent. [Message.Saying] makes both of [Words].
type Message struct {
	ID       string // ours
	To       support.E164
	Language string
	Key      string
	Data     map[string]string
}

// Letter is an e-mail: a key of the locales and its data, put into words when
// it is sent. The message of that key is the text; the one with "_subject"
// behind it is its subject. [Letter.Saying] makes both of [NoticeWords].
type Letter struct {
	ID       string // ours; the same letter has the same
	To       string // an e-mail address
	Language string
	Key      string
	Data     map[string]string
}
