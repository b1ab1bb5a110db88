package telling

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"edown/locales/plain"
)

const (
	dayForm  = "Monday, 2 January 2006"
	longForm = "2 January 2006 15:04:05"
)

// Text writes a telling for a terminal, which obeys nothing in it.
func (t Telling) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", plain.Text(t.Title))
	for _, p := range t.Pages {
		fmt.Fprintf(&b, "  %s  %s\n", plain.Text(p.ID), plain.Text(p.Summary))
	}
	fmt.Fprintf(&b, "%s\n", t.Clocks())
	wide := t.width()
	for _, day := range t.Days() {
		fmt.Fprintf(&b, "\n%s\n", day.Name)
		for _, l := range day.Lines {
			who := plain.Text(l.Who)
			fmt.Fprintf(&b, "  %s  %s%s  %s\n", l.Clock(), who, strings.Repeat(" ", max(wide-plain.Columns(who), 0)),
				plain.Text(l.What))
		}
	}
	t.owedText(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// widest is the most room that names get; a longer one moves its own line only.
const widest = 24

func (t Telling) width() (wide int) {
	for _, l := range t.Lines {
		wide = max(wide, min(plain.Columns(plain.Text(l.Who)), widest))
	}
	return wide
}

func (t Telling) owedText(b *strings.Builder) {
	if len(t.Owed) == 0 {
		return
	}
	fmt.Fprint(b, "\nWhat was promised\n")
	for _, o := range t.Owed {
		fmt.Fprintf(b, "  %-14s  %s: %s\n", plain.Text(o.What), plain.Text(o.Verdict()), plain.Text(o.Times()))
	}
}

// Clocks says whose clocks the times are on, and when it was told.
func (t Telling) Clocks() string {
	return fmt.Sprintf("Times are those of %s. Told %s.", t.Zone, t.Made.Format(longForm))
}

// Times are the moments of what was promised.
func (o Owed) Times() string {
	text := "begun " + o.Begun.Format(longForm)
	for _, part := range []struct {
		what string
		at   *time.Time
	}{{"due", o.Due}, {"due by our own clock", o.Internal}, {"done", o.Done}} {
		if part.at != nil {
			text += ", " + part.what + " " + part.at.Format(longForm)
		}
	}
	if o.Due == nil {
		text += ", no time was promised"
	}
	if o.By != "" {
		text += ", by " + o.By
	}
	return text
}

// Class is the HTML page's CSS class of what was promised.
func (o Owed) Class() string {
	switch {
	case o.Kept == nil:
		return ""
	case *o.Kept:
		return "kept"
	}
	return "missed"
}

// Clock is the time of day of a line.
func (l Line) Clock() string { return l.At.Format(time.TimeOnly) }

// Day is what happened on one day.
type Day struct {
	Name  string
	Lines []Line
}

// Days are the lines by day.
func (t Telling) Days() (days []Day) {
	for _, l := range t.Lines {
		name := l.At.Format(dayForm)
		if len(days) == 0 || days[len(days)-1].Name != name {
			days = append(days, Day{Name: name})
		}
		last := &days[len(days)-1]
		last.Lines = append(last.Lines, l)
	}
	return days
}

// JSON writes a telling for other programs.
func (t Telling) JSON(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(t)
}

//go:embed page.html
var pageText string

var page = template.Must(template.New("page").Parse(pageText))

// HTML writes a telling as one page that loads nothing: no script, no font, no
// picture. It prints well.
func (t Telling) HTML(w io.Writer) error { return page.Execute(w, t) }
