// Package tomlfile finds the lines of keys in TOML files, and writes values and
// parse errors as messages about them need it.
package tomlfile

import (
	"fmt"
	"regexp"
	"strings"
)

// Places finds the line of a key in a TOML file. It parses no more of the language
// than that needs, since the real parser has already accepted the file. A path is
// written "people[1].shifts[0].role".
type Places struct {
	lines []string
	keys  map[string]span
}

// span is the first and the last line of a key and its value, counted from 1.
type span struct{ from, to int }

var (
	tableHeader = regexp.MustCompile(`^\s*(\[\[?)\s*([^\[\]]+?)\s*\]`)
	assignment  = regexp.MustCompile(`^\s*((?:"[^"]*"|'[^']*'|[\w+-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w+-]+))*)\s*=(.*)$`)
	keyPart     = regexp.MustCompile(`"[^"]*"|'[^']*'|[\w+-]+`)
	quoted      = regexp.MustCompile(`"(?:\\.|[^"\\])*"|'[^']*'|#.*`)
)

// PlacesOf finds the keys in the text of a file.
func PlacesOf(text string) Places {
	p := Places{lines: strings.Split(text, "\n"), keys: map[string]span{}}
	table, elements := "", map[string]int{}
	for i := 0; i < len(p.lines); i++ {
		line := p.lines[i]
		if m := tableHeader.FindStringSubmatch(line); m != nil {
			table = enter(m[2], m[1] == "[[", elements)
			p.keys[table] = span{i + 1, i + 1}
		} else if m := assignment.FindStringSubmatch(line); m != nil {
			last := p.lastLine(i, m[2])
			p.keys[Join(table, dotted(m[1]))] = span{i + 1, last + 1}
			i = last
		}
	}
	return p
}

// enter is the path of the table that a header begins. elements counts the elements
// of each array of tables.
func enter(header string, element bool, elements map[string]int) string {
	at := ""
	parts := keyPart.FindAllString(header, -1)
	for i, part := range parts {
		at = Join(at, unquote(part))
		if element && i == len(parts)-1 {
			elements[at]++
		}
		if n := elements[at]; n > 0 {
			at = fmt.Sprintf("%s[%d]", at, n-1)
		}
	}
	return at
}

func dotted(key string) string {
	at := ""
	for _, part := range keyPart.FindAllString(key, -1) {
		at = Join(at, unquote(part))
	}
	return at
}

func unquote(key string) string { return strings.Trim(key, `"'`) }

func Join(table, key string) string {
	if table == "" {
		return key
	}
	return table + "." + key
}

// lastLine is where the value that begins on line i ends: an array, an inline table
// or a long string may continue.
func (p Places) lastLine(i int, value string) int {
	for _, fence := range []string{`"""`, `'''`} {
		if strings.Count(value, fence) == 1 {
			return p.find(i+1, fence)
		}
	}
	open := depth(value)
	for open > 0 && i+1 < len(p.lines) {
		i++
		open += depth(p.lines[i])
	}
	return i
}

func (p Places) find(from int, text string) int {
	for i := from; i < len(p.lines); i++ {
		if strings.Contains(p.lines[i], text) {
			return i
		}
	}
	return len(p.lines) - 1
}

func depth(line string) int {
	bare := quoted.ReplaceAllString(line, "")
	return strings.Count(bare, "[") + strings.Count(bare, "{") - strings.Count(bare, "]") - strings.Count(bare, "}")
}

// Line is the line of a value: in a value of several lines, the one that contains
// it. A path that is not found gives the line of its table.
func (p Places) Line(path, value string) int {
	for path != "" {
		if at, ok := p.keys[path]; ok {
			return p.within(at, value)
		}
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
	}
	return 1
}

func (p Places) within(at span, value string) int {
	for i := at.from; value != "" && i <= at.to; i++ {
		if strings.Contains(p.lines[i-1], value) {
			return i
		}
	}
	return at.from
}
