package locales

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"edown/ivr"
	"edown/operators"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// shipped is the catalogue of the program; it is read once.
var shipped = sync.OnceValues(func() (*Catalog, error) { return Load() })

func load(t *testing.T) *Catalog {
	t.Helper()
	c, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// usualMoment is tomorrow at 4:15 p.m., in the west of America.
var usualMoment = ivr.Moment{
	At:  time.Date(2026, 11, 24, 16, 15, 0, 0, time.FixedZone("", -8*3600)),
	Now: time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC),
}

// usual is data for any message: an ordinary emergency.
func usual() ivr.Data {
	return ivr.Data{
		"Support": "Example Support", "Customer": "Acme", "Case": support.CaseNumber("C1234567"), "Name": "Ana Costa",
		"Accepter": "Mei Chen", "Names": []string{"Mei Chen", "Raj Patel"}, "Tried": 2, "Waited": 90 * time.Second,
		"Total": 450, "Impacted": 300, "Count": 450, "Down": 5 * time.Hour, "Phone": support.E164("+14155550123"), "Key": "1",
		"Category": "category_3", "Language": "language_fr", "Reason": "outcome_solved", "Cases": "C1234567, C7654321",
		"When": usualMoment, "Opens": usualMoment, "Priority": "high", "Ago": 27 * time.Hour, "Late": 50 * time.Hour, "Grade": "grade_2", "Stands": "case_status_in_progress", "Rank": "rank_senior_managers",
		"Level": 2, "Severity": 2, "Title": "The import stops at night", "Engineer": "Ingo Roth", "Left": 3 * time.Hour, "Here": "1",
	}
}

// scarce is the same with almost nothing known.
func scarce() ivr.Data {
	return ivr.Data{
		"Support": "Example Support", "Customer": "", "Case": support.CaseNumber(""), "Name": "",
		"Accepter": "", "Names": []string(nil), "Tried": 0, "Waited": time.Duration(0),
		"Total": 0, "Impacted": 0, "Count": 0, "Down": time.Duration(0), "Phone": support.E164(""), "Key": "1",
		"Category": "category_", "Language": "language_", "Reason": "", "Cases": "",
		"When": ivr.Moment{}, "Opens": ivr.Moment{}, "Priority": "", "Ago": time.Duration(0), "Late": time.Duration(0), "Grade": "", "Stands": "", "Rank": "",
		"Level": 0, "Severity": 0, "Title": "", "Engineer": "", "Left": time.Duration(0), "Here": "",
	}
}

// always is what the dialogues give every message; given is what they add for
// some (ivr: each say with Data).
var always = []string{".Case", ".Customer", ".Name", ".Support"}

var headlineData = []string{".Category", ".Language"}

var given = map[string][]string{
	"waiting_accepted": {".Accepter"},
	"language_name":    {".Key"}, "here": {".Accepter"}, "summary": {".Category", ".Down", ".Impacted", ".Total"},
	"waiting_next": {".Names", ".Tried", ".Waited"}, "waiting_dropped": {".Names", ".Tried", ".Waited"},
	"waiting_ringing": {".Names", ".Tried", ".Waited"}, "waiting_ringing_others": {".Names", ".Tried", ".Waited"},
	"after": {".Accepter"}, "after_operator": {".Accepter"}, "reached": {".Accepter"}, "reached_decision": {".Accepter"},
	"manager_more": {".Category", ".Language", ".Total", ".Impacted"}, "manager_caller": {".Here", ".Phone"}, "phone_sure": {".Phone"}, "phone_sure_again": {".Phone"},
	"manager_headline": headlineData, "operator_headline": headlineData,
	"stand_down": {".Category", ".Language", ".Reason"}, "manager_taken": {".Accepter"},
	"detail_category": {".Category"}, "detail_q2_total_users": {".Count"}, "detail_q3_impacted_users": {".Count"},
	"detail_q5_hours_down": {".Down"}, "detail_contact_number": {".Phone"},
	"severity_sure": {".Grade"}, "severity_sure_again": {".Grade"}, "severity_lower": {".Grade"}, "severity_lower_again": {".Grade"},
	"severity_lower_critical": {".Grade"}, "severity_lower_critical_again": {".Grade"}, "severity_lowering": {".Grade"},
	"status": {".Grade", ".Stands"}, "status_engineer": {".Engineer"}, "status_updated": {".Ago"}, "status_late": {".Late"},
	"status_next": {".When"}, "status_level": {".Rank"}, "status_asked": {".When"}, "status_accepted": {".Accepter"},
	"asked_already": {".When"}, "account_calling": {".Accepter"}, "account_away": {".Accepter"}, "gate_opens": {".When"},
	"rise_higher": {".Rank"}, "escalated": {".Accepter", ".Rank", ".When"}, "problem_closed": {".When"}, "engineer_closed": {".When"}, "problem_due": {".When"},
	"decision_headline": {".Level", ".Severity", ".Reason"}, "decision_case": {".Title", ".Engineer"}, "decision_asked": {".Waited", ".Phone"}, "decision_due": {".Left"},
	"decision_taken": {".Accepter"}, "decision_taken_accepted": {".Accepter"}, "decision_taken_refused": {".Accepter"},
	"review_headline": {".Down"}, "review_last": {".Waited"}, "refusal": {".Level"}, "account_raised": {".Level"},
	"engineer_headline": headlineData, "account_headline": headlineData,
}

// sent are the names that each SMS and each letter is given.
var sent = paging.Given(paging.Messages(), casework.Messages(), operators.Messages())

func TestMessagesUseOnlyWhatTheyAreGiven(t *testing.T) {
	c, s := load(t), dialogues(t)
	for key := range s.keys {
		known := append(slices.Clone(always), given[key]...)
		if isWritten(key) {
			known = dotted(sent[key])
		}
		for _, name := range variables(c.tongues[english].messages[key]) {
			if !slices.Contains(known, name) {
				t.Errorf("%s uses {{%s}}, which it is not given", key, name)
			}
		}
	}
}

// TestMessagesAreGivenOnlyWhatTheyUse checks that no name of a message that is
// sent is idle: its SMS, its letter or its subject uses it.
func TestMessagesAreGivenOnlyWhatTheyUse(t *testing.T) {
	c, used := load(t), map[string][]string{}
	for key := range sent {
		used[noticeOf(key)] = append(used[noticeOf(key)], variables(c.tongues[english].messages[key])...)
	}
	for key, names := range sent {
		for _, name := range dotted(names) {
			if !slices.Contains(used[noticeOf(key)], name) {
				t.Errorf("%s is given {{%s}}, which it does not use", key, name)
			}
		}
	}
}

// TestEveryMessageThatIsSentCanBeWritten is the check of the start.
func TestEveryMessageThatIsSentCanBeWritten(t *testing.T) {
	if err := load(t).Check(sent); err != nil {
		t.Error(err)
	}
}

func TestLanguagesUseTheSameData(t *testing.T) {
	c := load(t)
	for _, tag := range c.Tags() {
		for key, m := range c.tongues[tag].messages {
			if model := variables(c.tongues[english].messages[key]); !slices.Equal(variables(m), model) {
				t.Errorf("%s: %s uses %v, English %v", tag, key, variables(m), model)
			}
		}
	}
}

func TestEveryMessageIsDescribed(t *testing.T) {
	for key, m := range load(t).tongues[english].messages {
		if m.Description == "" {
			t.Errorf("%s: its description must say who hears it, and when", key)
		}
	}
}

// certain is what a message is always given: the dialogue says it only then.
var certain = map[string][]string{
	"confirm_case": {"Case"}, "confirm_case_again": {"Case"}, "already_running": {"Case"}, "read_back": {"Case"}, "refusal": {"Case"},
	"waiting_ringing": {"Names"}, "waiting_ringing_others": {"Names", "Tried"},
	"detail_category": {"Category"}, "detail_contact_number": {"Phone"}, "phone_sure": {"Phone"}, "phone_sure_again": {"Phone"}, "sms_ambiguous": {"Cases"},
	"severity_sure": {"Case", "Grade"}, "severity_sure_again": {"Case", "Grade"}, "severity_lower": {"Case", "Grade"}, "severity_lower_again": {"Case", "Grade"},
	"severity_lower_critical": {"Case", "Grade"}, "severity_lower_critical_again": {"Case", "Grade"}, "severity_lowering": {"Case", "Grade"},
	"status": {"Case", "Grade", "Stands"}, "status_engineer": {"Engineer"}, "status_level": {"Rank"}, "rise_higher": {"Rank"}, "escalated": {"Rank", "When"},
	"status_next": {"When"}, "status_asked": {"When"}, "asked_already": {"When"}, "gate_opens": {"When"}, "problem_closed": {"When"}, "engineer_closed": {"When"}, "problem_due": {"When"},
	"account_calling": {"Accepter"}, "account_away": {"Accepter"}, "problem_number": {"Case"},
}

// ofACase are notices that are always about a case.
var ofACase = []string{
	"comment", "severity", "priority", "case_opened", "case_number", "review_soon", "review_overdue", "restoration_overdue",
	"response_overdue", "update_due", "update_overdue", "ended",
}

// noticeOf returns the notice that a message is one form of; empty is none.
func noticeOf(key string) string {
	if !isWritten(key) {
		return ""
	}
	_, name, _ := strings.Cut(strings.TrimSuffix(key, "_subject"), "_")
	return name
}

func scarceFor(key string) ivr.Data {
	data := scarce()
	if slices.Contains(ofACase, noticeOf(key)) {
		data["Case"], data["Severity"] = usual()["Case"], usual()["Severity"]
	}
	for _, name := range certain[key] {
		data[name] = usual()[name]
	}
	return data
}

// TestEveryMessageRenders tries each message with full data and with hardly
// any: nothing is left of the template, and missing data leaves no gap.
func TestEveryMessageRenders(t *testing.T) {
	c, s := load(t), dialogues(t)
	holes := []string{"{{", "}}", "<no value>", "  ", " ,", " .", " ，", " 。", "，，", "，。", "。。", ",,", "..", ", .", ": ."}
	for _, tag := range c.Tags() {
		for key := range s.keys {
			for name, data := range map[string]ivr.Data{"usual": usual(), "scarce": scarceFor(key)} {
				text := word(t, c, tag, key, data)
				for _, hole := range holes {
					if strings.Contains(text, hole) {
						t.Errorf("%s, %s with %s data: %q in %q", tag, key, name, hole, text)
					}
				}
				if text != strings.TrimSpace(text) || text == "" {
					t.Errorf("%s, %s with %s data: %q", tag, key, name, text)
				}
			}
		}
	}
}

// word returns a message as it is said, or as it is sent.
func word(t *testing.T, c *Catalog, tag, key string, data ivr.Data) string {
	t.Helper()
	if isWritten(key) {
		text, err := c.Text(tag, key, plainData(key, data))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	spoken, err := c.Speak(tag, ivr.Say{Key: key, Data: data})
	if err != nil {
		t.Fatal(err)
	}
	return spoken.String()
}

// plainData is data as the message of a key is given it: all its names, and no
// other.
func plainData(key string, data ivr.Data) map[string]string {
	out := map[string]string{}
	for _, name := range sent[key] {
		out[name] = ""
		switch v := data[name].(type) {
		case string:
			out[name] = v
		case support.CaseNumber:
			out[name] = string(v)
		case support.E164:
			out[name] = string(v)
		case int:
			if v > 0 {
				out[name] = strconv.Itoa(v)
			}
		case ivr.Moment:
			if !v.At.IsZero() {
				out[name] = v.At.Format(time.RFC3339)
			}
		}
	}
	return out
}

func TestSpeakCutsDigitsOut(t *testing.T) {
	c := load(t)
	got, err := c.Speak("en", ivr.Say{Key: "confirm_case", Data: ivr.Data{"Case": support.CaseNumber("C1234567")}})
	if err != nil {
		t.Fatal(err)
	}
	want := []ivr.Part{{Text: "Is this about case C, "}, {Text: "123", Digits: true}, {Text: ", "}, {Text: "4567", Digits: true}, {Text: "? Yes, press 1. No, 2."}}
	if !slices.Equal(got.Parts, want) || got.Lang != "en" {
		t.Errorf("got %+v in %s", got.Parts, got.Lang)
	}
}

func TestUnknownLanguageIsEnglish(t *testing.T) {
	c := load(t)
	for lang, want := range map[string]string{"en": "en", "fr-CA": "fr", "zh-Hans-CN": "zh", "zh-TW": "zh", "en-GB": "en", "is": "en", "": "en", "no such thing": "en"} {
		got, err := c.Speak(lang, ivr.Say{Key: "more_time"})
		if err != nil || got.Lang != want {
			t.Errorf("%q is spoken as %q (%v), want %q", lang, got.Lang, err, want)
		}
	}
}

func TestUnknownKeyNamesKeyAndLanguage(t *testing.T) {
	c := load(t)
	_, err := c.Speak("fr", ivr.Say{Key: "nonsense"})
	if err == nil || !strings.Contains(err.Error(), `"nonsense"`) || !strings.Contains(err.Error(), `"fr"`) {
		t.Errorf("got %v", err)
	}
	if _, err = c.Speak("zh", ivr.Say{Key: "language_name"}); err == nil || !strings.Contains(err.Error(), "Key") {
		t.Errorf("a message without its data: got %v", err)
	}
}

func TestVoices(t *testing.T) {
	c := load(t)
	for lang, want := range map[string][3]string{
		"en": {"Polly.Joanna-Neural", "en-US", "en-US"}, "fr": {"Polly.Lea-Neural", "fr-FR", "fr-FR"},
		"zh": {"Polly.Zhiyu-Neural", "cmn-CN", "cmn-Hans-CN"}, "de": {"Polly.Joanna-Neural", "en-US", "en-US"},
	} {
		voice, say, gather := c.Voice(lang)
		if got := [3]string{voice, say, gather}; got != want {
			t.Errorf("%s: %v", lang, got)
		}
	}
}

// What is said without the record needs no data.
func TestWordsOfAFailureNeedNoData(t *testing.T) {
	c := load(t)
	for _, tag := range c.Tags() {
		for _, key := range []string{"sorry_failed", "last_resort"} {
			if text, err := c.Text(tag, key, nil); err != nil || text == "" {
				t.Errorf("%s: %q, %v", tag, text, err)
			}
		}
	}
}

// TestHostileData uses harmful names: they are said as plain text, and briefly.
func TestHostileData(t *testing.T) {
	c, s := load(t), dialogues(t)
	evil := "<Hangup/> & \"x\" {{.Case}} {{template}}\x00\x1b[2J\u202e\uE000\uE001\r\n" + strings.Repeat("A", 10<<10) + "\xff\xfe"
	data := usual()
	for _, name := range []string{"Support", "Customer", "Name", "Accepter", "Key", "Category", "Language", "Reason", "Cases"} {
		data[name] = evil
	}
	data["Case"], data["Phone"], data["Names"] = support.CaseNumber(evil), support.E164(evil), []string{evil, evil, "", evil, evil, evil}
	for _, tag := range c.Tags() {
		for key := range s.keys {
			text := word(t, c, tag, key, data)
			if strings.HasPrefix(key, "mail_") { // a letter has several lines
				text = strings.ReplaceAll(text, "\n", " ")
			}
			if n := len([]rune(text)); n > 600 {
				t.Errorf("%s, %s: %d characters", tag, key, n)
			}
			if strings.ContainsAny(text, "\x00\x1b\r\n\u202e\uE000\uE001\xff") {
				t.Errorf("%s, %s: %q", tag, key, text)
			}
		}
	}
	if text := word(t, c, "en", "manager_headline", ivr.Data{"Customer": "{{.Case}} <B> & Co", "Category": "", "Language": ""}); text != "Enterprise Down at {{.Case}} <B> & Co." {
		t.Errorf("got %q", text)
	}
}

func TestCatalogIsSafeForConcurrentUse(t *testing.T) {
	c := load(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, tag := range c.Tags() {
				word(t, c, tag, "summary", usual())
				c.Understand(tag, "q2", "450")
			}
		})
	}
	wg.Wait()
}

func TestLoadExtra(t *testing.T) {
	write := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	c, err := Load(write("active.en.toml", "[goodbye]\nother = \"So long, {{.Name}}.\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if text := word(t, c, "en", "goodbye", usual()); text != "So long, Ana Costa." {
		t.Errorf("a reworded message: %q", text)
	}
	for name, c := range map[string]struct{ file, text, want string }{
		"a message is missing":    {"active.de.toml", "[goodbye]\nother = \"Tschüss.\"", `"de" lacks message "main"`},
		"data that is not given":  {"active.fr.toml", "[goodbye]\nother = \"Salut {{.Nom}}\"", ".Nom"},
		"a broken template":       {"active.fr.toml", "[goodbye]\nother = \"Salut {{if}}\"", `message "goodbye" in language "fr"`},
		"no text":                 {"active.fr.toml", "[goodbye]\none = \"Salut\"", `message "goodbye" is empty`},
		"no language in the name": {"messages.toml", "[goodbye]\nother = \"Salut\"", "active.<tag>.toml"},
		"no TOML":                 {"active.fr.toml", "[goodbye\nother = ", "active.fr.toml"},
		"a word with two keys":    {"active.fr.toml", "[qualify_words]\nother = \"1 = oui; 2 = oui\"", `phrase "oui"`},
		"a key that is none":      {"active.fr.toml", "[qualify_words]\nother = \"one = oui\"", `item "one"`},
	} {
		if _, err := Load(write(c.file, c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "active.it.toml")); err == nil {
		t.Error("a file that does not exist was accepted")
	}
}
