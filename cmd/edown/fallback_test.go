package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"edown/voice/oracle"
)

// What edown fallback writes is published as it is: the carrier takes it, from
// the screen or from a file, whether it begins again or ends with a word.
func TestTheCarrierTakesTheFallback(t *testing.T) {
	h := built(t)
	h.peopled(t)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	for url, ends := range map[string]string{
		"": "</Say>\n</Response>\n",
		"https://files.example.com/down.xml?a=1&b=2": `<Redirect method="GET">https://files.example.com/down.xml?a=1&amp;b=2</Redirect>` + "\n</Response>\n",
	} {
		screen, file := h.fallback(t, url, ""), filepath.Join(t.TempDir(), "down.xml")
		if rest := h.fallback(t, url, file); len(rest) > 0 {
			t.Errorf("on the screen besides: %s", rest)
		}
		written, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, document := range [][]byte{screen, written} {
			oracle.Open(t).Document(document)
			if !strings.HasSuffix(string(document), ends) || !strings.Contains(string(document), "<Number>"+meis+"</Number>") {
				t.Errorf("--url %q:\n%s", url, document)
			}
		}
	}
}

// fallback runs the command, and returns what it prints.
func (h building) fallback(t *testing.T, url, file string) []byte {
	t.Helper()
	var out, told bytes.Buffer
	set := map[string]string{"EDOWN_DB": h.config.DB, "EDOWN_LINE": string(h.config.Line)}
	sh := &shell{ctx: t.Context(), out: &out, err: &told, env: func(name string) string { return set[name] }}
	if err := (&fallbackCommand{Out: file, URL: url}).Run(sh); err != nil || told.Len() > 0 {
		t.Fatalf("%v, told %q", err, told.String())
	}
	return out.Bytes()
}
