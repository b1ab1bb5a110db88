package config

import (
	"maps"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"edown/support"
)

// silent matches settings of the sample that are commented out: their name follows
// the # at once.
var silent = regexp.MustCompile(`(?m)^#("?[+\w]+"? = )`)

// The sample configuration has every setting with its environment variable, and
// states the true defaults.
func TestSampleConfigurationHasEverySetting(t *testing.T) {
	text, err := os.ReadFile("../../../docs/deploy/edown.toml")
	if err != nil {
		t.Fatal(err)
	}
	all := silent.ReplaceAllString(string(text), "$1")
	var values map[string]any
	if _, err := toml.Decode(all, &values); err != nil {
		t.Fatal(err)
	}
	for _, s := range settings(spoken) {
		if !has(values, s.key) {
			t.Errorf("docs/deploy/edown.toml lacks %s", s.key)
		}
		if !strings.Contains(all, s.env) {
			t.Errorf("docs/deploy/edown.toml does not say that %s is also %s", s.key, s.env)
		}
	}
	c, err := read(t, all, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.PublicURL, want.Line, want.Account, want.Token, want.OldToken = c.PublicURL, c.Line, c.Account, c.Token, c.OldToken
	want.DB = "/var/lib/edown/edown.db" // what the unit makes, for every command
	want.Mail = c.Mail
	want.API, want.Metrics = "https://api.twilio.com", "127.0.0.1:9464"
	want.Lines = map[support.E164]string{"+33199000001": "fr"}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
}

func has(values map[string]any, key string) bool {
	name, rest, nested := strings.Cut(key, ".")
	inner, isTable := values[name].(map[string]any)
	_, there := values[name]
	return there && (!nested || isTable && has(inner, rest))
}

// The sample as it stands lacks only the secret.
func TestSampleConfigurationLacksTheSecret(t *testing.T) {
	text, err := os.ReadFile("../../../docs/deploy/edown.toml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := read(t, string(text), map[string]string{"TWILIO_AUTH_TOKEN": "secret"})
	if err != nil || c.Missing() != nil {
		t.Error(err, c.Missing())
	}
	if c.Token = ""; c.Missing() == nil {
		t.Error("the sample has a secret")
	}
	if !maps.Equal(c.Countries, languages()) || len(c.Lines) != 0 {
		t.Error("the sample changes the languages")
	}
}
