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
// by semicolons.
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

// unkeyed hides the numbers in a header. Where the header line is missing, the first
// record stands in its place, and a number may be a contract's PIN.
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
