package operators

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"edown/support"
)

// someWords are a few of the locales' words: that those hold all of them is tested
// in the house.
var someWords = ReplyWords{
	Accept:    []string{"yes", "yep", "ok", "okay", "sure", "accept", "I accept", "on it", "I'm on it", "oui", "d'accord", "j'accepte", "好", "好的", "接受", "收到", "一"},
	Pass:      []string{"no", "nope", "pass", "I pass", "non", "je passe", "不", "不行", "不接受", "转"},
	Polite:    []string{"please", "thanks", "thank you", "merci", "谢谢", "了", "press", "for", "case"},
	Signature: []string{"sent from my", "envoyé de mon", "发自我的"},
}

// Each line is a spelling that was sent, in quotes where a line ends within it.
var spellings = map[Reply]string{
	{Means: Accepts}: `
		1|1.|1!|1,|(1)|[1]|"1"|'1'|«1»|#1|# 1|1)|1:|1;|1 -|- 1|-1|+1|*1*|=1|1…|  1  |１|１．|（１）|①|⑴|１。|1️⃣|📟 1|1 🚗|1 😴|1👍|👍1|1 ✅|
		١|१|๑|𝟏|¹|1\u00a0|\u200b1|\ufeff1|\u200e1\u200f|1\u200b|\u20601|1\u3000|\u202d1\u202c|\u00ad1|
		1 ok|1 OK|1 Ok.|1, ok|1 - ok|1 okay|1 yes|1 yes please|1 please|1, thanks|1 thank you!|1ok|ok 1|OK, 1|Ok - 1|yes 1|yes, 1.|yes: 1|press 1|
		1 accept|accept 1|1 I accept|1 oui|oui 1|1 merci|1 j'accepte|1 j’accepte|J’accepte : 1|1 d'accord|1 好|1好的|好的1|1，好的|1。接受|1 谢谢|1接受了|1 on it|1, I'm on it|
		1 Mei|1 - Mei Chen|1 mei chen|ok 1 Mei|1\n|\n1|1\n-- \nMei Chen\nDuty manager 2|1\n--\nMei|1\n\nSent from my iPhone|1\nSent from my Galaxy S22|
		1\nEnvoyé de mon iPhone 14|1\n发自我的 iPhone|1\n> E-DOWN C1234567 Acme. Reply 1 to accept, 2 to pass.|> Reply 1 to accept, 2 to pass\n1|
		1\nOn Mon, 30 Nov 2026 at 03:11, Support wrote:\n> Reply 1|1\n\nLe lun. 30 nov. 2026 à 03:11, Support a écrit :\n> 2 pour passer|1\r\n|1\r\nok\r\n|1\n____\nFrom Support, 2 lines|1C|1 c`,
	{Means: Accepts, Case: "C1234567"}: `
		1 C1234567|1C1234567|1 c1234567|1 1234567|1 123 4567|1 123-4567.|1: c123-4567, ok|1 C 123 4567|1, C1234567|1 (C1234567)|1 C1234567!|1 #1234567|
		C1234567 1|1234567 1|C1234567: 1|C1234567, 1 please|ok 1 C1234567|1 ok C1234567|1 C1234567 ok|1 for C1234567|1 case C1234567|1 for case 1234567|１　Ｃ１２３４５６７|
		１Ｃ１２３４５６７|1 C1234567 thanks|1 C１２３４５６７|\u200b1 C1234567|1 C1234567 C1234567|1 C1234567\nSent from my iPhone 12|1好的 C1234567|1，C1234567谢谢`,
	{Means: Accepts, Word: true}: `
		yes|Yes|YES|yes!|yes.|yep|ok|Ok|OK|ok.|okay|O\u200bK|sure|yes please|ok thanks|ok, thank you|accept|I accept|yes, I accept|on it|I'm on it|I’m on it|oui|Oui|OUI !|
		oui merci|d'accord|D’accord.|j'accepte|J’accepte|好|好的|好的，谢谢|接受|接受了|收到|收到，好的|一|👍|👍🏽|👌|✅|✔️|ok 👍|👍 ok|ＯＫ|ｙｅｓ|ok Mei|Yes - Mei Chen|ok\nSent from my iPhone 5`,
	{Means: Accepts, Case: "C1234567", Word: true}: `ok C1234567|yes, C1234567|C1234567 ok|accept C1234567|C1234567 接受|接受 C1234567|oui C123 4567|好的1234567`,
	{Means: Passes}: `
		2|2.|(2)|#2|２|②|2️⃣|\u200b2|2!|2 no|no 2|2 pass|pass, 2|2 please|2, thanks|2 merci|2 non|non, 2|2 je passe|2不行|2 不|2，谢谢|2 👎|2 Mei|2\n--\nMei 1|2\nSent from my iPhone 1|
		2\n> Reply 1 to accept`,
	{Means: Passes, Case: "C1234567"}: `2 C1234567|2C1234567|2: c123-4567|C1234567 2|2 1234567|no 2 C1234567`,
	{Means: Passes, Word: true}:       `no|No.|nope|pass|I pass|non|non merci|je passe|不|不行|不接受|转|👎|❌|no thanks`,
	{Means: Names, Case: "C1234567"}:  `C1234567|1234567|c123 4567|C1234567.|case C1234567|C1234567 please|C1234567, thanks`,
	{Means: ReportsContact, Case: "C1234567"}: `
		3 C1234567|3C1234567|3: c123 4567|3 1234567|3 C1234567, spoke to him|3 C1234567 called him at 9, back in 2 hours|(3) C1234567|３ C1234567|#3 C1234567|3 C1234567已联系|3 for C1234567|
		3 - C1234567 - done|3. C1234567|3 C1234567 C7654321`,
	{Means: ReportsAnalysis, Case: "C1234567"}: `4 C1234567|4C1234567|4: c123-4567|4 C1234567, in the wiki|４ Ｃ１２３４５６７`,
	{Means: ReportsContact}:                    `3|3.|3 C123|3 C12345678|3 thanks`,
	{Means: ReportsAnalysis}:                   `4|4 999`,
	{}: `
		||.|?|1?|1 ?|ok?|yes?|好？|0|5|7|9|11|12|111|1 1|1 2|1 or 2|1/2|1-2|1, 2|1.5|1.5 h|1,5 h|1:30|1h|1st|2nd|2x|10|21|
		2 minutes, I am on it|1 hour away, cannot take this|2 min|1 min|1 minute|1 hour|1 sec|2 hours away|1 moment|1 moment please|give me 2 minutes|in 1 minute|back in 2|2 more minutes|2分钟|1小时后|1 heure|dans 2 minutes|
		1 no|no 1|2 yes|yes 2|1 pass|1 👎|2 👍|not 1|1 not|1 but call me|1 can't|1 cannot|cannot 1|1 on my way|1 on my way, 2 minutes|1 maybe|1 later|1 if Raj cannot|1 and call me|1 call me|1 in a meeting|
		3 new messages in your mailbox|1 new message|You have 1 new message|You have 2 missed calls|2 new voicemails|1 missed call from +14155550123|4 unread messages|3 people|4 minutes|3 minutes to go|3.5 C1234567|
		I'm driving with Do Not Disturb While Driving turned on. I'll see your message when I get where I'm going.|(I'm not receiving notifications. If this is urgent, reply "urgent" to send a notification through with your original message.)|
		I am out of office until 1 December|Out of office, back on 2/12|Je suis absent jusqu'au 1er décembre|自动回复：我正在开会|[Auto-reply] ok|Can't talk right now. What's up?|I'll call you right back|Sorry, I can't talk right now.|On my way!|In a meeting|
		Liked "E-DOWN C1234567 Acme. Reply 1 to accept, 2 to pass."|Reacted 👍 to "E-DOWN C1234567 Acme. Reply 1 to accept, 2 to pass."|A aimé « E-DOWN »|E-DOWN C1234567 Acme. Reply 1 to accept, 2 to pass.|> 1|>1|> ok|
		STOP|START|HELP|who is this|wrong number|what?|thanks|thank you|merci|谢谢|Mei|Mei Chen|hello|🚗|😀|not ok|not yes|ok no|yes no|yes but not now|ok in 5|ok give me a minute|不好|不是好的吗|没好|不 好|nok|yesterday|okra|nonsense|passed out|oui mais non|
		1 C1234567 or C7654321|1 C12345678|2 C123 45678|1 C123456|1 C123 call me|C1234567 C7654321|C12345678|1 D1234567|1 +14155550123|C1234567 is fixed|1 C1234567 not mine|ok C1234567 is not mine|1234|4155550123|
		-- \n1|Sent from my iPhone 1|On Monday Support wrote:\n> 1 ok|1 2 C1234567|1 3 C1234567|1 eins zwei`,
}

func TestSpellingsOfReplies(t *testing.T) {
	escapes := strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\u00a0`, "\u00a0", `\u200b`, "\u200b", `\ufeff`, "\ufeff", `\u200e`, "\u200e", `\u200f`, "\u200f",
		`\u2060`, "\u2060", `\u3000`, "\u3000", `\u202d`, "\u202d", `\u202c`, "\u202c", `\u00ad`, "\u00ad")
	n := 0
	for want, lines := range spellings {
		for text := range strings.SplitSeq(strings.ReplaceAll(strings.ReplaceAll(lines, "\t", ""), "|\n", "|"), "|") {
			n++
			text = strings.TrimPrefix(escapes.Replace(text), "")
			if got := ReadReply(text, support.DefaultCaseFormat, someWords.beside("Mei Chen")); got != want {
				t.Errorf("%q: got %+v, want %+v", text, got, want)
			}
		}
	}
	if n < 300 {
		t.Errorf("only %d spellings", n)
	}
}

// A key with anything beside it that is not understood is no key.
func TestAKeyAmongOtherWordsIsNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`[b-df-hj-np-tv-xz]{2,8}( [b-df-hj-np-tv-xz]{2,8}){0,4}`).Filter(func(s string) bool {
			return !someWords.sayings(folded(s))[accepting] && someWords.sayings(folded(s))[otherwise]
		}).Draw(t, "words")
		key := rapid.SampledFrom([]string{"1", "2", "１", "ok", "1 ok", "2 C1234567"}).Draw(t, "key")
		for _, text := range []string{key + " " + words, words + " " + key} {
			if got := ReadReply(text, support.DefaultCaseFormat, someWords); got != (Reply{}) {
				t.Fatalf("%q: %+v", text, got)
			}
		}
	})
}
