package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"edown/cmd/edown/mistakes"
	"edown/cmd/edown/tomlfile"
	"edown/store"
	"edown/support"
)

// Every mistake in a configuration is named by the file and a line of it, and
// no secret with it. One that loads is the same every time, and the same when
// it comes from the environment instead.
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
		c, err := loadConfig(file, none, spoken)
		again, errAgain := loadConfig(file, none, spoken)
		if err != nil {
			linesExist(t, err, map[string]string{file: text})
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
		same, err := loadConfig("", func(name string) string { return env[name] }, spoken)
		if diff := cmp.Diff(c, same); diff != "" || err != nil {
			t.Errorf("from the environment, it is another: %v\n%s\n%v", err, diff, env)
		}
	})
}

// linesExist wants every mistake to name one of the files, and a line of it.
func linesExist(t *testing.T, err error, files map[string]string) {
	t.Helper()
	var wrong mistakes.List
	if !errors.As(err, &wrong) {
		t.Fatalf("not a mistake that can be found: %v", err)
	}
	for _, m := range wrong {
		text, known := files[m.File]
		if lines := strings.Count(text, "\n") + 1; !known || m.Line < 1 || m.Line > lines {
			t.Errorf("%s:%d is no line of %d: %s", m.File, m.Line, lines, m)
		}
		if m.What == "" || m.Remedy == "" {
			t.Errorf("a mistake without a remedy: %+v", m)
		}
	}
}

// hidden wants nothing of a long secret in an error.
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

// asEnvironment says the same as a configuration file, where a variable can:
// it holds neither blanks at its ends nor what stands between values.
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

// Every mistake in an import is named by the file and a line of it, and then
// nothing is taken, of the other files neither. What is taken is the same when
// it is written as CSV, and taken again.
func FuzzImport(f *testing.F) {
	f.Add(false, "number,company,package,zone,expires\n100100,\"Acme, \"\"Inc\"\"\",Goldplus,Europe/Paris,2027-06-30\n200200,Bolt,silver,,\n")
	f.Add(false, "\ufeffPhone;Name;Contract;Language\n+1 (415) 555-0123;Ann Lee;100100;fr\n+1 415 555 0123;Ann;1;\n")
	f.Add(false, "# x\nnumber,contract,title,severity,opened,closed\nc 123 4567,100100,Slow,2,2026-03-01 09:30,yes\n\"\nC2345678\",1,\"two\nlines\",9,x,\n")
	f.Add(true, "[[people]]\nid = \"mei\"\nname = \"Mei\"\nphone = \"+14155550101\"\n  [[people.shifts]]\n  role = \"manager\"\n  days = [\"fri-mon\"]\n  from = \"18:00\"\n  to = \"06:00\"\n  zone = \"Europe/Paris\"\n")
	f.Add(true, "cases = [{number = \"C1234567\", contract = 100100, title = \"Dead\", severity = 0, opened = 2026-03-02T08:15:00Z}]\n[[contract]]\n[[shifts]]\nperson = \"\"\n")
	f.Add(true, "\"\\")
	f.Add(true, "people = 3\nshifts = []\n[[contracts]]\nnumber = 1\ncompany = \" A \\r\\n\"\npackage = \"gold\"\nexpires = 2027-12-31\n[contacts]\n")
	f.Add(false, "\"\"\nx")
	f.Add(false, "person,role,layer,days,from,to,zone\nmei,manager,1,mon-fri sun,17:30,24:00,UTC\n")
	const good = "number,company,package\n990099,Good,gold\n"
	f.Fuzz(func(t *testing.T, isTOML bool, text string) {
		name := map[bool]string{true: "a.toml", false: "a.csv"}[isTOML]
		d, err := readOne(name, text)
		both := map[string]string{name: text, "good.csv": good}
		_, errBoth := readDirectory([]string{"good.csv", name}, readFrom(both), importing{cases: support.DefaultCaseFormat, langs: spoken, line: "+18005550100"})
		if err != nil {
			linesExist(t, err, map[string]string{name: text})
			if errBoth == nil {
				t.Errorf("with a good file beside it, it is not wrong any more: %v", err)
			}
			return
		}
		records, err := readRecords(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		again, err := asCSV(records)
		if diff := cmp.Diff(d, again, sameZones); diff != "" || err != nil {
			t.Errorf("written as CSV, it is another: %v\n%s", err, diff)
		}
	})
}

// asCSV writes records as CSV, a file for each kind, and reads those.
func asCSV(records []record) (store.Directory, error) {
	texts, names := map[string]string{}, []string{}
	for _, k := range kinds() {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Write(k.columns())
		some := false
		for _, r := range records {
			if r.kind != k.name {
				continue
			}
			some = true
			row := []string{}
			for _, column := range k.columns() {
				row = append(row, r.fields[column])
			}
			w.Write(row)
		}
		if w.Flush(); some {
			names, texts[k.name+".csv"] = append(names, k.name+".csv"), b.String()
		}
	}
	slices.Sort(names)
	return readDirectory(names, readFrom(texts), importing{cases: support.DefaultCaseFormat, langs: spoken, line: "+18005550100"})
}
