package config

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"edown/cmd/edown/mistakes"
	"edown/cmd/edown/tomlfile"
)

// Load reads the file, if one is named, then the environment, which wins. langs are
// the languages that the line speaks. All mistakes in both are reported at once, as
// a [mistakes.List].
func Load(file string, env func(string) string, langs []string) (Config, error) {
	c := Default()
	r := reader{config: &c, table: settings(langs), env: env}
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

type reader struct {
	config *Config
	table  []setting
	env    func(string) string
	file   string
	places tomlfile.Places
	wrong  mistakes.List
}

func (r *reader) readFile(file string) error {
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
	if policy := r.config.PolicyFile; policy != "" && !filepath.IsAbs(policy) {
		r.config.PolicyFile = filepath.Join(filepath.Dir(file), policy)
	}
	return nil
}

// tables visits every value of the file.
func (r *reader) tables(at string, values map[string]any) {
	for _, key := range slices.Sorted(maps.Keys(values)) {
		r.value(tomlfile.Join(at, key), key, values[key])
	}
}

func (r *reader) value(path, name string, value any) {
	s, known := r.setting(path)
	inner, isTable := value.(map[string]any)
	switch {
	case known && s.named && isTable:
		for _, name := range slices.Sorted(maps.Keys(inner)) {
			r.set(s, tomlfile.Join(path, name), name+"="+tomlfile.Written(inner[name]))
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

// list sets one value, or each value of a list.
func (r *reader) list(s setting, path string, value any) {
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

func (r *reader) set(s setting, path, text string) {
	if err := s.set(r.config, text); err != nil {
		_, value, _ := strings.Cut(text, "=")
		if !s.named {
			value = text
		}
		r.complain(path, s.shown(value), s.wrong(err))
	}
}

func (r *reader) complain(path, value, remedy string) {
	what := path
	if value != "" {
		what = fmt.Sprintf("%s = %q", path, value)
	}
	r.wrong = append(r.wrong, mistakes.One{File: r.file, Line: r.places.Line(path, value), What: what, Remedy: remedy})
}

func (r *reader) setting(path string) (setting, bool) {
	i := slices.IndexFunc(r.table, func(s setting) bool { return s.key == path })
	if i < 0 {
		return setting{}, false
	}
	return r.table[i], true
}

// isGroup reports whether settings stand in a table with this name.
func (r *reader) isGroup(path string) bool {
	return slices.ContainsFunc(r.table, func(s setting) bool { return strings.HasPrefix(s.key, path+".") })
}

func (r *reader) unknown(path string) string {
	var keys []string
	for _, s := range r.table {
		keys = append(keys, s.key)
	}
	if near := mistakes.Nearest(path, keys); near != "" {
		return fmt.Sprintf("unknown key: did you mean %s?", near)
	}
	return "unknown key: the keys are " + strings.Join(keys, ", ")
}
