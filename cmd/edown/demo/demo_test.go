package demo

import (
	"path/filepath"
	"strings"
	"testing"

	"edown/cmd/edown/demo/sample"
	"edown/operators/rota"
	"edown/store"
	"edown/support"
)

// A demo never adds its people to a real record.
func TestTheDemoLeavesARealRecordAlone(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "edown.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d, err := sample.Read(support.DefaultCaseFormat, []string{"en", "fr", "zh"})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // a demo's own record can be used again
		if err := moveIn(t.Context(), s, "edown.db", d); err != nil {
			t.Fatal(err)
		}
	}
	for _, real := range []rota.Person{{ID: "zoe", Name: "Zoe", Phone: "+14155550190"}, {ID: "mei", Name: "Mei Chen", Phone: "+14155550199"}} {
		if err := s.Put(t.Context(), store.Directory{People: []rota.Person{real}}); err != nil {
			t.Fatal(err)
		}
		err := moveIn(t.Context(), s, "edown.db", d)
		if err == nil || !strings.Contains(err.Error(), "database edown.db: "+real.ID+" ("+real.Name+") is not of the sample") || !strings.Contains(err.Error(), "--db") {
			t.Error(err)
		}
		if err := s.Put(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
}
