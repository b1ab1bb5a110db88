package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"edown/cmd/edown/mistakes"
	"edown/cmd/edown/tomlfile"
)

// record is one line of a CSV file or one table of a TOML file, as text.
type record struct {
	kind   string // "contracts", "people"
	file   string
	line   int
	fields map[string]string
	lines  map[string]int // of fields that stand on a line of their own
}

func (r record) lineOf(field string) int {
	if at := r.lines[field]; at > 0 {
		return at
	}
	return r.line
}

// readRecords reads a file of the directory: TOML, with a table for each
// record, or CSV, whose header line tells what its records are.
func readRecords(file string, text []byte) ([]record, error) {
	if line := notUTF8(text); line > 0 {
		return nil, mistakes.List{{File: file, Line: line, What: "is not UTF-8", Remedy: "save the file as UTF-8: names would be said wrong"}}
	}
	records, err := recordsOf(file, text)
	if err == nil && len(records) == 0 {
		err = mistakes.List{{File: file, Line: 1, What: "no rows", Remedy: "write a record below the header, or leave the file out"}}
	}
	return records, err
}

// notUTF8 is the first line that is not; 0 when all are.
func notUTF8(text []byte) int {
	for i, line := range bytes.Split(text, []byte("\n")) {
		if !utf8.Valid(line) {
			return i + 1
		}
	}
	return 0
}

func recordsOf(file string, text []byte) ([]record, error) {
	if strings.HasSuffix(strings.ToLower(file), ".toml") {
		return recordsOfTOML(file, string(text))
	}
	if strings.HasSuffix(strings.ToLower(file), ".csv") {
		return recordsOfCSV(file, text)
	}
	return nil, fmt.Errorf("%s: name it .csv or .toml, so that it can be told how to read it", file)
}

// recordsOfCSV takes commas or, as some spreadsheets write it, semicolons.
func recordsOfCSV(file string, text []byte) ([]record, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(text))
	r.Comment, r.TrimLeadingSpace = '#', true
	head, _, _ := bytes.Cut(text, []byte("\n"))
	if bytes.Contains(head, []byte(";")) && !bytes.Contains(head, []byte(",")) {
		r.Comma = ';'
	}
	header, err := r.Read()
	if err != nil {
		return nil, notCSV(file, err)
	}
	columns := tidied(header)
	line, _ := r.FieldPos(0)
	if twice := repeated(columns); twice != "" {
		return nil, mistakes.List{{File: file, Line: line, What: twice, Remedy: "this column is there twice: leave one of them out"}}
	}
	k, err := kindOf(columns)
	if err != nil {
		return nil, mistakes.List{{File: file, Line: line, What: cmp.Or(strings.Join(unkeyed(header), ","), "empty header"), Remedy: err.Error()}}
	}
	return rows(r, file, k.name, columns)
}

// unkeyed is a header without its numbers: where it is missing, a contract's PIN
// may stand in its place.
func unkeyed(header []string) []string {
	shown := slices.Clone(header)
	for i, field := range shown {
		if field != "" && digitsOnly(strings.TrimSpace(field)) == nil {
			shown[i] = "••••"
		}
	}
	return shown
}

func tidied(header []string) []string {
	columns := make([]string, len(header))
	for i, name := range header {
		columns[i] = strings.ToLower(strings.TrimSpace(name))
	}
	return columns
}

// repeated is the first column that is there twice; empty when none is.
func repeated(columns []string) string {
	for i, name := range columns {
		if slices.Contains(columns[:i], name) {
			return name
		}
	}
	return ""
}

func rows(r *csv.Reader, file, kind string, columns []string) (out []record, err error) {
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, notCSV(file, err)
		}
		line, _ := r.FieldPos(0)
		rec := record{kind: kind, file: file, line: line, fields: map[string]string{}, lines: map[string]int{}}
		for i, value := range row {
			rec.fields[columns[i]] = strings.TrimSpace(value)
			rec.lines[columns[i]], _ = r.FieldPos(i)
		}
		out = append(out, rec)
	}
}

func notCSV(file string, err error) error {
	var at *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return mistakes.List{{File: file, Line: 1, What: "empty file", Remedy: "begin it with a header line, such as id,name,phone,language"}}
	case !errors.As(err, &at):
		return fmt.Errorf("%s: %w", file, err)
	case errors.Is(at.Err, csv.ErrFieldCount):
		return mistakes.List{{File: file, Line: at.Line, What: "wrong number of fields", Remedy: "write as many as there are in the header line; put a value with a comma in it into quotes"}}
	}
	return mistakes.List{{File: file, Line: at.Line, What: at.Err.Error(), Remedy: `write a quote inside a quoted value twice, ""`}}
}

// recordsOfTOML takes [[contracts]], [[people]] and so on; a person's shifts
// may stand below him, as [[people.shifts]].
func recordsOfTOML(file, text string) ([]record, error) {
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		return nil, withoutSecrets(file, err)
	}
	t := tables{file: file, places: tomlfile.PlacesOf(text)}
	for name, value := range values {
		t.array(name, name, value, nil)
	}
	slices.SortStableFunc(t.out, func(a, b record) int { return a.line - b.line })
	return t.out, t.wrong.Err()
}

// withoutSecrets is what the parser says, unless it has stopped at a secret.
func withoutSecrets(file string, err error) error {
	if at, is := errors.AsType[toml.ParseError](err); is && strings.Contains(strings.ToLower(at.LastKey), secretColumn) {
		return tomlfile.Unreadable(file, err)
	}
	return tomlfile.NotTOML(file, err)
}

type tables struct {
	file   string
	places tomlfile.Places
	out    []record
	wrong  mistakes.List
}

// array reads the tables of one kind; of is the person whose shifts they are.
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
		t.wrong = append(t.wrong, mistakes.One{File: t.file, Line: t.places.Line(path+"[0]", ""), What: path, Remedy: "no such table: " + remedy})
		return
	}
	for i, element := range elements {
		t.element(fmt.Sprintf("%s[%d]", path, i), name, element, of)
	}
}

func (t *tables) element(path, name string, values map[string]any, of map[string]string) {
	rec := record{kind: name, file: t.file, line: t.places.Line(path, ""), fields: map[string]string{}, lines: map[string]int{}}
	for key, value := range of {
		rec.fields[key] = value
	}
	for key, value := range values {
		if name == "people" && key == "shifts" {
			id, _ := values["id"].(string)
			t.array(path+".shifts", "shifts", value, map[string]string{"person": id})
			continue
		}
		rec.fields[key] = tomlfile.Flat(value)
		rec.lines[key] = t.places.Line(path+"."+key, "")
	}
	t.out = append(t.out, rec)
}
