package support

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"edown/support/civil"
	"edown/support/civil/civiltest"
)

// due checks a target at its moment, a second before and a second after.
func due(t *testing.T, what string, target Target, want time.Time) {
	t.Helper()
	if target.Promise != Promised || !target.Due.Equal(want) {
		t.Errorf("%s is %s, due %s; want %s", what, target.Promise, target.Due, want)
		return
	}
	if !target.InTime(want.Add(-time.Second)) || target.InTime(want) != target.Inclusive || target.InTime(want.Add(time.Second)) {
		t.Errorf("%s is due %s: a second before must be in time, exactly then only if inclusive, a second later not", what, want)
	}
}

// R38: the first responses of every package, in the middle of the week.
func TestFirstResponseOfEveryPackageAndSeverity(t *testing.T) {
	none := [4]time.Duration{}
	for of, limits := range map[Package][4]time.Duration{
		Silver:   none,
		Gold:     {time.Hour, 2 * time.Hour, 4 * time.Hour, 24 * time.Hour},
		Goldplus: {30 * time.Minute, 2 * time.Hour, 4 * time.Hour, 24 * time.Hour},
		Platinum: {30 * time.Minute, 2 * time.Hour, 4 * time.Hour, 24 * time.Hour},
	} {
		for _, place := range civiltest.Places {
			c := &Contract{Package: of, Zone: civiltest.Zone(t, place)}
			called := time.Date(2026, time.November, 17, 9, 0, 0, 0, c.Zone)
			for severity, limit := range limits {
				got := DefaultPolicy().FirstResponse(c, Severity(severity), called)
				if limit == 0 {
					if got.Promise != NotPromised || !got.InTime(called.AddDate(1, 0, 0)) {
						t.Errorf("%s, severity %d: %+v, want no promise", of, severity, got)
					}
					continue
				}
				due(t, string(of), got, called.Add(limit))
			}
		}
	}
}

// R39: the updates of every package. The call is on a Monday at 09:00.
func TestUpdatesOfEveryPackageAndSeverity(t *testing.T) {
	paris := civiltest.Zone(t, "Europe/Paris")
	last := time.Date(2026, time.November, 16, 9, 0, 0, 0, paris)
	november := func(day int) time.Time { return time.Date(2026, time.November, day, 9, 0, 0, 0, paris) }
	for of, want := range map[Package][4]time.Time{
		Silver:   {},
		Gold:     {{}, november(20), november(24), {}},
		Goldplus: {{}, november(19), november(23), {}},
		Platinum: {{}, november(19), november(23), {}},
	} {
		for severity, at := range want {
			got := DefaultPolicy().NextUpdate(&Contract{Package: of, Zone: paris}, Severity(severity), last, []civil.Span{{From: last}})
			switch {
			case !at.IsZero():
				due(t, string(of), got, at)
			case of != Silver && Severity(severity) == General:
				if got.Promise != BestEffort {
					t.Errorf("%s, severity 3: %s, want best effort", of, got.Promise)
				}
			case got.Promise != NotPromised:
				t.Errorf("%s, severity %d: %s, want no promise", of, severity, got.Promise)
			}
		}
	}
}

// R25: restoration of every package, on the wall clock.
func TestRestorationOfEveryPackage(t *testing.T) {
	declared := civiltest.At(t, "2026-11-20T23:30:00Z") // a Friday
	for of, promised := range map[Package]bool{Silver: false, Gold: true, Goldplus: true, Platinum: true} {
		got := DefaultPolicy().Restoration(&Contract{Package: of}, declared)
		if promised {
			due(t, string(of), got, civiltest.At(t, "2026-11-21T23:30:00Z"))
		} else if got.Promise != NotPromised {
			t.Errorf("%s: %s", of, got.Promise)
		}
	}
	if got := DefaultPolicy().Restoration(nil, declared); got.Promise != NotPromised {
		t.Errorf("an unknown contract: %s", got.Promise)
	}
}

// R40: called Friday 23:30, across both changes of the clocks.
func TestFridayNightCallsAreDueAfterTheWeekendOrInIt(t *testing.T) {
	for _, c := range []struct{ zone, called, gold, goldplus string }{
		{"America/Los_Angeles", "2026-11-20T23:30:00-08:00", "2026-11-23T01:30:00-08:00", "2026-11-21T01:30:00-08:00"},
		{"America/Los_Angeles", "2026-03-06T23:30:00-08:00", "2026-03-09T01:30:00-07:00", "2026-03-07T01:30:00-08:00"},
		{"America/Los_Angeles", "2026-10-30T23:30:00-07:00", "2026-11-02T01:30:00-08:00", "2026-10-31T01:30:00-07:00"},
		{"Europe/Paris", "2026-03-27T23:30:00+01:00", "2026-03-30T01:30:00+02:00", "2026-03-28T01:30:00+01:00"},
		{"Europe/Paris", "2026-10-23T23:30:00+02:00", "2026-10-26T01:30:00+01:00", "2026-10-24T01:30:00+02:00"},
		{"Asia/Shanghai", "2026-03-27T23:30:00+08:00", "2026-03-30T01:30:00+08:00", "2026-03-28T01:30:00+08:00"},
		{"Asia/Shanghai", "2026-10-23T23:30:00+08:00", "2026-10-26T01:30:00+08:00", "2026-10-24T01:30:00+08:00"},
		{"Australia/Lord_Howe", "2026-04-03T23:30:00+11:00", "2026-04-06T01:30:00+10:30", "2026-04-04T01:30:00+11:00"},
		{"Australia/Lord_Howe", "2026-10-02T23:30:00+10:30", "2026-10-05T01:30:00+11:00", "2026-10-03T01:30:00+10:30"},
		{"America/Santiago", "2026-04-03T23:30:00-03:00", "2026-04-06T01:30:00-04:00", "2026-04-04T01:30:00-03:00"},
		{"America/Santiago", "2026-09-04T23:30:00-04:00", "2026-09-07T01:30:00-03:00", "2026-09-05T01:30:00-04:00"},
	} {
		for of, want := range map[Package]string{Gold: c.gold, Goldplus: c.goldplus, Platinum: c.goldplus} {
			got := DefaultPolicy().FirstResponse(&Contract{Package: of, Zone: civiltest.Zone(t, c.zone)}, Critical, civiltest.At(t, c.called))
			due(t, string(of)+" in "+c.zone, got, civiltest.At(t, want))
		}
	}
}

// Four hours are four hours, even when the local clock jumps.
func TestGoldplusHoursAreCountedAsTheyPass(t *testing.T) {
	for _, c := range []struct{ zone, called, want string }{
		{"Europe/Paris", "2026-03-28T23:00:00+01:00", "2026-03-29T04:00:00+02:00"},
		{"Europe/Paris", "2026-10-24T23:00:00+02:00", "2026-10-25T02:00:00+01:00"},
		{"America/Los_Angeles", "2026-03-07T23:00:00-08:00", "2026-03-08T04:00:00-07:00"},
		{"America/Los_Angeles", "2026-10-31T23:00:00-07:00", "2026-11-01T02:00:00-08:00"},
		{"Australia/Lord_Howe", "2026-10-03T23:00:00+10:30", "2026-10-04T03:30:00+11:00"},
		{"Australia/Lord_Howe", "2026-04-04T23:00:00+11:00", "2026-04-05T02:30:00+10:30"},
		{"America/Santiago", "2026-09-05T22:00:00-04:00", "2026-09-06T03:00:00-03:00"},
		{"America/Santiago", "2026-04-04T22:00:00-03:00", "2026-04-05T01:00:00-04:00"},
	} {
		c4 := &Contract{Package: Goldplus, Zone: civiltest.Zone(t, c.zone)}
		due(t, c.zone, DefaultPolicy().FirstResponse(c4, Moderate, civiltest.At(t, c.called)), civiltest.At(t, c.want))
	}
}

// A desk that closes does not stop a clock that has run out by then.
func TestResponseDueWhenTheDeskCloses(t *testing.T) {
	gold := &Contract{Package: Gold}
	due(t, "two hours before", DefaultPolicy().FirstResponse(gold, Critical, civiltest.At(t, "2026-11-20T22:00:00Z")), civiltest.At(t, "2026-11-21T00:00:00Z"))
	due(t, "a second later", DefaultPolicy().FirstResponse(gold, Critical, civiltest.At(t, "2026-11-20T22:00:01Z")), civiltest.At(t, "2026-11-23T00:00:01Z"))
}

// R41: the internal clock runs from the call, the contract's from Monday.
func TestGoldEnterpriseDownOnSaturdayHasTwoClocks(t *testing.T) {
	la := civiltest.Zone(t, "America/Los_Angeles")
	gold := &Contract{Package: Gold, Zone: la}
	called := civiltest.At(t, "2026-03-07T12:00:00-08:00") // the night is an hour short
	monday := civiltest.At(t, "2026-03-09T00:00:00-07:00")
	for _, c := range []struct {
		got   Target
		limit time.Duration
	}{
		{DefaultPolicy().FirstResponse(gold, EnterpriseDown, called), time.Hour},
		{DefaultPolicy().Restoration(gold, called), 24 * time.Hour},
	} {
		due(t, string(c.got.Clock), c.got, monday.Add(c.limit))
		if !c.got.Counts.Equal(monday) || !c.got.Internal.Equal(called.Add(c.limit)) {
			t.Errorf("%s counts from %s, internally until %s", c.got.Clock, c.got.Counts, c.got.Internal)
		}
		if !c.got.InternallyInTime(called.Add(c.limit-time.Second)) || c.got.InternallyInTime(called.Add(c.limit)) {
			t.Errorf("%s: %s after the call is too late, a second less is not", c.got.Clock, c.limit)
		}
	}
	if got := DefaultPolicy().FirstResponse(gold, Critical, called); !got.Internal.Equal(got.Due) {
		t.Errorf("severity 1 has one clock: %+v", got)
	}
}

func TestBookedWeekendsAndEngineersRunTheContractsClock(t *testing.T) {
	saturday := civil.Span{From: civiltest.At(t, "2026-11-21T08:00:00Z"), To: civiltest.At(t, "2026-11-21T09:00:00Z")}
	for name, c := range map[string]*Contract{
		"weekend":  {Package: Gold, Weekends: []civil.Span{saturday}},
		"engineer": {Package: Gold, Engineers: []Booking{{Span: saturday}}},
	} {
		got := DefaultPolicy().FirstResponse(c, Critical, civiltest.At(t, "2026-11-21T07:00:00Z"))
		due(t, name, got, civiltest.At(t, "2026-11-23T01:00:00Z")) // an hour on Saturday, an hour on Monday
	}
}

func TestExpiredContractIsPromisedNothing(t *testing.T) {
	c := &Contract{Package: Goldplus, Expires: civiltest.At(t, "2026-11-17T00:00:00Z")}
	if got := DefaultPolicy().FirstResponse(c, Critical, c.Expires.Add(-time.Second)); got.Promise != Promised {
		t.Errorf("a second before it expires: %s", got.Promise)
	}
	if got := DefaultPolicy().FirstResponse(c, Critical, c.Expires); got.Promise != NotPromised {
		t.Errorf("when it expires: %s", got.Promise)
	}
}

// R39: what passes while the case is not in progress does not count.
func TestUpdateClockPausesOutsideProgress(t *testing.T) {
	c := &Contract{Package: Goldplus}
	monday := civiltest.At(t, "2026-11-16T09:00:00Z")
	first := civil.Span{From: monday, To: monday.Add(2 * civil.Day)}   // until Wednesday
	again := civil.Span{From: civiltest.At(t, "2026-11-20T12:00:00Z")} // from Friday noon
	paused := DefaultPolicy().NextUpdate(c, Critical, monday, []civil.Span{first})
	if paused.Promise != Paused || paused.Left != civil.Day || !paused.InTime(monday.AddDate(1, 0, 0)) {
		t.Errorf("while the customer is asked: %+v, want a day left", paused)
	}
	due(t, "resumed", DefaultPolicy().NextUpdate(c, Critical, monday, []civil.Span{again, first}), civiltest.At(t, "2026-11-23T12:00:00Z"))
	if got := DefaultPolicy().NextUpdate(c, Critical, monday, nil); got.Promise != Paused || got.Left != 3*civil.Day {
		t.Errorf("never in progress: %+v", got)
	}
}

func TestHolidaysOfTheContractsZoneAreNotBusinessDays(t *testing.T) {
	p := DefaultPolicy()
	p.Holidays = map[string][]civil.Date{
		Everywhere:      {{Year: 2026, Month: time.December, Day: 25}},
		"Europe/Paris":  {{Year: 2026, Month: time.December, Day: 24}},
		"Asia/Shanghai": {{Year: 2026, Month: time.December, Day: 28}},
	}
	last := civiltest.At(t, "2026-12-23T09:00:00+01:00") // a Wednesday
	progress := []civil.Span{{From: last}}
	paris := &Contract{Package: Goldplus, Zone: civiltest.Zone(t, "Europe/Paris")}
	due(t, "Paris", p.NextUpdate(paris, Critical, last, progress), civiltest.At(t, "2026-12-30T09:00:00+01:00"))
	berlin := &Contract{Package: Goldplus, Zone: civiltest.Zone(t, "Europe/Berlin")}
	due(t, "Berlin", p.NextUpdate(berlin, Critical, last, progress), civiltest.At(t, "2026-12-29T09:00:00+01:00"))
	if got := p.FirstResponse(&Contract{Package: Gold, Zone: paris.Zone}, Critical, civiltest.At(t, "2026-12-25T12:00:00+01:00")); !got.Due.Equal(civiltest.At(t, "2026-12-25T14:00:00+01:00")) {
		t.Errorf("a holiday closes no phone desk: due %s", got.Due)
	}
}

// R23: the next review, every 24 hours.
func TestReviewIsDueADayAfterTheLast(t *testing.T) {
	declared := civiltest.At(t, "2026-03-28T12:00:00+01:00") // the night is an hour short
	due(t, "the first", DefaultPolicy().NextReview(declared, time.Time{}), civiltest.At(t, "2026-03-29T13:00:00+02:00"))
	held := civiltest.At(t, "2026-03-29T09:00:00+02:00")
	due(t, "the second", DefaultPolicy().NextReview(declared, held), civiltest.At(t, "2026-03-30T09:00:00+02:00"))
}

// R33: four business hours, where the contract lives.
func TestEscalationIsAnsweredWithinFourBusinessHours(t *testing.T) {
	p := DefaultPolicy()
	p.Holidays = map[string][]civil.Date{"Europe/Paris": {{Year: 2026, Month: time.November, Day: 23}}}
	c := &Contract{Package: Goldplus, Zone: civiltest.Zone(t, "Europe/Paris")}
	for asked, want := range map[string]string{
		"2026-11-17T09:00:00+01:00": "2026-11-17T13:00:00+01:00",
		"2026-11-17T15:00:00+01:00": "2026-11-18T11:00:00+01:00",
		"2026-11-17T03:00:00+01:00": "2026-11-17T13:00:00+01:00",
		"2026-11-20T16:00:00+01:00": "2026-11-24T12:00:00+01:00", // Monday is a holiday
		"2026-03-27T16:59:59+01:00": "2026-03-30T12:59:59+02:00",
	} {
		due(t, asked, p.EscalationAnswer(c, civiltest.At(t, asked)), civiltest.At(t, want))
	}
	due(t, "no contract", p.EscalationAnswer(nil, civiltest.At(t, "2026-11-17T09:00:00Z")), civiltest.At(t, "2026-11-17T13:00:00Z"))
}

// The clock with pauses gets the same result as a naive twin.
func TestUpdateClockAgreesWithItsNaiveTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, last := civiltest.DrawCalendar(t)
		p := DefaultPolicy()
		p.Holidays = map[string][]civil.Date{c.Zone.String(): c.Holidays}
		progress := civiltest.DrawSpans(t, "progress", last)
		got := p.NextUpdate(&Contract{Package: Goldplus, Zone: c.Zone}, Critical, last, progress)
		days := civil.Calendar{Week: civil.MondayToFriday(0, civil.Day), Zone: c.Zone, Holidays: c.Holidays}
		worked, now := time.Duration(0), last
		for horizon := last.Add(20 * civil.Day); worked < 3*civil.Day && now.Before(horizon); now = now.Add(time.Minute) {
			if civiltest.LooksOpen(days, now) && civiltest.LooksOpen(civil.Calendar{Booked: progress, Zone: c.Zone}, now) {
				worked += time.Minute
			}
		}
		if worked == 3*civil.Day && (got.Promise != Promised || !got.Due.Equal(now)) {
			t.Fatalf("%v, %v\nlast %s: %+v, the twin says %s", c, progress, last, got, now)
		}
		if worked < 3*civil.Day && (got.Promise != Paused || got.Left != 3*civil.Day-worked) {
			t.Fatalf("%v, %v\nlast %s: %+v, the twin has worked %s", c, progress, last, got, worked)
		}
	})
}
