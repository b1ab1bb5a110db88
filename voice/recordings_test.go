package voice

import (
	"errors"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"edown/operators"
	"edown/voice/exchange"
	"edown/voice/oracle"
)

// A spoken answer is gone once the carrier has said so, and erasing it again
// does no harm.
func TestRecordingIsErasedAtTheCarrier(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var filed atomic.Value // the recording's name at the carrier
		x := exchange.New(exchange.Config{AccountSID: account, AuthToken: token, Client: &http.Client{Transport: exchange.InProcess(
			http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if sid := r.FormValue("RecordingSid"); sid != "" {
					filed.Store(sid)
				}
				w.Header().Set("Content-Type", "text/xml")
				io.WriteString(w, `<Response><Record action="/end" recordingStatusCallback="/filed"/></Response>`)
			}))}})
		defer x.Close()
		x.Connect(line, exchange.Number{VoiceURL: public + "/record"})
		anna := x.Handset(caller).In(t)
		anna.Dials(line).Says("the servers are down")
		time.Sleep(10 * time.Second)
		anna.HangsUp()
		synctest.Wait()
		sid, _ := filed.Load().(string)
		if x.Recorded(sid) == "" {
			t.Fatalf("nothing was recorded as %q", sid)
		}
		phone := NewPhone(Config{PublicURL: public, AccountSID: account, Tokens: []string{token}, Transport: oracle.Open(t).REST(x.Transport())}, words{})
		for range 2 {
			if err := phone.Erase(t.Context(), sid); err != nil {
				t.Fatal(err)
			}
			if words := x.Recorded(sid); words != "" {
				t.Errorf("the carrier still has %q", words)
			}
		}
	})
}

// Unless the carrier itself says that it has no such recording, the recording
// is still to be erased.
func TestRecordingThatMayStillExistIsAnError(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		kind   error
	}{
		{"a proxy", 404, "<html>not here</html>", operators.ErrUnknown},
		{"another resource", 404, `{"code":20003,"message":"Authenticate","status":404}`, operators.ErrTryAgain},
		{"too fast", 429, `{"code":20429,"message":"Too many","status":429}`, operators.ErrTryAgain},
		{"down", 503, "", operators.ErrUnknown},
		{"credentials", 401, `{"code":20003,"message":"Authenticate","status":401}`, operators.ErrTryAgain},
	} {
		t.Run(c.name, func(t *testing.T) {
			other := newCarrier(t)
			other.status, other.body, other.odd = c.status, c.body, true
			if err := other.phone().Erase(t.Context(), "RE00000000000000000000000000000007"); !errors.Is(err, c.kind) {
				t.Errorf("%v", err)
			}
		})
	}
}
