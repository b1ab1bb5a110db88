package report

import (
	"testing"
	"time"

	"edown/support/civil"
)

func TestPeriods(t *testing.T) {
	now := time.Date(2026, 3, 31, 23, 30, 0, 0, time.UTC) // in Paris it is April already
	for _, c := range []struct {
		zone, from, to       string // both empty: the last month
		wantFrom, wantBefore string // RFC 3339
	}{
		{"UTC", "", "", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"},
		{"Europe/Paris", "", "", "2026-03-01T00:00:00+01:00", "2026-04-01T00:00:00+02:00"}, // 31 days less an hour
		{"Asia/Shanghai", "", "", "2026-03-01T00:00:00+08:00", "2026-04-01T00:00:00+08:00"},
		{"UTC", "2026-03-10", "2026-03-10", "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z"},
		{"America/New_York", "2026-03-08", "2026-03-08", "2026-03-08T00:00:00-05:00", "2026-03-09T00:00:00-04:00"}, // 23 hours
		{"UTC", "2025-12-30", "", "2025-12-30T00:00:00Z", "2026-04-01T00:00:00Z"},
		{"UTC", "", "2026-02-28", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"},
		{"UTC", "2025-12-31", "2025-12-31", "2025-12-31T00:00:00Z", "2026-01-01T00:00:00Z"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		p := LastMonth(now, zone)
		if c.from+c.to != "" {
			if p, err = Days(date(t, c.from), date(t, c.to), now, zone); err != nil {
				t.Errorf("%+v: %v", c, err)
			}
		}
		if from, before := p.From.Format(time.RFC3339), p.To.Format(time.RFC3339); from != c.wantFrom || before != c.wantBefore {
			t.Errorf("%s %q to %q: %s to %s, want %s to %s", c.zone, c.from, c.to, from, before, c.wantFrom, c.wantBefore)
		}
	}
	if _, err := Days(date(t, "2026-03-02"), date(t, "2026-03-01"), now, time.UTC); err == nil {
		t.Error("a last day before the first is a period")
	}
}

func date(t *testing.T, text string) civil.Date {
	if text == "" {
		return civil.Date{}
	}
	d, err := civil.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
