package voice

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

// overrides ask the carrier to repeat a request soon if its answer was lost:
// three tries of at most 5.5 s, 14.5 s in all, because the carrier gives up
// after 15 s. They stand in the fragment, which is neither sent nor signed.
// Twilio, webhook connection overrides.
const overrides = "#ct=1500&rt=4000&tt=14500&rc=2&rp=ct,rt,5xx"

// addresses builds the URLs at which the carrier reaches us. Its value is
// [Config.PublicURL].
type addresses string

func addressesOf(public string) addresses { return addresses(strings.TrimSuffix(public, "/")) }

// at returns the URL of a path, with query given as name, value, name, value.
func (a addresses) at(path string, query ...string) string {
	var b strings.Builder
	b.WriteString(string(a) + path)
	for i := 0; i+1 < len(query); i += 2 {
		b.WriteByte("?&"[min(i, 1)])
		b.WriteString(query[i] + "=" + url.QueryEscape(query[i+1]))
	}
	return b.String() + overrides
}

// turn returns where the answer to a turn goes.
func (a addresses) turn(call string, turn int, query ...string) string {
	return a.at("/voice/turn/"+url.PathEscape(call)+"/"+strconv.Itoa(turn), query...)
}

func (a addresses) summon(call, key string) string {
	return a.at("/voice/summon/" + url.PathEscape(call) + "/" + url.PathEscape(key))
}

// wait returns what a person alone in a room hears: news, or music for callers,
// who get no news there.
func (a addresses) wait(call string, query ...string) string {
	return a.at("/voice/wait/"+url.PathEscape(call), query...)
}

// music returns the address of hold music of whole seconds. It is the same for
// every call, so the carrier may cache it.
func (a addresses) music(d time.Duration) string {
	return string(a) + "/voice/music/" + strconv.Itoa(musicSeconds(d)) + ".wav"
}
