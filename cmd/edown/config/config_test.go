package config

import (
	"log/slog"
	"maps"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/operators/mail"
	"edown/operators/paging"
	"edown/support"
)

var spoken = []string{"en", "fr", "zh"}

// read loads a configuration from a file with this text; empty is no file.
func read(t *testing.T, text string, env map[string]string) (Config, error) {
	t.Helper()
	file := ""
	if text != "" {
		t.Chdir(t.TempDir())
		file = "edown.toml"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return Load(file, func(name string) string { return env[name] }, spoken)
}

func TestConfigurationOfNothing(t *testing.T) {
	c, err := read(t, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Default(), c); diff != "" {
		t.Error(diff)
	}
	if c.Listen != "127.0.0.1:8080" || c.DB != "edown.db" || c.Pace != 1 || c.Watchdog != time.Minute {
		t.Errorf("the defaults of the outside contract: %+v", c)
	}
}

const whole = `
listen = "0.0.0.0:9000"
metrics = "127.0.0.1:9464"
db = "/var/lib/edown/edown.db"
public_url = "https://line.example.com/down/"
line = "+1 800 555 0100"
company = "Contoso Support"
language = "fr"
case_pattern = "CAS999999"
calls_per_second = 2.5
machine_detection = true
watchdog = "45s"
callback_countries = ["US", "FR"]

[twilio]
account_sid = "AC0123456789abcdef0123456789abcdef"
auth_token = "new"
auth_token_old = "old"
concurrent_calls = 3
api = "http://127.0.0.1:9001"

[mail]
server = "smtps://mail.contoso.example"
from = "Contoso Support <line@contoso.example>"
user = "line"
password = "correct horse"

[log]
format = "json"
level = "debug"

[lines]
"+33 1 99 00 00 01" = "fr"

[countries]
CH = "fr"
CN = "en"

[ladder]
rungs = [
  "0s: primary, secondary",
  "1m: everyone",
]
again = "30s"
ring = "20s"
no_key = "15s"
talk_within = "5m"

[desk]
give_up = "90s"

[limits]
number = 5
contract = 0
calls = 100
`

func wholeConfig() Config {
	c := Default()
	c.Metrics, c.LogFormat, c.LogLevel = "127.0.0.1:9464", "json", slog.LevelDebug
	c.Listen, c.DB, c.PublicURL, c.Line = "0.0.0.0:9000", "/var/lib/edown/edown.db", "https://line.example.com/down", "+18005550100"
	c.Account, c.Token, c.OldToken, c.API = "AC0123456789abcdef0123456789abcdef", "new", "old", "http://127.0.0.1:9001"
	c.Company, c.Language, c.Cases = "Contoso Support", "fr", support.CaseFormat{Prefix: "CAS", Digits: 6}
	c.Pace, c.AtOnce, c.Machines, c.Watchdog, c.Callback = 2.5, 3, true, 45*time.Second, []string{"US", "FR"}
	c.Lines = map[support.E164]string{"+33199000001": "fr"}
	c.Countries = maps.Clone(c.Countries)
	c.Countries["CH"], c.Countries["CN"] = "fr", "en"
	c.Ladder.Rungs = []paging.Rung{
		{After: 0, Call: []paging.Whom{paging.Primary, paging.Secondary}},
		{After: time.Minute, Call: []paging.Whom{paging.Everyone}},
	}
	c.Ladder.Again, c.Ladder.Ring, c.Ladder.NoKey, c.Ladder.TalkWithin = 30*time.Second, 20*time.Second, 15*time.Second, 5*time.Minute
	c.Desk.GiveUp = 90 * time.Second
	c.Limits = support.Limits{Number: 5, Calls: 100}
	c.Mail = mail.Config{
		Server: mail.Server{Host: "mail.contoso.example", Port: "465", TLS: true}, User: "line", Password: "correct horse",
		From: netmail.Address{Name: "Contoso Support", Address: "line@contoso.example"},
	}
	return c
}

func TestConfigurationFromFile(t *testing.T) {
	c, err := read(t, whole, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wholeConfig(), c); diff != "" {
		t.Error(diff)
	}
	if err := c.Missing(); err != nil {
		t.Error(err)
	}
}

// Each value of the file has an environment variable.
func TestConfigurationFromEnvironment(t *testing.T) {
	c, err := read(t, "", map[string]string{
		"EDOWN_LISTEN": "0.0.0.0:9000", "EDOWN_DB": "/var/lib/edown/edown.db",
		"EDOWN_PUBLIC_URL": "https://line.example.com/down/", "EDOWN_LINE": "+18005550100",
		"TWILIO_ACCOUNT_SID": "AC0123456789abcdef0123456789abcdef", "TWILIO_AUTH_TOKEN": "new", "TWILIO_AUTH_TOKEN_OLD": "old",
		"EDOWN_TWILIO_API": "http://127.0.0.1:9001", "EDOWN_COMPANY": "Contoso Support", "EDOWN_LANGUAGE": "fr",
		"EDOWN_METRICS": "127.0.0.1:9464", "EDOWN_LOG_FORMAT": "json", "EDOWN_LOG_LEVEL": "debug",
		"EDOWN_CASE_PATTERN": "CAS999999", "EDOWN_CALLS_PER_SECOND": "2.5", "EDOWN_CONCURRENT_CALLS": "3", "EDOWN_MACHINE_DETECTION": "true",
		"EDOWN_WATCHDOG": "45s", "EDOWN_CALLBACK_COUNTRIES": "US, FR", "EDOWN_LINES": "+33199000001=fr",
		"EDOWN_COUNTRIES": "CH=fr, CN=en", "EDOWN_LADDER_RUNGS": "0s: primary, secondary; 1m: everyone",
		"EDOWN_LADDER_AGAIN": "30s", "EDOWN_LADDER_RING": "20s", "EDOWN_LADDER_NO_KEY": "15s",
		"EDOWN_LADDER_TALK_WITHIN": "5m", "EDOWN_DESK_GIVE_UP": "90s",
		"EDOWN_LIMITS_NUMBER": "5", "EDOWN_LIMITS_CONTRACT": "0", "EDOWN_LIMITS_CALLS": "100",
		"EDOWN_MAIL_SERVER": "smtps://mail.contoso.example", "EDOWN_MAIL_FROM": "Contoso Support <line@contoso.example>",
		"EDOWN_MAIL_USER": "line", "EDOWN_MAIL_PASSWORD": "correct horse",
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wholeConfig(), c); diff != "" {
		t.Error(diff)
	}
}

func TestEnvironmentWins(t *testing.T) {
	c, err := read(t, `company = "File"`, map[string]string{"EDOWN_COMPANY": "Environment"})
	if err != nil || c.Company != "Environment" {
		t.Errorf("%q, %v", c.Company, err)
	}
}

func TestMistakesInConfiguration(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"no port", `listen = "localhost"`,
			`edown.toml:1: listen = "localhost": write a host and a port, such as "127.0.0.1:8080"`},
		{"a port that is none", `listen = "localhost:99999"`,
			`edown.toml:1: listen = "localhost:99999": write a host and a port, such as "127.0.0.1:8080"`},
		{"a log that nothing reads", "[log]\nformat = \"xml\"\nlevel = \"loud\"",
			`edown.toml:2: log.format = "xml": write text or json
edown.toml:3: log.level = "loud": write debug, info, warn or error`},
		{"unknown key, nearly right", "\nlisten = \"127.0.0.1:1\"\nlanguge = \"fr\"",
			`edown.toml:3: languge: unknown key: did you mean language?`},
		{"unknown key in a table", "[twilio]\naccount = \"AC\"",
			`edown.toml:2: twilio.account: unknown key: the keys are listen, db, public_url, line, company, language, case_pattern, calls_per_second, machine_detection, policy, watchdog, callback_countries, lines, countries, twilio.account_sid, twilio.auth_token, twilio.auth_token_old, twilio.concurrent_calls, twilio.api, mail.server, mail.from, mail.user, mail.password, ladder.rungs, ladder.again, ladder.ring, ladder.no_key, ladder.talk_within, desk.give_up`},
		{"number", `line = "800 555 0100"`,
			`edown.toml:1: line = "800 555 0100": write the number in international form, such as +14155550123`},
		{"number too short", `line = "+1415"`,
			`edown.toml:1: line = "+1415": is too short for a number of that country: write the number in international form, such as +14155550123`},
		{"language", `language = "de"`,
			`edown.toml:1: language = "de": write one of en, fr, zh`},
		{"language of a line", "[lines]\n\n\"+33199000001\" = \"frr\"",
			`edown.toml:3: lines.+33199000001 = "frr": write one of en, fr, zh`},
		{"language of a country", "[countries]\nFrance = \"fr\"",
			`edown.toml:2: countries.France = "fr": "France": write the two letters of a country, such as FR (ISO 3166)`},
		{"country", "callback_countries = [\n  \"US\",\n  \"usa\",\n]",
			`edown.toml:3: callback_countries = "usa": write the two letters of a country, such as FR (ISO 3166)`},
		{"public address without a scheme", `public_url = "line.example.com"`,
			`edown.toml:1: public_url = "line.example.com": write the address at which Twilio reaches this server, such as "https://line.example.com"`},
		{"host that Twilio does not call", `public_url = "https://my_line.example.com"`,
			`edown.toml:1: public_url = "https://my_line.example.com": Twilio calls back no host with an underscore in its name: use another name`},
		{"account", "[twilio]\naccount_sid = \"SK123\"",
			`edown.toml:2: twilio.account_sid = "SK123": write the account SID as the Twilio console shows it: AC and 32 characters, 0-9 and a-f`},
		{"a secret is not repeated", "[twilio]\nauth_token = \"s3cr t\"",
			`edown.toml:2: twilio.auth_token = "••••••": write the auth token as the Twilio console shows it: letters and digits`},
		{"case pattern", `case_pattern = "C1234567"`,
			`edown.toml:1: case_pattern = "C1234567": case pattern "C1234567": write up to three letters and three to twelve nines, such as C9999999`},
		{"pace", `calls_per_second = 0`,
			`edown.toml:1: calls_per_second = "0": write how many calls a second your carrier places, from 0.01 to 1000, such as 1`},
		{"time without a unit", `watchdog = 60`,
			`edown.toml:1: watchdog = "60": write a time from 1s to 10m, such as "30s"`},
		{"ring too short for the carrier", "[ladder]\nring = \"5s\"",
			`edown.toml:2: ladder.ring = "5s": write a time from 10s to 10m, such as "30s"`},
		{"ring too long for the carrier", "[ladder]\nring = \"11m\"",
			`edown.toml:2: ladder.ring = "11m": write a time from 10s to 10m, such as "30s"`},
		{"a voicemail would hold the page", "[ladder]\nno_key = \"5m\"",
			`edown.toml:2: ladder.no_key = "5m": write a time from 1s to 2m, such as "30s"`},
		{"nobody is rung again", "[ladder]\nagain = \"24h\"",
			`edown.toml:2: ladder.again = "24h": write a time from 1s to 30m, such as "30s"`},
		{"nobody is asked", "[ladder]\ntalk_within = \"2h\"",
			`edown.toml:2: ladder.talk_within = "2h": write a time from 1s to 1h, such as "30s"`},
		{"a caller is kept for ever", "[desk]\ngive_up = \"1h\"",
			`edown.toml:2: desk.give_up = "1h": write a time from 1s to 10m, such as "30s"`},
		{"the watchdog sleeps", "watchdog = \"1h\"",
			`edown.toml:1: watchdog = "1h": write a time from 1s to 10m, such as "30s"`},
		{"a call in three hours", "calls_per_second = 0.0001",
			`edown.toml:1: calls_per_second = "0.0001": write how many calls a second your carrier places, from 0.01 to 1000, such as 1`},
		{"no end of calls", "calls_per_second = inf",
			`edown.toml:1: calls_per_second = "+Inf": write how many`},
		{"a country that is none", `callback_countries = ["XX"]`,
			`edown.toml:1: callback_countries = "XX": write the two letters of a country, such as FR (ISO 3166)`},
		{"a port with a sign", `listen = "localhost:+80"`,
			`edown.toml:1: listen = "localhost:+80": write a host and a port`},
		{"PostgreSQL, whose password stays unsaid", "\ndb = \"postgres://edown:s3cret@db.example.com/edown\"",
			`edown.toml:2: db = "postgres://edown:xxxxx@db.example.com/edown": PostgreSQL is not built into this program: name an SQLite file, such as "edown.db"`},
		{"another database", `db = "mysql://db.example.com/edown"`,
			`edown.toml:1: db = "mysql://db.example.com/edown": name a file, such as "edown.db"`},
		{"public address with a password", `public_url = "https://me:s3cret@line.example.com"`,
			`edown.toml:1: public_url = "https://me:xxxxx@line.example.com": leave out the user and the password`},
		{"a password in an address that is none", `public_url = "https://me:s3 cret@line.example.com"`,
			`edown.toml:1: public_url = "https://xxxxx@line.example.com": write the address at which Twilio`},
		{"public address with a space", `public_url = "https://line.example.com/e down"`,
			`edown.toml:1: public_url = "https://line.example.com/e down": write the address at which Twilio`},
		{"public address that anybody reads along", `public_url = "http://line.example.com"`,
			`edown.toml:1: public_url = "http://line.example.com": what is said on the line would be readable on the way: write https://`},
		{"a carrier whom anybody reads along", "[twilio]\napi = \"http://8.8.8.8:80\"",
			`edown.toml:2: twilio.api = "http://8.8.8.8:80": what is said on the line would be readable on the way: write https://`},
		{"whom", "[ladder]\nrungs = [\"0s: primary\",\n\"40s: boss\"]",
			`edown.toml:3: ladder.rungs = "40s: boss": nobody is called "boss": ring primary, secondary, managers, level2, director, operators, everyone`},
		{"rung without a time", "[ladder]\nrungs = [\"primary\"]",
			`edown.toml:2: ladder.rungs = "primary": write when, and who is rung then, such as "40s: secondary, primary"`},
		{"nobody is rung at once", "[ladder]\nrungs = [\"10s: primary\"]",
			`edown.toml:2: ladder.rungs = "10s: primary": the first rung rings at once: write it with "0s:"`},
		{"rungs out of order", "[ladder]\nrungs = [\"0s: primary\", \"2m: everyone\", \"40s: secondary\"]",
			`edown.toml:2: ladder.rungs = "40s: secondary": comes after the rung at 2m0s: write rungs in the order of their times`},
		{"no rungs", "\n[ladder]\nrungs = []",
			`edown.toml:3: ladder.rungs: write at least one: an Enterprise Down must ring somebody`},
		{"list where one value stands", `company = ["a", "b"]`,
			`edown.toml:1: company: write one value, not a list: write how the line names itself, in at most 60 letters`},
		{"value where a table stands", `lines = "fr"`,
			`edown.toml:1: lines: write a table, such as [lines] with one line for each`},
		{"not TOML", "listen = \"a:1\"\nlanguage = fr\n",
			`edown.toml:2: language: is not TOML: write each key once, as key = "value", a text in quotes`},
		{"several at once, in the order of the file", "language = \"de\"\nwatchdog = \"soon\"\n[desk]\ngive_up = \"0s\"\nfoo = 1",
			`edown.toml:1: language = "de": write one of en, fr, zh
edown.toml:2: watchdog = "soon": write a time from 1s to 10m, such as "30s"
edown.toml:4: desk.give_up = "0s": write a time from 1s to 10m, such as "30s"
edown.toml:5: desk.foo: unknown key: `},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, tt.text, nil)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) || len(err.Error()) > len(tt.want)+1000 {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

// No message repeats a secret, however it is misspelled.
func TestNoSecretIsSaid(t *testing.T) {
	for _, text := range []string{
		"[twilio]\nauth_token = s3cret",
		"[twilio]\nauth_token = \"s3cret",
		"[twilio]\nauth_token = 's3cret' x",
		"[twilio]\nauth_token = true3cret",
		"[twilio]\nauth_token = 31415926535897932384626433832795",
		"[twilio]\nauth_token = 3cret",
		"[twilio]\nauth_token = \"\\s3cret\"",
		"[twilio]\nauth_token: s3cret",
		"[twilio]\nauth_token = [\"s3cret\"]",
		"[twilio]\nauth_token = { s3cret = 1 }",
		"[twilio]\nauth_token = \"s3cret!\"",
		"[twilio]\nauth_tokn = \"s3cret\"",
		"[twilio]\nauth_token = 1979-05-27T3:14:15",
	} {
		_, err := read(t, text, nil)
		if err == nil {
			t.Errorf("%s is accepted", text)
			continue
		}
		for _, part := range []string{"s3", "3c", "3141592", "05-27", "true"} {
			if strings.Contains(err.Error(), part) {
				t.Errorf("%s\nis said: %v", text, err)
			}
		}
		if !strings.Contains(err.Error(), "edown.toml:2: ") {
			t.Errorf("%s\nand where? %v", text, err)
		}
	}
}

// Tests run without certificates, on addresses that are not reachable from outside.
func TestAddressesOfTests(t *testing.T) {
	for _, at := range []string{"http://127.0.0.1:9001", "http://[::1]:9001", "http://localhost", "http://10.1.2.3", "http://192.168.1.7:80", "http://edown.test", "http://carrier:9001"} {
		if _, err := read(t, "", map[string]string{"EDOWN_PUBLIC_URL": at, "EDOWN_TWILIO_API": at}); err != nil {
			t.Error(err)
		}
	}
}

func TestMistakesInTheEnvironment(t *testing.T) {
	_, err := read(t, "language = \"de\"", map[string]string{"EDOWN_LINES": "+33199000001=xx", "TWILIO_AUTH_TOKEN": "no spaces please"})
	want := `edown.toml:1: language = "de": write one of en, fr, zh
environment: EDOWN_LINES = "+33199000001=xx": write one of en, fr, zh
environment: TWILIO_AUTH_TOKEN = "••••••••••••••••": write the auth token as the Twilio console shows it: letters and digits`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestConfigurationThatIsNotThere(t *testing.T) {
	_, err := Load(filepath.Join("nowhere", "edown.toml"), func(string) string { return "" }, spoken)
	if err == nil || !strings.Contains(err.Error(), "nowhere") || !strings.Contains(err.Error(), "-c") {
		t.Error(err)
	}
}

func TestMissingSettings(t *testing.T) {
	err := Default().Missing()
	for _, name := range []string{"EDOWN_PUBLIC_URL", "EDOWN_LINE", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"} {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named in %v", name, err)
		}
	}
}

func TestLanguageAtPickup(t *testing.T) {
	c := Default()
	c.Lines["+33199000001"] = "fr"
	for _, tt := range []struct {
		dialled, caller support.E164
		want            string
	}{
		{"+18005550100", "+14155550123", "en"},
		{"+18005550100", "+33199001234", "fr"},
		{"+18005550100", "+861005550142", "zh"},
		{"+18005550100", "+4930123456", "en"},
		{"+18005550100", "", "en"},
		{"+33199000001", "+14155550123", "fr"}, // the number dialled decides before the country
	} {
		if got := c.LanguageOf(tt.dialled, tt.caller); got != tt.want {
			t.Errorf("%s calls %s: %s, want %s", tt.caller, tt.dialled, got, tt.want)
		}
	}
}

func TestWhoMayBeCalledBack(t *testing.T) {
	c := Default()
	for number, want := range map[support.E164]bool{
		"+14155550123": true, "+33199001234": true, "+861005550142": true,
		"":             false, // withheld
		"+5355512345":  false, // not on the list
		"+33899001234": false, // premium rate in a country that is
		"+19005550123": false,
	} {
		if got := c.Callable(number); got != want {
			t.Errorf("%q: %v, want %v", number, got, want)
		}
	}
}

// A variable of our prefix that sets nothing is a mistake, because it is probably
// misspelt.
func TestUnknownVariablesAreMistakes(t *testing.T) {
	got := UnknownVariables([]string{
		"PATH=/bin", "EDOWN_LISTEN=127.0.0.1:0", "EDOWN_LISTN=127.0.0.1:0", "EDOWN_SECRET_OF_OURS=hush",
		"EDOWN_CORPUS=x", "EDOWN_CHROMIUM=x", "EDOWN_METRIC=", "TWILIO_EDGE=dublin", "EDOWN",
	}, spoken).Error()
	want := "environment: EDOWN_LISTN: sets nothing: did you mean EDOWN_LISTEN?\nenvironment: EDOWN_SECRET_OF_OURS: sets nothing: unset it"
	if got != want {
		t.Error(got)
	}
}
