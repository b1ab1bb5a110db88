// Package oracle compares a carrier's traffic, in tests, with what the carrier
// itself has published: requests and answers of the REST API with Twilio's
// OpenAPI description, documents with the grammar of Twilio's own library.
//
// Both are read from the folder named by the environment variable EDOWN_CORPUS,
// as twilio_api_v2010.json and twiml-grammar.json. Without the variable,
// nothing is checked, and a test that calls [Corpus] says so.
//
// An Oracle starts no goroutine and never waits, so that it works inside a
// testing/synctest bubble.
package oracle

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// variable is the environment variable that names the folder.
const variable = "EDOWN_CORPUS"

// Oracle reports to one test the traffic that is not as published. It is safe
// for concurrent use.
type Oracle struct {
	t testing.TB
	published
}

// published are the descriptions; both are nil without a corpus.
type published struct {
	api     *api
	grammar *grammar
}

// Open returns an oracle that reports to t. Only the first one of a process
// reads the corpus. If the corpus is named but cannot be read, the test fails.
func Open(t testing.TB) *Oracle {
	t.Helper()
	p, err := publications()
	if err != nil {
		t.Fatal(err)
	}
	return &Oracle{t, p}
}

// Corpus returns the folder of the corpus. Without one it skips the test and
// says why.
func Corpus(t testing.TB) string {
	t.Helper()
	folder := os.Getenv(variable)
	if folder == "" {
		t.Skipf(
			"left out: nothing is compared with what the carrier has published, because %s is not set; set it to the folder "+
				"that holds twilio_api_v2010.json, twiml-grammar.json and twiml/", variable)
	}
	Open(t)
	return folder
}

var publications = sync.OnceValues(func() (p published, err error) {
	folder := os.Getenv(variable)
	if folder == "" {
		return p, nil
	}
	if p.api, err = loadAPI(filepath.Join(folder, "twilio_api_v2010.json")); err == nil {
		p.grammar, err = loadGrammar(filepath.Join(folder, "twiml-grammar.json"))
	}
	if err != nil {
		return published{}, fmt.Errorf("%s=%s: %w; set it to a complete corpus, or unset it", variable, folder, err)
	}
	return p, nil
})
