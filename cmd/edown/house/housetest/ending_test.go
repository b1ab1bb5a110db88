package housetest

import (
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
)

// held is a carrier that receives nothing until let.
type held struct {
	next http.RoundTripper
	let  chan struct{}
}

func (h held) RoundTrip(r *http.Request) (*http.Response, error) {
	<-h.let
	return h.next.RoundTrip(r)
}

// A phone that is being dialled when the server ends is on record with the carrier's
// id of the call, so that it is not rung twice.
func TestADialInHandIsOnRecordWhenTheServerEnds(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		heard := make(chan struct{})
		w.way = func(next http.RoundTripper) http.RoundTripper { return held{next, heard} }
		w.moves("", nil)
		let := sync.OnceFunc(func() { close(heard) })
		defer let()
		w.declares(w.phone(annsNo))
		if p := w.page(); p.Attempts[0].SID != "" {
			w.Fatalf("the carrier has not heard of it yet: %+v", p.Attempts[0])
		}
		w.stop()
		synctest.Wait()
		select {
		case <-w.done:
			w.Error("it ended with a call in its hands")
		default:
		}
		let()
		<-w.done
		if p := w.page(); p.Attempts[0].SID == "" {
			w.Errorf("not on record: %+v", p.Attempts[0])
		}
	})
}
