package bench

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync/atomic"
	"time"
)

// trunk is a carrier that takes every order at once and says when it came. No
// phone rings behind it.
type trunk struct {
	dials chan dial
	taken atomic.Int64
	// refuses: each call is refused, so that its phone is free again at once. A phone has
	// one call of the line at a time.
	refuses bool
}

// dial is an order to ring a phone.
type dial struct {
	leg string // our name for it
	to  string
	at  time.Time
}

func newTrunk() *trunk { return &trunk{dials: make(chan dial, 1<<16)} }

// ServeHTTP implements [http.Handler] (Twilio, Calls and Messages).
func (t *trunk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	at := time.Now()
	w.Header().Set("Content-Type", "application/json")
	if r.Method != http.MethodPost {
		fmt.Fprint(w, `{"calls":[]}`)
		return
	}
	if path.Base(r.URL.Path) == "Calls.json" {
		t.dials <- dial{legOf(r.PostFormValue("Url")), r.PostFormValue("To"), at}
	}
	if t.refuses && path.Base(r.URL.Path) == "Calls.json" {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"code":21211,"message":"not a valid number","status":400}`)
		return
	}
	w.WriteHeader(http.StatusCreated)
	fmt.Fprintf(w, `{"sid":"CA%032d","status":"queued"}`, t.taken.Add(1))
}

// legOf reads the leg's name from the address that it will ask:
// /voice/turn/ED-CA1.1/0.
func legOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return path.Base(strings.TrimSuffix(u.Path, "/0"))
}

// next waits for the next phone to be dialled.
func (t *trunk) next(ctx context.Context) (dial, error) {
	select {
	case d := <-t.dials:
		return d, nil
	case <-time.After(10 * time.Second):
		return dial{}, errors.New("no phone was dialled in 10 s")
	case <-ctx.Done():
		return dial{}, ctx.Err()
	}
}
