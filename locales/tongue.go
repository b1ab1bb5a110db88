package locales

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	texttemplate "text/template"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// english is the language against which the others are checked.
const english = "en"

// tongue is one language.
type tongue struct {
	tag       string
	messages  map[string]*i18n.Message
	fixed     map[string]string // the messages that do not depend on data
	localizer *i18n.Localizer
	parser    template.Parser
	general   lexicon            // for prompts without words of their own
	prompts   map[string]lexicon // what may be said at each prompt
}

func newTongue(bundle *i18n.Bundle, tag string) *tongue {
	t := &tongue{tag: tag, messages: map[string]*i18n.Message{}, localizer: i18n.NewLocalizer(bundle, tag)}
	t.parser = strict{&template.TextParser{Option: "missingkey=error",
		Funcs: texttemplate.FuncMap{"count": t.count, "twelve": twelve, "feminine": feminine}}}
	return t
}

// strict parses templates once: a message belongs to one language, and so to
// one set of functions.
type strict struct{ *template.TextParser }

// Cacheable tells go-i18n to keep parsed templates.
func (strict) Cacheable() bool { return true }

// count words a number with what it counts, in the right plural: the template
// function of that name.
func (t *tongue) count(key string, n int) (string, error) {
	return t.render(key, map[string]any{"Count": n})
}

// render words a message from prepared data.
func (t *tongue) render(key string, data map[string]any) (string, error) {
	if text, ok := t.fixed[key]; ok {
		return text, nil
	}
	if t.messages[key] == nil {
		return "", fmt.Errorf("message %q does not exist in language %q: add it to active.%s.toml", key, t.tag, t.tag)
	}
	n, _ := data["Count"].(int)
	if data == nil {
		data = map[string]any{}
	}
	text, err := t.localizer.Localize(&i18n.LocalizeConfig{
		MessageID: key, TemplateData: data, PluralCount: n, TemplateParser: t.parser,
	})
	if err != nil {
		return "", fmt.Errorf("message %q in language %q: %w", key, t.tag, err)
	}
	return text, nil
}

// phrase words a message that [tongue.check] has tried with the same data, so
// that it cannot fail.
func (t *tongue) phrase(key string, data map[string]any) string {
	text, _ := t.render(key, data)
	return text
}

// phrases are the small messages from which values are worded, with the data
// for trying them.
var phrases = map[string]map[string]any{
	"voice": nil, "voice_say": nil, "voice_gather": nil, "words": nil, "numbers": nil, "replies": nil,
	"digits_pause": nil, "list_comma": nil, "duration_moment": nil, "duration_under_hour": nil,
	"list_and": {"First": "", "Last": ""}, "list_others": {"First": "", "Count": 1},
	"duration_and":     {"First": "", "Last": ""},
	"duration_minutes": {"Count": 1}, "duration_hours": {"Count": 1}, "duration_days": {"Count": 1},
	"weekdays": nil, "weekdays_short": nil, "months": nil, "months_short": nil,
	"moment": {"Day": "", "Time": ""}, "clock": {"Hour": 1, "Minute": 1}, "clock_midnight": nil,
	"moment_written": {"Weekday": "", "Month": "", "Number": 1, "Hour": 1, "Minute": 1, "Zone": ""},
	"day_today":      nil, "day_tomorrow": nil, "day_yesterday": nil, "day_this_week": aWeekday, "day_next_week": aWeekday,
	"day_last_week": aWeekday,
	"day_date":      aDate, "day_date_year": aDate,
	"night_today": nil, "night_tomorrow": nil, "night_yesterday": nil, "night_this_week": aWeekday,
	"night_next_week": aWeekday, "night_last_week": aWeekday,
	"night_date": aDate, "night_date_year": aDate,
}

var (
	aWeekday = map[string]any{"Weekday": ""}
	aDate    = map[string]any{"Month": "", "Number": 1, "Year": 1}
)

var (
	action   = regexp.MustCompile(`\{\{.*?\}\}`)
	variable = regexp.MustCompile(`\.[A-Za-z]\w*`)
)

// check finds what this language cannot say, and prepares the words to listen
// for.
func (t *tongue) check(model *tongue) []error {
	var problems []error
	for _, key := range slices.Sorted(maps.Keys(model.messages)) {
		if t.messages[key] == nil {
			problems = append(problems, fmt.Errorf("locales: language %q lacks message %q: translate it in active.%s.toml",
				t.tag, key, t.tag))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(t.messages)) {
		problems = append(problems, t.checkMessage(key, t.messages[key], model.messages[key])...)
	}
	for key, data := range phrases {
		if _, err := t.render(key, data); err != nil {
			problems = append(problems, fmt.Errorf("locales: %w", err))
		}
	}
	t.fix()
	problems = append(problems, t.checkNames()...)
	return append(problems, t.listen()...)
}

// fix notes the messages with nothing to fill in and nothing to count: most of
// a dialogue.
func (t *tongue) fix() {
	t.fixed = map[string]string{}
	for key, m := range t.messages {
		if slices.ContainsFunc(forms(m), func(form string) bool { return form != m.Other || strings.Contains(form, "{{") }) {
			continue
		}
		t.fixed[key] = m.Other
	}
}

func (t *tongue) checkMessage(key string, m, model *i18n.Message) []error {
	var problems []error
	for _, text := range forms(m) {
		if _, err := t.parser.Parse(text, m.LeftDelim, m.RightDelim); err != nil {
			problems = append(problems, fmt.Errorf("locales: message %q in language %q: %w", key, t.tag, err))
		}
	}
	if model == nil || model == m {
		return problems
	}
	return append(problems, t.checkData(key, m, variables(model))...)
}

// checkData finds the names in a message that it is not given.
func (t *tongue) checkData(key string, m *i18n.Message, given []string) (problems []error) {
	for _, name := range variables(m) {
		if !slices.Contains(given, name) {
			problems = append(problems, fmt.Errorf(
				"locales: message %q in language %q uses {{%s}}, which it is not given: use only %v", key, t.tag, name, given))
		}
	}
	return problems
}

// forms returns the different wordings of a message for singular and plural;
// most have just one.
func forms(m *i18n.Message) []string {
	all := []string{m.Other}
	for _, form := range []string{m.Zero, m.One, m.Two, m.Few, m.Many} {
		if !slices.Contains(all, form) {
			all = append(all, form)
		}
	}
	return all
}

// variables returns the data that a message uses, sorted.
func variables(m *i18n.Message) []string {
	var names []string
	for _, text := range forms(m) {
		for _, part := range action.FindAllString(text, -1) {
			names = append(names, variable.FindAllString(part, -1)...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
