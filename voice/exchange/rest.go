package exchange

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Handler serves Twilio's REST API under /2010-04-01/ and the phones under /phone/.
func (x *Exchange) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/2010-04-01/", dated(x.suffer(x.authenticate(x.api()))))
	mux.Handle("/phone/", x.phones())
	return mux
}

// account is the path of the account's resources.
const account = "/2010-04-01/Accounts/{account}"

// api routes the part of Twilio's 2010 API that the exchange plays.
func (x *Exchange) api() http.Handler {
	mux := http.NewServeMux()
	route := func(method, path string, do func(*http.Request) (any, error)) {
		mux.HandleFunc(method+" "+account+path, func(w http.ResponseWriter, r *http.Request) { x.perform(w, r, do) })
	}
	mux.HandleFunc("GET /2010-04-01/Accounts/{sid}",
		func(w http.ResponseWriter, r *http.Request) { x.perform(w, r, x.getAccount) })
	route("POST", "/Calls.json", x.createCall)
	route("GET", "/Calls.json", x.listCalls)
	route("GET", "/Calls/{sid}", x.getCall)
	route("POST", "/Calls/{sid}", x.updateCall)
	route("GET", "/Conferences.json", x.listConferences)
	route("GET", "/Conferences/{sid}", x.getConference)
	route("POST", "/Conferences/{sid}", x.updateConference)
	route("GET", "/Conferences/{sid}/Participants.json", x.listParticipants)
	route("POST", "/Conferences/{sid}/Participants.json", x.createParticipant)
	route("GET", "/Conferences/{sid}/Participants/{call}", x.getParticipant)
	route("POST", "/Conferences/{sid}/Participants/{call}", x.updateParticipant)
	route("DELETE", "/Conferences/{sid}/Participants/{call}", x.deleteParticipant)
	route("POST", "/Messages.json", x.createMessage)
	route("GET", "/Messages.json", x.listMessages)
	route("GET", "/Messages/{sid}", x.getMessage)
	route("GET", "/Recordings.json", x.listRecordings)
	route("GET", "/Recordings/{sid}", x.getRecording)
	route("DELETE", "/Recordings/{sid}", x.deleteRecording)
	route("GET", "/IncomingPhoneNumbers.json", x.listNumbers)
	route("GET", "/IncomingPhoneNumbers/{sid}", x.getNumber)
	route("POST", "/IncomingPhoneNumbers/{sid}", x.updateNumber)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { writeError(w, notFound(r.URL.Path)) })
	return mux
}

// restError is a refusal in Twilio's words.
type restError struct {
	status, code int
	message      string
}

// Error returns the code and the message.
func (e restError) Error() string { return fmt.Sprintf("%d: %s", e.code, e.message) }

func invalid(code int, format string, args ...any) restError {
	return restError{http.StatusBadRequest, code, fmt.Sprintf(format, args...)}
}

func notFound(path string) restError {
	return restError{http.StatusNotFound, 20404, "The requested resource " + path + " was not found"}
}

// deleted is the result of a DELETE, audio that of fetching a recording.
type (
	deleted struct{}
	made    struct{ resource any } // by a POST that creates
	audio   struct {
		kind string
		data []byte
	}
)

// perform does one request with the lock held, and writes the result.
func (x *Exchange) perform(w http.ResponseWriter, r *http.Request, do func(*http.Request) (any, error)) {
	if err := r.ParseForm(); err != nil {
		writeError(w, invalid(20001, "unreadable form: %v", err))
		return
	}
	x.mu.Lock()
	result, err := do(r)
	x.mu.Unlock()
	if err != nil {
		writeError(w, err.(restError))
		return
	}
	write(w, result)
}

func write(w http.ResponseWriter, result any) {
	switch v := result.(type) {
	case deleted:
		w.WriteHeader(http.StatusNoContent)
	case made:
		writeJSON(w, http.StatusCreated, v.resource)
	case audio:
		w.Header().Set("Content-Type", v.kind)
		w.Header().Set("Content-Length", strconv.Itoa(len(v.data)))
		w.Write(v.data)
	default:
		writeJSON(w, http.StatusOK, v)
	}
}

func writeError(w http.ResponseWriter, e restError) {
	writeJSON(w, e.status, map[string]any{
		"code": e.code, "message": e.message, "status": e.status,
		"more_info": "https://www.twilio.com/docs/errors/" + strconv.Itoa(e.code),
	})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v) // the client may be gone, which does not matter
}

// authenticate refuses requests without the account's credentials.
func (x *Exchange) authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		known := same(user, x.cfg.AccountSID) && same(password, x.cfg.AuthToken)
		if !known || !strings.HasPrefix(strings.TrimSuffix(r.URL.Path, ".json")+"/", "/2010-04-01/Accounts/"+x.cfg.AccountSID+
			"/") {
			w.Header().Set("WWW-Authenticate", `Basic realm="Twilio API"`)
			writeError(w, restError{http.StatusUnauthorized, 20003, "Authenticate"})
			return
		}
		next.ServeHTTP(w, r)
	})
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// sidOf returns the identifier in the path, without the extension for the
// format.
func sidOf(r *http.Request, name string) string {
	return strings.TrimSuffix(r.PathValue(name), ".json")
}

// path is where a resource of the account is.
func (x *Exchange) path(parts ...string) string {
	return "/2010-04-01/Accounts/" + x.cfg.AccountSID + "/" + strings.Join(parts, "/")
}

// page returns one page of a list, as r asks for it by Page and PageSize.
func page[T any](r *http.Request, name string, all []T, show func(T) map[string]any) map[string]any {
	size := min(max(within(r.Form.Get("PageSize"), 1, 1000, 50), 1), 1000)
	n := within(r.Form.Get("Page"), 0, 1<<30, 0)
	from := min(n*size, len(all))
	to := min(from+size, len(all))
	items := []map[string]any{}
	for _, item := range all[from:to] {
		items = append(items, show(item))
	}
	answer := map[string]any{
		name: items, "page": n, "page_size": size, "start": from, "end": max(to-1, 0),
		"uri": r.URL.RequestURI(), "first_page_uri": pageURI(r, 0, size), "next_page_uri": nil, "previous_page_uri": nil,
	}
	if to < len(all) {
		answer["next_page_uri"] = pageURI(r, n+1, size)
	}
	if n > 0 {
		answer["previous_page_uri"] = pageURI(r, n-1, size)
	}
	return answer
}

func pageURI(r *http.Request, n, size int) string {
	q := url.Values{}
	for name, values := range r.URL.Query() {
		q[name] = values
	}
	q.Set("Page", strconv.Itoa(n))
	q.Set("PageSize", strconv.Itoa(size))
	return r.URL.Path + "?" + q.Encode()
}

// filtered returns the items that pass every filter, newest first.
func filtered[T any](all []T, pass ...func(T) bool) []T {
	list := []T{}
next:
	for i := len(all) - 1; i >= 0; i-- {
		for _, ok := range pass {
			if !ok(all[i]) {
				continue next
			}
		}
		list = append(list, all[i])
	}
	return list
}

// wanted passes values equal to the query parameter, or all if it is absent.
func wanted(r *http.Request, name, value string) bool {
	want := r.Form.Get(name)
	return want == "" || want == value
}

// on passes times that the parameters name, name< and name> allow. Twilio means
// "at the latest" and "at the earliest"; a date without a time means that whole
// day.
func on(r *http.Request, name string, t time.Time) bool {
	if from, _, ok := span(r.Form.Get(name + ">")); ok && t.Before(from) {
		return false
	}
	if _, to, ok := span(r.Form.Get(name + "<")); ok && !t.Before(to) {
		return false
	}
	if from, to, ok := span(r.Form.Get(name)); ok && (t.Before(from) || !t.Before(to)) {
		return false
	}
	return true
}

// span is the time that s names, from from up to but excluding to.
func span(s string) (from, to time.Time, ok bool) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, t.AddDate(0, 0, 1), true
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, t.Add(time.Second), true
	}
	return from, to, false
}

// orNull writes an absent time or text as null.
func orNull(v any) any {
	switch v := v.(type) {
	case time.Time:
		if v.IsZero() {
			return nil
		}
		return rfc2822(v)
	case string:
		if v == "" {
			return nil
		}
	}
	return v
}
