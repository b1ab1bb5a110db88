package main

import (
	"context"
	"sync"
	"time"
)

// readiness is whether the record can be written. Asking writes to the disk:
// an answer is kept for a second, and who asks meanwhile waits for the same.
type readiness struct {
	ask func(context.Context) error

	one  sync.Mutex
	at   time.Time
	last error
}

const (
	readyFor   = time.Second
	readyTakes = 5 * time.Second // as long as a monitor is likely to wait
)

// now is nil when the record can be written. It does not depend on who asks:
// the answer is everybody's.
func (r *readiness) now() error {
	r.one.Lock()
	defer r.one.Unlock()
	if r.at.IsZero() || time.Since(r.at) >= readyFor {
		ctx, cancel := context.WithTimeout(context.Background(), readyTakes)
		defer cancel()
		r.last = r.ask(ctx)
		r.at = time.Now()
	}
	return r.last
}
