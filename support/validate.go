package support

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"edown/support/civil"
)

// Validate finds every mistake in a policy, in the order of the fields; a
// policy without mistakes can be used. It looks the zones of the holidays up in
// the zone database.
func (p Policy) Validate() []Mistake {
	var m mistakes
	checkTerms(&m, "packages.silver", p.Packages.Silver)
	checkTerms(&m, "packages.gold", p.Packages.Gold)
	checkTerms(&m, "packages.goldplus", p.Packages.Goldplus)
	checkTerms(&m, "packages.platinum", p.Packages.Platinum)
	checkEscalation(&m, p.Escalation)
	checkTSAMTerms(&m, p.TSAM)
	checkOpenWeek(&m, "business", p.Business)
	checkHolidays(&m, p.Holidays)
	checkPositive(&m, "review", p.Review)
	return m
}

// severities are the TOML names of the fields of a [PerSeverity].
var severities = [...]string{"enterprise_down", "critical", "moderate", "general"}

func checkTerms(m *mistakes, path string, t Terms) {
	checkWeek(m, path+".desk", t.Desk)
	checkResponse(m, path+".response", t)
	checkUpdates(m, path+".updates", t.Updates.row())
	switch {
	case t.Restored < 0:
		m.add(path+".restored", t.Restored, "a duration, or 0s for no promise")
	case t.Restored > 0 && t.Desk.Never():
		m.add(path+".restored", t.Restored, "0s: the desk that would hear of it never opens")
	}
	if !slices.Contains([]TSAMRule{TSAMNotSold, TSAMOptional, TSAMRequired}, t.TSAM) {
		m.add(path+".tsam", t.TSAM, "none, optional or required")
	}
}

func checkResponse(m *mistakes, path string, t Terms) {
	var promised []int64
	for severity, limit := range t.Response.row() {
		switch field := path + "." + severities[severity]; {
		case limit < 0:
			m.add(field, limit, "a duration, or 0s for no promise")
		case limit > 0 && t.Desk.Never():
			m.add(field, limit, "0s: the desk that would respond never opens")
		}
		promised = append(promised, orLongest(int64(limit)))
	}
	checkWorseIsSooner(m, path, promised, func(severity int) any { return t.Response.row()[severity] })
}

// checkUpdates compares severities 1 to 3 with each other. It leaves severity 0
// out: the customer with an Enterprise Down is on the phone all the time.
func checkUpdates(m *mistakes, path string, row [4]UpdateInterval) {
	var promised []int64
	for severity, u := range row {
		field := path + "." + severities[severity] + ".business_days"
		switch {
		case u.BusinessDays < 0, u.BusinessDays > 366:
			m.add(field, u.BusinessDays, "0 for no promise, to 366")
		case u.BusinessDays > 0 && u.BestEffort:
			m.add(field, u.BusinessDays, "0 when best_effort is true")
		}
		promised = append(promised, orLongest(int64(u.BusinessDays)))
	}
	promised[EnterpriseDown] = 0
	checkWorseIsSooner(m, path, promised, func(severity int) any { return row[severity].BusinessDays })
}

// orLongest turns "no promise" into the longest promise, for comparing.
func orLongest(promised int64) int64 {
	if promised == 0 {
		return math.MaxInt64
	}
	return promised
}

// checkWorseIsSooner finds the severities whose limit is longer than that of a
// lesser severity. It leaves out negative limits, which are reported elsewhere.
func checkWorseIsSooner[T cmp.Ordered](m *mistakes, path string, limits []T, value func(severity int) any) {
	var zero T
	for s := range len(limits) - 1 {
		if limits[s] > limits[s+1] && limits[s+1] >= zero {
			m.add(path+"."+severities[s], value(s), fmt.Sprintf("no longer than %s, which is %v and hurts less", severities[s+1],
				value(s+1)))
		}
	}
}

func checkPositive(m *mistakes, path string, d time.Duration) {
	if d <= 0 {
		m.add(path, d, "a duration longer than 0s")
	}
}

func checkOpenWeek(m *mistakes, path string, w civil.Week) {
	checkWeek(m, path, w)
	if w.Never() {
		m.add(path, "never", "open some time of the week")
	}
}

func checkWeek(m *mistakes, path string, w civil.Week) {
	for i, name := range [...]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		checkDay(m, path+"."+name, w.On(time.Weekday((i+1)%7)))
	}
}

func checkDay(m *mistakes, path string, hours []civil.Hours) {
	var closed time.Duration // nothing is open from here on, so far
	for i, h := range hours {
		place := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case h.From < 0, h.To > civil.Day, h.From >= h.To, h.From%time.Minute != 0, h.To%time.Minute != 0:
			m.add(place, h, "two times of one day, the earlier first, 09:00-17:00")
		case h.From < closed:
			m.add(place, h, "after the hours before it, which end at "+civil.ClockText(closed))
		}
		closed = max(closed, h.To)
	}
}

func checkHolidays(m *mistakes, of map[string][]civil.Date) {
	for _, zone := range slices.Sorted(maps.Keys(of)) {
		path := "holidays." + zone
		if _, err := time.LoadLocation(zone); zone != Everywhere && (err != nil || zone == "" || zone == "Local") {
			m.add(path, zone, "everywhere, or one of the IANA time zones, Europe/Paris")
		}
		for i, d := range of[zone] {
			place := fmt.Sprintf("%s[%d]", path, i)
			switch {
			case !d.Exists():
				m.add(place, d, "a day that exists, 2026-12-25")
			case slices.Contains(of[zone][:i], d):
				m.add(place, d, "named once")
			}
		}
	}
}
