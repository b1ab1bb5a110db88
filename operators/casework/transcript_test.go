package casework_test

import (
	"flag"
	"testing"

	"edown/operators/desktest"
)

var update = flag.Bool("update", false, "rewrite the transcripts in testdata")

// The rules of cases are told in testdata/*.txt, as a support manager reads them:
// a line at the margin happens, and below it is what followed. go test -update
// rewrites what followed; the difference is reviewed. They are played by the real
// desk over a record in memory (see [desktest.Play]), so that what the rules
// decide is applied as it is in a running line, and comes back from its stored
// form before each step.
func TestTranscripts(t *testing.T) { desktest.Play(t, "testdata", *update) }
