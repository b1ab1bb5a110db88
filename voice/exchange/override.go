package exchange

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// override is how Twilio delivers one webhook: the timeouts and retries that an
// application may set in the URL's fragment, as in #ct=1000&rc=2&rp=ct,5xx.
// Source: Twilio, Webhook connection overrides.
type override struct {
	connect, read, total time.Duration
	retries              int
	policy               []string // of ct, rt, 4xx, 5xx, all
}

// hardLimit applies to every webhook of a call, even against an override.
const hardLimit = 15 * time.Second

// overrides reads the fragment of u. A value out of range counts as absent.
func overrides(u *url.URL) override {
	v, err := url.ParseQuery(u.Fragment)
	if err != nil {
		v = nil
	}
	o := override{
		connect: milliseconds(v, "ct", 100, 10000, 5000),
		read:    milliseconds(v, "rt", 100, 15000, 15000),
		total:   milliseconds(v, "tt", 100, 15000, 15000),
		retries: within(v.Get("rc"), 0, 5, 1),
		policy:  []string{"ct"},
	}
	if rp := v.Get("rp"); rp != "" {
		o.policy = strings.Split(rp, ",")
	}
	return o
}

// again reports whether a failure of this class is tried again.
func (o override) again(class string) bool {
	return slices.Contains(o.policy, "all") || slices.Contains(o.policy, class)
}

func milliseconds(v url.Values, key string, low, high, otherwise int) time.Duration {
	return time.Duration(within(v.Get(key), low, high, otherwise)) * time.Millisecond
}

// within reads a whole number between low and high; for anything else it
// returns otherwise.
func within(s string, low, high, otherwise int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < low || n > high {
		return otherwise
	}
	return n
}
