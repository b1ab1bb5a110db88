package operators_test

import (
	"flag"
	"testing"

	"edown/operators/desktest"
)

var update = flag.Bool("update", false, "rewrite the transcripts in testdata")

// What the desk itself decides is told in testdata/*.txt: what an SMS means, who is
// rung for a caller, who returns a call, which page a caller belongs to. See
// [desktest.Play].
func TestTranscripts(t *testing.T) { desktest.Play(t, "testdata", *update) }
