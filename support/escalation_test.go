package support

import (
	"slices"
	"testing"
	"time"

	"edown/support/civil"
	"edown/support/civil/civiltest"
)

// R31: every gate, to the second, premium and not, across a change of the
// clocks.
func TestGatesOpenWhenTheCaseIsOldEnough(t *testing.T) {
	p := DefaultPolicy()
	opened := civiltest.At(t, "2026-03-28T22:00:00+01:00")
	gold, goldplus := &Contract{Package: Gold}, &Contract{Package: Goldplus}
	for _, c := range []struct {
		severity        Severity
		premium, others time.Duration
	}{
		{Critical, 4 * time.Hour, 8 * time.Hour}, {Moderate, 8 * time.Hour, 16 * time.Hour}, {General, 16 * time.Hour, 24 * time.Hour},
	} {
		for contract, gate := range map[*Contract]time.Duration{goldplus: c.premium, gold: c.others, nil: c.others} {
			k := Case{Severity: c.severity, Opened: opened}
			want := Rise{Ascent: GateClosed, Level: 1, Opens: opened.Add(gate)}
			if got := p.RiseAt(k, contract, 0, opened.Add(gate-time.Second)); got != want {
				t.Errorf("severity %d, %v, a second early: %+v, want %+v", c.severity, contract, got, want)
			}
			want.Ascent = MayRise
			if got := p.RiseAt(k, contract, 0, opened.Add(gate)); got != want {
				t.Errorf("severity %d, %v, at the limit: %+v, want %+v", c.severity, contract, got, want)
			}
		}
	}
}

// R32, R29: the levels above.
func TestLevelThatACaseCanRiseTo(t *testing.T) {
	p := DefaultPolicy()
	opened := civiltest.At(t, "2026-11-16T09:00:00Z")
	for name, c := range map[string]struct {
		k     Case
		level int
		want  Rise
	}{
		"an Enterprise Down is the highest": {Case{Severity: EnterpriseDown, Opened: opened}, 0, Rise{Ascent: AlreadyHighest}},
		"also once escalated":               {Case{Severity: EnterpriseDown, Opened: opened}, 2, Rise{Ascent: AlreadyHighest, Level: 2}},
		"one higher":                        {Case{Severity: Moderate, Opened: opened}, 1, Rise{MayRise, 2, opened.Add(16 * time.Hour)}},
		"the fourth":                        {Case{Severity: Moderate, Opened: opened}, 3, Rise{MayRise, 4, opened.Add(16 * time.Hour)}},
		"there is no fifth":                 {Case{Severity: Moderate, Opened: opened}, 4, Rise{Ascent: AtTheTop, Level: 4}},
		"of unknown age":                    {Case{Severity: General}, 0, Rise{Ascent: MayRise, Level: 1}},
	} {
		if got := p.RiseAt(c.k, nil, c.level, opened.Add(civil.Day)); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// R31: premium by the package, or by an account manager whose term runs.
func TestPremiumContracts(t *testing.T) {
	now := civiltest.At(t, "2026-11-16T09:00:00Z")
	running, lapsed := []TSAM{{Since: civil.Date{Year: 2026, Month: time.January, Day: 1}}}, []TSAM{{Since: civil.Date{Year: 2025, Month: time.November, Day: 16}}}
	for name, c := range map[string]struct {
		contract *Contract
		want     bool
	}{
		"no contract":         {nil, false},
		"silver":              {&Contract{Package: Silver}, false},
		"gold":                {&Contract{Package: Gold}, false},
		"goldplus":            {&Contract{Package: Goldplus}, true},
		"platinum":            {&Contract{Package: Platinum}, true},
		"gold with TSAM":      {&Contract{Package: Gold, TSAMs: running}, true},
		"gold with a former":  {&Contract{Package: Gold, TSAMs: lapsed}, false},
		"goldplus, expired":   {&Contract{Package: Goldplus, Expires: now}, false},
		"gold, TSAM, expired": {&Contract{Package: Gold, TSAMs: running, Expires: now}, false},
	} {
		if got := DefaultPolicy().Premium(c.contract, now); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// R27, R28: each audience contains the one below.
func TestLevelsAndTheirAudiences(t *testing.T) {
	e := DefaultPolicy().Escalation
	one := []Audience{SeniorEngineers, TeamLeads, SupportManagers}
	two := append(slices.Clone(one), SeniorManagers, SupportDirectors, CustomerSuccessManager)
	three := append(slices.Clone(two), SeniorDirector)
	for i, c := range []struct {
		alerts           []Audience
		responsible      Audience
		alias            string
		report, analysis bool
	}{
		{one, SupportManagers, "M1", false, false}, {two, SeniorManagers, "M2", true, false},
		{three, SeniorDirector, "", false, true}, {append(slices.Clone(three), VicePresident), VicePresident, "", false, false},
	} {
		level, alerts, ok := e.Level(i + 1)
		if !ok || !slices.Equal(alerts, c.alerts) || level.Responsible != c.responsible || level.Alias != c.alias || level.Report != c.report || level.Analysis != c.analysis {
			t.Errorf("level %d: %+v alerts %q", i+1, level, alerts)
		}
		if n, ok := e.LevelOf(c.alias); c.alias != "" && (!ok || n != i+1) {
			t.Errorf("%s is level %d, %v", c.alias, n, ok)
		}
	}
	for _, n := range []int{-1, 0, 5} {
		if level, _, ok := e.Level(n); ok {
			t.Errorf("level %d: %+v", n, level)
		}
	}
	for _, alias := range []string{"", "M3"} {
		if n, ok := e.LevelOf(alias); ok {
			t.Errorf("%q is level %d", alias, n)
		}
	}
	if !slices.Equal(e.Informed, []Audience{CustomerSuccessManager}) {
		t.Errorf("informed of every escalation: %q (R35)", e.Informed)
	}
}

// R37: a request is open until it is refused, or the customer was spoken to.
func TestEscalationIsOpenUntilTheCustomerIsContacted(t *testing.T) {
	now := civiltest.At(t, "2026-11-16T09:00:00Z")
	for _, c := range []struct {
		e    Escalation
		open bool
	}{
		{Escalation{}, true}, {Escalation{Contacted: now}, true},
		{Escalation{Verdict: EscalationAccepted, Decided: now}, true},
		{Escalation{Verdict: EscalationAccepted, Decided: now, Contacted: now}, false},
		{Escalation{Verdict: EscalationRefused, Decided: now}, false},
	} {
		if c.e.Open() != c.open {
			t.Errorf("%+v: open is %v", c.e, !c.open)
		}
	}
}

func TestRefusalGoesToTheFirstEscalator(t *testing.T) {
	now := civiltest.At(t, "2026-11-16T09:00:00Z")
	first, ok := FirstEscalation([]Escalation{{By: "+2", At: now.Add(time.Hour)}, {By: "+1", At: now}, {By: "+3", At: now}})
	if !ok || first.By != "+1" {
		t.Errorf("%s, %v", first.By, ok)
	}
	if _, ok := FirstEscalation(nil); ok {
		t.Error("a case that was never escalated has a first escalation")
	}
	if got := Reasons(); !slices.Equal(got, []Reason{Deadline, FunctionImpaired, FirstResponseMissed, NoUpdates}) {
		t.Errorf("the menu of reasons is %q (R30)", got)
	}
}
