package store

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/support"
)

func TestLookCaller(t *testing.T) {
	s := open(t)
	k := told(called("CA0", ann), "0")
	k.Spoke = "fr"
	turn(t, s, k)
	f := look(t, s, called("CA1", ann), ivr.Lookup{Kind: ivr.LookCaller})
	want := ivr.Found{
		Contact:  &support.Contact{Phone: ann, Name: "Ann Lee", Contract: "100200", Language: "en"},
		Contract: &support.Contract{Number: "100200", Company: "Acme", Package: support.Goldplus},
		Case:     &support.Case{Number: "C1234567", Contract: "100200", Title: "Suppliers cannot log in", Severity: support.Critical, Opened: day(1)},
		Language: "fr",
	}
	if diff := cmp.Diff(want, f); diff != "" {
		t.Error(diff)
	}
	for _, stranger := range []support.E164{"", "+14155550999"} {
		if diff := cmp.Diff(ivr.Found{}, look(t, s, called("CA1", stranger), ivr.Lookup{Kind: ivr.LookCaller})); diff != "" {
			t.Errorf("%q: %s", stranger, diff)
		}
	}
}

// A caller whose number the network does not vouch for cannot choose the number's language.
func TestADoubtedNumberChoosesNothing(t *testing.T) {
	s := open(t)
	k := told(ivr.Session{Place: ivr.Place{Call: "CA0"}, Origin: ivr.Origin{From: ann, Doubted: true}}, "0")
	k.Spoke = "fr"
	turn(t, s, k)
	if f := look(t, s, called("CA1", ann), ivr.Lookup{Kind: ivr.LookCaller}); f.Language != "" {
		t.Errorf("he speaks %s", f.Language)
	}
}

func TestLookCaseAndContract(t *testing.T) {
	s := open(t)
	f := look(t, s, ivr.Session{}, ivr.Lookup{Kind: ivr.LookCase, Case: "C3333333"})
	want := ivr.Found{
		Case:     &support.Case{Number: "C3333333", Contract: "100300", Title: "Slow", Severity: support.Moderate, Opened: day(1)},
		Contract: &support.Contract{Number: "100300", Company: "Bolt", Package: support.Gold, Zone: paris, Expires: time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)},
	}
	if diff := cmp.Diff(want, f, cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })); diff != "" {
		t.Error(diff)
	}
	for _, l := range []ivr.Lookup{{Kind: ivr.LookCase, Case: "C0000000"}, {Kind: ivr.LookContract, Contract: "404"}, {Kind: ivr.LookPages}} {
		if diff := cmp.Diff(ivr.Found{}, look(t, s, onLine("CA1"), l)); diff != "" {
			t.Errorf("%v: %s", l, diff)
		}
	}
	if f := look(t, s, ivr.Session{}, ivr.Lookup{Kind: ivr.LookContract, Contract: "100200"}); f.Contract == nil || f.Contract.Company != "Acme" {
		t.Errorf("contract: %v", f.Contract)
	}
}

// A caller who names a case finds the page that runs for it (R-dup).
func TestLookCaseFindsItsPage(t *testing.T) {
	s := open(t)
	turn(t, s, told(with(called("CA1", ann), func(s *ivr.Session) { s.Case = "C1234567" }), "0"))
	page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
	l := ivr.Lookup{Kind: ivr.LookCase, Case: "C1234567"}
	if f := look(t, s, ivr.Session{Place: ivr.Place{Call: "CA2"}}, l); f.Page == nil || f.Page.ID != "ED-CA1" || f.Page.State != support.PageRinging {
		t.Errorf("page %+v", f.Page)
	}
	step(t, s, "ED-CA1", support.Event{Kind: support.CalledOff, Outcome: support.Solved})
	if f := look(t, s, ivr.Session{Place: ivr.Place{Call: "CA2"}}, l); f.Page != nil {
		t.Errorf("an ended page runs: %+v", f.Page)
	}
}

func TestOpenCase(t *testing.T) {
	s := open(t)
	must(t, s.Put(t.Context(), Directory{Cases: []support.Case{{Number: "C9000002", Title: "Imported"}}}))
	var numbers []support.CaseNumber
	for range 2 {
		f := look(t, s, ivr.Session{Customer: ivr.Customer{Contract: "100200"}}, ivr.Lookup{Kind: ivr.OpenCase})
		if f.Case == nil || f.Case.Contract != "100200" || f.Case.Severity != support.Critical || time.Since(f.Case.Opened) > time.Minute {
			t.Fatalf("opened %+v", f.Case)
		}
		numbers = append(numbers, f.Case.Number)
	}
	if diff := cmp.Diff([]support.CaseNumber{"C9000001", "C9000003"}, numbers); diff != "" {
		t.Error(diff)
	}
}

func TestOpenCaseNeverGivesANumberTwice(t *testing.T) {
	s := open(t)
	var mu sync.Mutex
	var wg sync.WaitGroup
	given := map[support.CaseNumber]bool{}
	for range 50 {
		wg.Go(func() {
			f := look(t, s, ivr.Session{Customer: ivr.Customer{Contract: "100200"}}, ivr.Lookup{Kind: ivr.OpenCase})
			mu.Lock()
			defer mu.Unlock()
			given[f.Case.Number] = true
		})
	}
	wg.Wait()
	if len(given) != 50 {
		t.Errorf("%d numbers for 50 cases", len(given))
	}
}

func TestOpenCaseInShortFormats(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "edown.db"), Options{Format: support.CaseFormat{Digits: 3}})
	must(t, err)
	defer s.Close()
	var last support.CaseNumber
	for n := 1; n <= 100; n++ {
		err = s.Turn(t.Context(), func(e ivr.Entry) error {
			f, err := e.Look(ivr.Session{}, ivr.Lookup{Kind: ivr.OpenCase}, time.Now())
			if err == nil {
				last = f.Case.Number
			}
			return err
		})
		if (err != nil) != (n == 100) {
			t.Fatalf("case %d: %v", n, err)
		}
	}
	if last != "999" {
		t.Errorf("the last one was %s", last)
	}
}

// A call that broke off is taken up again (U15). One that was finished, or in which the caller
// said nothing, is not.
func TestRecent(t *testing.T) {
	silent := called("", ann)
	alarmed := with(silent, func(s *ivr.Session) { s.Suspected = true })
	down := at("q2", on("C1234567", alarmed))
	guessed := with(on("C1", silent), func(s *ivr.Session) { s.Presumed = true })
	withheld := with(alarmed, func(s *ivr.Session) { s.From = "" })
	doubtful := with(alarmed, func(s *ivr.Session) { s.Doubted = true })
	other := with(alarmed, func(s *ivr.Session) { s.From = "+14155550999" })
	for name, c := range map[string]struct {
		session  ivr.Session
		ago      time.Duration // since it ended; 0: it goes on
		page     bool
		accepted bool
		closed   bool
		want     bool
	}{
		"broke off in the interview":        {session: down, ago: time.Minute, page: true, want: true},
		"before anybody was paged":          {session: at("case_number", alarmed), ago: time.Minute, want: true},
		"a case was named":                  {session: at("existing_case", on("C1", silent)), ago: time.Minute, want: true},
		"it goes on":                        {session: down},
		"too long ago":                      {session: down, ago: 10*time.Minute + time.Second, page: true},
		"nothing told":                      {session: at("main", silent), ago: time.Minute},
		"only guessed from his number":      {session: at("main", guessed), ago: time.Minute},
		"on hold, and the page runs":        {session: at("waiting", down), ago: time.Minute, page: true, want: true},
		"the line dropped while they spoke": {session: at("bridge", down), ago: time.Minute, page: true, accepted: true, want: true},
		"they have spoken, it is over":      {session: at("after", down), ago: time.Minute, page: true, accepted: true, closed: true},
		"goodbye":                           {session: at("goodbye", down), ago: time.Minute, page: true},
		"called off":                        {session: at("called_off", down), ago: time.Minute, page: true},
		"a callback was promised":           {session: at("callback_promised", down), ago: time.Minute},
		"called off by somebody else":       {session: down, ago: time.Minute, page: true, closed: true, want: true},
		"withheld":                          {session: at("q2", withheld), ago: time.Minute},
		"the number was doubtful":           {session: at("q2", doubtful), ago: time.Minute},
		"of somebody else":                  {session: at("q2", other), ago: time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			session := c.session
			session.Call = "CA1"
			turn(t, s, told(session, "0"))
			if c.page {
				page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
			}
			if c.accepted {
				look(t, s, phone("manager", "ED-CA1.1", "ED-CA1", "mei"), ivr.Lookup{Kind: ivr.Claim})
			}
			if c.closed {
				step(t, s, "ED-CA1", support.Event{Kind: support.CalledOff, Outcome: support.Solved})
			}
			if c.ago > 0 {
				end(t, s, session, time.Now().Add(-c.ago))
			}
			from := ann
			if session.From == "" {
				from = ""
			}
			f := look(t, s, called("CA2", from), ivr.Lookup{Kind: ivr.LookCaller})
			if (f.Recent != nil) != c.want || f.Recent != nil && f.Recent.Call != "CA1" {
				t.Errorf("Recent = %+v, want %v", f.Recent, c.want)
			}
		})
	}
}

func at(node string, s ivr.Session) ivr.Session { s.Node = node; return s }

func on(number support.CaseNumber, s ivr.Session) ivr.Session { s.Case = number; return s }

// end hangs a call up at a moment.
func end(t *testing.T, s *Store, session ivr.Session, at time.Time) {
	t.Helper()
	session.Over, session.Turn = true, session.Turn+1
	k := told(session, "ended")
	k.At, k.Input = at, ivr.Input{Kind: ivr.HungUp, Ending: support.EndCompleted}
	turn(t, s, k)
}

// Of several calls, the newest in which the caller said something counts: one who hangs up at
// the question "still about the case?" is asked again.
func TestRecentLooksPastEmptyCalls(t *testing.T) {
	s := open(t)
	alarmed := with(ivr.Session{}, func(s *ivr.Session) { s.Suspected = true })
	guessed := with(on("C1234567", ivr.Session{}), func(s *ivr.Session) { s.Presumed = true })
	for i, session := range []ivr.Session{
		at("q1", on("C1234567", alarmed)),
		with(at("resume", on("C1234567", alarmed)), func(s *ivr.Session) { s.Wanted = "CA0" }),
		at("main", guessed),
	} {
		session.Call, session.From, session.Tree = fmt.Sprintf("CA%d", i), ann, "caller"
		turn(t, s, told(session, "0"))
		end(t, s, session, time.Now().Add(time.Duration(i-5)*time.Minute))
	}
	f := look(t, s, called("CA9", ann), ivr.Lookup{Kind: ivr.LookCaller})
	if f.Recent == nil || f.Recent.Call != "CA0" {
		t.Errorf("Recent = %+v", f.Recent)
	}
}
