package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/operators/casework"
	"edown/operators/rota"
	"edown/store"
	"edown/support"
)

var update = flag.Bool("update", false, "rewrite testdata")

// autumn is an October with something of everything.
func autumn() store.Activity {
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 10, day, hour, minute, 0, 0, time.UTC) }
	a := store.Activity{
		Companies: map[string]string{"100200": "Acme", "100300": "华东制造", "100400": `=cmd|' /C calc'!A1`, "100500": "Quiet"},
		Deeds: map[string]store.Deeds{
			"100200": {Calls: 25, EnterpriseDowns: 22, Opened: 3, Comments: 2, Closed: 1, Solved: 21},
			"100300": {Calls: 2, Opened: 1}, "100400": {Calls: 1}, "": {Calls: 4},
		},
		Escalations: []store.Escalations{
			{Contract: "100200", Level: 1, Verdict: support.EscalationAccepted, Requests: 2}, {Contract: "100200", Level: 1, Verdict: support.EscalationRefused, Requests: 1},
			{Contract: "100200", Level: 2, Requests: 1},
		},
		Open: []store.OpenCase{
			{Case: support.Case{Number: "C1234567", Contract: "100200", Title: "Suppliers cannot log in", Severity: support.Critical, Status: support.InProgress, Level: 1, Opened: at(28, 9, 30)}, Company: "Acme"},
			{Case: support.Case{Number: "C2222222", Contract: "100300", Title: "报表服务 <间歇性无响应>", Severity: support.Moderate, Closed: true}, Company: "华东制造"},
		},
		Commitments: []store.Owed{
			{Commitment: casework.Commitment{Kind: casework.OwesResponse, Case: "C1234567", Contract: "100200", Begun: at(3, 10, 0), Due: at(5, 0, 30), Internal: at(3, 10, 30), Done: at(3, 11, 0)}},
			{Commitment: casework.Commitment{Kind: casework.OwesResponse, Case: "C2222222", Contract: "100300", Begun: at(6, 1, 0), Due: at(6, 3, 0), Done: at(6, 1, 20)}},
			{Commitment: casework.Commitment{Kind: casework.OwesUpdate, Case: "C1234567", Contract: "100200", Begun: at(20, 8, 0), Due: at(23, 8, 0)}},
			{Commitment: casework.Commitment{Kind: casework.OwesAnswer, Case: "C1234567", Contract: "100200", Begun: at(29, 8, 0), Due: at(29, 12, 0), Done: at(29, 12, 0)}},
			{Commitment: casework.Commitment{Kind: casework.OwesContact, Case: "C1234567", Contract: "100200", Begun: at(29, 12, 0)}},
		},
		Rota: rota.Rota{
			People: []rota.Person{{ID: "mei", Name: "Mei Chen", Zone: "America/Los_Angeles"}, {ID: "raj", Name: "Raj Patel"}},
			Shifts: []rota.Shift{{Person: "mei"}, {Person: "raj"}},
		},
	}
	for i := range 22 {
		asked := at(1+i, 7, 0)
		s := store.Search{
			Page: "ED", Kind: support.EmergencyPage, State: support.PageClosed, Contract: "100200",
			PickedUp: asked.Add(-12 * time.Second), Asked: asked, Placed: asked.Add(time.Duration(200+i) * time.Millisecond),
			Accepted: asked.Add(time.Duration(8+2*i) * time.Second), Ended: asked.Add(time.Hour),
		}
		s.Page += asked.Format("02")
		if i == 21 {
			s.State, s.Accepted, s.Ended = support.PageRinging, time.Time{}, time.Time{}
		}
		a.Searches = append(a.Searches, s)
		a.Rings = append(a.Rings, store.Ring{Person: "mei", Page: s.Page, Placed: s.Placed, Declined: i%7 == 6, Ending: support.EndCompleted})
		if i%7 != 6 {
			a.Accepts = append(a.Accepts, store.Taken{Person: "mei", Page: s.Page, At: s.Accepted})
		}
	}
	a.Searches = append(a.Searches,
		store.Search{Page: "OP1", Kind: support.OperatorPage, State: support.PageUnanswered, Asked: at(9, 9, 0), Ended: at(9, 9, 1)},
		store.Search{Page: "OP2", Kind: support.OperatorPage, State: support.PageClosed, Asked: at(9, 10, 0), Accepted: at(9, 10, 2), Ended: at(9, 10, 9)})
	return a
}

// acmes is what the store reads about one customer.
func acmes(a store.Activity) store.Activity {
	const acme = "100200"
	return store.Activity{
		Companies: map[string]string{acme: a.Companies[acme]}, Deeds: map[string]store.Deeds{acme: a.Deeds[acme]}, Escalations: a.Escalations, Open: a.Open[:1],
		Commitments: slices.DeleteFunc(a.Commitments, func(d store.Owed) bool { return d.Contract != acme }),
		Searches:    slices.DeleteFunc(a.Searches, func(s store.Search) bool { return s.Contract != acme }),
	}
}

var forms = map[string]func(Report, io.Writer) error{"txt": Report.Text, "csv": Report.CSV, "json": Report.JSON, "html": Report.HTML}

// What a reader gets, in each form; go test -update rewrites it.
func TestReports(t *testing.T) {
	for name, r := range map[string]Report{
		"everybody": Of(autumn(), october, "", november),
		"customer":  Of(acmes(autumn()), october, "100200", november),
		"nothing":   Of(store.Activity{}, october, "", november),
	} {
		for form, write := range forms {
			var b bytes.Buffer
			if err := write(r, &b); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", name+"."+form)
			if *update {
				if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Errorf("%s: %s", file, diff)
			}
		}
	}
}

// The forms agree: the JSON and the CSV have the same figures.
func TestCSVAndJSONAgree(t *testing.T) {
	r := Of(autumn(), october, "", november)
	rows := rowsOf(t, r)
	value := func(section, measure string) string {
		for _, row := range rows {
			if row["section"] == section && row["measure"] == measure {
				return row["value"]
			}
		}
		t.Fatalf("no %s in %s", measure, section)
		return ""
	}
	var said struct {
		Humans []struct {
			For string      `json:"for"`
			P95 json.Number `json:"p95_s"`
		} `json:"time_to_human"`
	}
	var b bytes.Buffer
	if err := r.JSON(&b); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b.Bytes(), &said); err != nil {
		t.Fatal(err)
	}
	for _, h := range said.Humans {
		if got := value("time_to_human", h.For+".p95"); got != h.P95.String() {
			t.Errorf("%s: CSV has %q, JSON %q", h.For, got, h.P95)
		}
	}
}

func rowsOf(t *testing.T, r Report) (rows []map[string]string) {
	var b bytes.Buffer
	if err := r.CSV(&b); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&b).ReadAll() // all lines have as many fields
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// No cell with text from outside begins a formula.
func TestNoFormulas(t *testing.T) {
	for _, text := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"} {
		a := store.Activity{Companies: map[string]string{"1": text}, Open: []store.OpenCase{{Case: support.Case{Contract: "1", Title: text}, Company: text}},
			Rota: rota.Rota{Shifts: []rota.Shift{{Person: text}}}}
		for _, row := range rowsOf(t, Of(a, october, "", november)) {
			for column, cell := range row {
				if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r ") {
					t.Errorf("%q: %s is %q", text, column, cell)
				}
			}
		}
	}
	if harmless("Müller & Söhne (= M&S)") != "Müller & Söhne (= M&S)" {
		t.Error("a harmless name is changed")
	}
}

// A company's name cannot control a page or a terminal.
func TestNamesAreEscaped(t *testing.T) {
	a := autumn()
	a.Companies["100200"] = "<script>alert(1)</script>\x1b[2J\nAcme"
	r := Of(a, october, "", november)
	for form, write := range map[string]func(Report, io.Writer) error{"txt": Report.Text, "html": Report.HTML} {
		var b bytes.Buffer
		if err := write(r, &b); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "\x1b") || form == "html" && strings.Contains(b.String(), "<script") {
			t.Errorf("%s has the name as it is", form)
		}
	}
}

// A customer's report does not name the people who were rung.
func TestCustomersReportNamesNoPeople(t *testing.T) {
	r := Of(acmes(autumn()), october, "100200", november)
	for form, write := range forms {
		var b bytes.Buffer
		if err := write(r, &b); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "Mei") || strings.Contains(b.String(), "mei") {
			t.Errorf("%s names Mei", form)
		}
	}
}

// An unfinished period is marked as such, and its ages are those of now.
func TestUnfinishedPeriod(t *testing.T) {
	r := Of(autumn(), october, "", time.Date(2026, 10, 29, 9, 30, 0, 0, time.UTC))
	if !strings.Contains(r.Span(), "not over yet") || time.Duration(*r.Open[0].Age) != 24*time.Hour {
		t.Errorf("%s: %s", r.Span(), r.Open[0].Age)
	}
}

func TestSecondsAreReadEasily(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0.0 s", 1234 * time.Millisecond: "1.2 s", 59960 * time.Millisecond: "1 min 00 s", 61 * time.Second: "1 min 01 s",
		time.Hour - time.Millisecond: "1 h 00 min", 26 * time.Hour: "26 h 00 min", 48 * time.Hour: "2 d 00 h", 100*time.Hour + 29*time.Minute: "4 d 04 h",
	} {
		if got := Seconds(d).String(); got != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
}
