package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown"
	"edown/ivr"
)

// What an import says of a case that is there, and what of it stays.
func TestWhatAnImportSaysOfACase(t *testing.T) {
	all := edown.Case{Number: suppliers, Contract: "100200", Title: "All", Severity: edown.Critical, Opened: day(1), Status: edown.InProgress,
		Engineer: "mei", Level: 2, Priority: edown.PriorityHigh, Product: "Atlas", Version: "7.2", DateCode: "0912", Type: edown.BreakFix}
	columns := []string{"severity", "opened", "closed", "status", "engineer", "level", "priority", "product", "version", "date_code", "type"}
	s := open(t)
	must(t, s.Put(t.Context(), Directory{Cases: []edown.Case{all}}))
	must(t, s.Put(t.Context(), Directory{
		Cases:  []edown.Case{{Number: suppliers, Contract: "100200", Title: "All"}},
		Unsaid: map[edown.CaseNumber][]string{suppliers: columns},
	}))
	if diff := cmp.Diff(all, standing(t, s, suppliers).Case); diff != "" {
		t.Error(diff)
	}
}

// A case's status and its end tell the same, whichever of them is told.
func TestStatusAndEndAgree(t *testing.T) {
	for name, c := range map[string]struct {
		was, put edown.Case
		unsaid   []string
		want     edown.Status
	}{
		"closed by status":   {edown.Case{Status: edown.InProgress}, edown.Case{Status: edown.StatusClosed}, []string{"closed"}, edown.StatusClosed},
		"closed by its end":  {edown.Case{Status: edown.InProgress}, edown.Case{Closed: true}, []string{"status"}, edown.StatusClosed},
		"reopened by status": {edown.Case{Status: edown.StatusClosed}, edown.Case{Status: edown.InProgress}, []string{"closed"}, edown.InProgress},
		"reopened":           {edown.Case{Status: edown.StatusClosed}, edown.Case{}, []string{"status"}, edown.StatusNew},
		"reopened as it was": {edown.Case{Status: edown.InProgress, Closed: true}, edown.Case{}, []string{"status"}, edown.InProgress},
		"neither":            {edown.Case{Status: edown.StatusClosed}, edown.Case{}, []string{"status", "closed"}, edown.StatusClosed},
	} {
		s := open(t)
		c.was.Number, c.put.Number = "C0000001", "C0000001"
		must(t, s.Put(t.Context(), Directory{Cases: []edown.Case{c.was}}))
		must(t, s.Put(t.Context(), Directory{Cases: []edown.Case{c.put}, Unsaid: map[edown.CaseNumber][]string{"C0000001": c.unsaid}, At: day(9)}))
		got := standing(t, s, "C0000001").Case
		if got.Stands() != c.want || got.Closed != (c.want == edown.StatusClosed) {
			t.Errorf("%s: %q, closed %v", name, got.Status, got.Closed)
		}
		changed := c.was.Stands() != c.want && !(c.was.Status == edown.StatusClosed && c.want == edown.StatusClosed)
		if n := count(t, s, `SELECT COUNT(*) FROM notes WHERE at = $1 AND said = $2`, day(9).UnixMilli(), string(c.want)); (n == 1) != changed {
			t.Errorf("%s: %d notes of it", name, n)
		}
	}
}

// A status that an import changes is noted when it came; one that it repeats is not.
func TestAnImportNotesTheStatus(t *testing.T) {
	s := open(t)
	put := func(status edown.Status, at time.Time) {
		must(t, s.Put(t.Context(), Directory{At: at, Cases: []edown.Case{{Number: suppliers, Contract: "100200", Title: "x", Opened: day(1), Status: status}}}))
	}
	put(edown.InProgress, day(2))
	put(edown.InProgress, day(3))
	put(edown.WaitsForCustomer, day(4))
	put(edown.InProgress, day(6))
	if diff := cmp.Diff([]edown.Span{{From: day(2), To: day(4)}, {From: day(6)}}, standing(t, s, suppliers).Progress); diff != "" {
		t.Error(diff)
	}
	must(t, s.Put(t.Context(), Directory{At: day(5), Cases: []edown.Case{{Number: "C0000001", Opened: day(3), Status: edown.InProgress}}}))
	if diff := cmp.Diff([]edown.Span{{From: day(3)}}, standing(t, s, "C0000001").Progress); diff != "" {
		t.Errorf("a case that is new here: %s", diff)
	}
}

// News to the customer are noted when they are newer than those on record.
func TestAnImportNotesNews(t *testing.T) {
	s := open(t)
	for _, at := range []time.Time{day(3), day(2), day(3), {}, day(4)} {
		must(t, s.Put(t.Context(), Directory{
			Cases:   []edown.Case{{Number: suppliers, Contract: "100200", Title: "x"}},
			Updated: map[edown.CaseNumber]time.Time{suppliers: at},
		}))
	}
	if n := count(t, s, `SELECT COUNT(*) FROM notes WHERE kind = 'update'`); n != 2 {
		t.Errorf("%d notes, want those of days 3 and 4", n)
	}
	if at := standing(t, s, suppliers).Updated; !at.Equal(day(4)) {
		t.Errorf("updated %v", at)
	}
}

func answers(of map[edown.Question]string) edown.Interview {
	iv := edown.Interview{}
	for q, value := range of {
		iv[q] = edown.Answer{Question: q, Value: value}
	}
	return iv
}

// A case that is opened by telephone has what was told in words or by keys (R8).
func TestACaseIsOpenedWithWhatWasTold(t *testing.T) {
	spoken := answers(map[edown.Question]string{edown.QDateCode: "0912", edown.QType: "2", edown.QSeverity: "2"})
	for _, q := range []edown.Question{edown.QProduct, edown.QVersion, edown.QDescription} {
		spoken[q] = edown.Answer{Question: q, Value: "https://example.com/RE1", Audio: "https://example.com/RE1"}
	}
	for name, c := range map[string]struct {
		told edown.Interview
		want edown.Case
	}{
		"an Enterprise Down": {nil, edown.Case{Severity: edown.Critical}},
		"in words": {
			answers(map[edown.Question]string{edown.QProduct: "Atlas", edown.QVersion: "7.2", edown.QDateCode: "0912", edown.QDescription: "Slow", edown.QType: "break_fix", edown.QSeverity: "1"}),
			edown.Case{Severity: edown.Critical, Product: "Atlas", Version: "7.2", DateCode: "0912", Title: "Slow", Type: edown.BreakFix},
		},
		"spoken":                  {spoken, edown.Case{Severity: edown.Moderate, DateCode: "0912", Type: edown.HowTo}},
		"nothing of the severity": {answers(map[edown.Question]string{edown.QType: "3"}), edown.Case{Severity: edown.General, Type: edown.GeneralQuestion}},
		"production stopped":      {answers(map[edown.Question]string{edown.QSeverity: "0"}), edown.Case{Severity: edown.Critical}},
	} {
		s := open(t)
		f := look(t, s, ivr.Session{Call: "CA1", Contract: "100200", Problem: c.told}, ivr.Lookup{Kind: ivr.OpenCase})
		c.want.Number, c.want.Contract, c.want.Status, c.want.Opened = "C9000001", "100200", edown.StatusNew, f.Case.Opened
		if diff := cmp.Diff(&c.want, f.Case); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
