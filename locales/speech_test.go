package locales

import (
	"strings"
	"testing"
	"time"

	"edown/ivr"
	"edown/support"
)

// TestDurations checks how each language speaks them, rounded down.
func TestDurations(t *testing.T) {
	c := load(t)
	for _, x := range []struct {
		name       string
		d          time.Duration
		en, fr, zh string
	}{
		{"Waited", 0, "less than a minute", "moins d'une minute", "不到一分钟"},
		{"Waited", 59 * time.Second, "less than a minute", "moins d'une minute", "不到一分钟"},
		{"Waited", -time.Hour, "less than a minute", "moins d'une minute", "不到一分钟"},
		{"Waited", 119 * time.Second, "1 minute", "une minute", "1分钟"},
		{"Waited", 5 * time.Minute, "5 minutes", "5 minutes", "5分钟"},
		{"Waited", time.Hour, "1 hour", "une heure", "1小时"},
		{"Waited", 65 * time.Minute, "1 hour and 5 minutes", "une heure et 5 minutes", "1小时5分钟"},
		{"Waited", 50*time.Hour + 59*time.Minute, "2 days and 2 hours", "2 jours et 2 heures", "两天两小时"},
		{"Down", 0, "less than an hour", "moins d'une heure", "不到一小时"},
		{"Down", time.Hour, "1 hour", "une heure", "1小时"},
		{"Down", 30 * time.Hour, "30 hours", "30 heures", "30小时"},
		{"Down", 72 * time.Hour, "3 days", "3 jours", "3天"},
		{"Down", 73 * time.Hour, "3 days and 1 hour", "3 jours et une heure", "3天1小时"},
	} {
		for tag, want := range map[string]string{"en": x.en, "fr": x.fr, "zh": x.zh} {
			if got := c.tongues[tag].duration(x.name, x.d); got != want {
				t.Errorf("%s: %s %v is %q, want %q", tag, x.name, x.d, got, want)
			}
		}
	}
}

func TestLists(t *testing.T) {
	c := load(t)
	for _, x := range []struct{ names, en, fr, zh string }{
		{"", "", "", ""},
		{"Mei", "Mei", "Mei", "Mei"},
		{"Mei Raj", "Mei and Raj", "Mei et Raj", "Mei和Raj"},
		{"Mei Raj Ana", "Mei, Raj and Ana", "Mei, Raj et Ana", "Mei、Raj和Ana"},
		{"Mei Raj Ana Leo", "Mei, Raj and 2 others", "Mei, Raj et 2 autres personnes", "Mei、Raj和另外两人"},
		{"梅 拉杰", "梅 and 拉杰", "梅 et 拉杰", "梅和拉杰"},
	} {
		for tag, want := range map[string]string{"en": x.en, "fr": x.fr, "zh": x.zh} {
			if got := c.tongues[tag].list(strings.Fields(x.names)); got != want {
				t.Errorf("%s: %q, want %q", tag, got, want)
			}
		}
	}
}

func TestCounts(t *testing.T) {
	c := load(t)
	for n, want := range map[int][3]string{
		0:         {"0 users affected.", "0 utilisateur touché.", "0名用户受影响。"},
		1:         {"1 user affected.", "1 utilisateur touché.", "1名用户受影响。"},
		2:         {"2 users affected.", "2 utilisateurs touchés.", "两名用户受影响。"},
		1_000_000: {"1000000 users affected.", "1000000 utilisateurs touchés.", "1000000名用户受影响。"},
	} {
		for i, tag := range []string{"en", "fr", "zh"} {
			if got := word(t, c, tag, "detail_q3_impacted_users", ivr.Data{"Count": n}); got != want[i] {
				t.Errorf("%s: %q, want %q", tag, got, want[i])
			}
		}
	}
}

// TestNumbersAreReadInGroups checks a case number from its beginning, and a
// phone number in the groups of its country (U11).
func TestNumbersAreReadInGroups(t *testing.T) {
	c := load(t)
	for value, want := range map[any][2]string{
		support.CaseNumber("C1234567"):  {"C, 123, 4567", "C，123，4567"},
		support.CaseNumber("1234567"):   {"123, 4567", "123，4567"},
		support.CaseNumber(""):          {"", ""},
		support.E164("+14155550123"):    {"1, 415, 555, 0123", "1，415，555，0123"},
		support.E164("+8613812345678"):  {"86, 138, 1234, 5678", "86，138，1234，5678"},
		support.E164("8613812345678"):   {"86, 138, 1234, 5678", "86，138，1234，5678"}, // as it is keyed
		support.E164("+33612345678"):    {"33, 6, 12, 34, 56, 78", "33，6，12，34，56，78"},
		support.E164("+5511912345678"):  {"55, 11, 91234, 5678", "55，11，91234，5678"},
		support.E164("+819012345678"):   {"81, 90, 1234, 5678", "81，90，1234，5678"},
		support.E164("+821012345678"):   {"82, 10, 1234, 5678", "82，10，1234，5678"},
		support.E164("+4930901820001"):  {"49, 30, 901, 820, 001", "49，30，901，820，001"},
		support.E164("+442079460018"):   {"44, 20, 7946, 0018", "44，20，7946，0018"},
		support.E164("12345"):           {"1, 2345", "1，2345"},
		support.E164("not a number"):    {"", ""},
		support.CaseNumber("<C1\x00 2"): {"<C, 1 2", "<C，1 2"},
	} {
		for i, tag := range []string{"en", "zh"} {
			text, _ := c.tongues[tag].value("Case", value).(string)
			if got := (ivr.Spoken{Parts: parts(text)}).String(); got != want[i] {
				t.Errorf("%s: %v is %q, want %q", tag, value, got, want[i])
			}
		}
	}
}

func TestSMSWritesTheCaseNumber(t *testing.T) {
	c := load(t)
	got, err := c.Text("en", "sms_page", map[string]string{"Case": "C1234567", "Customer": "Acme", "Category": "category_3"})
	if want := "E-DOWN C1234567 Acme: suppliers locked out. To accept, reply 1 and answer our call. To pass, reply 2."; got != want || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  Mei\tChen\n":                   "Mei Chen",
		"Johnson & Sons":                  "Johnson & Sons",
		"a\u202eb\u200bc\x07":             "abc",
		"梅\uE000123\uE001":                "梅123",
		"\xffok":                          "ok",
		"ten letters and some more words": "ten letters and some",
	} {
		if got := clean(in, 22); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
