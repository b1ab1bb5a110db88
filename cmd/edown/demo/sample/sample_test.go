package sample

import (
	"testing"
	"time"

	"edown/operators/rota"
	"edown/support"
)

// The sample has what the demo and the README promise.
func TestSample(t *testing.T) {
	d, err := Read(support.DefaultCaseFormat, []string{"en", "fr", "zh"})
	if err != nil {
		t.Fatal(err)
	}
	packages := map[support.Package]int{}
	expired := 0
	now := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range d.Contracts {
		packages[c.Package]++
		if c.EnterpriseDownAt(now) == support.Unknown {
			expired++
		}
	}
	if len(packages) != 4 || expired != 1 {
		t.Errorf("packages %v, %d expired", packages, expired)
	}
	roster := rota.Rota{People: d.People, Shifts: d.Shifts}
	for role, want := range map[rota.Role]int{rota.Manager: 2, rota.Level2: 1, rota.Director: 1, rota.Operator: 2} {
		if on := roster.OnDuty(role, now); len(on) != want {
			t.Errorf("%s: %v", role, on)
		}
	}
	if on := roster.Layer(rota.Manager, 1, now); len(on) != 1 || on[0].Name != "Mei Chen" {
		t.Errorf("primary: %v", on)
	}
	if d.Contacts[0].Phone != "+14155550123" || d.Contacts[0].Name != "Ann Lee" || d.Cases[0].Number != "C1234567" {
		t.Errorf("first caller %v, first case %v", d.Contacts[0], d.Cases[0])
	}
}
