package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"edown/cmd/edown/mistakes/mistakestest"
	"edown/cmd/edown/tomlfile"
)

// Every mistake in a configuration names the file and a line, and no secret. A
// configuration that loads is the same every time, also when it comes from the
// environment.
func FuzzConfiguration(f *testing.F) {
	f.Add(whole)
	f.Add("listen = 1\ndb = [1, 2]\n[ladder]\nrungs = []\n[limits]\nnumber = -1")
	f.Add("[twilio]\nauth_token = \"tiny secret\"\nauth_token_old = 'x'\nnothing = 1\n")
	f.Add("company = \"\"\"\nA\n\"\"\"\n\"line\" = '+1 800 555 0100'\ntwilio.api = \"ftp://x\"\n[lines]\n\"+33 1 99 00 00 01\" = \"de\"")
	f.Add("countries = { CH = \"fr\",\n CN = 1 }\nladder = 3\n[[desk]]\n")
	f.Add("calls_per_second = nan\nwatchdog = 07:32:00\ncallback_countries = [[\"US\"], {a = 1}]\n")
	file := filepath.Join(f.TempDir(), "edown.toml")
	none := func(string) string { return "" }
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := Load(file, none, spoken)
		again, errAgain := Load(file, none, spoken)
		if err != nil {
			mistakestest.LinesExist(t, err, map[string]string{file: text})
			if errAgain == nil || err.Error() != errAgain.Error() {
				t.Errorf("once it is wrong because of\n%v\nand then\n%v", err, errAgain)
			}
			hidden(t, err, text)
			return
		}
		if diff := cmp.Diff(c, again); diff != "" || errAgain != nil {
			t.Errorf("read again, it is another: %v\n%s", errAgain, diff)
		}
		env, ok := asEnvironment(text)
		if !ok {
			return
		}
		same, err := Load("", func(name string) string { return env[name] }, spoken)
		if diff := cmp.Diff(c, same); diff != "" || err != nil {
			t.Errorf("from the environment, it is another: %v\n%s\n%v", err, diff, env)
		}
	})
}

// hidden fails if an error contains a long secret.
func hidden(t *testing.T, err error, text string) {
	t.Helper()
	var values struct {
		Twilio struct {
			Token string `toml:"auth_token"`
			Old   string `toml:"auth_token_old"`
		}
	}
	toml.Decode(text, &values)
	for _, secret := range []string{values.Twilio.Token, values.Twilio.Old} {
		if len(secret) > 8 && strings.Contains(err.Error(), secret) && strings.Count(text, secret) == 1 {
			t.Errorf("the secret %q is told: %v", secret, err)
		}
	}
}

// asEnvironment writes a configuration file as variables. ok is false when that is
// impossible: a value with blanks at its ends, or with the separator of a list.
func asEnvironment(text string) (env map[string]string, ok bool) {
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		return nil, false
	}
	env, ok = map[string]string{}, true
	for _, s := range settings(spoken) {
		var each []string
		switch value := valueAt(values, s.key).(type) {
		case nil:
			continue
		case []any:
			for _, one := range value {
				each = append(each, tomlfile.Written(one))
			}
		case map[string]any:
			for name, one := range value {
				each = append(each, name+"="+tomlfile.Written(one))
			}
		default:
			each = []string{tomlfile.Written(value)}
		}
		for _, one := range each {
			ok = ok && one != "" && strings.TrimSpace(one) == one && (s.between == "" || !strings.Contains(one, s.between))
		}
		ok = ok && len(each) > 0
		env[s.env] = strings.Join(each, s.between)
	}
	return env, ok
}

func valueAt(values map[string]any, key string) any {
	first, rest, deeper := strings.Cut(key, ".")
	inner, is := values[first].(map[string]any)
	if !deeper {
		return values[first]
	}
	if !is {
		return nil
	}
	return valueAt(inner, rest)
}
