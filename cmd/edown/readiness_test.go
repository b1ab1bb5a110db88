package main

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// However often it is asked, the disk is written once a second.
func TestReadinessIsAskedOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked, broken := 0, error(nil)
		r := &readiness{ask: func(context.Context) error { asked++; return broken }}
		for i := range 20 { // two seconds
			if err := r.now(); (err != nil) != (i >= 10) {
				t.Errorf("no. %d: %v", i, err)
			}
			broken = errors.New("the disk is full")
			time.Sleep(100 * time.Millisecond)
		}
		if asked != 2 {
			t.Errorf("asked %d times", asked)
		}
	})
}

// Nobody waits for ever.
func TestReadinessOfAStuckDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		r := &readiness{ask: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }}
		if r.now() == nil || time.Since(began) != readyTakes {
			t.Errorf("told after %v", time.Since(began))
		}
	})
}
