package check

import (
	"strings"
	"testing"

	"edown/voice"
)

// A toll-free number whose messages are blocked lacks its verification.
func TestANumberWithoutVerificationIsLacking(t *testing.T) {
	found := numberFacts{setup: voice.Setup{Unverified: true}}.misled()
	if len(found) != 1 || found[0].Level != Lacking || !strings.Contains(found[0].Says, "toll-free") {
		t.Errorf("%+v", found)
	}
}
