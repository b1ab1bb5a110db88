package locales

import (
	"testing"
	"time"
	_ "time/tzdata"

	"edown/ivr"
)

func place(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestMoments checks the wording in each language, asked on Friday, 20 November
// 2026, at ten in the morning in Los Angeles.
func TestMoments(t *testing.T) {
	c, west := load(t), place(t, "America/Los_Angeles")
	now := time.Date(2026, 11, 20, 10, 0, 0, 0, west)
	for _, x := range []struct {
		at         time.Time
		en, fr, zh string
	}{
		{time.Date(2026, 11, 20, 16, 15, 0, 0, west), "today at 4:15 p.m.", "aujourd'hui à 16 heures 15", "今天下午4点15分"},
		{time.Date(2026, 11, 20, 16, 15, 59, 0, west), "today at 4:15 p.m.", "aujourd'hui à 16 heures 15", "今天下午4点15分"},
		{time.Date(2026, 11, 20, 9, 5, 0, 0, west), "today at 9:05 a.m.", "aujourd'hui à 9 heures 5", "今天上午9点零5分"},
		{time.Date(2026, 11, 20, 0, 1, 0, 0, west), "today at 12:01 a.m.", "aujourd'hui à zéro heure une", "今天凌晨零点零1分"},
		{time.Date(2026, 11, 20, 12, 0, 0, 0, west), "today at noon", "aujourd'hui à midi", "今天中午12点"},
		{time.Date(2026, 11, 20, 12, 30, 0, 0, west), "today at 12:30 p.m.", "aujourd'hui à 12 heures 30", "今天中午12点30分"},
		{time.Date(2026, 11, 21, 0, 0, 0, 0, west), "tonight at midnight", "ce soir à minuit", "今晚12点"},
		{time.Date(2026, 11, 20, 0, 0, 0, 0, west), "last night at midnight", "hier soir à minuit", "昨晚12点"},
		{time.Date(2026, 11, 22, 0, 0, 0, 0, west), "tomorrow night at midnight", "demain soir à minuit", "明晚12点"},
		{time.Date(2026, 11, 23, 0, 0, 0, 0, west), "on Sunday night at midnight", "dimanche soir à minuit", "本周日晚上12点"},
		{time.Date(2026, 11, 24, 0, 0, 0, 0, west), "on Monday night at midnight", "lundi prochain au soir, à minuit", "下周一晚上12点"},
		{time.Date(2026, 12, 4, 0, 0, 0, 0, west), "on the night of December 3 at midnight", "le 3 décembre au soir, à minuit", "12月3日晚上12点"},
		{time.Date(2026, 11, 21, 9, 0, 0, 0, west), "tomorrow at 9 a.m.", "demain à 9 heures", "明天上午9点"},
		{time.Date(2026, 11, 19, 14, 0, 0, 0, west), "yesterday at 2 p.m.", "hier à 14 heures", "昨天下午两点"},
		{time.Date(2026, 11, 22, 1, 0, 0, 0, west), "on Sunday at 1 a.m.", "dimanche à une heure", "本周日凌晨1点"},
		{time.Date(2026, 11, 23, 9, 0, 0, 0, west), "on Monday at 9 a.m.", "lundi prochain à 9 heures", "下周一上午9点"},
		{time.Date(2026, 11, 26, 7, 30, 0, 0, west), "on Thursday at 7:30 a.m.", "jeudi prochain à 7 heures 30", "下周四早上7点30分"},
		{time.Date(2026, 11, 27, 9, 0, 0, 0, west), "on November 27 at 9 a.m.", "le 27 novembre à 9 heures", "11月27日上午9点"},
		{time.Date(2026, 12, 1, 20, 0, 0, 0, west), "on December 1 at 8 p.m.", "le premier décembre à 20 heures", "12月1日晚上8点"},
		{time.Date(2026, 11, 17, 9, 0, 0, 0, west), "on Tuesday at 9 a.m.", "mardi à 9 heures", "本周二上午9点"},
		{time.Date(2026, 11, 15, 9, 0, 0, 0, west), "last Sunday at 9 a.m.", "dimanche dernier à 9 heures", "上周日上午9点"},
		{time.Date(2026, 11, 13, 9, 0, 0, 0, west), "on November 13 at 9 a.m.", "le 13 novembre à 9 heures", "11月13日上午9点"},
		{time.Date(2025, 11, 20, 9, 0, 0, 0, west), "on November 20, 2025, at 9 a.m.", "le 20 novembre 2025 à 9 heures", "2025年11月20日上午9点"},
		{time.Time{}, "", "", ""},
	} {
		for tag, want := range map[string]string{"en": x.en, "fr": x.fr, "zh": x.zh} {
			if got := c.tongues[tag].moment(ivr.Moment{At: x.at, Now: now.UTC()}); got != want {
				t.Errorf("%s: %v is %q, want %q", tag, x.at, got, want)
			}
		}
	}
}

// TestDaysAreThoseOfThePlace checks that today is the day at the place of the
// moment, also on days of 23 and 25 hours.
func TestDaysAreThoseOfThePlace(t *testing.T) {
	c := load(t)
	for _, x := range []struct{ zone, at, now, want string }{
		{"Asia/Shanghai", "2026-11-21T09:00:00+08:00", "2026-11-20T15:59:59Z", "tomorrow at 9 a.m."},
		{"Asia/Shanghai", "2026-11-21T09:00:00+08:00", "2026-11-20T16:00:00Z", "today at 9 a.m."},
		{"America/New_York", "2026-03-08T23:00:00-04:00", "2026-03-07T23:59:00-05:00", "tomorrow at 11 p.m."}, // 23 hours
		{"America/New_York", "2026-03-09T00:30:00-04:00", "2026-03-08T00:30:00-05:00", "tomorrow at 12:30 a.m."},
		{"America/New_York", "2026-11-01T23:30:00-05:00", "2026-11-01T00:30:00-04:00", "today at 11:30 p.m."}, // 25 hours
		{"America/New_York", "2026-11-02T00:30:00-05:00", "2026-11-01T00:10:00-04:00", "tomorrow at 12:30 a.m."},
		{"Europe/Paris", "2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+02:00", "today at 2:30 a.m."},
		{"Europe/Paris", "2026-03-30T00:00:00+02:00", "2026-03-29T01:59:00+01:00", "tonight at midnight"},
		{"Europe/London", "2026-11-23T00:00:00Z", "2026-11-20T23:30:00Z", "on Sunday night at midnight"}, // a 24x5 desk opens
	} {
		at, now := instant(t, x.at), instant(t, x.now)
		if got := c.tongues["en"].moment(ivr.Moment{At: at.In(place(t, x.zone)), Now: now}); got != x.want {
			t.Errorf("%s at %s is %q, want %q", x.at, x.now, got, x.want)
		}
	}
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestWrittenMoments(t *testing.T) {
	c := load(t)
	for text, want := range map[string][3]string{
		"2026-11-23T16:15:00-08:00": {"Mon 23 Nov, 16:15 (UTC-8)", "lun. 23 nov., 16 h 15 (UTC-8)", "11月23日周一16:15（UTC-8）"},
		"2026-03-01T09:05:00Z":      {"Sun 1 Mar, 09:05 (UTC)", "dim. 1er mars, 9 h 05 (UTC)", "3月1日周日09:05（UTC）"},
		"2026-08-05T00:00:00+05:30": {"Wed 5 Aug, 00:00 (UTC+5:30)", "mer. 5 août, 0 h 00 (UTC+5:30)", "8月5日周三00:00（UTC+5:30）"},
		"2026-08-05T12:00:00-03:30": {"Wed 5 Aug, 12:00 (UTC-3:30)", "mer. 5 août, 12 h 00 (UTC-3:30)", "8月5日周三12:00（UTC-3:30）"},
		"soon":                      {"soon", "soon", "soon"},
		"":                          {"", "", ""},
	} {
		for i, tag := range []string{"en", "fr", "zh"} {
			if got := c.tongues[tag].word("When", text, longestWritten); got != want[i] {
				t.Errorf("%s: %s is written %q, want %q", tag, text, got, want[i])
			}
		}
	}
}

// A sentence that ends with a time or a name has one full stop.
func TestOneFullStop(t *testing.T) {
	for in, want := range map[string]string{"By tomorrow at 9 a.m..": "By tomorrow at 9 a.m.", "At Acme Inc.. Press 1.": "At Acme Inc. Press 1."} {
		if got := oneStop(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
