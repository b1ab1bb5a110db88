package house

import (
	"errors"
	"sync/atomic"
	"time"
)

// keeping watches whether what is put on record stays there: on a full disk a
// little may still be kept, and a turn not.
type keeping struct{ lost atomic.Pointer[time.Time] }

// shakenFor is how long one lost commit makes the line not ready. Then what
// [store.Store.Ready] writes, which is as much as a turn does, decides again.
const shakenFor = 10 * time.Second

var errLost = errors.New("what a caller or a phone did could not be put on record a moment ago")

// commits stands around every commit; inside stands there too, and nil is nothing.
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

func (k *keeping) shaken() bool {
	at := k.lost.Load()
	return at != nil && time.Since(*at) < shakenFor
}
