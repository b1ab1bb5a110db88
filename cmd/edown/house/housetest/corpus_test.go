package housetest

import (
	"testing"

	"edown/voice/oracle"
)

func TestCorpusIsHere(t *testing.T) { oracle.Corpus(t) }
