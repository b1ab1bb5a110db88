package paging_test

import (
	"flag"
	"testing"

	"edown/operators/desktest"
)

var update = flag.Bool("update", false, "rewrite the transcripts in testdata")

// The search for a human is told in testdata/*.txt, as a manager who is rung sees it.
// See [desktest.Play]. What it does on either side of each limit, and whatever
// happens in whatever order, the tests of the machine itself hold.
func TestTranscripts(t *testing.T) { desktest.Play(t, "testdata", *update) }
