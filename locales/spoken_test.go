package locales

import "testing"

// What callers really say, and what it must not be taken for. "!" is an outage for which
// the prompt has no key; an empty answer is asked again.
func TestWhatIsSaidInAnEmergency(t *testing.T) {
	c := load(t)
	for _, x := range []struct {
		row, lang, prompt, keys string
		said                    []string
	}{
		{"A5", "en", "qualify", "", []string{
			"No one can log in", "No users can work", "There is no production", "The system is not available", "I don't know",
			"no one can do anything", "no work is possible", "no machine is running", "there's no production at all",
			"not a single machine works", "not one person can work", "no, everything is down", "I'm not sure", "no idea",
			"yes mostly", "yes, but one line still runs", "half of it", "almost everything is down", "no no, help", "Not anymore",
		}},
		{"A5", "en", "qualify", "2", []string{"no", "No.", "no, sir", "uh, no", "nope", "No, thank you", "no it isn't", "two"}},
		{"A5", "en", "qualify", "1", []string{
			"yes", "Yes, please.", "uh huh", "yes, everything has stopped", "well, yes", "nobody can work", "everything is down", "one",
		}},
		{"A5", "fr", "qualify", "", []string{
			"pas une seule machine ne tourne", "pas moyen de travailler", "je ne sais pas", "non, tout est arrêté", "oui, presque",
			"oui à moitié", "pas toute la production", "il n'y a plus de production", "la moitié", "une partie", "personne n'est sûr",
		}},
		{"A5", "fr", "qualify", "2", []string{"non", "Non.", "euh, non", "pas du tout", "non, merci"}},
		{"A5", "fr", "qualify", "1", []string{"oui", "oui, tout est arrêté", "plus personne ne peut travailler", "Oui, plus rien ne marche"}},
		{"A5", "zh", "qualify", "", []string{
			"没有一台机器能用", "不能生产", "生产不了了", "没法生产", "不清楚", "不太清楚", "不一定", "不，全停了",
		}},
		{"A8", "zh", "qualify", "", []string{
			"不行", "停了一半", "只有一条线停了", "有一条线停了", "停了三条线", "几乎全停", "停了", "全部", "是的，一部分", "还没停", "好了",
		}},
		{"A5", "zh", "qualify", "1", []string{"是的", "全停了", "没有一个人能工作", "没人能工作", "对，全部停了"}},
		{"A5", "zh", "qualify", "2", []string{"不是", "没有", "不", "呃，不是"}},

		{"A6", "en", "main", "1", []string{
			"help, our production is down", "we need help, production is down", "Help! Everything is down!", "our help desk server is down",
			"the agent service is down", "hello, the system has crashed", "it's about my case, production is down now",
			"not really, production is down", "I'm not sure but production is down", "No, production is down", "no production is down",
			"nobody can log in", "it does not respond, everything is down", "production is not working",
		}},
		{"A6", "en", "main", "!0", []string{"production is down, give me a human", "operator, everything is down"}},
		{"A6", "en", "main", "0", []string{"operator", "help", "I need help with my case please, an operator"}},
		{"A6", "fr", "main", "1", []string{
			"à l'aide, la production est arrêtée", "aidez-moi tout est planté", "bonjour, la production est à l'arrêt",
			"je ne sais pas, la production est arrêtée", "plus personne ne peut travailler, aidez-nous", "c'est urgent, le serveur est tombé",
		}},
		{"A6", "fr", "main", "!0", []string{"un opérateur, la production est arrêtée"}},
		{"A6", "zh", "main", "1", []string{"救命啊系统全停了", "帮帮我系统宕机了", "系统挂了", "没有，系统停了", "没有人能工作"}},
		{"A6", "zh", "main", "!0", []string{"转人工，系统停了"}},
		{"A6", "en", "case_menu", "!", []string{"production is down", "help, production has stopped"}},
		{"A6", "en", "case_menu", "!1", []string{"what is the status, production is down"}},
		{"A6", "en", "existing_case", "!", []string{"production is down"}},
		{"A6", "en", "severity", "1", []string{"question, production is down"}},

		{"A7", "en", "main", "", []string{
			"production is not down", "production isn't down", "nothing is down", "production has not stopped", "production is slow",
			"I don't think production is down", "it isn't that production is down", "yes, production is fine", "yes and no", "it is not an emergency",
			"no emergency", "production",
		}},
		{"A7", "en", "main", "3", []string{"production is fine, I have a question", "production is not down, just a question", "production question"}},
		{"A7", "fr", "main", "", []string{
			"la production n'est pas arrêtée", "la production n'est pas à l'arrêt", "la production va bien", "pas de panne",
			"ce n'est pas une urgence", "rien n'est en panne", "la production n'est plus en panne", "aucune panne",
		}},
		{"A7", "fr", "main", "3", []string{"la production fonctionne, j'ai une question", "pas de panne, juste une question"}},
		{"A7", "zh", "main", "", []string{"不是生产停了", "生产没有停", "没有停机", "不是停机", "系统没有瘫痪", "不紧急"}},
		{"A7", "zh", "main", "3", []string{"生产正常,有个问题", "生产没停,想问个问题", "没停机，咨询"}},
		{"A7", "en", "severity", "", []string{"production has not stopped"}},
		{"A7", "en", "case_change", "3", []string{"production is fine, I want to escalate"}},

		{"kind", "en", "resume", "!", []string{"no, production is still down"}},
		{"kind", "en", "resume", "", []string{"yes, but something else", "no, not yet", "no one answered me"}},
		{"kind", "en", "resume", "2", []string{"no", "a new case"}},
		{"kind", "en", "severity_sure", "!", []string{"no, production is down"}},
		{"kind", "en", "severity_sure", "", []string{"yes, but wait until noon"}},
		{"kind", "en", "q1", "2", []string{"the agent crashed"}},
		{"kind", "en", "callback_number", "", []string{"no, I can not talk now", "nobody helps me"}},
	} {
		for _, said := range x.said {
			if got := c.Understand(x.lang, x.prompt, said); got != x.keys {
				t.Errorf("%s: %s, %s: %q means %q, want %q", x.row, x.lang, x.prompt, said, got, x.keys)
			}
		}
	}
}

// Numbers as they are spoken: right, or asked again; never another number.
func TestSpokenNumbers(t *testing.T) {
	c := load(t)
	for _, x := range []struct{ row, lang, prompt, said, keys string }{
		{"D1", "en", "q2", "1.5 thousand", "1500"},
		{"D1", "en", "q2", "3.5 million", "3500000"},
		{"D1", "en", "q2", "3 million", "3000000"},
		{"D1", "en", "q2", "1.5 k", "1500"},
		{"D1", "en", "q2", "two and a half thousand", "2500"},
		{"D1", "en", "q2", "2.5 users", ""},
		{"D1", "en", "q2", "one and a half million", "1500000"},
		{"D1", "en", "q2", "half a million", ""},
		{"D1", "en", "q2", "three point five million", ""},
		{"D1", "en", "q2", "five billion", ""},
		{"D1", "en", "q2", "80 percent", ""},
		{"D1", "en", "q2", "two thirds", ""},
		{"D1", "en", "q2", "not one", ""},
		{"D1", "en", "q2", "300/450", ""},
		{"D1", "en", "q2", "80%", ""},
		{"D1", "en", "q2", "point five", ""},
		{"D1", "en", "q2", "none of the 450", ""},
		{"D1", "en", "q3", "none of the 450", ""},
		{"D1", "en", "q5", "an hour", "1"},
		{"D1", "en", "q5", "an hour and a half", "1"},
		{"D1", "en", "q2", "450.0", "450"},
		{"D1", "en", "q5", "2.5 days", "60"},
		{"D1", "en", "q5", "1.5 hours", "1"},
		{"D1", "en", "q5", "a day and a half", "36"},
		{"D1", "en", "q5", "two and a half days", "60"},
		{"D1", "en", "q5", "two and a half hours", "2"},
		{"D1", "fr", "q2", "1,5 million", "1500000"},
		{"D1", "fr", "q2", "trois millions", "3000000"},
		{"D1", "fr", "q2", "deux milliards", ""},
		{"D1", "fr", "q2", "pas un", ""},
		{"D1", "fr", "q2", "deux tiers", ""},
		{"D1", "fr", "q5", "un jour et demi", "36"},
		{"D1", "fr", "q5", "2,5 jours", "60"},
		{"D1", "zh", "q2", "3.5万", "35000"},
		{"D1", "zh", "q2", "三分之二", ""},
		{"D1", "zh", "q2", "一点五万", ""},
		{"D1", "zh", "q5", "两天半", "60"},
		{"D1", "zh", "q5", "一天半", "36"},
		{"D1", "zh", "q5", "2.5天", "60"},
		{"D1", "zh", "q5", "一个半小时", "1"},

		{"D2", "en", "case_number", "double five one two three four six", "5512346"},
		{"D2", "en", "callback_number", "four one five triple five oh one two three", "4155550123"},
		{"D2", "en", "case_number", "1 2 3 4 triple 2", "1234222"},
		{"D2", "en", "case_number", "two fives one two three four six", "5512346"},
		{"D2", "en", "case_number", "C one to three four five six seven", ""},
		{"D2", "en", "case_number", "double trouble 123456", ""},
		{"D2", "en", "q2", "double five", ""},
		{"D2", "fr", "case_number", "double cinq un deux trois quatre six", "5512346"},
		{"D2", "fr", "case_number", "deux fois cinq, un deux trois quatre six", "5512346"},
		{"D2", "zh", "case_number", "三个二一三四五", "2221345"},
		{"D2", "zh", "case_number", "拐洞勾一二三四", "7091234"},

		{"D3", "en", "q5", "three quarters of an hour", "#"},
		{"D3", "en", "q5", "quarter to three", ""},
		{"D3", "en", "q5", "since three", ""},
		{"D3", "en", "q5", "half past two", ""},
		{"D3", "en", "q5", "25 minutes", "#"},
		{"D3", "en", "q5", "twenty five minutes", "#"},
		{"D3", "en", "q5", "five or ten minutes", ""},
		{"D3", "en", "q5", "two hours thirty minutes", ""},
		{"D3", "en", "q5", "two months", ""},
		{"D3", "fr", "q5", "vingt-cinq minutes", "#"},
		{"D3", "fr", "q5", "trois quarts d'heure", "#"},
		{"D3", "fr", "q5", "trois heures moins le quart", ""},
		{"D3", "zh", "q5", "四十五分", "#"},
		{"D3", "zh", "q5", "二十五分钟", "#"},
		{"D3", "zh", "q5", "三点四十五分", ""},
		{"D3", "zh", "q5", "三刻钟", "#"},
		{"D3", "zh", "q3", "一样", ""},
		{"D3", "zh", "q3", "一些", ""},
		{"D3", "en", "q3", "the same", ""},
	} {
		if got := c.Understand(x.lang, x.prompt, x.said); got != x.keys {
			t.Errorf("%s: %s, %s: %q means %q, want %q", x.row, x.lang, x.prompt, x.said, got, x.keys)
		}
	}
}
