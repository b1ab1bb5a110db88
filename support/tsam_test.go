package support

import (
	"slices"
	"testing"
	"time"

	"edown/support/civil"
	"edown/support/civil/civiltest"
)

// R46: Monday to Friday 9 to 17 in the account manager's zone, and what is booked.
func TestAccountManagerIsThereInLocalHours(t *testing.T) {
	shanghai, paris := civiltest.Zone(t, "Asia/Shanghai"), civiltest.Zone(t, "Europe/Paris")
	booked := civil.Span{From: civiltest.At(t, "2026-11-21T10:00:00+01:00"), To: civiltest.At(t, "2026-11-21T12:00:00+01:00")}
	p := DefaultPolicy()
	p.Holidays = map[string][]civil.Date{"Europe/Paris": {{Year: 2026, Month: time.November, Day: 11}}}
	c := &Contract{Package: Platinum, Zone: shanghai, TSAMs: []TSAM{{Name: "Jean", Zone: paris, Booked: []civil.Span{booked}}}}
	for moment, want := range map[string]Presence{
		"2026-11-20T08:59:59+01:00": TSAMAway, "2026-11-20T09:00:00+01:00": TSAMPresent,
		"2026-11-20T16:59:59+01:00": TSAMPresent, "2026-11-20T17:00:00+01:00": TSAMAway,
		"2026-11-21T09:59:59+01:00": TSAMAway, "2026-11-21T10:00:00+01:00": TSAMPresent,
		"2026-11-21T11:59:59+01:00": TSAMPresent, "2026-11-21T12:00:00+01:00": TSAMAway,
		"2026-11-11T12:00:00+01:00": TSAMAway, // a holiday in the account manager's zone
		"2026-03-30T09:00:00+02:00": TSAMPresent, "2026-03-30T08:59:59+02:00": TSAMAway,
	} {
		if got, is := p.AccountManager(c, "", civiltest.At(t, moment)); is != want || got.Name != "Jean" {
			t.Errorf("%s: %s is %s, want %s", moment, got.Name, is, want)
		}
	}
}

// R50: twelve months by the calendar of the contract's zone.
func TestEngagementLastsTwelveMonths(t *testing.T) {
	for _, c := range []struct{ zone, since, from, to string }{
		{"America/Los_Angeles", "2026-03-08", "2026-03-08T00:00:00-08:00", "2027-03-08T00:00:00-08:00"},
		{"Europe/Paris", "2026-10-25", "2026-10-25T00:00:00+02:00", "2027-10-25T00:00:00+02:00"},
		{"Asia/Shanghai", "2028-02-29", "2028-02-29T00:00:00+08:00", "2029-03-01T00:00:00+08:00"},
		{"America/Santiago", "2026-09-06", "2026-09-06T01:00:00-03:00", "2027-09-06T00:00:00-03:00"}, // a day without a midnight
	} {
		since, _ := civil.ParseDate(c.since)
		contract := &Contract{Package: Gold, Zone: civiltest.Zone(t, c.zone), TSAMs: []TSAM{{Since: since}}}
		from, to := civiltest.At(t, c.from), civiltest.At(t, c.to)
		for moment, runs := range map[time.Time]bool{from.Add(-time.Second): false, from: true, to.Add(-time.Second): true, to: false} {
			_, is := DefaultPolicy().AccountManager(contract, "", moment)
			if (is != TSAMExpired) != runs || DefaultPolicy().Premium(contract, moment) != runs {
				t.Errorf("%s since %s, at %s: %s", c.zone, c.since, moment, is)
			}
		}
	}
}

// R45: matched by application.
func TestAccountManagerIsMatchedByApplication(t *testing.T) {
	friday := civiltest.At(t, "2026-11-20T12:00:00Z")
	plm, cad, plant := TSAM{Name: "Ada", Application: "PLM"}, TSAM{Name: "Bo", Application: "CAD"}, TSAM{Name: "Cy"}
	former := TSAM{Name: "Di", Application: "PLM", Since: civil.Date{Year: 2024, Month: time.May, Day: 1}}
	asleep := TSAM{Name: "Ed", Application: "PLM", Zone: civiltest.Zone(t, "Australia/Lord_Howe")}
	for name, c := range map[string]struct {
		engaged     []TSAM
		application string
		want        string
		is          Presence
	}{
		"no TSAM engaged":         {nil, "PLM", "", NoTSAM},
		"its own":                 {[]TSAM{plm, cad}, " cad ", "Bo", TSAMPresent},
		"another's":               {[]TSAM{plm, cad}, "MES", "", NoTSAM},
		"unknown, of one":         {[]TSAM{plm}, "", "Ada", TSAMPresent},
		"unknown, of two":         {[]TSAM{plm, cad}, "", "", NoTSAM},
		"for any":                 {[]TSAM{plant, cad}, "MES", "Cy", TSAMPresent},
		"its own before any":      {[]TSAM{plant, cad}, "CAD", "Bo", TSAMPresent},
		"the former's successor":  {[]TSAM{former, plm}, "PLM", "Ada", TSAMPresent},
		"only a former":           {[]TSAM{former}, "PLM", "Di", TSAMExpired},
		"awake before asleep":     {[]TSAM{asleep, plm}, "PLM", "Ada", TSAMPresent},
		"asleep before a former":  {[]TSAM{former, asleep}, "PLM", "Ed", TSAMAway},
		"asleep, and it stays so": {[]TSAM{asleep, former}, "PLM", "Ed", TSAMAway},
	} {
		got, is := DefaultPolicy().AccountManager(&Contract{Package: Platinum, TSAMs: c.engaged}, c.application, friday)
		if got.Name != c.want || is != c.is {
			t.Errorf("%s: %q is %s, want %q, %s", name, got.Name, is, c.want, c.is)
		}
	}
	if _, is := DefaultPolicy().AccountManager(&Contract{Package: Platinum, Expires: friday, TSAMs: []TSAM{plm}}, "PLM", friday); is != NoTSAM {
		t.Errorf("an expired contract has one who is %s", is)
	}
}

// R47: six languages, else English.
func TestAccountManagersSpeakSixLanguages(t *testing.T) {
	terms := DefaultPolicy().TSAM
	for tag, want := range map[string]string{
		"en": "en", "de-CH": "de", "fr_CA": "fr", "ja": "ja", "zh-Hans-CN": "zh", "cmn-Hans-CN": "zh", "KO": "ko",
		"it": "en", "pt-BR": "en", "": "en",
	} {
		if got := terms.Language(tag); got != want {
			t.Errorf("%q is served in %q, want %q", tag, got, want)
		}
	}
}

// R49: what cannot be right on record, and what can.
func TestDataErrorsOfAContract(t *testing.T) {
	now := civiltest.At(t, "2026-11-20T12:00:00Z")
	good := TSAM{Name: "Ada", Phone: "+14155550123", Since: civil.Date{Year: 2026, Month: time.January, Day: 1}}
	with := func(change func(*TSAM)) []TSAM { t := good; change(&t); return []TSAM{t} }
	hour := civil.Span{From: now, To: now.Add(time.Hour)}
	for name, c := range map[string]struct {
		contract *Contract
		want     []string // the paths
	}{
		"no contract":                 {nil, nil},
		"silver":                      {&Contract{Package: Silver}, nil},
		"silver with TSAM":            {&Contract{Package: Silver, TSAMs: []TSAM{good}}, []string{"tsams"}},
		"gold":                        {&Contract{Package: Gold}, nil},
		"gold with TSAM":              {&Contract{Package: Gold, TSAMs: []TSAM{good}}, nil},
		"goldplus with TSAM":          {&Contract{Package: Goldplus, TSAMs: []TSAM{good}}, nil},
		"platinum":                    {&Contract{Package: Platinum}, []string{"tsams"}},
		"platinum with TSAM":          {&Contract{Package: Platinum, TSAMs: []TSAM{good}}, nil},
		"platinum with a former":      {&Contract{Package: Platinum, TSAMs: with(func(t *TSAM) { t.Since.Year-- })}, []string{"tsams"}},
		"silver with a former":        {&Contract{Package: Silver, TSAMs: with(func(t *TSAM) { t.Since.Year-- })}, nil},
		"a TSAM without a beginning":  {&Contract{Package: Gold, TSAMs: with(func(t *TSAM) { t.Since = civil.Date{} })}, []string{"tsams[0].since"}},
		"a TSAM without a telephone":  {&Contract{Package: Gold, TSAMs: with(func(t *TSAM) { t.Phone = "" })}, []string{"tsams[0].phone"}},
		"a TSAM booked backwards":     {&Contract{Package: Gold, TSAMs: with(func(t *TSAM) { t.Booked = []civil.Span{{From: hour.To, To: hour.From}} })}, []string{"tsams[0].booked[0]"}},
		"no such package":             {&Contract{Package: "bronze"}, []string{"package"}},
		"bookings":                    {&Contract{Package: Gold, Weekends: []civil.Span{hour}, Engineers: []Booking{{hour, "Bo", "+14155550123"}}}, nil},
		"a weekend without an end":    {&Contract{Package: Gold, Weekends: []civil.Span{hour, {From: now}}}, []string{"weekends[1]"}},
		"an engineer without a phone": {&Contract{Package: Gold, Engineers: []Booking{{Span: hour}}}, []string{"engineers[0].phone"}},
	} {
		var got []string
		for _, m := range DefaultPolicy().DataErrors(c.contract, now) {
			got = append(got, m.Path)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: errors in %q, want %q", name, got, c.want)
		}
	}
}
