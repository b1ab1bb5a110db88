package support

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"edown/support/civil"
)

func TestTheGuidesFiguresAreValid(t *testing.T) {
	if got := DefaultPolicy().Validate(); got != nil {
		t.Errorf("mistakes: %v", got)
	}
}

// One mistake at a time, in every place that can have one.
func TestEveryMistakeHasItsPlace(t *testing.T) {
	for _, c := range []struct {
		want   string // path is "value"
		change func(*Policy)
	}{
		{`packages.gold.response.critical is "5h0m0s"`, func(p *Policy) { p.Packages.Gold.Response.Critical = 5 * time.Hour }},
		{`packages.gold.response.critical is "0s"`, func(p *Policy) { p.Packages.Gold.Response.Critical = 0 }},
		{`packages.gold.response.enterprise_down is "-1s"`, func(p *Policy) { p.Packages.Gold.Response.EnterpriseDown = -time.Second }},
		{`packages.silver.response.enterprise_down is "1h0m0s"`, func(p *Policy) { p.Packages.Silver.Response.EnterpriseDown = time.Hour }},
		{`packages.silver.restored is "24h0m0s"`, func(p *Policy) { p.Packages.Silver.Restored = civil.Day }},
		{`packages.platinum.restored is "-1s"`, func(p *Policy) { p.Packages.Platinum.Restored = -time.Second }},
		{`packages.platinum.tsam is "perhaps"`, func(p *Policy) { p.Packages.Platinum.TSAM = "perhaps" }},
		{`packages.goldplus.updates.critical is "6"`, func(p *Policy) { p.Packages.Goldplus.Updates.Critical.BusinessDays = 6 }},
		{`packages.goldplus.updates.moderate.business_days is "-1"`, func(p *Policy) { p.Packages.Goldplus.Updates.Moderate.BusinessDays = -1 }},
		{`packages.goldplus.updates.general.business_days is "9"`, func(p *Policy) { p.Packages.Goldplus.Updates.General.BusinessDays = 9 }},
		{`packages.goldplus.updates.general.business_days is "1000"`, func(p *Policy) { p.Packages.Goldplus.Updates.General = UpdateInterval{BusinessDays: 1000} }},
		{`packages.goldplus.desk.sunday[0] is "17:00-09:00"`, func(p *Policy) {
			p.Packages.Goldplus.Desk.Sunday[0] = civil.Hours{From: 17 * time.Hour, To: 9 * time.Hour}
		}},
		{`packages.goldplus.desk.monday[0] is "00:00-25:00"`, func(p *Policy) { p.Packages.Goldplus.Desk.Monday[0].To = 25 * time.Hour }},
		{`packages.goldplus.desk.monday[0] is "00:00+1s-24:00"`, func(p *Policy) { p.Packages.Goldplus.Desk.Monday[0].From = time.Second }},
		{`packages.goldplus.desk.friday[1] is "20:00-22:00"`, func(p *Policy) {
			p.Packages.Goldplus.Desk.Friday = []civil.Hours{{From: 0, To: civil.Day}, {From: 20 * time.Hour, To: 22 * time.Hour}}
		}},
		{`escalation.gates.enterprise_down is "{1h0m0s 1h0m0s}"`, func(p *Policy) { p.Escalation.Gates.EnterpriseDown = Gate{time.Hour, time.Hour} }},
		{`escalation.gates.critical.premium is "9h0m0s"`, func(p *Policy) {
			p.Escalation.Gates.Critical.Premium, p.Escalation.Gates.Moderate.Premium = 9*time.Hour, 9*time.Hour
		}},
		{`escalation.gates.critical.premium is "-1s"`, func(p *Policy) { p.Escalation.Gates.Critical.Premium = -time.Second }},
		{`escalation.gates.moderate is "25h0m0s"`, func(p *Policy) { p.Escalation.Gates.Moderate.Others = 25 * time.Hour }},
		{`escalation.levels is "empty"`, func(p *Policy) { p.Escalation.Levels = nil }},
		{`escalation.levels[0].responsible is "vice_president"`, func(p *Policy) { p.Escalation.Levels[0].Responsible = VicePresident }},
		{`escalation.levels[1].adds[0] is "directros"`, func(p *Policy) {
			p.Escalation.Levels[1] = Level{Adds: []Audience{"directros"}, Responsible: SupportManagers}
		}},
		{`escalation.levels[0].responsible is "team_leads"`, func(p *Policy) { p.Escalation.Levels[0].Responsible = TeamLeads }},
		{`escalation.levels[1].responsible is "customer_success_manager"`, func(p *Policy) { p.Escalation.Levels[1].Responsible = CustomerSuccessManager }},
		{`escalation.levels[3].adds[1] is "team_leads"`, func(p *Policy) { p.Escalation.Levels[3].Adds = []Audience{VicePresident, TeamLeads} }},
		{`escalation.levels[1].alias is "M1"`, func(p *Policy) { p.Escalation.Levels[1].Alias = "M1" }},
		{`escalation.answer is "0s"`, func(p *Policy) { p.Escalation.Answer = 0 }},
		{`escalation.informed[0] is "csm"`, func(p *Policy) { p.Escalation.Informed[0] = "csm" }},
		{`tsam.hours is "never"`, func(p *Policy) { p.TSAM.Hours = civil.Week{} }},
		{`tsam.months is "0"`, func(p *Policy) { p.TSAM.Months = 0 }},
		{`tsam.languages is "empty"`, func(p *Policy) { p.TSAM.Languages = nil }},
		{`tsam.languages[1] is "DE"`, func(p *Policy) { p.TSAM.Languages[1] = "DE" }},
		{`tsam.languages[1] is "de-CH"`, func(p *Policy) { p.TSAM.Languages[1] = "de-CH" }},
		{`tsam.languages[1] is "en"`, func(p *Policy) { p.TSAM.Languages[1] = "en" }},
		{`business is "never"`, func(p *Policy) { p.Business = civil.Week{} }},
		{`review is "0s"`, func(p *Policy) { p.Review = 0 }},
		{`holidays.Europe/Pari is "Europe/Pari"`, func(p *Policy) { p.Holidays = map[string][]civil.Date{"Europe/Pari": nil} }},
		{`holidays.Local is "Local"`, func(p *Policy) { p.Holidays = map[string][]civil.Date{"Local": nil} }},
		{`holidays.everywhere[0] is "2026-02-29"`, func(p *Policy) { p.Holidays = map[string][]civil.Date{Everywhere: {{Year: 2026, Month: 2, Day: 29}}} }},
		{`holidays.UTC[1] is "2026-12-25"`, func(p *Policy) {
			p.Holidays = map[string][]civil.Date{"UTC": {{Year: 2026, Month: 12, Day: 25}, {Year: 2026, Month: 12, Day: 25}}}
		}},
	} {
		p := DefaultPolicy()
		c.change(&p)
		got := p.Validate()
		if len(got) != 1 || !strings.HasPrefix(got[0].Error(), c.want+": must be ") {
			t.Errorf("mistakes %v, want %s", got, c.want)
		}
	}
}

func TestUnknownSeverityIsPromisedNothing(t *testing.T) {
	for _, s := range []Severity{-1, 4} {
		if got := DefaultPolicy().FirstResponse(&Contract{Package: Goldplus}, s, time.Time{}); got.Promise != NotPromised {
			t.Errorf("severity %d: %+v", s, got)
		}
	}
}

func TestAllMistakesAreFoundAtOnce(t *testing.T) {
	if got := (Policy{}).Validate(); len(got) < 9 {
		t.Errorf("of an empty policy only %v", got)
	}
}

// TestVersionsDistinguishEveryFigure changes each figure of the policy, one at a time.
func TestVersionsDistinguishEveryFigure(t *testing.T) {
	filled := func() *Policy {
		p := DefaultPolicy()
		p.Holidays = map[string][]civil.Date{Everywhere: {{Year: 2026, Month: 12, Day: 25}}}
		return &p
	}
	seen := map[string]string{filled().Version(): "unchanged"}
	figures(reflect.ValueOf(filled()).Elem(), "", func(path string, nth int) {
		p := filled()
		n := 0
		figuresOf(reflect.ValueOf(p).Elem(), func(v reflect.Value) {
			if n == nth {
				alter(v)
			}
			n++
		})
		if same, known := seen[p.Version()]; known {
			t.Errorf("%s changed has the version of %s", path, same)
		}
		seen[p.Version()] = path
	})
	if len(seen) < 150 {
		t.Errorf("only %d figures were tried", len(seen))
	}
	if filled().Version() != filled().Version() || DefaultPolicy().Version() != DefaultPolicy().Version() {
		t.Error("equal policies have different versions")
	}
}

func figures(v reflect.Value, path string, visit func(path string, nth int)) {
	n := 0
	figuresOf(v, func(f reflect.Value) {
		visit(fmt.Sprintf("%s figure %d (%s %v)", path, n, f.Type(), f), n)
		n++
	})
}

// figuresOf visits all plain values in a policy that can be set.
func figuresOf(v reflect.Value, visit func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range v.Fields() {
			figuresOf(field, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			figuresOf(v.Index(i), visit)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			figuresOf(v.MapIndex(key), visit)
		}
	default:
		visit(v)
	}
}

func alter(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Int64:
		v.SetInt(v.Int() + int64(time.Minute))
	default:
		v.SetInt(v.Int() + 1)
	}
}

// A page keeps the policy under which it began.
func TestStoredPolicyReadsBackUnchanged(t *testing.T) {
	p := DefaultPolicy()
	p.Holidays = map[string][]civil.Date{"Europe/Paris": {{Year: 2026, Month: 12, Day: 25}}}
	text, err := json.Marshal(p)
	var again Policy
	if err == nil {
		err = json.Unmarshal(text, &again)
	}
	if err != nil || !reflect.DeepEqual(again, p) || again.Version() != p.Version() {
		t.Errorf("%v: %+v became %+v", err, p, again)
	}
}

// A file changes the figures that it names, and nothing else.
func TestPolicyFileOverridesTheGuidesFigures(t *testing.T) {
	p, want := DefaultPolicy(), DefaultPolicy()
	meta, err := toml.Decode(`
review = "12h"
[packages.gold]
response = { enterprise_down = "45m" }
updates = { moderate = { business_days = 5 } }
[packages.gold.desk]
saturday = ["09:00-12:00", "14:00-18:00"]
friday = []
[escalation]
gates = { critical = { premium = "2h" } }
[tsam]
months = 24
hours = { monday = ["10:00-18:00"] }
[business]
tuesday = ["08:00-16:00"]
[holidays]
everywhere = [2026-12-25, "2027-01-01"]
"Europe/Paris" = ["2026-07-14"]
`, &p)
	want.Review = 12 * time.Hour
	want.Packages.Gold.Response.EnterpriseDown = 45 * time.Minute
	want.Packages.Gold.Updates.Moderate.BusinessDays = 5
	want.Packages.Gold.Desk.Saturday = []civil.Hours{{From: 9 * time.Hour, To: 12 * time.Hour}, {From: 14 * time.Hour, To: 18 * time.Hour}}
	want.Packages.Gold.Desk.Friday = nil
	want.Escalation.Gates.Critical.Premium = 2 * time.Hour
	want.TSAM.Months = 24
	want.TSAM.Hours.Monday = []civil.Hours{{From: 10 * time.Hour, To: 18 * time.Hour}}
	want.Business.Tuesday = []civil.Hours{{From: 8 * time.Hour, To: 16 * time.Hour}}
	want.Holidays = map[string][]civil.Date{Everywhere: {{Year: 2026, Month: 12, Day: 25}, {Year: 2027, Month: 1, Day: 1}}, "Europe/Paris": {{Year: 2026, Month: 7, Day: 14}}}
	if err != nil || len(meta.Undecoded()) > 0 || p.Version() != want.Version() {
		t.Errorf("%v, undecoded %v:\n%+v\nwant\n%+v", err, meta.Undecoded(), p, want)
	}
	if got := p.Validate(); got != nil {
		t.Errorf("mistakes: %v", got)
	}
	if !slices.Equal(DefaultPolicy().Packages.Goldplus.Desk.Friday, []civil.Hours{{From: 0, To: civil.Day}}) {
		t.Error("another package's desk was changed")
	}
}
