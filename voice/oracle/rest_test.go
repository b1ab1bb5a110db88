package oracle

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

const (
	account = "AC00000000000000000000000000000001"
	call    = "CA00000000000000000000000000000002"
)

// carrier answers everything in the same way.
type carrier struct {
	status int
	body   string
	heard  *string
}

func (c carrier) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil && c.heard != nil {
		said, _ := io.ReadAll(r.Body)
		*c.heard = string(said)
	}
	return &http.Response{
		StatusCode: c.status, Header: http.Header{"Content-Type": {"application/json"}}, Request: r, Body: io.NopCloser(strings.NewReader(c.body)),
	}, nil
}

func answering(status int, body string) carrier { return carrier{status: status, body: body} }

// ask makes a request and returns the answer's body.
func ask(t *testing.T, way http.RoundTripper, method, path, form string) string {
	t.Helper()
	r, err := http.NewRequest(method, "http://carrier.test/base/2010-04-01/Accounts/"+account+path, strings.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth(account, "token")
	if form != "" {
		r.Header.Set("Content-Type", formType)
	}
	resp, err := way.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

const order = "To=%2B14155550101&From=%2B18005550100&Url=https%3A%2F%2Fapp.test%2F"

func TestRequestsAreCheckedAgainstTheDescription(t *testing.T) {
	for _, c := range []struct{ name, method, path, form, says string }{
		{"a call", "POST", "/Calls.json", order + "&Timeout=20&StatusCallbackEvent=ringing&StatusCallbackEvent=completed", ""},
		{"a list", "GET", "/Calls.json?To=%2B14155550101&StartTime%3E=2026-03-01T00:00:00Z&PageSize=50", "", ""},
		{"a list of a day", "GET", "/Calls.json?StartTime=2026-03-01", "", ""},
		{"an end", "POST", "/Calls/" + call + ".json", "Status=completed", ""},
		{"audio", "GET", "/Recordings/RE1.mp3", "", ""},
		{"no number is called", "POST", "/Calls.json", "From=%2B18005550100", `To`},
		{"a wait that is no number", "POST", "/Calls.json", order + "&Timeout=20s", "Timeout"},
		{"an enum", "POST", "/Calls/" + call + ".json", "Status=done", `Status is "done"`},
		{"a method", "POST", "/Calls.json", order + "&Method=PUT", `Method is "PUT"`},
		{"another's name", "POST", "/Calls/MZ2.json", "Status=completed", `"MZ2"`},
		{"a misspelt parameter", "POST", "/Calls.json", order + "&StatusCallBack=x", "no parameter StatusCallBack is known in the form"},
		{"a misspelt filter", "GET", "/Calls.json?Too=x", "", "no parameter Too is known in the query"},
		{"too large a page", "GET", "/Calls.json?PageSize=2000", "", "PageSize"},
		{"a time of one's own", "GET", "/Calls.json?StartTime%3E=yesterday", "", "yesterday"},
		{"an unknown resource", "GET", "/Phones.json", "", "no matching operation was found"},
		{"a method it does not have", "DELETE", "/Calls.json", "", "method not allowed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, l := listening(t)
			ask(t, o.REST(answering(http.StatusBadRequest, "")), c.method, c.path, c.form)
			tells(t, l, c.says)
		})
	}
}

// tells wants no report, or exactly one that contains words.
func tells(t *testing.T, l *listener, words string) {
	t.Helper()
	if words == "" && len(l.said) > 0 || words != "" && (len(l.said) != 1 || !strings.Contains(l.said[0], words)) {
		t.Errorf("said %q, want %q", l.said, words)
	}
}

func TestRequestsWithoutCredentialsAreReported(t *testing.T) {
	o, l := listening(t)
	r, err := http.NewRequest("GET", "https://api.twilio.com/2010-04-01/Accounts/"+account+".json", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.REST(answering(http.StatusUnauthorized, "{}")).RoundTrip(r); err != nil {
		t.Fatal(err)
	}
	tells(t, l, "no account and token")
}

func TestAnswersAreCheckedAgainstTheDescription(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		says   string
	}{
		{"a call", 200, `{"sid":"` + call + `","status":"ringing","start_time":null,"date_created":"Sun, 01 Mar 2026 12:00:00 +0000"}`, ""},
		{"a refusal", 404, `{"code":20404}`, ""},
		{"another name", 200, `{"sid":"CA1"}`, `sid is "CA1"`},
		{"another status", 200, `{"status":"initiated"}`, `status is "initiated"`},
		{"another kind", 200, `{"queue_time":0}`, "queue_time"},
		{"another date", 200, `{"date_created":"2026-03-01T12:00:00Z"}`, "date_created"},
		{"a field of one's own", 200, `{"mood":"good"}`, "answer.mood is not described"},
		{"created, where nothing is", 201, `{}`, "status"},
		{"no answer", 200, ``, "answer: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, l := listening(t)
			if got := ask(t, o.REST(answering(c.status, c.body)), "GET", "/Calls/"+call+".json", ""); got != c.body {
				t.Errorf("%q arrived", got)
			}
			tells(t, l, c.says)
			o, l = listening(t)
			ask(t, o.Requests(answering(c.status, c.body)), "GET", "/Calls/"+call+".json", "")
			tells(t, l, "")
		})
	}
}

func TestItemsOfAListAreCheckedAgainstTheDescription(t *testing.T) {
	o, l := listening(t)
	ask(t, o.REST(answering(200, `{"calls":[{},{"mood":"good"}]}`)), "GET", "/Calls.json", "")
	tells(t, l, "answer.calls.1.mood is not described")
}

// The description's own examples of it have null there.
func TestConferenceThatGoesOnHasNoReasonToEnd(t *testing.T) {
	o, l := listening(t)
	ask(t, o.REST(answering(200, `{"conferences":[{"reason_conference_ended":null}]}`)), "GET", "/Conferences.json", "")
	tells(t, l, "")
}

func TestRequestAndAnswerPassUnchanged(t *testing.T) {
	o, l := listening(t)
	var heard string
	ask(t, o.REST(carrier{http.StatusCreated, "{}", &heard}), "POST", "/Calls.json", order)
	tells(t, l, "")
	if heard != order {
		t.Errorf("%q arrived", heard)
	}
}
