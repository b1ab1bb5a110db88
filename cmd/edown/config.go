package main

import (
	"cmp"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"edown/cmd/edown/mistakes"
	"edown/cmd/edown/numbers"
	"edown/cmd/edown/tomlfile"
	"edown/operators/mail"
	"edown/operators/paging"
	"edown/store"
	"edown/support"
)

// Config is everything that an installation may set. [defaults] is a line that
// works as soon as it knows its number and its carrier.
type Config struct {
	Listen    string       // host and port
	Metrics   string       // host and port of their own; empty: see figuresHere
	DB        string       // a file
	PublicURL string       // where the carrier reaches this server
	Line      support.E164 // the number that customers call

	Account  string // Twilio's account SID
	Token    string // its auth token
	OldToken string // accepted in signatures too, while the token is rotated
	API      string // the REST API; empty is Twilio's
	Machines bool   // ask the carrier to guess whether a machine picked up
	Pace     float64
	AtOnce   int // calls that the account may have at one time; 0 is no limit

	Company   string // how the line names itself
	Cases     support.CaseFormat
	Language  string                  // of callers of whom nothing is known
	Lines     map[support.E164]string // language by the number that was dialled
	Countries map[string]string       // language by the caller's country
	Callback  []string                // countries whose callers the line may call back

	Mail mail.Config // the server that takes letters; none by default

	Ladder   paging.Ladder  // P4
	Desk     paging.Ladder  // for callers who want an operator
	Watchdog time.Duration  // after "production is down", page with what is known
	Limits   support.Limits // after so many emergencies an operator is asked first

	Policy     support.Policy // what is promised, and who is told
	PolicyFile string         // where Policy is written; empty: the guides' own

	Retention store.Retention // how long each class of the record is kept

	LogFormat string // text or json
	LogLevel  slog.Level
}

func defaults() Config {
	return Config{
		Listen: "127.0.0.1:8080", DB: "edown.db", Pace: 1,
		Company: "Example Support", Cases: support.DefaultCaseFormat, Language: "en",
		Lines: map[support.E164]string{}, Countries: languages(), Callback: callbackCountries(),
		Ladder: paging.DefaultLadder(), Desk: paging.DeskLadder(), Watchdog: time.Minute,
		Limits: support.DefaultLimits(), Policy: support.DefaultPolicy(), Retention: store.DefaultRetention(), LogFormat: "text",
	}
}

// languages are the countries in which a caller is likelier to be understood
// in a language that is not the default. Where several are spoken
// (Switzerland, Canada, Hong Kong, Singapore) the default stays, and 9 is near.
func languages() map[string]string {
	of := map[string]string{}
	for lang, countries := range map[string]string{
		"fr": "FR BE LU MC GP MQ GF RE YT PM BL MF NC PF WF MA DZ TN SN CI ML BF NE TG BJ GN GA CG CD CM MG",
		"zh": "CN TW MO",
	} {
		for _, country := range strings.Fields(countries) {
			of[country] = lang
		}
	}
	return of
}

// callbackCountries are where support customers are, and where toll fraud
// seldom pays.
func callbackCountries() []string {
	return strings.Fields("US CA FR BE LU MC CH DE AT NL GB IE DK SE NO FI IT ES PT CN HK TW JP KR SG AU NZ")
}

// loadConfig reads the file, when one is named, then the environment, which
// wins. langs are the languages that can be spoken. All that is wrong in
// either is reported at once, as [mistakes.List].
func loadConfig(file string, env func(string) string, langs []string) (Config, error) {
	c := defaults()
	r := configReader{config: &c, table: settings(langs), env: env}
	if file != "" {
		if err := r.readFile(file); err != nil {
			return c, err
		}
	}
	r.readEnvironment()
	if c.PolicyFile != "" {
		var wrong mistakes.List
		c.Policy, wrong = readPolicy(c.PolicyFile)
		r.wrong = append(r.wrong, wrong...)
	}
	return c, r.wrong.Err()
}

type configReader struct {
	config *Config
	table  []setting
	env    func(string) string
	file   string
	places tomlfile.Places
	wrong  mistakes.List
}

func (r *configReader) readFile(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("configuration: %w: name a file that can be read with -c", err)
	}
	var values map[string]any
	if _, err := toml.Decode(string(text), &values); err != nil {
		return tomlfile.Unreadable(file, err)
	}
	r.file, r.places = file, tomlfile.PlacesOf(string(text))
	r.tables("", values)
	return nil
}

// tables goes through all that the file says.
func (r *configReader) tables(at string, values map[string]any) {
	for key, value := range values {
		r.value(tomlfile.Join(at, key), key, value)
	}
}

func (r *configReader) value(path, name string, value any) {
	s, known := r.setting(path)
	inner, isTable := value.(map[string]any)
	switch {
	case known && s.named && isTable:
		for name, value := range inner {
			r.set(s, tomlfile.Join(path, name), name+"="+tomlfile.Written(value))
		}
	case known && !isTable && !s.named:
		r.list(s, path, value)
	case known && s.named:
		r.complain(path, "", fmt.Sprintf("write a table, such as [%s] with one line for each", path))
	case isTable && !known && r.isGroup(path):
		r.tables(path, inner)
	default:
		r.complain(path, "", r.unknown(path))
	}
}

// list sets a value, or each of several.
func (r *configReader) list(s setting, path string, value any) {
	several, isList := value.([]any)
	switch {
	case isList && s.between == "":
		r.complain(path, "", "write one value, not a list: "+s.remedy)
	case isList && len(several) == 0 && s.never != "":
		r.complain(path, "", s.never)
	case isList:
		s.clear(r.config)
		for _, one := range several {
			r.set(s, path, tomlfile.Written(one))
		}
	default:
		if s.clear != nil {
			s.clear(r.config)
		}
		r.set(s, path, tomlfile.Written(value))
	}
}

func (r *configReader) set(s setting, path, text string) {
	if err := s.set(r.config, text); err != nil {
		_, value, _ := strings.Cut(text, "=")
		if !s.named {
			value = text
		}
		r.complain(path, s.shown(value), s.wrong(err))
	}
}

func (r *configReader) complain(path, value, remedy string) {
	what := path
	if value != "" {
		what = fmt.Sprintf("%s = %q", path, value)
	}
	r.wrong = append(r.wrong, mistakes.One{File: r.file, Line: r.places.Line(path, value), What: what, Remedy: remedy})
}

func (r *configReader) setting(path string) (setting, bool) {
	i := slices.IndexFunc(r.table, func(s setting) bool { return s.key == path })
	if i < 0 {
		return setting{}, false
	}
	return r.table[i], true
}

// isGroup reports whether settings stand in a table of this name.
func (r *configReader) isGroup(path string) bool {
	return slices.ContainsFunc(r.table, func(s setting) bool { return strings.HasPrefix(s.key, path+".") })
}

func (r *configReader) unknown(path string) string {
	var keys []string
	for _, s := range r.table {
		keys = append(keys, s.key)
	}
	if near := mistakes.Nearest(path, keys); near != "" {
		return fmt.Sprintf("unknown key: did you mean %s?", near)
	}
	return "unknown key: the keys are " + strings.Join(keys, ", ")
}

func (r *configReader) readEnvironment() {
	for _, s := range r.table {
		if text := r.env(s.env); text != "" {
			r.fromEnvironment(s, text)
		}
	}
}

func (r *configReader) fromEnvironment(s setting, text string) {
	each := []string{text}
	if s.between != "" {
		each = strings.Split(text, s.between)
		if s.clear != nil {
			s.clear(r.config)
		}
	}
	for _, one := range each {
		one = strings.TrimSpace(one)
		if err := s.set(r.config, one); err != nil {
			r.wrong = append(r.wrong, mistakes.One{File: "environment", What: fmt.Sprintf("%s = %q", s.env, s.shown(one)), Remedy: s.wrong(err)})
		}
	}
}

// testsOwn are variables of our name that set nothing: where the tests find what
// they need.
var testsOwn = []string{"EDOWN_CORPUS", "EDOWN_CHROMIUM"}

// strangers are the variables of our name in an environment that no setting has:
// misspelt, they would be passed over in silence.
func strangers(environ, langs []string) (wrong mistakes.List) {
	known := slices.Clone(testsOwn)
	for _, s := range settings(langs) {
		known = append(known, s.env)
	}
	for _, v := range environ {
		name, value, _ := strings.Cut(v, "=")
		if strings.HasPrefix(name, "EDOWN_") && value != "" && !slices.Contains(known, name) {
			wrong = append(wrong, mistakes.One{File: "environment", What: name, Remedy: meant(name, known)})
		}
	}
	return wrong
}

func meant(name string, known []string) string {
	if near := mistakes.Nearest(name, known); near != "" {
		return fmt.Sprintf("sets nothing: did you mean %s?", near)
	}
	return "sets nothing: unset it"
}

// missing are the settings without which no carrier can reach the line, or no
// letter anybody.
func (c Config) missing() error { return c.lacks().Err() }

func (c Config) lacks() (wrong mistakes.List) {
	for _, need := range []struct{ value, key, env, remedy string }{
		{c.PublicURL, "public_url", "EDOWN_PUBLIC_URL", "the https address at which Twilio reaches this server"},
		{string(c.Line), "line", "EDOWN_LINE", "the number that customers call, such as +18005550100"},
		{c.Account, "twilio.account_sid", "TWILIO_ACCOUNT_SID", "the account SID of your Twilio console, AC and 32 characters"},
		{c.Token, "twilio.auth_token", "TWILIO_AUTH_TOKEN", "the auth token of your Twilio console"},
	} {
		if need.value == "" {
			wrong = append(wrong, mistakes.One{File: "configuration", What: need.key + " is missing", Remedy: fmt.Sprintf("set it in the file (-c), or as %s: %s", need.env, need.remedy)})
		}
	}
	return append(wrong, c.mailLacks()...)
}

// LanguageOf is the language in which a call begins: by the number dialled,
// else by the caller's country, else the default. What a caller chose before
// is remembered by the record.
func (c Config) LanguageOf(dialled, caller support.E164) string {
	return cmp.Or(c.Lines[dialled], c.Countries[numbers.Country(caller)], c.Language)
}

// Callable reports whether the line may call a caller back: never to a
// country that is not allowed, nor to a number that costs by the minute, nor
// to itself.
func (c Config) Callable(number support.E164) bool {
	_, ours := c.Lines[number]
	return number.Known() && number != c.Line && !ours && !numbers.IsCostly(number) && slices.Contains(c.Callback, numbers.Country(number))
}

// Tokens are those whose signatures count, the current one first.
func (c Config) Tokens() []string {
	return slices.DeleteFunc([]string{c.Token, c.OldToken}, func(t string) bool { return t == "" })
}
