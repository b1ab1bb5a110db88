// Package retention deletes data whose retention time is over.
package retention

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"edown/operators"
	"edown/store"
)

// Eraser deletes a recording at the carrier.
type Eraser interface {
	Erase(ctx context.Context, sid string) error
}

// Keeper deletes data automatically: rows of the record at night, recordings at the
// carrier every hour.
type Keeper struct {
	Store   *store.Store
	Carrier Eraser
	Keep    store.Retention
	Log     *slog.Logger
}

// looksEvery is how often the keeper looks for recordings to delete at the carrier.
// A caller may have been erased, or the carrier did not answer last time.
const looksEvery = time.Hour

// quietHour is the hour with the least traffic, by this machine's clock.
const quietHour = 3

// Run deletes at the start and then every night, until ctx ends.
func (k Keeper) Run(ctx context.Context) {
	for due := time.Now(); ; {
		now := time.Now()
		if !now.Before(due) {
			k.retain(ctx, now)
			due = quiet(now)
		}
		k.Audio(ctx)
		select {
		case <-time.After(min(time.Until(due), looksEvery)):
		case <-ctx.Done():
			return
		}
	}
}

// quiet is the next quiet hour after a moment.
func quiet(now time.Time) time.Time {
	at := time.Date(now.Year(), now.Month(), now.Day(), quietHour, 0, 0, 0, now.Location())
	if !at.After(now) {
		at = time.Date(now.Year(), now.Month(), now.Day()+1, quietHour, 0, 0, 0, now.Location())
	}
	return at
}

func (k Keeper) retain(ctx context.Context, now time.Time) {
	gone, err := k.Store.Retain(ctx, k.Keep, now)
	if len(gone) > 0 {
		k.Log.Info("data past its retention time was deleted", "rows", gone)
	}
	if err != nil && ctx.Err() == nil {
		k.Log.Error("data past its retention time could not be deleted; trying again tomorrow", "err", err)
	}
}

// Audio deletes at the carrier the recordings that the record has condemned. It
// returns how many are gone, how many are left, and why; those are tried again.
func (k Keeper) Audio(ctx context.Context) (done, left int, why error) {
	sids, why := k.Store.Condemned(ctx)
	for i, sid := range sids {
		err := k.erase(ctx, sid)
		if err == nil {
			done++
			continue
		}
		left, why = left+1, err
		if !errors.Is(err, operators.ErrRefused) { // the carrier would not delete the others either
			left += len(sids) - i - 1
			break
		}
	}
	k.tell(ctx, done, left, why)
	return done, left, why
}

func (k Keeper) tell(ctx context.Context, done, left int, why error) {
	if done > 0 {
		k.Log.Info("recordings were deleted at the carrier", "recordings", done)
	}
	if why != nil && ctx.Err() == nil {
		k.Log.Warn("recordings could not be deleted at the carrier; trying again within the hour", "recordings", left, "err",
			why)
	}
}

func (k Keeper) erase(ctx context.Context, sid string) error {
	if err := k.Carrier.Erase(ctx, sid); err != nil {
		return err
	}
	return k.Store.AudioErased(ctx, sid, time.Now())
}
