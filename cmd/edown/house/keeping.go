package house

import (
	"errors"
	"sync/atomic"
	"time"
)

// keeping watches whether commits succeed. On a full disk a small write may still
// succeed when a turn's does not.
type keeping struct{ lost atomic.Pointer[time.Time] }

// shakenFor is how long one lost commit makes the line not ready. After that the
// write of [store.Store.Ready] decides, which is as large as a turn's.
const shakenFor = 10 * time.Second

var errLost = errors.New("what a caller or a phone did could not be put on record a moment ago")

// commits wraps every commit, and the wrapper inside it, which may be nil.
func (k *keeping) commits(inside func(commit func() error) error) func(commit func() error) error {
	return func(commit func() error) error {
		if inside != nil {
			plain := commit
			commit = func() error { return inside(plain) }
		}
		err := commit()
		if err != nil {
			now := time.Now()
			k.lost.Store(&now)
		}
		return err
	}
}

// shaken reports whether a commit was lost a moment ago.
func (k *keeping) shaken() bool {
	at := k.lost.Load()
	return at != nil && time.Since(*at) < shakenFor
}
