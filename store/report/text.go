package report

import (
	"fmt"
	"io"
	"strings"

	"edown/locales/plain"
)

// Text writes a report as tables for a terminal.
func (r Report) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", plain.Text(r.Title()), r.Span())
	if r.Empty() {
		fmt.Fprintf(&b, "\n%s\n", nothingOnRecord)
	} else {
		for _, s := range r.Sheets() {
			s.write(&b)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

const nothingOnRecord = "Nothing is on record of this period."

// Title says whose report it is.
func (r Report) Title() string {
	if r.Contract == "" {
		return "Support report"
	}
	return "Support report: " + named(r.Company, r.Contract)
}

// Span says which days the report covers, and when it was made.
func (r Report) Span() string {
	until := ""
	if r.Made.Before(r.To) {
		until = ", not over yet"
	}
	return fmt.Sprintf("%s to %s (%s%s), made %s", r.From.Format(dayForm), r.To.AddDate(0, 0, -1).Format(dayForm), r.Zone,
		until, r.Made.Format(dayForm+" 15:04"))
}

const dayForm = "2 January 2006"

func (s Sheet) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n%s\n", strings.ToUpper(s.Title))
	if len(s.Rows) == 0 {
		fmt.Fprintf(b, "  %s\n", s.None)
		return
	}
	wide := s.widths()
	line := func(cells []string) {
		for i, text := range cells {
			pad := strings.Repeat(" ", wide[i]-plain.Columns(text))
			if s.Heads[i].Number {
				text = pad + text
			} else {
				text += pad
			}
			cells[i] = text
		}
		fmt.Fprintln(b, strings.TrimRight("  "+strings.Join(cells, "  "), " "))
	}
	line(s.names())
	for _, row := range s.Rows {
		line(texts(row))
	}
	fmt.Fprintf(b, "  %s\n", s.Lead)
}

func (s Sheet) names() []string {
	var names []string
	for _, h := range s.Heads {
		names = append(names, h.Name)
	}
	return names
}

func texts(row []Cell) []string {
	var list []string
	for _, c := range row {
		list = append(list, plain.Text(c.Text))
	}
	return list
}

func (s Sheet) widths() []int {
	wide := make([]int, len(s.Heads))
	for _, line := range append([][]string{s.names()}, linesOf(s)...) {
		for i, text := range line {
			wide[i] = max(wide[i], plain.Columns(text))
		}
	}
	return wide
}

func linesOf(s Sheet) (lines [][]string) {
	for _, row := range s.Rows {
		lines = append(lines, texts(row))
	}
	return lines
}
