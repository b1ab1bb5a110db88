package civil

import (
	"testing"
	"time"
)

func TestHoursReadAndWriteTheSameText(t *testing.T) {
	for text, want := range map[string]Hours{
		"09:00-17:00": {9 * time.Hour, 17 * time.Hour}, "00:00-24:00": {0, Day},
		"9:30 - 12:05": {9*time.Hour + 30*time.Minute, 12*time.Hour + 5*time.Minute},
	} {
		got, err := ParseHours(text)
		if err != nil || got != want {
			t.Errorf("%q is %v, %v", text, got, err)
		}
		if again, err := ParseHours(got.String()); err != nil || again != got {
			t.Errorf("%q is written %q, which is %v, %v", text, got, again, err)
		}
	}
	for _, bad := range []string{"", "9-17", "17:00-09:00", "09:00-09:00", "09:00-24:01", "09:60-17:00", "09:0-17:00", "-1:00-17:00", "09:00", "09:00-17:00-18:00"} {
		if got, err := ParseHours(bad); err == nil {
			t.Errorf("%q is %v", bad, got)
		}
	}
}

func TestOnlyDatesThatExistAreRead(t *testing.T) {
	for text, want := range map[string]Date{"2026-12-25": {2026, time.December, 25}, "2028-02-29": {2028, time.February, 29}, "": {}, "2026-12-25T00:00:00Z": {2026, time.December, 25}} {
		var got Date
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, bad := range []string{"2026-02-29", "25.12.2026", "2026-12-25T09:00:00Z", "today", "2026-12-25T00:00:00Z and so on", "2026-12-25T00:00:00.5Z", "2026-12-25T00:00:00"} {
		if err := new(Date).UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

func TestTermOfMonthsIsNeverCutShort(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-11-20", 12, "2027-11-20"}, {"2028-02-29", 12, "2029-03-01"}, {"2028-02-29", 48, "2032-02-29"},
		{"2026-08-31", 6, "2027-03-01"}, {"2026-12-31", 1, "2027-01-31"}, {"2026-01-30", 1, "2026-03-01"},
	} {
		from, _ := ParseDate(c.from)
		if got := from.AddMonths(c.months); got.String() != c.want {
			t.Errorf("%s and %d months is %s, want %s", c.from, c.months, got, c.want)
		}
	}
}
