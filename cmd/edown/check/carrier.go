package check

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"edown/cmd/edown/fallback"
	"edown/cmd/edown/wording"
	"edown/support"
	"edown/voice"
)

// carrierFacts are what the carrier reports about the account and its numbers.
type carrierFacts struct {
	account        voice.Account
	err            error
	sent, answered time.Time // when the account was asked for, and when the answer came
	wanted         voice.Setup
	numbers        []numberFacts
}

// numberFacts are what the carrier does with one number of the line.
type numberFacts struct {
	number   support.E164
	setup    voice.Setup
	err      error
	fallback error     // why a fallback on another host does not work
	until    time.Time // end of the fallback's rota; zero: edown fallback did not write it
}

var errNotAsked = errors.New("not asked: the account SID or the auth token is missing")

func (e Examination) askCarrier(ctx context.Context) carrierFacts {
	phone := e.phone()
	f := carrierFacts{wanted: phone.Wanted(), sent: time.Now()}
	if e.Config.Account == "" || e.Config.Token == "" {
		f.err = errNotAsked
		return f
	}
	f.account, f.err = phone.Account(ctx)
	f.answered = time.Now()
	if f.err != nil {
		return f
	}
	for _, number := range e.Config.Numbers() {
		n := numberFacts{number: number}
		if n.setup, n.err = phone.Setup(ctx, number); n.err == nil && fallback.Elsewhere(n.setup.Fallback, e.Config) {
			n.until, n.fallback = e.tryFallback(ctx, n.setup.Fallback)
		}
		f.numbers = append(f.numbers, n)
	}
	return f
}

// tryFallback asks a fallback on another host as the carrier would, and reads until
// when its rota reaches.
func (e Examination) tryFallback(ctx context.Context, at voice.Hook) (until time.Time, err error) {
	resp, body, err := e.ask(ctx, voice.Hook{URL: at.URL, Method: cmp.Or(at.Method, http.MethodPost)})
	switch {
	case err != nil:
		return until, err
	case resp.StatusCode != http.StatusOK:
		return until, fmt.Errorf("%s answered %d", at.URL, resp.StatusCode)
	case !bytes.Contains(body, []byte("<Response>")):
		return until, fmt.Errorf("%s answered with no TwiML", at.URL)
	}
	until, _ = voice.StaticUntil(body)
	return until, nil
}

// explained splits an error of the carrier into what it says and the remedy.
func explained(err error) (says, remedy string) {
	says, remedy, _ = strings.Cut(err.Error(), "; ")
	return strings.TrimPrefix(strings.TrimPrefix(says, "account: "), "number: "), remedy
}

func (f facts) judgeAccount() []Finding {
	const point = "account"
	switch a := f.carrier.account; {
	case f.carrier.err != nil:
		says, remedy := explained(f.carrier.err)
		return one(point, Lacking, says, cmp.Or(remedy, "set them as the Twilio console shows them"))
	case a.Status != "active":
		return one(point, Lacking, fmt.Sprintf("the account is %s", cmp.Or(a.Status, "in no state that it tells")),
			"ask Twilio why, in the console")
	}
	return one(point, Fine, "our credentials are taken, the account is active", "")
}

const (
	clockDiffers = 2 * time.Second
	clockWrong   = 30 * time.Second
)

// ahead is the least by which our clock is ahead of the carrier's: the carrier's
// time is cut to the second, and took a while to arrive.
func (c carrierFacts) ahead() time.Duration {
	first, last := c.account.Clock, c.account.Clock.Add(time.Second)
	switch {
	case c.sent.After(last):
		return c.sent.Sub(last)
	case c.answered.Before(first):
		return c.answered.Sub(first)
	}
	return 0
}

func (f facts) judgeClock() []Finding {
	const point, remedy = "clock", "have it set by the network, such as timedatectl set-ntp true"
	if f.carrier.err != nil || f.carrier.account.Clock.IsZero() {
		return unknown(point, "account")
	}
	off := f.carrier.ahead()
	says := fmt.Sprintf("ours is %v ahead of the carrier's", off.Round(time.Second))
	if off < 0 {
		says = fmt.Sprintf("ours is %v behind the carrier's", -off.Round(time.Second))
	}
	switch {
	case off.Abs() > clockWrong:
		return one(point, Lacking, says+": shifts would change hands at the wrong time", remedy)
	case off.Abs() > clockDiffers:
		return one(point, Doubtful, says, remedy)
	}
	return one(point, Fine, "agrees with the carrier's", "")
}

func (f facts) judgeNumbers() (found []Finding) {
	if f.carrier.err != nil || len(f.carrier.numbers) == 0 {
		return unknown("number", "account")
	}
	for _, n := range f.carrier.numbers {
		found = append(found, n.judged(f)...)
	}
	return found
}

// judged checks one number for everything that the line needs.
func (n numberFacts) judged(f facts) []Finding {
	point := string(n.number)
	switch {
	case errors.Is(n.err, voice.ErrNoNumber):
		return one(point, Lacking, n.err.Error(), "buy it or move it to this account, or correct line (EDOWN_LINE)")
	case n.err != nil:
		says, remedy := explained(n.err)
		return one(point, Lacking, says, cmp.Or(remedy, "try again"))
	}
	found := slices.Concat(n.misled(), n.unhooked(f.carrier.wanted), n.unsaved(f))
	if found == nil {
		return one(point, Fine, "calls and messages come here, and go elsewhere when we are down", "")
	}
	for i := range found {
		found[i].Point = point
	}
	return found
}

// misled finds what takes calls or messages past the number's own addresses.
func (n numberFacts) misled() (found []Finding) {
	for _, where := range n.setup.Elsewhere {
		found = append(found, Finding{Level: Lacking, Says: where,
			Remedy: "take the number off it: its own addresses count only then"})
	}
	if n.setup.Mute {
		found = append(found, Finding{Level: Lacking, Says: "takes no calls",
			Remedy: "have it receive voice, not fax, or use another number"})
	}
	if n.setup.Textless {
		found = append(found, Finding{Level: Doubtful, Says: "takes no messages: nobody can accept by SMS",
			Remedy: "use a number that can text, and register it for SMS"})
	}
	if n.setup.Unverified {
		found = append(found, Finding{Level: Lacking, Says: "its messages are blocked: the toll-free number is not verified",
			Remedy: "have it verified for messages in the Twilio console; until then people are rung only"})
	}
	return found
}

// unhooked finds the addresses that are not ours.
func (n numberFacts) unhooked(want voice.Setup) (found []Finding) {
	for _, h := range []struct {
		when      string
		got, want voice.Hook
		level     Level
	}{
		{"a call comes in", n.setup.Calls, want.Calls, Lacking},
		{"call status changes", n.setup.Ended, want.Ended, Lacking},
		{"a message comes in", n.setup.Messages, want.Messages, Doubtful},
	} {
		if !h.got.Same(h.want) && !(n.setup.Textless && h.level == Doubtful) {
			found = append(found, Finding{Level: h.level, Says: fmt.Sprintf("when %s: %s", h.when, shown(h.got)),
				Remedy: "set it to " + shown(h.want)})
		}
	}
	return found
}

func shown(h voice.Hook) string {
	if h.URL == "" {
		return "nothing"
	}
	return h.Method + " " + wording.Redacted(h.URL)
}

// unsaved finds out what happens to a caller while this server is down.
func (n numberFacts) unsaved(f facts) []Finding {
	const remedy = "publish what edown fallback writes on a host that needs nothing of ours, and name it as the " +
		"handler when the primary one fails"
	switch set := n.setup.Fallback; {
	case set.URL == "":
		return one("", Lacking, "there is no fallback: when this server is down, callers are hung up on", remedy)
	case !fallback.Elsewhere(set, f.config):
		return one("", Doubtful, "the fallback is on this host: when it is down, callers are hung up on", remedy)
	case n.fallback != nil:
		return one("", Lacking, "the fallback does not do: "+n.fallback.Error(), remedy)
	}
	return n.outdated(f.now)
}

// outdated finds a fallback with an old rota. It may be a day late before it misses
// a whole round of shifts.
func (n numberFacts) outdated(now time.Time) []Finding {
	if n.until.IsZero() || !now.After(n.until) {
		return nil
	}
	l := Doubtful
	if now.Sub(n.until) > fallback.LookAhead {
		l = Lacking
	}
	return one("", l, "the fallback is out of date: it knows who was on duty until "+
		n.until.Format("2006-01-02 15:04 MST"),
		"write it anew with edown fallback -o, every day by cron, and see why it was not published")
}
