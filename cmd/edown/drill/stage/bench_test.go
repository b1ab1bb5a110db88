package stage

import (
	"path/filepath"
	"slices"
	"testing"

	"edown/cmd/edown/drill/bench"
	"edown/locales"
)

// The benchmark measures the house that answers the line; otherwise its figures
// would mean nothing.
func TestEveryoneWhoQualifiesInABenchmarkHasAPhoneDialled(t *testing.T) {
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	b := bench.Bench{Words: words, Build: Builder(words)}
	waited, err := b.UntilDialled(t.Context(), filepath.Join(t.TempDir(), "edown.db"), 3, 0)
	if err != nil || len(waited) != 3 || slices.Min(waited) <= 0 {
		t.Error(waited, err)
	}
}
