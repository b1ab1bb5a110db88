package demo

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"edown/operators/paging"
	"edown/store"
	"edown/support"
)

// mostStories is how many pages are told at the end of a demo.
const mostStories = 20

// Stories tells each page on record, the oldest first, and where the record is. With
// an error it returns the stories told so far.
func (d *Demo) Stories(ctx context.Context) (string, error) {
	pages, err := d.house.Store.Pages(ctx, mostStories)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	slices.Reverse(pages)
	for _, p := range pages {
		story, err := d.house.Store.Story(ctx, p.ID)
		if err != nil {
			return b.String(), err
		}
		fmt.Fprintf(&b, "\n%s", told(story))
	}
	fmt.Fprintf(&b, "\nAll of it is on record in %s\n", d.setup.Config.DB)
	return b.String(), nil
}

// told is the story of one page, as its manager would want to read it.
func told(s store.Story) string {
	var b strings.Builder
	p := s.Page
	fmt.Fprintf(&b, "%s\n%s%s: %s\n", p.ID, title(p), details(p), ending(p))
	for _, c := range s.Calls {
		if c.Person == "" {
			tellCall(&b, c)
		}
	}
	for _, a := range p.Attempts {
		fmt.Fprintf(&b, "  %s\n", attempt(a))
	}
	for _, m := range s.Messages {
		fmt.Fprintf(&b, "  SMS to %s: %s\n", m.To, m.Key)
	}
	return b.String()
}

// searches says why people are rung.
var searches = map[support.PageKind]string{
	support.EmergencyPage: "Enterprise Down",
	support.OperatorPage:  "A caller for the desk",
	support.EngineerPage:  "A caller for the engineer",
	support.AccountPage:   "A caller for the account manager",
	support.DecisionPage:  "An escalation to decide on",
	support.ReviewPage:    "A review of an Enterprise Down",
}

func title(p paging.Page) string { return searches[p.Kind] }

func details(p paging.Page) string {
	var b strings.Builder
	for _, part := range []struct{ before, what string }{{" at ", p.Company}, {", case ", string(p.Case)}} {
		if part.what != "" {
			b.WriteString(part.before + part.what)
		}
	}
	for _, f := range p.Flags {
		b.WriteString(", " + string(f))
	}
	return b.String()
}

func ending(p paging.Page) string {
	end := string(p.State)
	if p.Outcome != "" {
		end += ", " + string(p.Outcome)
	}
	if name := p.PersonName(); name != "" {
		end += fmt.Sprintf(", accepted by %s after %v", name, p.AcceptedAt.Sub(p.Started).Round(time.Second))
	}
	return end
}

func tellCall(b *strings.Builder, c store.Call) {
	number := c.From
	if c.Purpose != "caller" {
		number = c.To
	}
	fmt.Fprintf(b, "  %s  %s %s, %d turns%s\n", clock(c.Started), c.Purpose, cmp.Or(string(number), "withheld"),
		len(c.Turns), ended(c.Ended, c.Ending))
	for _, a := range c.Answers {
		fmt.Fprintf(b, "            %s = %s\n", a.Question, a.Value)
	}
}

func ended(at time.Time, how string) string {
	if at.IsZero() {
		return ""
	}
	return fmt.Sprintf(", %s at %s", how, clock(at))
}

// attempt is one phone that was rung, and the result (P12).
func attempt(a paging.Attempt) string {
	name := cmp.Or(a.Person.Name, "the caller") + purpose(a.Purpose)
	parts := []string{fmt.Sprintf("%s  %s %s", clock(a.Planned), name, a.Person.Phone)}
	for _, mark := range []struct {
		what string
		at   time.Time
	}{{"placed", a.Placed}, {"rang", a.Rang}, {"picked up", a.PickedUp}} {
		if !mark.at.IsZero() {
			parts = append(parts, mark.what+" "+clock(mark.at))
		}
	}
	if a.Key != "" {
		parts = append(parts, "key "+a.Key)
	}
	if a.Declined {
		parts = append(parts, "passed")
	}
	return strings.Join(parts, ", ") + ended(a.Ended, cmp.Or(a.End, support.EndCompleted))
}

func clock(at time.Time) string { return at.Local().Format(time.TimeOnly) }
