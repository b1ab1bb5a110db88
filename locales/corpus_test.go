package locales

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// corpus is what may be said in one language, by what it is. Every utterance of the
// tests is put together from it.
type corpus struct {
	join    string   // between two parts
	yes, no []string // plain
	um      []string // hesitations
	down    []string // an outage, as a sentence
	fine    []string // an outage that is denied
	extra   []string // another idea
	human   []string // the wish for an operator
	numbers []string
}

var corpora = map[string]corpus{
	"en": {
		join: ", ",
		yes:  []string{"yes", "yeah", "that's right", "correct", "it is", "absolutely"},
		no:   []string{"no", "nope", "it's not", "not really", "negative"},
		um:   []string{"um", "well", "hello", "please", "okay", "thank you"},
		down: []string{
			"production is down", "our production is down", "the system is down", "everything has stopped", "nobody can work",
			"no one can log in", "nothing works", "the server has crashed", "we are dead in the water",
		},
		fine: []string{
			"production is not down", "production isn't down", "production has not stopped", "nothing is down", "it is not an outage",
			"I don't think production is down", "there is no emergency", "production is running",
		},
		extra: []string{
			"one line still runs", "my colleague knows more", "it started this morning", "the printers are slow",
			"who am I talking to", "only in Boston", "we changed the password", "three of them", "mostly",
		},
		human:   []string{"operator", "give me a human"},
		numbers: []string{"two", "450", "three hundred", "a dozen"},
	},
	"fr": {
		join: ", ",
		yes:  []string{"oui", "ouais", "tout à fait", "c'est ça", "exactement"},
		no:   []string{"non", "pas du tout", "pas vraiment", "ce n'est pas ça"},
		um:   []string{"euh", "ben", "bonjour", "s'il vous plaît", "merci"},
		down: []string{
			"la production est arrêtée", "la production est à l'arrêt", "tout est planté", "plus rien ne marche",
			"plus personne ne peut travailler", "le serveur est tombé", "on ne produit plus",
		},
		fine: []string{
			"la production n'est pas arrêtée", "la production n'est pas à l'arrêt", "pas de panne", "ce n'est pas une urgence",
			"la production n'est plus en panne", "je ne crois pas que la production est arrêtée", "la production va bien",
		},
		extra: []string{
			"une ligne tourne encore", "mon collègue en sait plus", "depuis ce matin", "les imprimantes sont lentes",
			"qui est à l'appareil", "seulement à Lyon", "trois d'entre eux", "presque",
		},
		human:   []string{"opérateur", "un humain"},
		numbers: []string{"deux", "450", "trois cents", "une douzaine"},
	},
	"zh": {
		join: "，",
		yes:  []string{"是", "是的", "对", "没错", "好的"},
		no:   []string{"不", "不是", "没有", "不对"},
		um:   []string{"呃", "你好", "请", "谢谢"},
		down: []string{
			"系统停了", "生产全停了", "系统瘫痪了", "没有一个人能工作", "没人能工作", "谁都不能工作", "系统挂了", "生产不了了",
		},
		fine: []string{"没停机", "没有停机", "不是停机", "生产没有停", "系统没有瘫痪", "生产正常", "不觉得停了"},
		extra: []string{
			"还有一条线在跑", "我同事知道", "今天早上开始的", "打印机很慢", "您贵姓", "只在上海", "大概吧", "几乎",
		},
		human:   []string{"转人工", "接线员"},
		numbers: []string{"二", "450", "三百", "十二"},
	},
}

// pairs are all utterances of a part of one kind and one of another, in both orders, with
// and without the stop between them.
func (c corpus) pairs(a, b []string) (out []string) {
	for _, x := range a {
		for _, y := range b {
			out = append(out, x+c.join+y, y+c.join+x)
			if c.join != "，" { // without a stop, two Chinese phrases are another
				out = append(out, x+" "+y, y+" "+x)
			}
		}
	}
	return out
}

// atEveryPrompt calls back with what every utterance means at every prompt.
func atEveryPrompt(c *Catalog, tag string, said []string, visit func(l lexicon, prompt, said, keys string)) {
	for _, prompt := range slices.Sorted(maps.Keys(c.tongues[tag].prompts)) {
		for _, words := range said {
			visit(c.tongues[tag].prompts[prompt], prompt, words, c.Understand(tag, prompt, words))
		}
	}
}

// meansKey reports the key that a prompt has for a yes, or a no.
func (l lexicon) meansKey(word string) string {
	if s := l.senses[spelt(word)]; s.plain {
		return s.keys
	}
	return ""
}

// A yes or a no is a whole utterance: hesitations do not count, and with another idea it
// is asked again.
func TestYesAndNoAreWholeUtterances(t *testing.T) {
	c := load(t)
	for tag, says := range corpora {
		for _, side := range [][]string{says.yes, says.no} {
			atEveryPrompt(c, tag, append(says.pairs(side, says.um), side...), func(l lexicon, prompt, said, keys string) {
				if want := l.meansKey(side[0]); l.asks && prompt != "contact" && want != "" && keys != want {
					t.Errorf("%s, %s: %q means %q, want %q", tag, prompt, said, keys, want)
				}
			})
			other := append(slices.Concat(says.extra, says.numbers), says.fine...)
			atEveryPrompt(c, tag, says.pairs(side, other), func(l lexicon, prompt, said, keys string) {
				if l.asks && keys != "" {
					t.Errorf("%s, %s: %q means %q: it is more than one idea", tag, prompt, said, keys)
				}
			})
		}
		atEveryPrompt(c, tag, says.pairs(says.yes, says.no), func(l lexicon, prompt, said, keys string) {
			if l.asks && keys != "" && l.meansKey(says.yes[0]) != "" && l.meansKey(says.no[0]) != "" {
				t.Errorf("%s, %s: %q means %q: it is yes and no", tag, prompt, said, keys)
			}
		})
	}
}

// An outage is not lost, whatever else is said, and it is never taken for a no.
func TestNoOutageIsLost(t *testing.T) {
	c := load(t)
	for tag, says := range corpora {
		others := slices.Concat(says.um, says.extra, says.human, says.yes, says.no, says.numbers)
		atEveryPrompt(c, tag, append(says.pairs(says.down, others), says.down...), func(l lexicon, prompt, said, keys string) {
			switch key := l.senses[spelt(says.down[0])]; {
			case l.known && prompt == "qualify" && keys == "2":
				t.Errorf("%s, %s: %q is taken for a no", tag, prompt, said)
			case l.known, strings.HasPrefix(keys, outage):
			case key.own && key.keys == keys:
			default:
				t.Errorf("%s, %s: %q means %q: the outage is lost", tag, prompt, said, keys)
			}
		})
	}
}

// An outage that is denied declares nothing.
func TestADeniedOutageDeclaresNothing(t *testing.T) {
	c := load(t)
	for tag, says := range corpora {
		others := slices.Concat(says.um, says.extra, says.human, says.no)
		atEveryPrompt(c, tag, append(says.pairs(says.fine, others), says.fine...), func(l lexicon, prompt, said, keys string) {
			key := l.senses[spelt(says.down[0])]
			declares := strings.HasPrefix(keys, outage) || key.own && key.keys == keys && !l.asks
			if declares || prompt == "qualify" && keys != "" && keys != "0" {
				t.Errorf("%s, %s: %q means %q", tag, prompt, said, keys)
			}
		})
	}
}

// No utterance of more than one idea answers the question whether all has stopped.
func TestOnlyAPlainNoWithdraws(t *testing.T) {
	c := load(t)
	for tag, says := range corpora {
		parts := slices.Concat(says.extra, says.down, says.fine, says.numbers, says.human)
		for _, said := range append(says.pairs(parts, says.no), says.pairs(parts, parts)...) {
			if keys := c.Understand(tag, "qualify", said); keys == "2" {
				t.Errorf("%s: %q withdraws", tag, said)
			}
		}
	}
}
