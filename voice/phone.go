package voice

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/twilio/twilio-go/client"
	api "github.com/twilio/twilio-go/rest/api/v2010"

	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

// Phone rings, texts and hangs up through the carrier's REST API. It implements
// [operators.Phone], whose kinds of error it returns.
type Phone struct {
	cfg    Config
	api    *url.URL
	at     addresses
	voices Voices
}

var _ operators.Phone = (*Phone)(nil)

// NewPhone makes a phone of the configured account. It reads nothing from the
// environment, and keeps no connections of its own.
func NewPhone(cfg Config, voices Voices) *Phone {
	cfg = cfg.withDefaults()
	to, err := url.Parse(cfg.API)
	if err != nil {
		to = &url.URL{} // every request will fail with a missing host
	}
	return &Phone{cfg: cfg, api: to, at: addressesOf(cfg.PublicURL), voices: voices}
}

// carrier returns the library's service for one request.
func (p *Phone) carrier(ctx context.Context) (*api.ApiService, *transport) {
	t := &transport{ctx: ctx, base: p.cfg.Transport, api: p.api}
	c := &client.Client{
		Credentials: client.NewCredentials(p.cfg.AccountSID, p.cfg.token()),
		HTTPClient: &http.Client{
			Transport:     t,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
	c.SetAccountSid(p.cfg.AccountSID)
	return api.NewApiService(&client.RequestHandler{Client: c}), t
}

const (
	// ringBuffer is what the carrier adds to every Timeout. Twilio, create a
	// call.
	ringBuffer   = 5 * time.Second
	shortestRing = 5 * time.Second
	longestRing  = 600 * time.Second
)

// Call rings a leg, and returns the carrier's name for the call. It refuses a
// caller's own number in a country that we may not call, without asking the
// carrier (design, law 8).
func (p *Phone) Call(ctx context.Context, leg paging.Leg) (string, error) {
	what := masked("call leg " + leg.ID)
	if leg.Purpose == support.ForCaller && p.cfg.Callable != nil && !p.cfg.Callable(leg.To) {
		return "", fmt.Errorf(
			"%s: %w: calls back to the caller's country are not allowed; add it to the configuration or call by hand", what,
			operators.ErrRefused)
	}
	c, t := p.carrier(ctx)
	placed, err := c.CreateCall(p.placing(leg))
	if err != nil {
		return "", t.failure(what, err)
	}
	return named(what, placed.Sid)
}

// placing builds the order for a call.
func (p *Phone) placing(leg paging.Leg) *api.CreateCallParams {
	params := &api.CreateCallParams{}
	params.SetTo(string(leg.To)).SetFrom(string(p.cfg.Number))
	params.SetUrl(p.at.turn(leg.ID, 0)).SetMethod(http.MethodPost)
	params.SetFallbackUrl(p.fallback(leg)).SetFallbackMethod(http.MethodPost)
	params.SetStatusCallback(p.at.at("/voice/status", "call", leg.ID)).SetStatusCallbackMethod(http.MethodPost)
	params.SetStatusCallbackEvent([]string{"initiated", "ringing", "answered", "completed"})
	params.SetTimeout(int(min(max(leg.Ring-ringBuffer, shortestRing), longestRing) / time.Second))
	if p.cfg.Machines && decides(leg.Purpose) {
		params.SetMachineDetection("Enable").SetAsyncAmd("true")
		params.SetAsyncAmdStatusCallback(p.at.at("/voice/machine", "call", leg.ID)).SetAsyncAmdStatusCallbackMethod(
			http.MethodPost)
	}
	return params
}

// decides reports whether the leg's person decides something, so that it
// matters whether a human picked up.
func decides(purpose support.Purpose) bool {
	return purpose == support.ForManager || purpose == support.ForOperator
}

// fallback returns the leg's fallback address, which says whose leg it is:
// without the record, staff are hung up and callers are not.
func (p *Phone) fallback(leg paging.Leg) string {
	if leg.Purpose == support.ForCaller {
		return p.at.at("/voice/fallback", "call", leg.ID)
	}
	return p.at.at("/voice/fallback", "call", leg.ID, "staff", "1")
}

const (
	clocksDiffer = 2 * time.Second // for differing clocks, and for the carrier's whole seconds
	latestCalls  = 50              // the carrier lists the newest first
)

// Find looks for calls to the leg's number among the latest ones. It does not
// use the carrier's own filter by start time: that counts days, and a call in
// the carrier's queue has no start time yet.
func (p *Phone) Find(ctx context.Context, leg paging.Leg, since time.Time) ([]string, error) {
	c, t := p.carrier(ctx)
	params := (&api.ListCallParams{}).SetTo(string(leg.To)).SetFrom(string(p.cfg.Number)).SetPageSize(latestCalls)
	page, err := c.PageCall(params, "", "")
	if err != nil {
		return nil, t.failure(masked("find leg "+leg.ID), err)
	}
	return createdFrom(page.Calls, since.Add(-clocksDiffer)), nil
}

// createdFrom returns the names of the calls created at a moment or later, the
// oldest first. Within a second, the carrier's order decides.
func createdFrom(calls []api.ApiV2010Call, from time.Time) (sids []string) {
	at := map[string]time.Time{}
	for _, call := range slices.Backward(calls) {
		if call.Sid == nil || call.DateCreated == nil {
			continue
		}
		created, err := time.Parse(time.RFC1123Z, *call.DateCreated)
		if err == nil && !created.Before(from) {
			sids, at[*call.Sid] = append(sids, *call.Sid), created
		}
	}
	slices.SortStableFunc(sids, func(a, b string) int { return at[a].Compare(at[b]) })
	return sids
}

// Text words a message and sends it, and returns the carrier's name for it. A
// message without words is refused.
func (p *Phone) Text(ctx context.Context, m paging.Message) (string, error) {
	what := masked("text " + m.ID)
	words, err := p.voices.Text(m.Language, m.Key, m.Data)
	if err != nil {
		return "", fmt.Errorf("%s: %w: %w", what, operators.ErrRefused, err)
	}
	c, t := p.carrier(ctx)
	params := (&api.CreateMessageParams{}).SetTo(string(m.To)).SetFrom(string(p.cfg.Number)).SetBody(words)
	params.SetStatusCallback(p.at.at("/voice/text", "message", m.ID))
	sent, err := c.CreateMessage(params)
	if err != nil {
		return "", t.failure(what, err)
	}
	return named(what, sent.Sid)
}

// Summon interrupts a live call, which then asks us for a new document. The
// call keeps its fallback address, which says whose leg it is.
func (p *Phone) Summon(ctx context.Context, sid, call, key string) error {
	params := (&api.UpdateCallParams{}).SetUrl(p.at.summon(call, key)).SetMethod(http.MethodPost)
	return p.update(ctx, masked("summon "+call), sid, params)
}

// Look asks how far a call is; ending is empty while it goes on. If the carrier
// does not know the call at the moment, that proves nothing, and no call is
// hung up for it.
func (p *Phone) Look(ctx context.Context, sid string) (ending string, err error) {
	c, t := p.carrier(ctx)
	call, err := c.FetchCall(url.PathEscape(sid), nil)
	switch {
	case err != nil:
		return "", t.failure("look for "+sid, err)
	case call.Status == nil:
		return "", fmt.Errorf("look for %s: %w: the carrier gave no status", sid, operators.ErrUnknown)
	}
	return ended[*call.Status], nil
}

// HangUp ends a call, whether it is queued, rings, or is in progress. A call
// that is already over is not an error.
func (p *Phone) HangUp(ctx context.Context, sid string) error {
	return p.update(ctx, "hang up "+sid, sid, (&api.UpdateCallParams{}).SetStatus("completed"))
}

func (p *Phone) update(ctx context.Context, what, sid string, params *api.UpdateCallParams) error {
	c, t := p.carrier(ctx)
	_, err := c.UpdateCall(url.PathEscape(sid), params)
	if err == nil || isOver(err) {
		return nil
	}
	return t.failure(what, err)
}

// named returns the carrier's name for what it took. An answer without a name
// counts as unknown: look before repeating.
func named(what string, sid *string) (string, error) {
	if sid == nil || *sid == "" {
		return "", fmt.Errorf("%s: %w: the carrier gave no SID; look for it before repeating", what, operators.ErrUnknown)
	}
	return *sid, nil
}
