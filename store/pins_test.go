package store

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/ivr"
	"edown/support"
)

// secured has PINs of both contracts on record.
func secured(t testing.TB) *Store {
	t.Helper()
	s := open(t)
	must(t, s.Put(t.Context(), Directory{PINs: map[string]PIN{"100200": "271828", "100300": "1414"}}))
	return s
}

func try(t testing.TB, s *Store, call string, from support.E164, contract, pin string) (right, locked bool) {
	t.Helper()
	f := look(t, s, called(call, from), ivr.Lookup{Kind: ivr.CheckPIN, Contract: contract, PIN: pin})
	return f.Right, f.Locked
}

func TestAPINOpensItsContractOnly(t *testing.T) {
	s := secured(t)
	for _, c := range []struct {
		contract, pin string
		right         bool
	}{
		{"100200", "1414", false}, {"100300", "271828", false}, {"100200", "271828", true}, {"100300", "1414", true},
		{"100200", "", false}, {"100200", "27182", false}, {"100200", "2718280", false}, {"404404", "271828", false},
	} {
		if right, locked := try(t, s, "CA1", ann, c.contract, c.pin); right != c.right || locked {
			t.Errorf("%s on %s: right %v, locked %v", c.pin, c.contract, right, locked)
		}
	}
}

// The contract must be that of the case that the call is about.
func TestAPINOfAnotherContractThanTheCases(t *testing.T) {
	s := secured(t)
	for number, right := range map[support.CaseNumber]bool{"C1234567": true, "C3333333": false, "C0000000": false} {
		f := look(t, s, with(ivr.Session{Place: ivr.Place{Call: "CA1"}}, func(s *ivr.Session) {
			s.Case = number
		}), ivr.Lookup{Kind: ivr.CheckPIN, Contract: "100200", PIN: "271828"})
		if f.Right != right {
			t.Errorf("%s: right %v", number, f.Right)
		}
	}
}

// After five wrong PINs, the right one is refused too, for a quarter of an hour.
func TestFiveWrongPINsLock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := secured(t)
		for n := 1; n <= 5; n++ {
			if right, locked := try(t, s, "CA1", ann, "100200", "0000"); right || locked != (n == 5) {
				t.Errorf("wrong no. %d: right %v, locked %v", n, right, locked)
			}
		}
		time.Sleep(15*time.Minute - time.Millisecond)
		if right, locked := try(t, s, "CA9", "+14155550177", "100200", "271828"); right || !locked {
			t.Errorf("the contract: right %v, locked %v", right, locked)
		}
		if right, locked := try(t, s, "CA8", ann, "100300", "1414"); right || !locked {
			t.Errorf("the caller: right %v, locked %v", right, locked)
		}
		time.Sleep(time.Millisecond)
		if right, locked := try(t, s, "CA7", ann, "100200", "271828"); !right || locked {
			t.Errorf("after 15 minutes: right %v, locked %v", right, locked)
		}
		must(t, s.Close())
	})
}

// A withheld number is counted by its call. A right PIN clears the count.
func TestWrongPINsAreCountedByCallerAndByContract(t *testing.T) {
	s := secured(t)
	for n := range 4 {
		try(t, s, "CA1", "", fmt.Sprintf("10%d", n), "0000")
	}
	if right, locked := try(t, s, "CA2", "", "100200", "271828"); !right || locked {
		t.Errorf("another hidden caller: right %v, locked %v", right, locked)
	}
	if right, _ := try(t, s, "CA1", "", "100200", "271828"); !right {
		t.Error("the right one, on the fifth try")
	}
	if n := count(t, s, `SELECT COUNT(*) FROM tries WHERE what LIKE 'caller%'`); n != 0 {
		t.Errorf("%d callers are still counted", n)
	}
	for n := range 4 {
		try(t, s, "CA1", "", fmt.Sprintf("20%d", n), "0000")
	}
	if _, locked := try(t, s, "CA1", "", "100200", "0000"); !locked {
		t.Error("five wrong ones on five contracts do not lock the call")
	}
}

// A caller who pretends a number is counted by the call, and does not lock out its owner.
func TestAPretendedNumberLocksItsCallOnly(t *testing.T) {
	s := secured(t)
	pretends := func(call, contract string) ivr.Found {
		return look(t, s, with(called(call, ann), func(s *ivr.Session) {
			s.Doubted = true
		}), ivr.Lookup{Kind: ivr.CheckPIN, Contract: contract, PIN: "0000"})
	}
	for n := range 4 {
		pretends("CA1", fmt.Sprintf("10%d", n))
	}
	if f := pretends("CA1", "100300"); !f.Locked {
		t.Error("five wrong ones do not lock the call")
	}
	if right, locked := try(t, s, "CA2", ann, "100200", "271828"); !right || locked {
		t.Errorf("the number's owner: right %v, locked %v", right, locked)
	}
}

// Unknown contracts, and those without a PIN, are checked like any other: tries count, and
// take as long.
func TestAnUnknownContractIsLikeAnyOther(t *testing.T) {
	s := secured(t)
	must(t, s.Put(t.Context(), Directory{PINs: map[string]PIN{"100300": ""}}))
	for _, contract := range []string{"100200", "100300", "404404"} {
		for n := 1; n <= 5; n++ {
			if right, locked := try(t, s, fmt.Sprintf("%s.%d", contract, n), "", contract, "9999"); right || locked != (n == 5) {
				t.Errorf("%s, try %d: right %v, locked %v", contract, n, right, locked)
			}
		}
	}
	known, err := unseal(seal("1414").String())
	must(t, err)
	if decoy.passes != known.passes || decoy.memory != known.memory || len(decoy.hash) != len(known.hash) {
		t.Errorf("the decoy is cheaper to check: %+v", decoy)
	}
}

// A PIN is not in clear on disk, and does not print.
func TestAPINIsNowhereInClear(t *testing.T) {
	s := secured(t)
	try(t, s, "CA1", ann, "100200", "31415926")
	var path string
	must(t, s.db.QueryRow(`SELECT file FROM pragma_database_list WHERE name = 'main'`).Scan(&path))
	for _, file := range []string{path, path + "-wal"} {
		text, err := os.ReadFile(file)
		must(t, err)
		for _, pin := range []string{"271828", "31415926"} {
			if strings.Contains(string(text), pin) {
				t.Errorf("%s is in %s", pin, file)
			}
		}
	}
	d := Directory{PINs: map[string]PIN{"100200": "27x828"}}
	err := s.Put(t.Context(), d)
	if err == nil || !strings.Contains(err.Error(), "100200") {
		t.Errorf("got %v", err)
	}
	if printed := fmt.Sprintf("%v %+v %#v %s", d, d, d, err); strings.Contains(printed, "27x828") {
		t.Errorf("it prints as %s", printed)
	}
}

func TestPINsThatCannotBe(t *testing.T) {
	for _, wrong := range []PIN{"", "123", "123456789", "12a4", "１２３４", "12 4", "-123"} {
		if wrong.Valid() == nil {
			t.Errorf("%q is taken", string(wrong))
		}
	}
}

func BenchmarkCheckPIN(b *testing.B) {
	s := secured(b)
	for b.Loop() {
		try(b, s, "CA1", ann, "100200", "271828")
	}
}
