package ivr

import (
	"strings"
	"time"
)

const (
	habit      = 2               // 1 1 1 declares an emergency: after the first, two more may come from habit
	firstWords = 4 * time.Second // no caller has heard a question in less
	declares   = "1"
)

// fromHabit reports whether a caller who rings back has pressed a key that declares an
// emergency while a question of the interview began: the question was not heard, and
// is said again in full. A key from habit has no other harm, and any other key shows
// that the caller listens.
func (t *turn) fromHabit() bool {
	if t.s.Unheard == 0 {
		return false
	}
	if t.in.Kind != Keys || t.in.Speech != "" || strings.TrimSuffix(t.in.Keys, "#") != declares {
		t.s.Unheard = 0
		return false
	}
	t.s.Unheard--
	asks := t.marks(t.s.Node).question != ""
	return asks && t.now.Sub(t.s.Entered) < firstWords+t.pause()
}

// pause is how long the carrier waits after a key of an entry before it passes it on.
func (t *turn) pause() time.Duration {
	if _, is := t.tree.Nodes[t.s.Node].(entry); is {
		return t.patience(keyPatience)
	}
	return 0
}
