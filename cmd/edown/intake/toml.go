package intake

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"edown/cmd/edown/mistakes"
	"edown/cmd/edown/tomlfile"
)

// recordsOfTOML reads [[contracts]], [[people]] and so on. A person's shifts may be
// nested, as [[people.shifts]].
func recordsOfTOML(file, text string) ([]record, error) {
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		return nil, withoutSecrets(file, err)
	}
	t := tables{file: file, places: tomlfile.PlacesOf(text)}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		t.array(name, name, values[name], nil)
	}
	slices.SortStableFunc(t.out, func(a, b record) int { return a.line - b.line })
	return t.out, t.wrong.Err()
}

// withoutSecrets is the parser's message, unless it may repeat a secret: only
// contracts have one.
func withoutSecrets(file string, err error) error {
	at, is := errors.AsType[toml.ParseError](err)
	table, _, _ := strings.Cut(at.LastKey, ".")
	if _, known := kindNamed(table); is && known && table != "contracts" && !isSecret(at.LastKey) {
		return tomlfile.NotTOML(file, err)
	}
	return tomlfile.Unreadable(file, err)
}

type tables struct {
	file   string
	places tomlfile.Places
	out    []record
	wrong  mistakes.List
}

// array reads the tables of one kind. of has the fields that nested tables inherit:
// the person of a shift.
func (t *tables) array(path, name string, value any, of map[string]string) {
	elements, ok := value.([]map[string]any)
	if loose, isList := value.([]any); isList {
		elements, ok = tomlfile.Tables(loose)
	}
	if _, known := kindNamed(name); !known || !ok {
		remedy := "the tables are " + strings.Join(kindNames(), ", ")
		if near := mistakes.Nearest(name, kindNames()); near != "" {
			remedy = fmt.Sprintf("write [[%s]] before each", near)
		}
		t.wrong = append(t.wrong, mistakes.One{File: t.file, Line: t.places.Line(path+"[0]", ""), What: path,
			Remedy: "no such table: " + remedy})
		return
	}
	for i, element := range elements {
		t.element(fmt.Sprintf("%s[%d]", path, i), name, element, of)
	}
}

func (t *tables) element(path, name string, values map[string]any, of map[string]string) {
	rec := record{kind: name, file: t.file, line: t.places.Line(path, ""), fields: map[string]string{},
		lines: map[string]int{}}
	maps.Copy(rec.fields, of)
	for _, key := range slices.Sorted(maps.Keys(values)) {
		value := values[key]
		if name == "people" && key == "shifts" {
			id, _ := values["id"].(string)
			if list, is := value.([]any); is && len(list) == 0 {
				t.out = append(t.out, record{kind: "shifts", file: t.file, line: t.places.Line(path+".shifts", ""),
					fields: map[string]string{"person": id, "role": none}})
				continue
			}
			t.array(path+".shifts", "shifts", value, map[string]string{"person": id})
			continue
		}
		rec.fields[key] = tomlfile.Flat(value)
		rec.lines[key] = t.places.Line(path+"."+key, "")
	}
	t.out = append(t.out, rec)
}
