package duty

import (
	"fmt"
	"io"
	"strings"
	"time"

	"edown/locales/plain"
)

// Text writes a plan for a terminal, which obeys nothing in it.
func (p Plan) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Who is on duty from %s to %s, on the clocks of %s.\n", clock(p.From), clock(p.To), p.Zone)
	fmt.Fprint(&b, "Where a rota is kept in another zone, the time there stands in brackets.\n")
	for _, r := range p.Roles {
		r.text(&b)
	}
	if len(p.Empty) > 0 {
		fmt.Fprintf(&b, "\nWithout any shift: %s\n", spaced(strings.Join(p.Empty, ", ")))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r Role) text(b *strings.Builder) {
	fmt.Fprintf(b, "\n%s\n", strings.ToUpper(spaced(string(r.Role))))
	until := ", no change in this time"
	if r.Next != nil {
		until = ", until " + clock(r.Next.From)
	}
	fmt.Fprintf(b, "  now   %s%s\n", reached(r.Now), until)
	wide := r.width()
	for i, s := range r.Spans[min(1, len(r.Spans)):] {
		label := ""
		if i == 0 {
			label = "next"
		}
		who := s.who()
		line := fmt.Sprintf("  %-4s  %s  %s%s  %s", label, clock(s.From), who, strings.Repeat(" ", wide-plain.Columns(who)),
			r.there(s.From))
		fmt.Fprintln(b, strings.TrimRight(line, " "))
	}
	if len(r.Gaps) > 0 {
		fmt.Fprintf(b, "  gaps  %d, in all %s\n", len(r.Gaps), r.missing())
	}
}

func (r Role) width() (wide int) {
	for _, s := range r.Spans {
		wide = max(wide, plain.Columns(s.who()))
	}
	return wide
}

// missing is how long a role is empty.
func (r Role) missing() string {
	var all time.Duration
	for _, g := range r.Gaps {
		all += g.To.Sub(g.From)
	}
	return lasts(all)
}

// who is on duty; of a gap, how long it lasts.
func (s Span) who() string {
	var names []string
	for _, p := range s.People {
		names = append(names, plain.Text(p.Name))
	}
	if len(names) == 0 {
		return "NOBODY for " + lasts(s.To.Sub(s.From))
	}
	return strings.Join(names, ", ")
}

// reached are people with their phones.
func reached(people []Person) string {
	var names []string
	for _, p := range people {
		names = append(names, plain.Text(p.Name+" "+p.Phone))
	}
	if len(names) == 0 {
		return "NOBODY"
	}
	return strings.Join(names, ", ")
}

// clock is a day and a time by the reader's clock.
func clock(at time.Time) string { return at.Format("Mon _2 Jan 15:04") }

// there is a moment by the clocks of the rota, where they show another time.
func (r Role) there(at time.Time) string {
	var all []string
	for _, zone := range r.zones {
		here, form := at.In(zone), "15:04 "
		if here.Format(time.DateTime) == at.Format(time.DateTime) {
			continue
		}
		if here.Weekday() != at.Weekday() {
			form = "Mon 15:04 "
		}
		all = append(all, "("+here.Format(form)+zone.String()+")")
	}
	return strings.Join(all, " ")
}

// lasts is a length of time, 13 h or 3 d 2 h or 30 min.
func lasts(d time.Duration) string {
	var parts []string
	for _, unit := range []struct {
		of   time.Duration
		name string
	}{{24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "min"}} {
		if n := d / unit.of; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, unit.name))
			d -= n * unit.of
		}
	}
	return strings.Join(parts, " ")
}

func spaced(name string) string { return strings.ReplaceAll(name, "_", " ") }
