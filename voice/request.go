package voice

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"

	"github.com/gorilla/mux"
)

const (
	longestBody = 64 << 10
	// patience is how long a webhook may take; the carrier gives up after 15 s.
	patience = 12 * time.Second
)

// request is one webhook whose signature is the carrier's.
type request struct {
	form, query url.Values
	path        map[string]string // the parts of the path, by name
}

// call returns our name for the call: in the query if we placed it, else the
// carrier's.
func (r request) call() string {
	if call := r.query.Get("call"); call != "" {
		return call
	}
	return r.form.Get("CallSid")
}

// hearer answers one kind of webhook, with a document or with none. An error
// means that nothing was kept, and the carrier will ask again.
type hearer func(context.Context, request) (*element, error)

// refusal is the answer to a request that is not processed at all.
type refusal struct {
	status int
	why    string
}

// receive admits a webhook, has it answered, and answers 500 if it could not be
// kept. It never answers 429 or a redirect, which the carrier takes for
// failures.
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

// safely turns a panic into an error. A panic would close the connection, which
// costs this call a try and other calls their answers.
func safely[T any](do func() (T, error)) (out T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return do()
}

// admit reads a webhook and checks the carrier's signature.
func (s *Server) admit(w http.ResponseWriter, r *http.Request) (request, *refusal) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "application/x-www-form-urlencoded" {
		return request{}, &refusal{http.StatusBadRequest,
			fmt.Sprintf("content type %q: a form is expected", r.Header.Get("Content-Type"))}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, longestBody))
	if err != nil {
		return request{}, unread(err)
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return request{}, &refusal{http.StatusBadRequest, "the body is not a form"}
	}
	if !s.seal.form(r, form) {
		return request{}, &refusal{http.StatusForbidden, "the signature is missing or wrong"}
	}
	return request{form, r.URL.Query(), mux.Vars(r)}, nil
}

func unread(err error) *refusal {
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return &refusal{http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d bytes", longestBody)}
	}
	return &refusal{http.StatusBadRequest, "the body could not be read"}
}
