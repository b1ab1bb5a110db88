package main

import (
	"strings"
	"testing"

	"edown/drill"
	"edown/locales"
)

// A few storms in every run; edown drill -calls 10000 has more.
func TestTheLineHoldsInAStorm(t *testing.T) {
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	found, err := drill.Run(t.Context(), drill.Plan{Calls: 4 * drill.CallsPerStorm, Seed: 1, Build: builder(words)})
	if err != nil {
		t.Fatal(err)
	}
	var report strings.Builder
	found.Print(&report)
	t.Log(report.String())
	if len(found.Breaches) > 0 {
		t.Fail()
	}
}
