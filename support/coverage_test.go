package support

import (
	"testing"
	"time"

	"edown/support/civil"
	"edown/support/civil/civiltest"
)

// R40 to R44: every entitlement, and why.
func TestEveryEntitlementHasItsGrounds(t *testing.T) {
	friday, saturday, monday := civiltest.At(t, "2026-11-20T12:00:00Z"), civiltest.At(t, "2026-11-21T12:00:00Z"), civiltest.At(t, "2026-11-23T00:00:00Z")
	booked := civil.Span{From: saturday, To: saturday.Add(time.Hour)}
	for name, c := range map[string]struct {
		contract *Contract
		at       time.Time
		want     Coverage
	}{
		"no contract":        {nil, friday, Coverage{Unknown, ContractMissing, time.Time{}}},
		"expired":            {&Contract{Package: Goldplus, Expires: friday}, friday, Coverage{Unknown, ContractExpired, time.Time{}}},
		"expired, booked":    {&Contract{Package: Gold, Expires: friday, Weekends: []civil.Span{booked}}, saturday, Coverage{Unknown, ContractExpired, time.Time{}}},
		"silver":             {&Contract{Package: Silver}, friday, Coverage{NoPhoneSupport, NoPhoneDesk, time.Time{}}},
		"silver, booked":     {&Contract{Package: Silver, Weekends: []civil.Span{booked}}, saturday, Coverage{Covered, WeekendBooked, saturday}},
		"silver, then":       {&Contract{Package: Silver, Weekends: []civil.Span{booked}}, friday, Coverage{NoPhoneSupport, NoPhoneDesk, saturday}},
		"gold":               {&Contract{Package: Gold}, friday, Coverage{Covered, DeskOpen, friday}},
		"gold, weekend":      {&Contract{Package: Gold}, saturday, Coverage{OutsideCoverage, DeskClosed, monday}},
		"gold, booked":       {&Contract{Package: Gold, Weekends: []civil.Span{booked}}, saturday, Coverage{Covered, WeekendBooked, saturday}},
		"gold, booking over": {&Contract{Package: Gold, Weekends: []civil.Span{booked}}, booked.To, Coverage{OutsideCoverage, DeskClosed, monday}},
		"gold, last second":  {&Contract{Package: Gold, Weekends: []civil.Span{booked}}, booked.To.Add(-time.Second), Coverage{Covered, WeekendBooked, booked.To.Add(-time.Second)}},
		"gold, engineer":     {&Contract{Package: Gold, Engineers: []Booking{{Span: booked}}}, saturday, Coverage{Covered, EngineerBooked, saturday}},
		"goldplus":           {&Contract{Package: Goldplus}, saturday, Coverage{Covered, DeskOpen, saturday}},
		"platinum":           {&Contract{Package: Platinum}, saturday, Coverage{Covered, DeskOpen, saturday}},
		"no such package":    {&Contract{Package: "bronze"}, saturday, Coverage{Covered, PackageUnknown, saturday}},
	} {
		got := DefaultPolicy().CoverageAt(c.contract, c.at)
		if got.Entitlement != c.want.Entitlement || got.Grounds != c.want.Grounds || !got.Opens.Equal(c.want.Opens) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
		if said := c.contract.EnterpriseDownAt(c.at); said != got.Entitlement {
			t.Errorf("%s: an Enterprise Down is %s", name, said)
		}
	}
}

// R40: 24x5 begins and ends at the contract's midnight, to the second, on
// weekends when the clocks change.
func TestFiveDayWeekBeginsAndEndsAtTheContractsMidnight(t *testing.T) {
	for _, c := range []struct{ zone, closes, opens string }{
		{"America/Los_Angeles", "2026-03-07T00:00:00-08:00", "2026-03-09T00:00:00-07:00"},
		{"America/Los_Angeles", "2026-10-31T00:00:00-07:00", "2026-11-02T00:00:00-08:00"},
		{"Europe/Paris", "2026-03-28T00:00:00+01:00", "2026-03-30T00:00:00+02:00"},
		{"Europe/Paris", "2026-10-24T00:00:00+02:00", "2026-10-26T00:00:00+01:00"},
		{"Asia/Shanghai", "2026-03-28T00:00:00+08:00", "2026-03-30T00:00:00+08:00"},
		{"Asia/Shanghai", "2026-10-24T00:00:00+08:00", "2026-10-26T00:00:00+08:00"},
		{"Australia/Lord_Howe", "2026-04-04T00:00:00+11:00", "2026-04-06T00:00:00+10:30"},
		{"Australia/Lord_Howe", "2026-10-03T00:00:00+10:30", "2026-10-05T00:00:00+11:00"},
		{"America/Santiago", "2026-04-04T00:00:00-03:00", "2026-04-06T00:00:00-04:00"},
		{"America/Santiago", "2026-09-05T00:00:00-04:00", "2026-09-07T00:00:00-03:00"},
	} {
		gold := &Contract{Package: Gold, Zone: civiltest.Zone(t, c.zone)}
		closes, opens := civiltest.At(t, c.closes), civiltest.At(t, c.opens)
		for moment, want := range map[time.Time]Entitlement{
			closes.Add(-time.Second): Covered, closes: OutsideCoverage, opens.Add(-time.Second): OutsideCoverage, opens: Covered,
		} {
			if got := gold.EnterpriseDownAt(moment); got != want {
				t.Errorf("%s at %s: %s, want %s", c.zone, moment, got, want)
			}
		}
		if got := DefaultPolicy().CoverageAt(gold, closes); !got.Opens.Equal(opens) {
			t.Errorf("%s opens again %s, want %s", c.zone, got.Opens, opens)
		}
	}
}

// R44: straight to the engineer who is booked for now.
func TestDedicatedEngineerIsRungWhileBooked(t *testing.T) {
	from := civiltest.At(t, "2026-11-21T08:00:00Z")
	mei := Booking{civil.Span{From: from, To: from.Add(time.Hour)}, "Mei Chen", "+14155550199"}
	ada := Booking{civil.Span{From: from.Add(30 * time.Minute), To: from.Add(2 * time.Hour)}, "Ada", "+14155550188"}
	c := &Contract{Package: Gold, Engineers: []Booking{mei, ada}}
	for after, want := range map[time.Duration]string{
		-time.Second: "", 0: "Mei Chen", time.Hour - time.Second: "Mei Chen", time.Hour: "Ada", 2 * time.Hour: "",
	} {
		if got, booked := c.EngineerAt(from.Add(after)); got.Engineer != want || booked != (want != "") {
			t.Errorf("%s after: %q, %v; want %q", after, got.Engineer, booked, want)
		}
	}
	c.Expires = from
	if got, booked := c.EngineerAt(from); booked {
		t.Errorf("an expired contract has %+v", got)
	}
	if _, booked := (*Contract)(nil).EngineerAt(from); booked {
		t.Error("a nil contract has an engineer")
	}
}
