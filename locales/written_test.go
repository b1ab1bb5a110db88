package locales

import (
	"bufio"
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"edown/operators/paging"
)

// TestCheck tries words of an installation that cannot be sent: each error names
// language, message and name.
func TestCheck(t *testing.T) {
	for name, x := range map[string]struct {
		file, text string
		lists      []paging.Words
		want       []string
	}{
		"a name that the message is not given": {
			"active.en.toml", "[sms_taken]\nother = \"{{.Case}} {{.Customer}}: {{.Accepter}} has it, {{.Reason}}\"", nil,
			[]string{`"sms_taken"`, `"en"`, "{{.Reason}}", "[.Accepter .Case .Customer]"},
		},
		"a name in small letters": {
			"active.en.toml", "[sms_passed]\nother = \"{{if .Case}}{{.case}}{{end}}\"", nil,
			[]string{`"sms_passed"`, `"en"`, "{{.case}}"},
		},
		"a message that no room lists": {
			"active.fr.toml", "[mail_farewell]\nother = \"Adieu\"", nil, []string{`"mail_farewell"`, `"fr"`, "never sent"},
		},
		"a message without words": {
			"active.en.toml", "", []paging.Words{farewell{}},
			[]string{`"sms_farewell"`, `"mail_farewell"`, `"mail_farewell_subject"`, `"zh"`, "lacks"},
		},
	} {
		path := filepath.Join(t.TempDir(), x.file)
		if err := os.WriteFile(path, []byte(x.text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := Load(path)
		if err != nil {
			t.Fatal(name, err)
		}
		given := maps.Clone(sent)
		maps.Copy(given, paging.Given(x.lists))
		err = c.Check(given)
		for _, want := range x.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v does not name %s", name, err, want)
			}
		}
	}
}

// farewell is a notice that has no words in any language.
type farewell struct{ Name string }

func (farewell) Key() string { return "farewell" }
func (farewell) ByLetter()   {}

// TestDataIsNeverLeftOut: a name that no version of a message was given is an
// error, and no gap.
func TestDataIsNeverLeftOut(t *testing.T) {
	c, data := load(t), map[string]string{"Case": "C1234567", "Customer": "Acme"}
	c.given = nil
	for _, tag := range c.Tags() {
		if text, err := c.Text(tag, "sms_taken", data); err == nil || !strings.Contains(err.Error(), "Accepter") {
			t.Errorf("%s: %q, %v", tag, text, err)
		}
	}
}

// TestStoredCommandsAreSent: commands that the program stored before each message
// had Words of its own, with more data than the message uses, are sent by this one
// and keep their form.
func TestStoredCommandsAreSent(t *testing.T) {
	c := load(t)
	want := map[string]string{
		"sms_taken":             "C1234567 Acme: Raj Patel has it. You need not do anything.",
		"sms_ambiguous":         "Which one? Open: C3333333, C1234567. Reply with the key and then the case number, such as 1 C1234567.",
		"sms_case_opened":       "C5550001 Bolt: new case, severity 1. Answer before Mon 3 Jan, 11:00 (UTC).",
		"sms_escalation_upheld": "C3333333 Bolt: escalation to level 4 accepted by VP: a deadline is near.",
		"mail_operator": "A caller has been waiting since Tue 4 Jan, 02:00 (UTC) to be called back.\n" +
			"The number is +33155550188.\nThe caller speaks English.",
	}
	stored, err := os.ReadFile(filepath.Join("testdata", "stored.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(stored))
	for lines.Scan() {
		var is paging.Command
		if err := json.Unmarshal(lines.Bytes(), &is); err != nil {
			t.Fatal(err)
		}
		key, data := is.Message.Key, is.Message.Data
		if is.Do == paging.Post {
			key, data = is.Letter.Key, is.Letter.Data
		}
		if text, err := c.Text("en", key, data); err != nil || text != want[key] {
			t.Errorf("%s: %q, %v", key, text, err)
		}
		if again, err := json.Marshal(is); err != nil || !bytes.Equal(again, lines.Bytes()) {
			t.Errorf("it is stored as %s, %v", again, err)
		}
		delete(want, key)
	}
	if len(want) > 0 || lines.Err() != nil {
		t.Errorf("%v are not there: %v", want, lines.Err())
	}
}

// A message of an earlier version may lack a name that today's words use: it is
// sent with a gap. A name that no version gives is an error.
func TestAnOlderMessageIsSentWithAGap(t *testing.T) {
	c := load(t)
	if err := c.Check(map[string][]string{"sms_operator": {"Case", "Customer", "Language", "Phone", "Reason", "When"}}); err == nil {
		t.Fatal("the other messages are not listed")
	}
	old := map[string]string{"Phone": "+14155550123", "Case": "", "Customer": "", "Language": "language_en"}
	if text, err := c.Text("en", "sms_operator", old); err != nil || !strings.Contains(text, "+14155550123") {
		t.Errorf("%q, %v", text, err)
	}
	if text, err := c.Text("en", "no_such_message", nil); err == nil {
		t.Errorf("%q", text)
	}
}
