package intake

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"edown/cmd/edown/mistakes"
)

// recordsOfCSV reads fields separated by commas or, as some spreadsheets write them,
// by semicolons, tabs or bars. Lines above the header that begin with # are comments.
func recordsOfCSV(file string, text []byte) ([]record, error) {
	text, comma := belowComments(unified(text))
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.TrimLeadingSpace, r.FieldsPerRecord = comma, comma != '\t', -1
	header, err := r.Read()
	if err != nil {
		return nil, notCSV(file, err)
	}
	for len(header) > 1 && strings.TrimSpace(header[len(header)-1]) == "" {
		header = header[:len(header)-1] // spreadsheets leave them
	}
	columns := tidied(header)
	line, _ := r.FieldPos(0)
	if twice := repeated(columns); twice != "" {
		return nil, mistakes.List{{File: file, Line: line, What: twice,
			Remedy: "this column is there twice: leave one of them out"}}
	}
	k, err := kindOf(file, line, header)
	if err != nil {
		return nil, err
	}
	records, err := rows(r, file, k.name, columns)
	if err == nil && len(records) == 0 {
		records = []record{{kind: k.name, file: file, line: line, none: true}}
	}
	return records, err
}

// unified has one way to end a line, and no byte order mark.
func unified(text []byte) []byte {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !bytes.Contains(text, []byte("\n")) {
		return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	return text
}

// belowComments empties the lines above the header, which may be comments or name
// the separator ("sep=;", a spreadsheet's), and finds the separator.
func belowComments(text []byte) (rest []byte, comma rune) {
	rest = slices.Clone(text)
	for at := 0; at < len(rest); {
		line, _, _ := bytes.Cut(rest[at:], []byte("\n"))
		above, named := bytes.CutPrefix(bytes.ToLower(bytes.TrimSpace(line)), []byte("sep="))
		switch {
		case named && len(above) == 1 && bytes.Contains([]byte(",;|"), above):
			comma = rune(above[0])
		case named && bytes.HasSuffix(bytes.TrimRight(line, "\r"), []byte("\t")):
			comma = '\t'
		case len(bytes.TrimSpace(line)) > 0 && line[0] != '#':
			return rest, cmp.Or(comma, separator(line))
		}
		rest = append(rest[:at:at], rest[at+len(line):]...) // the line stays, and is empty
		at++
	}
	return rest, ','
}

// separator is the one that a header has most of.
func separator(header []byte) rune {
	return slices.MaxFunc([]rune{',', ';', '\t', '|'}, func(a, b rune) int {
		return cmp.Compare(bytes.Count(header, []byte(string(a))), bytes.Count(header, []byte(string(b))))
	})
}

func tidied(header []string) []string {
	columns := make([]string, len(header))
	for i, name := range header {
		columns[i] = strings.ToLower(strings.TrimSpace(name))
	}
	return columns
}

// repeated is the first column that occurs twice; empty when none does.
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
		for len(row) > len(columns) && strings.TrimSpace(row[len(row)-1]) == "" {
			row = row[:len(row)-1]
		}
		switch {
		case saysNothing(row):
			continue
		case len(row) != len(columns):
			return nil, notCSV(file, &csv.ParseError{Line: line, Err: csv.ErrFieldCount})
		}
		rec := record{kind: kind, file: file, line: line, fields: map[string]string{}, lines: map[string]int{}}
		for i, value := range row {
			rec.fields[columns[i]] = strings.TrimSpace(value)
			rec.lines[columns[i]], _ = r.FieldPos(i)
		}
		out = append(out, rec)
	}
}

// saysNothing reports whether a row is empty (";;;"), or a comment: it begins with #
// and has no separator, so that the company "#1 Plumbing" is none.
func saysNothing(row []string) bool {
	if len(row) == 1 && strings.HasPrefix(row[0], "#") {
		return true
	}
	return !slices.ContainsFunc(row, func(field string) bool { return strings.TrimSpace(field) != "" })
}

func notCSV(file string, err error) error {
	var at *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return mistakes.List{{File: file, Line: 1, What: "empty file",
			Remedy: "begin it with a header line, such as id,name,phone,language"}}
	case !errors.As(err, &at):
		return fmt.Errorf("%s: %w", file, err)
	case errors.Is(at.Err, csv.ErrFieldCount):
		return mistakes.List{{File: file, Line: at.Line, What: "wrong number of fields",
			Remedy: "write as many as there are in the header line; put a value with a comma in it into quotes"}}
	}
	return mistakes.List{{File: file, Line: at.Line, What: at.Err.Error(),
		Remedy: `write a quote inside a quoted value twice, ""`}}
}
