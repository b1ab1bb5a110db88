package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"edown/support"
	"edown/support/civil"
)

func policyFile(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "policy.toml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// another is a policy that differs from the default everywhere.
func another() support.Policy {
	p := support.DefaultPolicy()
	p.Packages.Silver.Desk = civil.MondayToFriday(9*time.Hour, 12*time.Hour)
	p.Packages.Silver.Desk.Tuesday = append(p.Packages.Silver.Desk.Tuesday, civil.Hours{From: 13*time.Hour + 30*time.Minute, To: 24 * time.Hour})
	p.Packages.Silver.Response = support.PerSeverity[time.Duration]{EnterpriseDown: time.Minute, Critical: 90 * time.Minute, Moderate: 90 * time.Minute, General: 100 * time.Hour}
	p.Packages.Gold = support.Terms{TSAM: support.TSAMNotSold, Premium: true}
	p.Packages.Goldplus.Updates.General = support.UpdateInterval{BusinessDays: 9}
	p.Packages.Goldplus.Updates.Moderate = support.UpdateInterval{BusinessDays: 7}
	p.Escalation = support.EscalationTerms{
		Levels: []support.Level{
			{Adds: []support.Audience{support.SupportManagers}, Responsible: support.SupportManagers, Report: true, Analysis: true},
			{Alias: `the "top"`, Adds: []support.Audience{support.VicePresident}, Responsible: support.VicePresident},
		},
		Answer: time.Hour + 30*time.Second,
	}
	p.TSAM = support.TSAMTerms{Hours: civil.Always(), Months: 6, Languages: []string{"fr", "en"}}
	p.Business = civil.Always()
	p.Business.Sunday = nil
	p.Holidays = map[string][]civil.Date{support.Everywhere: {{Year: 2026, Month: 12, Day: 25}}, "Europe/Paris": {{Year: 2026, Month: 7, Day: 14}, {Year: 2026, Month: 5, Day: 1}}}
	p.Review = 100 * time.Hour
	return p
}

// edown policy prints the whole policy, whatever the default.
func TestAPolicyIsReadAsItWasWritten(t *testing.T) {
	for name, p := range map[string]support.Policy{"the guides'": support.DefaultPolicy(), "another": another()} {
		text := PolicyText(p)
		got, wrong := readPolicy(policyFile(t, text))
		if diff := cmp.Diff(p, got, cmpopts.EquateEmpty()); diff != "" || wrong != nil || got.Version() != p.Version() {
			t.Errorf("%s: %v\n%s\n%s", name, wrong, diff, text)
		}
		if !strings.Contains(text, "version "+p.Version()) {
			t.Errorf("%s: no version in\n%s", name, text)
		}
	}
}

// Values that a file leaves out keep their default; a list in the file replaces the
// whole list.
func TestAPolicyChangesWhatItNames(t *testing.T) {
	want := support.DefaultPolicy()
	want.Packages.Gold.Response.Critical = 90 * time.Minute
	want.Packages.Gold.Desk.Saturday = []civil.Hours{{From: 9 * time.Hour, To: 12 * time.Hour}}
	want.Escalation.Levels = []support.Level{{Alias: "M1", Adds: []support.Audience{support.SupportManagers}, Responsible: support.SupportManagers}}
	want.Holidays = map[string][]civil.Date{"Europe/Paris": {{Year: 2026, Month: 12, Day: 25}}}
	got, wrong := readPolicy(policyFile(t, `
[packages.gold]
response = { critical = "90m" }
desk.saturday = ["09:00-12:00"]

[holidays]
"Europe/Paris" = [2026-12-25]

[[escalation.levels]]
alias = "M1"
adds = ["managers"]
responsible = "managers"
`))
	if diff := cmp.Diff(want, got); diff != "" || wrong != nil {
		t.Errorf("%v\n%s", wrong, diff)
	}
}

func TestMistakesInAPolicy(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"every one is told, with its line": {`review = 24
tsam = { months = "twelve", lounge = true }

[packages.gold]
premium = "yes"
desk.monday = ["9-17"]
response.moderate = "4 hours"
reponse.general = "24h"

[holidays]
"Europe/Paris" = ["2026-02-30"]

[[escalation.levels]]
adds = ["managers"]
respnsible = "managers"
`, `P:1: review = "24": write a length of time in quotes, such as "4h" or "30m"
P:2: tsam.lounge: no such key: edown policy prints all there are
P:2: tsam.months = "twelve": is of another kind: write it as edown policy does
P:5: packages.gold.premium = "yes": is of another kind: write it as edown policy does
P:6: packages.gold.desk.monday = "9-17": hours "9-17": write two times of one day, the earlier first, 09:00-17:00 or 00:00-24:00
P:7: packages.gold.response.moderate = "4 hours": write a length of time in quotes, such as "4h" or "30m"
P:8: packages.gold.reponse.general: no such key: edown policy prints all there are
P:11: holidays.Europe/Paris = "2026-02-30": date "2026-02-30": write a day that exists as year-month-day, 2026-12-25
P:15: escalation.levels[0].respnsible: no such key: edown policy prints all there are`},
		"what cannot be right together": {`review = "0s"

[packages.gold.response]
critical = "5h"

[[escalation.levels]]
alias = "M1"
adds = ["kings"]
responsible = "managers"
`, `P:1: review = "0s": must be a duration longer than 0s
P:4: packages.gold.response.critical = "5h0m0s": must be no longer than moderate, which is 4h0m0s and hurts less
P:8: escalation.levels[0].adds[0] = "kings": must be one of senior_engineers, team_leads, managers, senior_managers, directors, customer_success_manager, senior_director, vice_president
P:9: escalation.levels[0].responsible = "managers": must be one of the audiences that the level alerts`},
		"tables in place of values": {"review = {}\n[packages.gold]\ndesk = []\n", `P:1: review = "map[]": is of another kind: write it as edown policy does
P:3: packages.gold.desk: is of another kind: write it as edown policy does`},
		"no TOML": {"\nreview = 24 hours\n", `P:2: syntax: expected a top-level item to end with a newline, comment, or EOF, but got 'h' instead: write it as TOML, key = "value"`},
	} {
		file := policyFile(t, c.text)
		_, wrong := readPolicy(file)
		if got := strings.ReplaceAll(wrong.Error(), file, "P"); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, c.want)
		}
	}
}

// The configuration names the policy file, and its mistakes are reported with all
// others.
func TestThePolicyOfAConfiguration(t *testing.T) {
	file := policyFile(t, "review = \"12h\"\n")
	env := map[string]string{"EDOWN_POLICY": file}
	c, err := Load("", func(name string) string { return env[name] }, spoken)
	if err != nil || c.Policy.Review != 12*time.Hour || c.Policy.TSAM.Months != 12 {
		t.Errorf("%v: %+v", err, c.Policy)
	}
	env["EDOWN_POLICY"], env["EDOWN_LISTEN"] = file+".none", "everywhere"
	_, err = Load("", func(name string) string { return env[name] }, spoken)
	if err == nil || !strings.Contains(err.Error(), file+".none: cannot be read: name a TOML file") || !strings.Contains(err.Error(), "EDOWN_LISTEN") {
		t.Errorf("got %v", err)
	}
	if c, err = Load("", func(string) string { return "" }, spoken); err != nil || c.Policy.Version() != support.DefaultPolicy().Version() {
		t.Errorf("%v: version %s", err, c.Policy.Version())
	}
}

// A policy stands beside the configuration that names it, wherever the program runs.
func TestPolicyIsBesideTheConfiguration(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"edown.toml": "policy = \"policy.toml\"\n", "policy.toml": "review = \"12h\"\n", "lost.toml": "policy = \"lost/policy.toml\"\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := Load(filepath.Join(dir, "edown.toml"), func(string) string { return "" }, []string{"en"})
	if err != nil || c.Policy.Review != 12*time.Hour {
		t.Errorf("%v, %v", c.Policy.Review, err)
	}
	_, err = Load(filepath.Join(dir, "lost.toml"), func(string) string { return "" }, []string{"en"})
	if want := filepath.Join(dir, "lost", "policy.toml") + ": cannot be read"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}
