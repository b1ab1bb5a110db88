package support

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

func checkEscalation(m *mistakes, e EscalationTerms) {
	checkGates(m, "escalation.gates", e.Gates.row())
	if len(e.Levels) == 0 {
		m.add("escalation.levels", "empty", "one level at least")
	}
	for n := range e.Levels {
		checkLevel(m, fmt.Sprintf("escalation.levels[%d]", n), e, n+1)
	}
	checkPositive(m, "escalation.answer", e.Answer)
	for i, a := range e.Informed {
		checkAudience(m, fmt.Sprintf("escalation.informed[%d]", i), a)
	}
}

func checkGates(m *mistakes, path string, gates [4]Gate) {
	var premium, others []time.Duration
	for severity, gate := range gates {
		premium, others = append(premium, gate.Premium), append(others, gate.Others)
		switch field := path + "." + severities[severity]; {
		case Severity(severity) == EnterpriseDown && gate != Gate{}:
			m.add(field, gate, "left out: an Enterprise Down is already the highest")
		case gate.Premium < 0:
			m.add(field+".premium", gate.Premium, "a duration, or 0s for at once")
		case gate.Premium > gate.Others:
			m.add(field+".premium", gate.Premium, "no longer than others, "+gate.Others.String())
		}
	}
	premium[EnterpriseDown], others[EnterpriseDown] = 0, 0
	checkWorseIsSooner(m, path, premium, func(severity int) any { return gates[severity].Premium })
	checkWorseIsSooner(m, path, others, func(severity int) any { return gates[severity].Others })
}

func checkLevel(m *mistakes, path string, e EscalationTerms, n int) {
	level, alerts, _ := e.Level(n)
	before := len(alerts) - len(level.Adds)
	for i, a := range level.Adds {
		place := fmt.Sprintf("%s.adds[%d]", path, i)
		checkAudience(m, place, a)
		if slices.Contains(alerts[:before+i], a) {
			m.add(place, a, "named once: a level alerts every audience of the levels below it")
		}
	}
	switch {
	case !slices.Contains(alerts, level.Responsible):
		m.add(path+".responsible", level.Responsible, "one of the audiences that the level alerts")
	case !slices.Contains(deciders, level.Responsible):
		m.add(path+".responsible", level.Responsible, "an audience that can decide: "+listed(deciders))
	}
	if first, ok := e.LevelOf(level.Alias); ok && first < n {
		m.add(path+".alias", level.Alias, fmt.Sprintf("another than that of level %d", first))
	}
}

func checkAudience(m *mistakes, path string, a Audience) {
	if slices.Contains(Audiences(), a) {
		return
	}
	m.add(path, a, "one of "+listed(Audiences()))
}

// deciders are the audiences that can answer for a case: the line of
// management, without engineers and customer success managers.
var deciders = []Audience{SupportManagers, SeniorManagers, SupportDirectors, SeniorDirector, VicePresident}

func listed(all []Audience) string {
	var names []string
	for _, a := range all {
		names = append(names, string(a))
	}
	return strings.Join(names, ", ")
}

func checkTSAMTerms(m *mistakes, t TSAMTerms) {
	checkOpenWeek(m, "tsam.hours", t.Hours)
	if t.Months < 1 {
		m.add("tsam.months", t.Months, "one month at least")
	}
	if len(t.Languages) == 0 {
		m.add("tsam.languages", "empty", "a list whose first language is for all others, en")
	}
	for i, tag := range t.Languages {
		if t.Language(tag) != tag || len(tag) < 2 || slices.Contains(t.Languages[:i], tag) {
			m.add(fmt.Sprintf("tsam.languages[%d]", i), tag, "a base language tag in small letters, named once, fr")
		}
	}
}
