package demo

import (
	"slices"
	"strings"
	"testing"

	"edown/operators/rota"
	"edown/store"
	"edown/support"
)

// What the terminal prints and what the page shows to press is one text, with a
// PIN for each contract that has one.
func TestTheGuideOnThePage(t *testing.T) {
	d := store.Directory{
		Contacts:  []support.Contact{{Name: "Ann Lee"}},
		Contracts: []support.Contract{{Number: "100100", Company: "Acme"}, {Number: "400400", Company: "Books"}},
		PINs:      map[string]store.PIN{"100100": "2718"},
	}
	d.People = []rota.Person{{Name: "Mei Chen"}}
	parts := steps(d)
	want := [][]string{{"Contract", "PIN", "Company"}, {"100100", "2718", "Acme"}}
	if got := parts[1].Table; !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("the table is %q", got)
	}
	if first := parts[0].Steps[0]; first != "Press the green key on Ann Lee's phone." {
		t.Errorf("the first step is %q", first)
	}
	text := printed(parts[0])
	if strings.Contains(text, "`") || !strings.Contains(text, "2. Press 1 (production is down), then 1 (all work has stopped): the phone of Mei") {
		t.Errorf("printed:\n%s", text)
	}
}
