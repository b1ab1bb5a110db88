package voice

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
)

// vector is a signed webhook, and the verdict of Twilio's library for Node.
type vector struct {
	Kind, Token, URL, Signed, Signature string
	Form                                url.Values
	Genuine                             bool
}

// decided are the kinds for which the library differs from Twilio's
// documentation, and the right verdict.
var decided = map[string]struct {
	genuine bool
	why     string
}{
	"user and password, unsigned": {true, "Twilio, Security: they are not in the signature, though they are in the configured URL"},
	"user and password, signed":   {false, "Twilio, Security: a signer that knows the rules leaves them out"},
	"a fragment, unsigned":        {true, "Twilio, connection overrides: it is neither sent nor signed, though it is in the configured URL"},
	"a fragment, signed":          {false, "Twilio, connection overrides: it is never sent, so it cannot be checked"},
	"an escaped query":            {false, "Twilio, Security: the URL is signed exactly as configured, and so asked for; all URLs of ours are escaped already"},
	"names sorted as UTF-16":      {false, "Twilio, Security: names are sorted bytewise; the two orders part at U+E000, where no name of Twilio's is"},
}

func vectors(t *testing.T) (all []vector) {
	t.Helper()
	raw, err := os.ReadFile("testdata/signatures.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	if len(all) < 300 {
		t.Fatalf("only %d vectors", len(all))
	}
	return all
}

func TestSignaturesAgreeWithTheCarriersLibrary(t *testing.T) {
	for i, v := range vectors(t) {
		want, why := v.Genuine, "as the library says"
		if d, ok := decided[v.Kind]; ok {
			want, why = d.genuine, d.why
		}
		if got := v.judged(t); got != want {
			t.Errorf("%d, %s: %v, want %v, %s\nurl    %s\nsigned %s\nform   %q", i, v.Kind, got, want, why, v.URL, v.Signed, v.Form)
		}
	}
}

func TestListOfDisagreementsHasNoAgreement(t *testing.T) {
	differs := map[string]bool{}
	for _, v := range vectors(t) {
		if d, ok := decided[v.Kind]; ok && d.genuine != v.Genuine {
			differs[v.Kind] = true
		}
	}
	for kind := range decided {
		if !differs[kind] {
			t.Errorf("%s: the library says the same; take it off the list", kind)
		}
	}
}

// judged is our verdict on a vector that arrives as its URL has it.
func (v vector) judged(t *testing.T) bool {
	t.Helper()
	configured, _, _ := strings.Cut(v.URL, "#")
	scheme, rest, _ := strings.Cut(configured, "://")
	slash := strings.IndexByte(rest, '/')
	r := httptest.NewRequest(http.MethodPost, rest[slash:], nil)
	r.Header.Set(signatureHeader, v.Signature)
	form, err := url.ParseQuery(v.Form.Encode()) // as it comes in a body
	if err != nil {
		t.Fatal(err)
	}
	return sealOf(scheme+"://"+rest[:slash], []string{v.Token}).form(r, form)
}
