package operators

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// shut is a ledger that refuses every claim until a moment.
type shut struct {
	Ledger
	until time.Time
}

func (s shut) Claim(context.Context, time.Time, time.Duration, Can) ([]Work, time.Time, error) {
	if time.Now().Before(s.until) {
		return nil, time.Time{}, errors.New("is held by another program: end that one")
	}
	return nil, time.Time{}, nil
}

// A desk that cannot look for work tries every second, and logs it once.
func TestATroubleOfTheDeskIsLoggedOnceAndItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		d := Desk{Ledger: shut{until: time.Now().Add(time.Minute)}, Log: slog.New(slog.NewTextHandler(&log, nil))}
		ctx, end := context.WithTimeout(t.Context(), time.Hour)
		defer end()
		if err := d.Run(ctx); err != nil {
			t.Error(err)
		}
		said := log.String()
		if strings.Count(said, "\n") != 2 || !strings.Contains(said, "end that one") || !strings.Contains(said, "can look for work again") {
			t.Errorf("the log says\n%s", said)
		}
	})
}
