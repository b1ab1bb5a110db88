package intake

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"edown/cmd/edown/mistakes"
)

// record is one line of a CSV file or one table of a TOML file, as text.
type record struct {
	kind   string // "contracts", "people"
	file   string
	line   int
	none   bool // the file has a header, and no record below it
	fields map[string]string
	lines  map[string]int // lines of fields that do not stand on the record's first line
}

func (r record) lineOf(field string) int {
	if at := r.lines[field]; at > 0 {
		return at
	}
	return r.line
}

// readRecords reads a file: TOML with a table for each record, or CSV whose header
// line shows what the records are.
func readRecords(file string, text []byte) ([]record, error) {
	if line := notUTF8(text); line > 0 {
		return nil, mistakes.List{{File: file, Line: line, What: "is not UTF-8",
			Remedy: "save the file as UTF-8: names would be said wrong"}}
	}
	records, err := recordsOf(file, text)
	if err == nil && len(records) == 0 {
		err = mistakes.List{noRows(file)}
	}
	return records, err
}

func noRows(file string) mistakes.One {
	return mistakes.One{File: file, Line: 1, What: "no rows",
		Remedy: "write a record below the header, or leave the file out"}
}

// notUTF8 is the first line that is not UTF-8; 0 when all are.
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
