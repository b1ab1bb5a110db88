package support

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Earlier versions kept eleven meanings in "reason" and three in "yes". Their
// rows still say what they said.
func TestEventsOfEarlierVersionsAreRead(t *testing.T) {
	for row, want := range map[string]Event{
		`{"kind":"call_returned","call":"CA2","reason":"CA1"}`:         {Kind: CallReturned, Call: "CA2", OldCall: "CA1"},
		`{"kind":"call_ended","call":"CA1","reason":"no_answer"}`:      {Kind: CallEnded, Call: "CA1", Ending: EndNoAnswer},
		`{"kind":"refused","call":"ED-1.1","reason":"no such number"}`: {Kind: Refused, Call: "ED-1.1", Why: "no such number"},
		`{"kind":"key","call":"ED-1.1","reason":"3"}`:                  {Kind: KeyPressed, Call: "ED-1.1", Key: "3"},
		`{"kind":"texted","from":"+14155550101","reason":"1 ok"}`:      {Kind: Texted, From: "+14155550101", Text: "1 ok"},
		`{"kind":"commented","reason":"it is urgent"}`:                 {Kind: Commented, Text: "it is urgent"},
		`{"kind":"called_off","reason":"operator"}`:                    {Kind: CalledOff, By: ByOperator},
		`{"kind":"called_off","reason":"concluded"}`:                   {Kind: CalledOff, By: ByReview},
		`{"kind":"machine","reason":"machine_start"}`:                  {Kind: MachineHeard, By: "machine_start"},
		`{"kind":"hurried","reason":"level2"}`:                         {Kind: Hurried, Climb: ClimbLevel2},
		`{"kind":"callback_wanted","reason":"+33612345678"}`:           {Kind: CallbackWanted, Number: "+33612345678"},
		`{"kind":"superseded","reason":"merged into ED-2"}`:            {Kind: Superseded, Why: "merged into ED-2"},
		`{"kind":"declared","call":"CA1","reason":"on_hold"}`:          {Kind: Declared, Call: "CA1", Where: OnHold},
		`{"kind":"due","reason":"gone"}`:                               {Kind: Due, Where: Gone},
		`{"kind":"operator_wanted","reason":"vouching","yes":true}`:    {Kind: OperatorWanted, Why: "vouching", Suspected: true},
		`{"kind":"operator_wanted","reason":"answering"}`:              {Kind: OperatorWanted, Where: Answering},
		`{"kind":"essential","yes":true}`:                              {Kind: EssentialGiven, Essential: true},
		`{"kind":"ruled","yes":true,"verdict":"accepted"}`:             {Kind: Ruled, Report: true, Verdict: EscalationAccepted},
	} {
		var got Event
		if err := json.Unmarshal([]byte(row), &got); err != nil {
			t.Fatal(row, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n%s", row, diff)
		}
		again, _ := json.Marshal(got)
		var second Event
		if err := json.Unmarshal(again, &second); err != nil || !cmp.Equal(second, want) {
			t.Errorf("%s is kept as %s, which is %+v, %v", row, again, second, err)
		}
	}
}
