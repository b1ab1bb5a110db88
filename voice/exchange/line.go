package exchange

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Line is one thing that a phone heard or did. Its Kind says which of the other
// fields mean something:
//
//	say         Lang, Voice, Text, Seconds: the exchange speaks
//	play        URL, Seconds: it plays audio; without URL, Text: it has some of its own.
//	            With both, it plays a recording, and Text is what was said into that
//	tone        the beep before a recording
//	listening   Digits (0: any number), Finish, Keypad, Speech: it gathers input
//	recording   Max seconds, Finish: it records
//	conference  With: the phones in conversation with this one; none: it waits or is alone
//	            Room: the conference; empty: a dialled conversation, or none
//	heard       From, Text: another phone speaks
//	spoke       Text, Seconds: this phone's person speaks
//	pressed     Keys
//	ringing     From
//	dialed      To
//	answered, declined, missed
//	ended       Reason: the call is over
//	text        From, Text: a message arrives
//	texted      To, Text: a message is sent
//	state       State (idle, dialing, ringing, talking), Mode
type Line struct {
	At                                                     time.Time
	Phone                                                  string // the phone's number
	Call                                                   string // the SID of the call that the phone is in, if any
	Kind                                                   string
	From, To, Text, Lang, Voice, URL, Keys, Finish, Reason string
	State, Mode, Room                                      string
	Seconds, Max                                           float64
	Digits                                                 int
	Keypad, Speech                                         bool
	With                                                   []string
}

// fields are what each kind shows in JSON, besides its kind and time.
func (l Line) fields() map[string]any {
	switch l.Kind {
	case "say":
		return map[string]any{"lang": l.Lang, "voice": l.Voice, "text": l.Text, "seconds": l.Seconds}
	case "play":
		return map[string]any{"url": l.URL, "text": l.Text, "seconds": l.Seconds}
	case "listening":
		return map[string]any{"digits": l.Digits, "finish": l.Finish, "keypad": l.Keypad, "speech": l.Speech}
	case "recording":
		return map[string]any{"max": l.Max, "finish": l.Finish}
	case "conference":
		return map[string]any{"with": append([]string{}, l.With...)}
	case "heard", "text":
		return map[string]any{"from": l.From, "text": l.Text}
	case "spoke":
		return map[string]any{"text": l.Text, "seconds": l.Seconds}
	case "texted":
		return map[string]any{"to": l.To, "text": l.Text}
	case "dialed":
		return map[string]any{"to": l.To}
	case "pressed":
		return map[string]any{"keys": l.Keys}
	case "ringing":
		return map[string]any{"from": l.From}
	case "ended":
		return map[string]any{"reason": l.Reason}
	case "state":
		return map[string]any{"state": l.State, "mode": l.Mode}
	}
	return map[string]any{}
}

// MarshalJSON writes the phone's number, the kind, the time as "at" in Unix
// milliseconds, and the fields of that kind.
func (l Line) MarshalJSON() ([]byte, error) {
	m := l.fields()
	m["number"], m["kind"], m["at"] = l.Phone, l.Kind, l.At.UnixMilli()
	return json.Marshal(m)
}

// audible is the words that the line makes heard.
func (l Line) audible() string {
	switch l.Kind {
	case "say", "heard", "play":
		return l.Text + l.URL
	}
	return ""
}

// String returns the line as in a transcript, without its time.
func (l Line) String() string {
	switch l.Kind {
	case "say":
		return fmt.Sprintf("say (%s): %s", l.Lang, l.Text)
	case "heard":
		return fmt.Sprintf("%s says: %s", l.From, l.Text)
	case "conference":
		return "in conversation with: " + strings.Join(l.With, ", ")
	case "listening":
		return fmt.Sprintf("listening (digits %d, finish %q, keypad %v, speech %v)", l.Digits, l.Finish, l.Keypad, l.Speech)
	case "text":
		return fmt.Sprintf("text from %s: %s", l.From, l.Text)
	case "texted":
		return fmt.Sprintf("text to %s: %s", l.To, l.Text)
	case "state":
		return "is " + l.State
	}
	return strings.Join(strings.Fields(strings.Join([]string{l.Kind, l.From, l.To, l.Keys, l.URL, l.Text, l.Reason}, " ")),
		" ")
}
