package civiltest

import (
	"testing"
	"time"
)

// At parses a moment written as in RFC 3339, and fails the test if it cannot.
func At(t testing.TB, text string) time.Time {
	t.Helper()
	when, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

// Zone loads an IANA time zone, and fails the test if it cannot.
func Zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}
