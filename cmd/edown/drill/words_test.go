package drill

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// The people of a drill answer words. Words that the line says no longer would leave a part
// of it untried, and the drill would still be clean.
func TestPeopleAnswerWhatTheLineSays(t *testing.T) {
	said, err := os.ReadFile("../../../locales/testdata/transcript.en.txt") // every message, as locales holds it
	if err != nil {
		t.Fatal(err)
	}
	c, s := &caller{}, &staff{}
	for _, r := range slices.Concat(c.manners(), c.errands(), s.manners(), s.duties()) {
		if !strings.Contains(string(said), r.heard) {
			t.Errorf("no message says %q", r.heard)
		}
	}
	for _, text := range []string{"Which one?", "To be rung now, reply 1", "To accept, reply 1", "reply 3", "reply 4"} {
		if !strings.Contains(string(said), text) {
			t.Errorf("no SMS says %q, so no person of the drill answers it", text)
		}
	}
}
