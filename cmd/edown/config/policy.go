package config

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"edown/cmd/edown/mistakes"
	"edown/cmd/edown/tomlfile"
	"edown/support"
)

// readPolicy reads a policy file over the default policy. Values that the file
// leaves out keep their default. Every mistake is reported at once.
func readPolicy(file string) (support.Policy, mistakes.List) {
	p := support.DefaultPolicy()
	text, err := os.ReadFile(file)
	if err != nil {
		return p, mistakes.List{{File: file, Line: 0, What: "cannot be read",
			Remedy: "name a TOML file that can be read with policy (EDOWN_POLICY), or none"}}
	}
	var values map[string]any
	if _, err := toml.Decode(string(text), &values); err != nil {
		var wrong mistakes.List
		errors.As(tomlfile.NotTOML(file, err), &wrong)
		return p, wrong
	}
	r := policyReader{file: file, places: tomlfile.PlacesOf(string(text))}
	r.table(nil, "", values)
	if r.levels {
		p.Escalation.Levels = nil // the file's list replaces the default list
	}
	if _, err := toml.Decode(string(text), &p); err != nil {
		if len(r.wrong) == 0 { // no single value explains it
			r.complain("the policy", "", parserSays(err))
		}
		return p, r.wrong
	}
	for _, m := range p.Validate() {
		r.complain(m.Path, m.Value, "must be "+m.Want)
	}
	return p, r.wrong
}

// policyReader finds what is wrong with each value of a policy on its own.
type policyReader struct {
	file   string
	places tomlfile.Places
	levels bool // the file has its own escalation levels
	wrong  mistakes.List
}

// key is one step on the path to a value; an element stands in a list of tables.
type key struct {
	name    string
	element bool
}

func (r *policyReader) table(way []key, path string, values map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		r.value(append(way[:len(way):len(way)], key{name: name}), tomlfile.Join(path, name), values[name])
	}
}

func (r *policyReader) value(way []key, path string, value any) {
	elements, several := value.([]map[string]any)
	if loose, isList := value.([]any); isList {
		elements, several = tomlfile.Tables(loose)
	}
	inner, isTable := value.(map[string]any)
	switch {
	case isTable && len(inner) > 0:
		r.table(way, path, inner)
	case several:
		r.levels = true // the only list of tables in a policy: other lists are unknown keys
		way[len(way)-1].element = true
		for i, element := range elements {
			r.table(way, fmt.Sprintf("%s[%d]", path, i), element)
		}
	default:
		r.leaf(way, path, value)
	}
}

// leaf checks one value as if it were the whole policy.
func (r *policyReader) leaf(way []key, path string, value any) {
	text, err := toml.Marshal(alone(way, value))
	if err != nil {
		r.complain(path, tomlfile.Written(value), "write it as edown policy does")
		return
	}
	var p support.Policy
	known, err := toml.Decode(string(text), &p)
	switch {
	case err != nil:
		r.complain(path, tomlfile.Flat(value), parserSays(err))
	case len(known.Undecoded()) > 0:
		r.complain(path, "", "no such key: edown policy prints all there are")
	case isNumber(value) && !wholeNumbers[way[len(way)-1].name]:
		r.complain(path, tomlfile.Flat(value), lengthOfTime)
	}
}

// lengthOfTime is the remedy for one that cannot be read.
const lengthOfTime = `write a length of time in quotes, such as "4h" or "30m"`

// wholeNumbers are the keys that count something. A number under any other key would
// be taken for nanoseconds.
var wholeNumbers = map[string]bool{"business_days": true, "months": true}

func isNumber(value any) bool {
	switch value.(type) {
	case int64, float64:
		return true
	}
	return false
}

// alone is a document that contains one value only.
func alone(way []key, value any) map[string]any {
	for i := len(way) - 1; i > 0; i-- {
		inner := map[string]any{way[i].name: value}
		if value = inner; way[i-1].element {
			value = []map[string]any{inner}
		}
	}
	return map[string]any{way[0].name: value}
}

// parserSays is the parser's message, without the place, which belongs to that other
// document.
func parserSays(err error) string {
	at, is := errors.AsType[toml.ParseError](err)
	switch {
	case is && strings.HasPrefix(at.Message, "invalid duration"):
		return lengthOfTime
	case is:
		return at.Message
	}
	return "is of another kind: write it as edown policy does"
}

func (r *policyReader) complain(path, value, remedy string) {
	what := path
	if value != "" {
		what = fmt.Sprintf("%s = %q", path, value)
	}
	r.wrong = append(r.wrong, mistakes.One{File: r.file, Line: r.places.Line(path, value), What: what, Remedy: remedy})
}
