package phone

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"edown/cmd/edown/wording"
)

// handset is one phone of a demo, reached over its HTTP API.
type handset struct {
	at     string // the demo's address
	number string
}

// happening is one event on a phone. Its Kind says which of the other fields are
// used.
type happening struct {
	Kind                         string
	From, To, Text, Lang, Reason string
	Keys, Finish, State          string
	Digits                       int
	Max                          float64
	Keypad, Speech               bool
	With                         []string
}

// phones lists the line of a demo and the phones on its page.
type phones struct {
	Line   string
	Phones []struct{ Number, Label string }
}

var errNoDemo = errors.New(`start one with "edown demo", or name where it is with --at`)

func (h handset) phones(ctx context.Context) (p phones, err error) {
	resp, err := h.send(ctx, http.MethodGet, "/phone/api/setup", nil)
	if err != nil {
		return p, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK || json.NewDecoder(resp.Body).Decode(&p) != nil {
		return p, fmt.Errorf("what answers at %s is no demo: %w", wording.Redacted(h.at), errNoDemo)
	}
	return p, nil
}

// do makes the phone act. The error is the exchange's objection.
func (h handset) do(ctx context.Context, verb string, with map[string]string) error {
	body, _ := json.Marshal(with) // strings cannot fail
	resp, err := h.send(ctx, http.MethodPost, h.path(verb), bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode < 300 {
		return nil
	}
	var refusal struct{ Error string }
	if json.NewDecoder(resp.Body).Decode(&refusal) != nil || refusal.Error == "" {
		refusal.Error = resp.Status
	}
	return fmt.Errorf("%s: %s", verb, refusal.Error)
}

// listen reports what happens to the phone from now on, until ctx ends or the
// exchange stops. Then the channel is closed.
func (h handset) listen(ctx context.Context) (<-chan happening, error) {
	resp, err := h.send(ctx, http.MethodGet, h.path("events"), nil)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, fmt.Errorf("the exchange has no phone %s (%s): name one in international form with --from", h.number,
			resp.Status)
	}
	news := make(chan happening)
	go func() {
		defer close(news)
		defer resp.Body.Close()
		relay(ctx, resp.Body, news)
	}()
	return news, nil
}

// relay reads server-sent events, one JSON object a line.
func relay(ctx context.Context, from io.Reader, to chan<- happening) {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		var h happening
		if !ok || json.Unmarshal([]byte(data), &h) != nil {
			continue
		}
		select {
		case to <- h:
		case <-ctx.Done():
			return
		}
	}
}

func (h handset) path(verb string) string {
	return "/phone/api/handsets/" + url.PathEscape(h.number) + "/" + verb
}

func (h handset) send(ctx context.Context, method, path string, body io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimRight(h.at, "/")+path, body)
	if err != nil {
		return nil, fmt.Errorf("--at %s: write an address such as http://127.0.0.1:8080", wording.Redacted(h.at))
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil && ctx.Err() == nil {
		return nil, fmt.Errorf("no demo answers at %s: %w", wording.Redacted(h.at), errNoDemo)
	}
	return resp, err
}
