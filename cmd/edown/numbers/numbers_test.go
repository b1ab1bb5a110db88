package numbers

import (
	"testing"

	"edown/support"
)

func TestNumbersAreReadWhole(t *testing.T) {
	for text, want := range map[string]support.E164{
		"+1 (415) 555-0123": "+14155550123", "+44 (0)20 7946 0018": "+442079460018", "+81 90 5550 0199": "+819055500199", "＋１ 415 555 0123": "+14155550123",
	} {
		if got, err := Parse(text); got != want || err != nil {
			t.Errorf("%q is %q, %v", text, got, err)
		}
	}
	for _, bad := range []string{
		"+1 415 555 0123, 5", "+1 415 555 0123;5", "+14155550123;+14155550124", "+1 415 555 0123 / +1 415 555 0124", "+14155550123/4", "+1 415 555 0123 or 4", "555 0123",
	} {
		if got, err := Parse(bad); err == nil {
			t.Errorf("%q is %q", bad, got)
		}
	}
}

func TestNumbersWithoutAnAreaCodeDoNotExist(t *testing.T) {
	for _, good := range []support.E164{
		"+14155550123", "+18005550100", "+33199000001", "+861005550142", "+819055500199", "+442079460018", "+447700900123", "+393471234567", "+61491570156",
	} {
		if err := Exists(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []support.E164{"+15550123", "+441111", "+4420794600", "+865550123", "+915550123", "+815550123", "+335550123", "+15555550123", "+14151550123", "5550123", ""} {
		if Exists(bad) == nil {
			t.Errorf("%s exists", bad)
		}
	}
}
