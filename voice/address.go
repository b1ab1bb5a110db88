package voice

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

// overrides ask the carrier to repeat a request whose answer was lost, soon:
// three tries of at most 5.5 s, 14.5 s in all, where 15 s is the end. They are
// a fragment: never sent, and not in the signature. Twilio, webhook connection
// overrides.
const overrides = "#ct=1500&rt=4000&tt=14500&rc=2&rp=ct,rt,5xx"

// addresses are the URLs at which the carrier reaches us; the value is
// [Config.PublicURL].
type addresses string

func addressesOf(public string) addresses { return addresses(strings.TrimSuffix(public, "/")) }

// at is the URL of a path, with query as name, value, name, value.
func (a addresses) at(path string, query ...string) string {
	var b strings.Builder
	b.WriteString(string(a) + path)
	for i := 0; i+1 < len(query); i += 2 {
		b.WriteByte("?&"[min(i, 1)])
		b.WriteString(query[i] + "=" + url.QueryEscape(query[i+1]))
	}
	return b.String() + overrides
}

// turn is where the answer to a turn goes.
func (a addresses) turn(call string, turn int, query ...string) string {
	return a.at("/voice/turn/"+url.PathEscape(call)+"/"+strconv.Itoa(turn), query...)
}

func (a addresses) summon(call, key string) string {
	return a.at("/voice/summon/" + url.PathEscape(call) + "/" + url.PathEscape(key))
}

// wait is what one who is alone in a room hears: news, or music for one who
// gets none.
func (a addresses) wait(call string, query ...string) string {
	return a.at("/voice/wait/"+url.PathEscape(call), query...)
}

// music is hold music of whole seconds. It is the same for everyone, so the
// carrier may keep it.
func (a addresses) music(d time.Duration) string {
	return string(a) + "/voice/music/" + strconv.Itoa(musicSeconds(d)) + ".wav"
}
