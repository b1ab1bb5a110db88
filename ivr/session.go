// Package ivr holds the dialogues: of the caller, of the manager who is paged and of
// the operator on a plain phone. A dialogue is a [Tree] of nodes. A [Session] is where a
// call stands in it. [Dialogues.Next] is all there is: what was heard and what time it
// is go in, what to say and what to wait for come out. It says message keys, never
// text, and asks the record for what it must know. [Line] is the shell that keeps every
// turn before it is spoken.
package ivr

import (
	"time"

	"edown/support"
)

// Session is where one call stands. It is kept as JSON between any two turns, all
// its fields side by side. Its groups differ in what becomes of them when another
// call goes on from this one; survival.go has the five ways.
type Session struct {
	SID string `json:"-"` // the carrier's name for the call; empty until it is known
	Place
	Origin
	Caller
	Ties
	Customer
	Matter
	File
	Emergency
	Waiting
	Steering
	Proof
	Rung
}

// Place is which call it is, and where it stands in which dialogue.
type Place struct {
	Call string `json:"call"`
	Tree string `json:"tree"`           // the dialogue
	Node string `json:"node,omitempty"` // where in it; empty before it begins
	Turn int    `json:"turn"`           // the number of the turn that is waited for
	Lang string `json:"lang"`
}

// Origin is the telephone at the other end.
type Origin struct {
	From    support.E164 `json:"from,omitempty"`    // the caller's number; unknown when it is withheld
	Doubted bool         `json:"doubted,omitempty"` // the network does not vouch for From: nothing is revealed to it

	Attested bool `json:"attested,omitempty"` // it does, in full; with neither, its networks say nothing
}

// Caller is the person on the phone.
type Caller struct {
	Name       string `json:"name,omitempty"`
	Registered bool   `json:"registered,omitempty"` // From is the number of a contact
	Slow       bool   `json:"slow,omitempty"`       // asked for more time (U16)
}

// Ties say whether the case, and its emergency, are the caller's own.
type Ties struct {
	Home     string `json:"home,omitempty"`     // the contract whose contact the caller is; Contract is the case's
	Guest    bool   `json:"guest,omitempty"`    // joined the page of another caller
	Stranger bool   `json:"stranger,omitempty"` // a Guest who has not shown to belong to the case
}

// Customer is whose case it is.
type Customer struct {
	Contract    string              `json:"contract,omitempty"`
	Company     string              `json:"company,omitempty"`
	Entitlement support.Entitlement `json:"entitlement,omitempty"`
}

// Matter is what the call is about.
type Matter struct {
	Case     support.CaseNumber `json:"case,omitempty"`
	Presumed bool               `json:"presumed,omitempty"` // Case is a guess from the caller's number
	Problem  support.Interview  `json:"problem,omitempty"`  // what was told of a new problem (R8)
}

// File is what the record said of Case when it was looked up last.
type File struct {
	Product string `json:"product,omitempty"`
	Closed  bool   `json:"closed,omitempty"`
	Asleep  bool   `json:"asleep,omitempty"` // the customer is outside its business hours
}

// Emergency is what was told of an Enterprise Down.
type Emergency struct {
	Suspected bool `json:"suspected,omitempty"` // production is said to be down
	// gone on from the qualifying question: * takes nothing back
	Firm        bool              `json:"firm,omitempty"`
	Confirmed   bool              `json:"confirmed,omitempty"` // said that all production work has stopped
	Declared    bool              `json:"declared,omitempty"`  // a page was asked for
	Limited     bool              `json:"limited,omitempty"`   // the limits are reached: an operator is asked first
	Interview   support.Interview `json:"interview,omitempty"`
	EnglishSaid bool              `json:"english_said,omitempty"` // R20, once
}

// Waiting is what a caller who waits on the line was told and has asked for.
type Waiting struct {
	Asked    bool         `json:"asked,omitempty"`    // the questions went on once after no operator came
	Held     int          `json:"held,omitempty"`     // times the news on hold was told
	Wanted   string       `json:"wanted,omitempty"`   // what the caller wanted of the operator
	Callback support.E164 `json:"callback,omitempty"` // where an operator reaches an anonymous caller
}

// Steering is what steers this call, and ends with it.
type Steering struct {
	Misses     int                 `json:"misses,omitempty"`     // in this node, since it was entered (U8)
	Errors     int                 `json:"errors,omitempty"`     // in the whole call
	Deaf       int                 `json:"deaf,omitempty"`       // misses of speech: after two, keys only (U12)
	Trail      []string            `json:"trail,omitempty"`      // nodes that * goes back through
	Next       string              `json:"next,omitempty"`       // where a call that broke off goes on
	Offered    bool                `json:"offered,omitempty"`    // the caller was told who has come to the phone
	Met        string              `json:"met,omitempty"`        // who that was: the page and its round
	Broke      string              `json:"broke,omitempty"`      // the node in whose middle the desk fetched the call
	Hunting    bool                `json:"hunting,omitempty"`    // waits for a hunt, of the kind that Sought says
	Sought     support.PageKind    `json:"sought,omitempty"`     // empty: for an operator
	Escalation *support.Escalation `json:"escalation,omitempty"` // being asked for, or what a manager's phone was rung for
	Room       string              `json:"room,omitempty"`       // the conference that the call is in, or goes to
	Visitor    string              `json:"visitor,omitempty"`    // the call about which the manager decides, or has
	Typed      support.E164        `json:"typed,omitempty"`      // a number that was entered and is being read back (U11)
	Over       bool                `json:"over,omitempty"`
	Late       bool                `json:"late,omitempty"`    // the one answer that may come after the end has come
	Unheard    int                 `json:"unheard,omitempty"` // keys from habit that may come after a redial
	Entered    time.Time           `json:"entered,omitzero"`  // while they may: when the node was entered
}

// Proof is what the caller has shown in this call, so as to hear and change Case
// (section 6). Each call proves it anew.
type Proof struct {
	Vouched bool   `json:"vouched,omitempty"` // proved, by the PIN of its contract or an operator's word
	Claimed string `json:"claimed,omitempty"` // the contract whose PIN is asked for
	Wrong   int    `json:"wrong,omitempty"`   // PINs in this call that were wrong
}

// Rung is what a phone was rung for.
type Rung struct {
	Page   string `json:"page,omitempty"`
	Person string `json:"person,omitempty"`
}

// InputKind says what a turn brought. Silence, a wrong key and a hang-up are
// inputs like any other, in every node.
type InputKind string

const (
	Began    InputKind = "began"    // the call was picked up
	Keys     InputKind = "keys"     // digits, * and #; or words, in Speech
	Silence  InputKind = "silence"  // nothing came in time
	Recorded InputKind = "recorded" // an answer was spoken after the tone
	Returned InputKind = "returned" // the conversation in the room ended, or * was pressed there
	Summoned InputKind = "summoned" // the desk fetches the call: look where it stands
	HungUp   InputKind = "hung_up"
	Failed   InputKind = "failed" // the turn before failed: apologise and fetch a human
	Answered InputKind = "answer" // the answer to a Lookup
)

// Input is what one turn brought.
type Input struct {
	Kind   InputKind     `json:"kind"`
	Keys   string        `json:"keys,omitempty"`
	Speech string        `json:"speech,omitempty"`
	Audio  string        `json:"audio,omitempty"`  // Recorded: where it is
	Length time.Duration `json:"length,omitempty"` // Recorded: how long
	Ending string        `json:"reason,omitempty"` // HungUp: how the leg ended
	SID    string        `json:"sid,omitempty"`    // HungUp: the leg that has ended; empty: any
	Found  *Found        `json:"-"`                // Answered
}

// Reply is what a turn leads to: what to say, then what to wait for; and what
// is to be kept of it. A Reply with a Lookup says nothing yet.
type Reply struct {
	Say     []Say
	Wait    Wait
	Events  []support.Event
	Answers []support.Answer
	Spoke   string // the language that the caller chose, to be remembered for the number
	Lookup  *Lookup
}

// Say is one message: a key of the locales, with its data. Lang is the
// session's unless it is set. With a Play, it is a recording that is heard, and
// the rest is empty.
type Say struct {
	Key  string
	Data Data
	Lang string
	Play string
}

// Data fills a message. Case numbers, counts, durations and lists of names are
// put as the language speaks them.
type Data map[string]any

// Wait is what a reply waits for; the zero value waits for nothing: the call
// is over when the saying is done.
type Wait struct {
	For       WaitKind      `json:"for,omitempty"`
	Digits    int           `json:"digits,omitempty"`    // Press: as many at the most; 0 is any number
	Finish    string        `json:"finish,omitempty"`    // the key that ends the entry; empty: every key is part of it
	Patience  time.Duration `json:"patience,omitempty"`  // for the first key, after the last word
	Between   time.Duration `json:"between,omitempty"`   // and between keys
	Speech    bool          `json:"speech,omitempty"`    // words will do as well
	Hints     string        `json:"hints,omitempty"`     // key of the words to expect
	Music     time.Duration `json:"music,omitempty"`     // played while waiting
	Max       time.Duration `json:"max,omitempty"`       // Record: at the most
	Room      string        `json:"room,omitempty"`      // Talk: whose page's conference
	Ends      bool          `json:"ends,omitempty"`      // Talk: the conversation ends when this one leaves
	Guest     bool          `json:"guest,omitempty"`     // Talk: a guest joins, which those inside hear
	Star      bool          `json:"star,omitempty"`      // Talk: * leaves the room
	Sensitive bool          `json:"sensitive,omitempty"` // the keys are masked on record
}

// WaitKind is what is waited for.
type WaitKind string

const (
	Nothing WaitKind = ""      // say it, and hang up
	Press   WaitKind = "press" // keys or words
	Speak   WaitKind = "speak" // a recording after a tone
	Talk    WaitKind = "talk"  // a conversation in a conference
)

// LookupKind is a question that only the record can answer.
type LookupKind string

const (
	LookCaller   LookupKind = "caller"        // who is calling, and which call of the number broke off a moment ago
	LookCase     LookupKind = "case"          // a case, its contract, the page that may run for it
	LookContract LookupKind = "contract"      // a contract by its number
	OpenCase     LookupKind = "open_case"     // open one for the session's contract (R15)
	LookTally    LookupKind = "tally"         // what its number and its contract have asked for lately
	LookPages    LookupKind = "pages"         // how the pages of this call stand
	LookStanding LookupKind = "standing"      // all that is on record of a case
	CheckPIN     LookupKind = "check_pin"     // is this the PIN of the contract? A wrong one is counted
	LookRequest  LookupKind = "request"       // the escalation that a manager's phone was rung for
	Claim        LookupKind = "claim"         // take the page: the first wins (P2)
	ClaimAnother LookupKind = "claim_another" // take the next emergency that still rings, for the person of this phone
)

// Lookup is asked in place of a reply; its answer is the next input.
type Lookup struct {
	Kind     LookupKind
	Case     support.CaseNumber
	Contract string
	PIN      string // CheckPIN; it is nowhere else
}

// Found answers a [Lookup]; what does not exist is nil.
type Found struct {
	Contact  *support.Contact
	Contract *support.Contract
	Case     *support.Case
	Recent   *Session // the same number's call that broke off less than ten minutes ago (U15)
	Ended    bool     // the Enterprise Down of Recent is over: a colleague has called it off
	Language string   // chosen by this number before
	Page     *Page    // the Enterprise Down page
	Hunt     *Page    // the hunt for an operator, an engineer or an account manager
	Won      bool     // Claim: this one is the first
	Tally    support.Tally
	Standing *support.Standing   // LookStanding, LookRequest; nil when there is no such case
	Right    bool                // CheckPIN: it is that of the contract
	Locked   bool                // CheckPIN: after too many wrong ones nothing is looked at for a while
	Request  *support.Escalation // LookRequest
	Decider  string              // LookRequest: the manager who has decided on it, by name; empty before the verdict
}

// Page is what may be said of a page while it runs.
type Page struct {
	ID      string
	Kind    support.PageKind
	State   support.PageState
	Company string
	Case    support.CaseNumber
	Reach
	Interview  support.Interview
	Flags      []support.Flag
	Since      time.Time
	AcceptedBy string   // the id of the person who accepted
	Accepter   string   // and the name
	Here       bool     // the accepter is in the room, or on the way to it
	Ringing    []string // names whose phones ring now
	Round      int      // the round that runs, from 1 on: when the accepter is lost, the next begins
	Vouched    bool     // the operator answers for the caller's right to the case
	Outcome    support.Outcome
	NoKey      time.Duration // how long a phone that was rung may be silent after the words (P3)
	Standing
	Together
}

// Standing is who has come to a page besides the caller who declared it, and how it stands
// to the call that asks.
type Standing struct {
	Texted   string    // the name of a person who has answered by SMS and is being called
	Visitors []Visitor // later callers

	Mine  bool // the call is one of its callers
	Began bool // and began it
	Sole  bool // with no other call on it, or at its door
	Asks  bool // the call waits to be let in
	Shut  bool // it is not let in any more: the page is over, or it was turned away
}

// Visitor is another caller who has come to an emergency that runs.
type Visitor struct {
	Call    string
	Name    string
	Company string
	Phone   support.E164
	Asks    bool // waits to be let in
}

// Together is how the accepter and the callers come together, and what else is open.
type Together struct {
	Talked   bool  // the accepter and a caller have talked, in this round
	Wanted   bool  // the accepter wants to talk now
	Alone    bool  // a caller has left the room without having heard the accepter
	Shared   bool  // more than one caller is on the line
	Torn     bool  // the room has emptied because of the line, or is about to
	Open     int   // other emergencies that ring
	Another  *Page // the oldest of them
	Fetching bool  // a request to fetch this call may still take effect
	Tried    int   // people who were tried and did not accept
}

// Reach is how the caller of a page is reached, and in which language.
type Reach struct {
	Language   string
	CallerHere bool // in the room, on hold or answering
	Callback   support.Callback
	From       support.E164 // unknown when it may not be called
}
