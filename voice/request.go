package voice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"time"

	"github.com/gorilla/mux"

	"edown"
)

const (
	longestBody = 64 << 10
	// patience is how long a webhook may take: the carrier's own ends at 15 s.
	patience = 12 * time.Second
)

// request is one webhook, found to be the carrier's.
type request struct {
	form, query url.Values
	path        map[string]string // the parts of the path, by name
}

// call is our name for the call: in the query where we placed it, else the
// carrier's.
func (r request) call() string {
	if call := r.query.Get("call"); call != "" {
		return call
	}
	return r.form.Get("CallSid")
}

// hearer answers one kind of webhook: with a document, or with none. An error
// means that nothing was kept, and the carrier will ask again.
type hearer func(context.Context, request) (*element, error)

// refusal is a request that is not heard at all.
type refusal struct {
	status int
	why    string
}

// receive admits a webhook, has it answered, and answers 500 for one that
// could not be kept. It never answers 429 or a redirect: the carrier takes
// them for failures.
func (s *Server) receive(hear hearer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked, no := s.admit(w, r)
		if no != nil {
			s.cfg.Log.Warn("webhook refused", "path", r.URL.Path, "status", no.status, "why", no.why)
			http.Error(w, no.why, no.status)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), patience)
		defer cancel()
		doc, err := safely(func() (*element, error) { return hear(ctx, asked) })
		if err != nil {
			s.cfg.Log.Error("webhook not kept", "path", r.URL.Path, "call", asked.call(), "error", err)
			http.Error(w, "not kept; ask again", http.StatusInternalServerError)
			return
		}
		answer(w, doc)
	})
}

func answer(w http.ResponseWriter, doc *element) {
	if doc == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	w.Write(doc.encode())
}

// safely turns a panic into an error: a closed connection would cost the call
// a try, and the others on it their answers.
func safely[T any](do func() (T, error)) (out T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return do()
}

// admit reads a webhook and checks that it is the carrier's.
func (s *Server) admit(w http.ResponseWriter, r *http.Request) (request, *refusal) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "application/x-www-form-urlencoded" && kind != "application/json" {
		return request{}, &refusal{http.StatusBadRequest, fmt.Sprintf("content type %q: a form is expected", r.Header.Get("Content-Type"))}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, longestBody))
	if err != nil {
		return request{}, unread(err)
	}
	if kind == "application/json" {
		return request{}, s.admitJSON(r, body)
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return request{}, &refusal{http.StatusBadRequest, "the body is not a form"}
	}
	if !s.seal.form(r, form) {
		return request{}, unsigned
	}
	return request{form, r.URL.Query(), mux.Vars(r)}, nil
}

var unsigned = &refusal{http.StatusForbidden, "the signature is missing or wrong"}

func unread(err error) *refusal {
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return &refusal{http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d bytes", longestBody)}
	}
	return &refusal{http.StatusBadRequest, "the body could not be read"}
}

// admitJSON is for the carrier's newer products: their signatures are checked,
// but none of them is expected here.
func (s *Server) admitJSON(r *http.Request, body []byte) *refusal {
	if !s.seal.json(r, body) {
		return unsigned
	}
	return &refusal{http.StatusBadRequest, "content type application/json: a form is expected"}
}

var international = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// withheld are words that carriers put in place of a number, spelled on a
// keypad: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE. Twilio support,
// "Why am I getting calls from these strange numbers?".
var withheld = map[string]bool{
	"+266696687": true, "+7378742833": true, "+2562533": true, "+8656696": true, "+86282452253": true,
}

// number is a telephone number as the carrier gives it; none for one who
// withholds it.
func number(s string) edown.E164 {
	if !international.MatchString(s) || withheld[s] {
		return ""
	}
	return edown.E164(s)
}

// hashed is a number as it may be in a log.
func hashed(n edown.E164) string {
	if n == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(n))
	return hex.EncodeToString(sum[:4])
}
