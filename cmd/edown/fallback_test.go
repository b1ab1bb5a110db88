package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/voice/oracle"
)

const meisPhone = "+14155550101"

// The output of edown fallback is published as it is. The carrier accepts it, from
// the screen or from a file, with and without a redirect at its end.
func TestTheCarrierTakesTheFallback(t *testing.T) {
	c := config.Default()
	c.DB, c.Line = filepath.Join(t.TempDir(), "edown.db"), sample.Line
	d, err := sample.Read(c.Cases, []string{"en", "fr", "zh"})
	if err != nil {
		t.Fatal(err)
	}
	record, err := c.OpenRecord(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(record.Put(t.Context(), d), record.Close()); err != nil {
		t.Fatal(err)
	}
	for url, ends := range map[string]string{
		"": "</Say>\n</Response>\n",
		"https://files.example.com/down.xml?a=1&b=2": `<Redirect method="GET">https://files.example.com/down.xml?a=1&amp;b=2</Redirect>` + "\n</Response>\n",
	} {
		screen, file := fallbackOf(t, c, url, ""), filepath.Join(t.TempDir(), "down.xml")
		if rest := fallbackOf(t, c, url, file); len(rest) > 0 {
			t.Errorf("on the screen besides: %s", rest)
		}
		written, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, document := range [][]byte{screen, written} {
			oracle.Open(t).Document(document)
			if !strings.HasSuffix(string(document), ends) || !strings.Contains(string(document), "<Number>"+meisPhone+"</Number>") {
				t.Errorf("--url %q:\n%s", url, document)
			}
		}
	}
}

// fallbackOf runs the command and returns what it prints.
func fallbackOf(t *testing.T, c config.Config, url, file string) []byte {
	t.Helper()
	var out, told bytes.Buffer
	set := map[string]string{"EDOWN_DB": c.DB, "EDOWN_LINE": string(c.Line)}
	sh := &shell{ctx: t.Context(), out: &out, err: &told, env: func(name string) string { return set[name] }}
	if err := (&fallbackCommand{Out: file, URL: url}).Run(sh); err != nil || told.Len() > 0 {
		t.Fatalf("%v, told %q", err, told.String())
	}
	return out.Bytes()
}
