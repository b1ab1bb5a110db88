package locales

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestUnderstand checks what callers say against the keys that it means.
func TestUnderstand(t *testing.T) {
	c := load(t)
	for _, x := range []struct{ lang, prompt, words, keys string }{
		// The main menu: an emergency wins, a wish for a human even more so.
		{"en", "main", "Production is down!", "1"},
		{"en", "main", "yes", "1"},
		{"en", "main", "I have a problem, our production system is down", "1"},
		{"en", "main", "it's about an existing case", "2"},
		{"en", "main", "a new problem", "3"},
		{"en", "main", "I want to open a new case", "3"},
		{"en", "main", "I'd like to speak to an operator", "0"},
		{"en", "main", "production is down, give me a human", "!0"},
		{"en", "main", "one", "1"},
		{"en", "main", "press two please", "2"},
		{"en", "main", "option 3", "3"},
		{"en", "main", "one of my colleagues", ""},
		{"en", "main", "the weather is fine", ""},
		{"en", "main", "can you repeat that", "#"},
		{"en", "main", "wait, I need more time", "8"},
		{"en", "main", "go back", "*"},
		{"en", "main", "", ""},
		{"fr", "main", "La production est à l'arrêt", "1"},
		{"fr", "main", "c'est pour un dossier en cours", "2"},
		{"fr", "main", "j'ai un nouveau problème", "3"},
		{"fr", "main", "un opérateur s'il vous plaît", "0"},
		{"fr", "main", "je voudrais parler à quelqu'un", "0"},
		{"fr", "main", "deux", "2"},
		{"fr", "main", "j'ai un souci", ""},
		{"zh", "main", "生产系统停机了", "1"},
		{"zh", "main", "我们 的 系统 瘫痪 了", "1"},
		{"zh", "main", "查询已有工单", "2"},
		{"zh", "main", "有个新问题", "3"},
		{"zh", "main", "转人工", "0"},
		{"zh", "main", "请按二", "2"},
		{"zh", "main", "没有停机", ""},

		// Yes and no, where a prompt asks.
		{"en", "qualify", "Yes.", "1"},
		{"en", "qualify", "yeah, everything has stopped", "1"},
		{"en", "qualify", "nobody can work", "1"},
		{"en", "qualify", "no", "2"},
		{"en", "qualify", "No, only some users", ""},
		{"en", "qualify", "not everything", ""},
		{"en", "qualify", "it's not working", ""},
		{"en", "qualify", "yes and no", ""},
		{"en", "qualify", "I'm not sure", ""},
		{"en", "confirm_case", "that's correct", "1"},
		{"en", "confirm_case", "no, it's another case", "2"},
		{"en", "resume", "yes", "1"},
		{"en", "resume", "no", "2"},
		{"en", "contact", "yes", "1"},
		{"en", "contact", "no", "2"},
		{"en", "contact", "nobody", "3"},
		{"en", "here", "I want to talk now", "1"},
		{"en", "here", "let me finish the questions", "2"},
		{"fr", "qualify", "oui", "1"},
		{"fr", "qualify", "Oui, plus rien ne marche", "1"},
		{"fr", "qualify", "non", "2"},
		{"fr", "qualify", "pas tout à fait", "2"},
		{"fr", "qualify", "ça ne marche pas du tout", ""},
		{"fr", "confirm_case", "c'est ça", "1"},
		{"fr", "confirm_case", "non, un autre dossier", "2"},
		{"fr", "resume", "oui", "1"},
		{"fr", "resume", "non", "2"},
		{"fr", "contact", "oui, c'est moi", "1"},
		{"fr", "contact", "non", "2"},
		{"fr", "contact", "il n'y a personne", "3"},
		{"zh", "qualify", "是的", "1"},
		{"zh", "qualify", "全部都停了", "1"},
		{"zh", "qualify", "不是", "2"},
		{"zh", "qualify", "没有，还有一部分在运行", ""},
		{"zh", "qualify", "但是我不知道", ""},
		{"zh", "confirm_case", "对", "1"},
		{"zh", "confirm_case", "不对，是另一个", ""},
		{"zh", "resume", "是", "1"},
		{"zh", "resume", "不是", "2"},
		{"zh", "contact", "能", "1"},
		{"zh", "contact", "不是", "2"},
		{"zh", "contact", "没有", "3"},

		// The categories.
		{"en", "q1", "suppliers cannot get in", "3"},
		{"en", "q1", "most users can't log in", "1"},
		{"en", "q1", "the server keeps crashing", "2"},
		{"en", "q1", "the server is very slow", "5"},
		{"en", "q1", "users' work is down", "4"},
		{"fr", "q1", "les fournisseurs n'ont plus d'accès", "3"},
		{"fr", "q1", "le serveur ne répond plus", "2"},
		{"fr", "q1", "le serveur est très lent", "5"},
		{"zh", "q1", "供应商无法登录", "3"},
		{"zh", "q1", "服务器没有响应", "2"},
		{"zh", "q1", "服务器太慢", "5"},

		// Numbers of cases: figures first, however they are said.
		{"en", "case_number", "C 1234567", "1234567"},
		{"en", "case_number", "C123-4567", "1234567"},
		{"en", "case_number", "see one two three, four five six seven", "1234567"},
		{"en", "case_number", "it is oh one two three four five six", "0123456"},
		{"en", "case_number", "one twenty three, forty five sixty seven", "1234567"},
		{"en", "case_number", "I don't have one", "#"},
		{"en", "case_number", "no, it's C 1234567", "1234567"},
		{"en", "case_number", "operator", "*0"},
		{"en", "case_number", "more time", "*8"},
		{"en", "case_number", "say that again", "*#"},
		{"en", "contract_number", "I don't know", "*0"},
		{"fr", "case_number", "C un deux trois quatre cinq six sept", "1234567"},
		{"fr", "case_number", "c'est cent vingt-trois, quarante-cinq, soixante-sept", "1234567"},
		{"fr", "case_number", "je n'en ai pas", "#"},
		{"fr", "contact_number", "33 6 12 34 56 78", "33612345678"},
		{"fr", "contact_number", "trente-trois, six, douze, trente-quatre, cinquante-six, soixante-dix-huit", "33612345678"},
		{"zh", "case_number", "C一二三四五六七", "1234567"},
		{"zh", "case_number", "幺二三四五六七", "1234567"},
		{"zh", "case_number", "１２３４５６７", "1234567"},
		{"zh", "case_number", "还没有工单", "#"},
		{"zh", "case_number", "转人工", "*0"},

		// Counts.
		{"en", "q2", "450", "450"},
		{"en", "q2", "about 1,234 users", "1234"},
		{"en", "q2", "four hundred fifty", "450"},
		{"en", "q2", "four hundred and fifty users", "450"},
		{"en", "q2", "twelve hundred", "1200"},
		{"en", "q2", "two thousand three hundred forty five", "2345"},
		{"en", "q2", "one hundred thousand", "100000"},
		{"en", "q2", "one million two hundred thousand", "1200000"},
		{"en", "q2", "3 thousand", "3000"},
		{"en", "q2", "four five zero", "450"},
		{"en", "q2", "twenty", "20"},
		{"en", "q2", "two dozen", "24"},
		{"en", "q2", "two or three hundred", ""},
		{"en", "q2", "twenty thirty", ""},
		{"en", "q2", "two thousand and three thousand", ""},
		{"en", "q2", "a few hundred", ""},
		{"en", "q3", "none", "0"},
		{"en", "q3", "an operator please", "*0"},
		{"fr", "q2", "quatre cent cinquante", "450"},
		{"fr", "q2", "1 234", "1234"},
		{"fr", "q2", "un total de 450 utilisateurs", "450"},
		{"fr", "q2", "quatre-vingt-dix-sept", "97"},
		{"fr", "q2", "soixante et onze", "71"},
		{"fr", "q2", "soixante-dix-sept", "77"},
		{"fr", "q2", "deux mille trois cent vingt et un", "2321"},
		{"fr", "q2", "mille deux cents", "1200"},
		{"fr", "q2", "une centaine", "100"},
		{"fr", "q2", "deux trois cents", ""},
		{"fr", "q2", "quelques centaines", ""},
		{"fr", "q3", "aucun", "0"},
		{"zh", "q2", "四百五十", "450"},
		{"zh", "q2", "四百五", "450"},
		{"zh", "q2", "四百零五", "405"},
		{"zh", "q2", "一千二百三十四", "1234"},
		{"zh", "q2", "十五个", "15"},
		{"zh", "q2", "两千", "2000"},
		{"zh", "q2", "三万五", "35000"},
		{"zh", "q2", "十二万三千", "123000"},
		{"zh", "q2", "1200个用户", "1200"},
		{"zh", "q2", "三四百人", ""},
		{"zh", "q2", "几百个", ""},
		{"zh", "q3", "没有人", "0"},

		// Hours.
		{"en", "q5", "five hours", "5"},
		{"en", "q5", "two days", "48"},
		{"en", "q5", "two days and five hours", "53"},
		{"en", "q5", "a day", "24"},
		{"en", "q5", "1.5 hours", "1"},
		{"en", "q5", "two and a half hours", "2"},
		{"en", "q5", "half an hour", "#"},
		{"en", "q5", "thirty minutes", "#"},
		{"en", "q5", "90 minutes", "1"},
		{"en", "q5", "since 3 am", ""},
		{"fr", "q5", "trois heures", "3"},
		{"fr", "q5", "deux jours", "48"},
		{"fr", "q5", "une demi-heure", "#"},
		{"fr", "q5", "moins d'une heure", "#"},
		{"fr", "q5", "deux heures et demie", "2"},
		{"zh", "q5", "三个小时", "3"},
		{"zh", "q5", "两天", "48"},
		{"zh", "q5", "两天零三个小时", "51"},
		{"zh", "q5", "半个小时", "#"},
		{"zh", "q5", "十分钟", "#"},
		{"zh", "q5", "半天", ""},
		{"zh", "q5", "两三个小时", ""},

		// Unknown prompts and languages.
		{"en", "", "operator", "0"},
		{"is", "qualify", "yes", "1"},
		{"en", "no such prompt", "yes", ""},
	} {
		if got := c.Understand(x.lang, x.prompt, x.words); got != x.keys {
			t.Errorf("%s, %s: %q means %q, want %q", x.lang, x.prompt, x.words, got, x.keys)
		}
	}
}

// TestEveryLanguageSaysYesNoAndDigits checks each prompt that asks for them.
func TestEveryLanguageSaysYesNoAndDigits(t *testing.T) {
	c := load(t)
	digits := map[string]string{
		"en": "zero one two three four five six seven eight nine",
		"fr": "zéro un deux trois quatre cinq six sept huit neuf",
		"zh": "零 一 二 三 四 五 六 七 八 九",
	}
	yes, no := map[string]string{"en": "yes", "fr": "oui", "zh": "是"}, map[string]string{"en": "no", "fr": "non", "zh": "不是"}
	for _, tag := range c.Tags() {
		for n, word := range strings.Fields(digits[tag]) {
			if got := c.Understand(tag, "main", word); got != string(rune('0'+n)) {
				t.Errorf("%s: %q is key %q", tag, word, got)
			}
		}
		for _, prompt := range []string{"qualify", "confirm_case", "resume", "contact"} {
			if got := c.Understand(tag, prompt, yes[tag]) + c.Understand(tag, prompt, no[tag]); got != "12" {
				t.Errorf("%s, %s: yes and no are %q", tag, prompt, got)
			}
		}
	}
}

// TestHints checks the carrier's limits (Twilio, <Gather>: 500 of 100
// characters).
func TestHints(t *testing.T) {
	c, s := load(t), dialogues(t)
	for _, tag := range c.Tags() {
		for prompt := range s.heard {
			hints := strings.Split(c.Hints(tag, prompt), ",")
			if len(hints) > mostHints || len(hints) < 5 {
				t.Errorf("%s, %s: %d hints", tag, prompt, len(hints))
			}
			for _, hint := range hints {
				if n := utf8.RuneCountInString(hint); n == 0 || n > longestHint || strings.ContainsAny(hint, "<>;=") {
					t.Errorf("%s, %s: hint %q", tag, prompt, hint)
				}
			}
		}
	}
	if !strings.HasPrefix(c.Hints("en", "main"), "yes,") || !strings.Contains(c.Hints("zh", "q1"), "供应商") {
		t.Errorf("got %q and %q", c.Hints("en", "main"), c.Hints("zh", "q1"))
	}
}

// FuzzUnderstand checks that anything heard means keys, and few.
func FuzzUnderstand(f *testing.F) {
	c, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	prompts := []string{"", "main", "qualify", "case_number", "q2", "q5", "contact_number"}
	for _, words := range []string{"four hundred and fifty", "quatre-vingt-dix-sept mille", "三万五千零五十", "1 234,5", "one hundred two hundred", "thousand thousand thousand thousand", "\xff٣٤"} {
		f.Add(words, uint8(0))
	}
	f.Fuzz(func(t *testing.T, words string, which uint8) {
		for _, tag := range c.Tags() {
			keys := c.Understand(tag, prompts[int(which)%len(prompts)], words)
			if strings.Trim(strings.TrimPrefix(keys, outage), "0123456789*#") != "" || len(keys) > longestNumber+2 {
				t.Errorf("%s: %q means %q", tag, words, keys)
			}
		}
	})
}
