package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/support"
	"edown/support/civil"
)

// Columns that an import lacks stay as they are on record.
func TestAnImportKeepsTheColumnsThatItLacks(t *testing.T) {
	all := support.Case{Number: suppliers, Contract: "100200", Title: "All", Severity: support.Critical, Opened: day(1), Status: support.InProgress,
		Engineer: "mei", Level: 2, Priority: support.PriorityHigh, Product: "Atlas", Version: "7.2", DateCode: "0912", Type: support.BreakFix}
	columns := []string{"severity", "opened", "closed", "status", "engineer", "level", "priority", "product", "version", "date_code", "type"}
	s := open(t)
	must(t, s.Put(t.Context(), Directory{Cases: []support.Case{all}}))
	must(t, s.Put(t.Context(), Directory{
		Cases:  []support.Case{{Number: suppliers, Contract: "100200", Title: "All"}},
		Unsaid: map[support.CaseNumber][]string{suppliers: columns},
	}))
	if diff := cmp.Diff(all, standing(t, s, suppliers).Case); diff != "" {
		t.Error(diff)
	}
}

// A case's status and its closed column agree, whichever of them an import has.
func TestStatusAndEndAgree(t *testing.T) {
	for name, c := range map[string]struct {
		was, put support.Case
		unsaid   []string
		want     support.Status
	}{
		"closed by status":   {support.Case{Status: support.InProgress}, support.Case{Status: support.StatusClosed}, []string{"closed"}, support.StatusClosed},
		"closed by its end":  {support.Case{Status: support.InProgress}, support.Case{Closed: true}, []string{"status"}, support.StatusClosed},
		"reopened by status": {support.Case{Status: support.StatusClosed}, support.Case{Status: support.InProgress}, []string{"closed"}, support.InProgress},
		"reopened":           {support.Case{Status: support.StatusClosed}, support.Case{}, []string{"status"}, support.StatusNew},
		"reopened as it was": {support.Case{Status: support.InProgress, Closed: true}, support.Case{}, []string{"status"}, support.InProgress},
		"neither":            {support.Case{Status: support.StatusClosed}, support.Case{}, []string{"status", "closed"}, support.StatusClosed},
	} {
		s := open(t)
		c.was.Number, c.put.Number = "C0000001", "C0000001"
		must(t, s.Put(t.Context(), Directory{Cases: []support.Case{c.was}}))
		must(t, s.Put(t.Context(), Directory{Cases: []support.Case{c.put}, Unsaid: map[support.CaseNumber][]string{"C0000001": c.unsaid}, At: day(9)}))
		got := standing(t, s, "C0000001").Case
		if got.Stands() != c.want || got.Closed != (c.want == support.StatusClosed) {
			t.Errorf("%s: %q, closed %v", name, got.Status, got.Closed)
		}
		changed := c.was.Stands() != c.want && !(c.was.Status == support.StatusClosed && c.want == support.StatusClosed)
		if n := count(t, s, `SELECT COUNT(*) FROM notes WHERE at = $1 AND said = $2`, day(9).UnixMilli(), string(c.want)); (n == 1) != changed {
			t.Errorf("%s: %d notes of it", name, n)
		}
	}
}

// An import notes a changed status, at the import's time. It does not note a repeated one.
func TestAnImportNotesTheStatus(t *testing.T) {
	s := open(t)
	put := func(status support.Status, at time.Time) {
		must(t, s.Put(t.Context(), Directory{At: at, Cases: []support.Case{{Number: suppliers, Contract: "100200", Title: "x", Opened: day(1), Status: status}}}))
	}
	put(support.InProgress, day(2))
	put(support.InProgress, day(3))
	put(support.WaitsForCustomer, day(4))
	put(support.InProgress, day(6))
	if diff := cmp.Diff([]civil.Span{{From: day(2), To: day(4)}, {From: day(6)}}, standing(t, s, suppliers).Progress); diff != "" {
		t.Error(diff)
	}
	must(t, s.Put(t.Context(), Directory{At: day(5), Cases: []support.Case{{Number: "C0000001", Opened: day(3), Status: support.InProgress}}}))
	if diff := cmp.Diff([]civil.Span{{From: day(3)}}, standing(t, s, "C0000001").Progress); diff != "" {
		t.Errorf("a case that is new here: %s", diff)
	}
}

// An import notes news to the customer when they are newer than those on record.
func TestAnImportNotesNews(t *testing.T) {
	s := open(t)
	for _, at := range []time.Time{day(3), day(2), day(3), {}, day(4)} {
		must(t, s.Put(t.Context(), Directory{
			Cases:   []support.Case{{Number: suppliers, Contract: "100200", Title: "x"}},
			Updated: map[support.CaseNumber]time.Time{suppliers: at},
		}))
	}
	if n := count(t, s, `SELECT COUNT(*) FROM notes WHERE kind = 'update'`); n != 2 {
		t.Errorf("%d notes, want those of days 3 and 4", n)
	}
	if at := standing(t, s, suppliers).Updated; !at.Equal(day(4)) {
		t.Errorf("updated %v", at)
	}
}

func answers(of map[support.Question]string) support.Interview {
	iv := support.Interview{}
	for q, value := range of {
		iv[q] = support.Answer{Question: q, Value: value}
	}
	return iv
}

// A case that is opened by phone has what the caller said in words or by keys (R8).
func TestACaseIsOpenedWithWhatWasTold(t *testing.T) {
	spoken := answers(map[support.Question]string{support.QDateCode: "0912", support.QType: "2", support.QSeverity: "2"})
	for _, q := range []support.Question{support.QProduct, support.QVersion, support.QDescription} {
		spoken[q] = support.Answer{Question: q, Value: "https://example.com/RE1", Audio: "https://example.com/RE1"}
	}
	for name, c := range map[string]struct {
		told support.Interview
		want support.Case
	}{
		"an Enterprise Down": {nil, support.Case{Severity: support.Critical}},
		"in words": {
			answers(map[support.Question]string{support.QProduct: "Atlas", support.QVersion: "7.2", support.QDateCode: "0912", support.QDescription: "Slow", support.QType: "break_fix", support.QSeverity: "1"}),
			support.Case{Severity: support.Critical, Product: "Atlas", Version: "7.2", DateCode: "0912", Title: "Slow", Type: support.BreakFix},
		},
		"spoken":                  {spoken, support.Case{Severity: support.Moderate, DateCode: "0912", Type: support.HowTo}},
		"nothing of the severity": {answers(map[support.Question]string{support.QType: "3"}), support.Case{Severity: support.General, Type: support.GeneralQuestion}},
		"production stopped":      {answers(map[support.Question]string{support.QSeverity: "0"}), support.Case{Severity: support.Critical}},
	} {
		s := open(t)
		f := look(t, s, with(ivr.Session{Place: ivr.Place{Call: "CA1"}}, func(s *ivr.Session) {
			s.Contract, s.Problem = "100200", c.told
		}), ivr.Lookup{Kind: ivr.OpenCase})
		c.want.Number, c.want.Contract, c.want.Status, c.want.Opened = "C9000001", "100200", support.StatusNew, f.Case.Opened
		if diff := cmp.Diff(&c.want, f.Case); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
