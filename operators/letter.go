package operators

import (
	"context"
	"errors"
	"time"

	"edown/operators/paging"
)

// How long and how often a letter is tried. A mail server may be down for a night, and a letter
// is not urgent.
const (
	letterFor     = 24 * time.Hour
	letterPause   = 5 * time.Second // after the first try; it doubles with each further try
	longestLetter = 15 * time.Minute
)

// post sends a letter. Without a mail server no letters are sent, which is logged once.
func (d *Desk) post(ctx context.Context, w Work, l paging.Letter) error {
	if d.Mail == nil {
		d.unposted.Do(func() { d.Log.Warn("there is no mail server: letters are not sent", "key", l.Key) })
		return d.done(ctx, w, nil)
	}
	err := d.Mail.Send(ctx, l)
	switch {
	case err == nil, errors.Is(err, ErrRefused), time.Since(w.Due) >= letterFor:
		return d.done(ctx, w, err)
	}
	d.Log.Warn("letter not sent yet", "letter", l.ID, "try", w.Tries+1, "err", err)
	d.againAfter(ctx, w, min(letterPause<<min(w.Tries, 8), longestLetter), err)
	return nil
}
