package oracle

import (
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
)

func TestCorpusIsHere(t *testing.T) { Corpus(t) }

// listener is a test that only takes notes.
type listener struct {
	testing.TB
	said []string
}

func (l *listener) Errorf(format string, args ...any) {
	l.said = append(l.said, fmt.Sprintf(format, args...))
}
func (l *listener) Helper() {}

// listening returns an oracle and the notes of its reports.
func listening(t *testing.T) (*Oracle, *listener) {
	t.Helper()
	Corpus(t)
	l := &listener{TB: t}
	return Open(l), l
}

// roundTripper and handler have an identity that can be compared.
type roundTripper struct{ http.RoundTripper }

type handler struct{ http.Handler }

func TestWithoutACorpusNothingIsChecked(t *testing.T) {
	o, way, server := &Oracle{t: t}, &roundTripper{}, &handler{}
	if o.REST(way) != http.RoundTripper(way) || o.Requests(way) != http.RoundTripper(way) || o.Webhooks(way) != http.RoundTripper(way) || o.TwiML(server) != http.Handler(server) {
		t.Error("the oracle is in between")
	}
	o.Document([]byte("no document"))
}

func TestOracleWorksInsideABubble(t *testing.T) {
	Corpus(t)
	synctest.Test(t, func(t *testing.T) {
		o := Open(t)
		ask(t, o.REST(answering(http.StatusOK, `{"sid":"`+call+`"}`)), "GET", "/Calls/"+call+".json", "")
	})
}
