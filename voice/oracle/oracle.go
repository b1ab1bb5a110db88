// Package oracle holds a carrier's traffic, in tests, against what the carrier
// itself has published: requests and answers of the REST API against Twilio's
// OpenAPI description, documents against the grammar of Twilio's own library.
//
// Both are read from the folder that the environment variable EDOWN_CORPUS
// names, as twilio_api_v2010.json and twiml-grammar.json. Where it names none,
// everything passes unseen, and a test that calls [Corpus] says so.
//
// An Oracle starts nothing and waits for nothing, so that it works inside a
// testing/synctest bubble.
package oracle

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// variable names the environment variable that names the folder.
const variable = "EDOWN_CORPUS"

// Oracle reports to one test what passes by and is not as published. It is safe
// for use by several goroutines at once.
type Oracle struct {
	t testing.TB
	published
}

// published are the descriptions; each is nil where there is no corpus.
type published struct {
	api     *api
	grammar *grammar
}

// Open returns an oracle that reports to t. Only the first one of a process
// reads the corpus. A corpus that is named and cannot be read ends the test.
func Open(t testing.TB) *Oracle {
	t.Helper()
	p, err := publications()
	if err != nil {
		t.Fatal(err)
	}
	return &Oracle{t, p}
}

// Corpus is the folder of the corpus. Where there is none it skips the test and
// says why.
func Corpus(t testing.TB) string {
	t.Helper()
	folder := os.Getenv(variable)
	if folder == "" {
		t.Skipf("left out: nothing is held against what the carrier has published, because %s is not set; let it name the folder that holds twilio_api_v2010.json, twiml-grammar.json and twiml/", variable)
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
		return published{}, fmt.Errorf("%s=%s: %w; let it name a whole corpus, or none", variable, folder, err)
	}
	return p, nil
})
