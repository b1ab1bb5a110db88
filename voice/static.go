package voice

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"edown/ivr"
	"edown/support"
)

// Static is a document for a host that knows nothing of us: what a caller hears
// when the line itself is down. It dials operators and managers, one by one and
// all together, again and again, and never ends in silence.
//
// It cannot have whoever picks up press a key first: that takes a server
// (Twilio, <Number>, url). A voicemail that picks up is connected to the caller;
// who is dialled first changes with every round, so that the same one does not
// keep the others from the call.
type Static struct {
	Number    support.E164   // the line's own, for whoever is rung to see; empty: they see the caller's
	Languages []string       // each sentence is said in all of them
	Operators []support.E164 // dialled first, in this order
	Managers  []support.E164 // then these
	URL       string         // where the document will be, to begin again there; empty: a last word instead
	Made      time.Time      // when the rota was read
	Until     time.Time      // until when it was looked ahead
}

const (
	roundsAlone = 10
	roundsThere = 2        // before it begins again where it is
	longestDoc  = 64 << 10 // bytes. Twilio, error 11750
	// ringAlone is short enough for most voicemails not to pick up: 5 s more
	// are the carrier's own.
	ringAlone = 15 * time.Second
)

var errNobody = errors.New("nobody can be dialled: import people with a telephone number")

// Document is the TwiML. It refuses to dial what is no number (one would break
// the ring for all, Twilio, error 13224), or nobody.
func (d Static) Document(voices Voices) ([]byte, error) {
	for _, n := range slices.Concat(d.Operators, d.Managers) {
		if number(string(n)) == "" {
			return nil, fmt.Errorf("number %q: write it as +14155550123", n)
		}
	}
	if len(d.Operators)+len(d.Managers) == 0 {
		return nil, errNobody
	}
	words, err := wordsAlone(d.Languages, voices)
	if err != nil {
		return nil, err
	}
	doc := d.remarked(d.written(words).encode())
	if len(doc) > longestDoc {
		return nil, fmt.Errorf("%d numbers make a document of %d bytes, the carrier takes %d: take people off the rota", len(d.Operators)+len(d.Managers), len(doc), longestDoc)
	}
	return doc, nil
}

// alone are the three sentences of a document that is on its own.
type alone struct{ first, again, last []*element }

// wordsAlone are the sentences in every language, each with its own voice: who
// calls is not known here.
func wordsAlone(langs []string, voices Voices) (alone, error) {
	var a alone
	for key, says := range map[string]*[]*element{"last_hunt": &a.first, "last_again": &a.again, "last_nobody": &a.last} {
		for _, lang := range langs {
			words, err := voices.Text(lang, key, nil)
			if err != nil {
				return alone{}, fmt.Errorf("words of language %s: %w", lang, err)
			}
			*says = append(*says, script{voices: voices}.say(ivr.Spoken{Lang: lang, Parts: []ivr.Part{{Text: words}}})...)
		}
	}
	return a, nil
}

// written is the document: rounds while there is room, then from the beginning,
// or a last word.
func (d Static) written(words alone) *element {
	doc := response(words.first...)
	rounds := roundsAlone
	if d.URL != "" {
		rounds = roundsThere
	}
	for n := range rounds {
		round := d.round(n, words)
		if n > 0 && doc.size()+round.size() > roomForWords {
			break
		}
		doc.add(round.children...)
	}
	if d.URL != "" {
		return doc.add(tag("Redirect", "method", "GET").add(text(d.URL))) // a host of files takes no POST
	}
	return doc.add(words.last...)
}

// round rings operators one after the other, then managers, then all of them
// together. Whoever has been helped may hang up in between.
func (d Static) round(n int, words alone) *element {
	round := response()
	ring := func(numbers []support.E164, how ...string) {
		for ten := range slices.Chunk(numbers, ringsTogether) {
			round.add(d.dial(ten, how...)).add(words.again...)
		}
	}
	operators, managers := turned(d.Operators, n), turned(d.Managers, n)
	ring(operators, "sequential", "true")
	ring(managers, "sequential", "true")
	if all := distinct(operators, managers); len(all) > 1 {
		ring(turned(all, n*ringsTogether)[:min(len(all), ringsTogether)])
	}
	return round
}

// dial goes on with what follows when nobody picks up, or when they have
// talked: a <Dial> without an action does.
func (d Static) dial(numbers []support.E164, how ...string) *element {
	dial := tag("Dial").with("callerId", string(d.Number)).with("timeout", seconds(ringAlone))
	if len(numbers) > 1 && len(how) == 2 {
		dial.with(how[0], how[1])
	}
	for _, n := range numbers {
		dial.add(tag("Number").add(text(string(n))))
	}
	return dial
}

// turned begins with the nth of them, and goes round.
func turned(numbers []support.E164, n int) []support.E164 {
	if len(numbers) == 0 {
		return nil
	}
	n %= len(numbers)
	return slices.Concat(numbers[n:], numbers[:n])
}

// distinct are all numbers in order, nobody twice.
func distinct(lists ...[]support.E164) (all []support.E164) {
	for _, n := range slices.Concat(lists...) {
		if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// lines has a line for each verb: people read this document.
var lines = strings.NewReplacer("<Response>", "<Response>\n", "</Say>", "</Say>\n", "</Dial>", "</Dial>\n", "</Redirect>", "</Redirect>\n", "</Response>", "</Response>\n")

// remarkedDay is how the remark in a document writes times, always in UTC.
const remarkedDay = "2006-01-02 15:04 UTC"

// remarked says in the document what it is. The carrier leaves comments aside.
func (d Static) remarked(doc []byte) []byte {
	remark := fmt.Sprintf("<!-- What callers hear while the line is down. It dials who is on duty from %s to %s:\n"+
		"     make it again every day. It cannot ask for a key: a voicemail that picks up is connected. -->\n",
		d.Made.UTC().Format(remarkedDay), d.Until.UTC().Format(remarkedDay))
	prolog, rest, _ := strings.Cut(string(doc), "\n")
	return []byte(prolog + "\n" + remark + lines.Replace(rest))
}

// StaticUntil is until when a document knows who is on duty; false when it is
// none that [Static.Document] has written.
func StaticUntil(doc []byte) (until time.Time, ok bool) {
	_, remark, _ := strings.Cut(string(doc), "<!-- What callers hear while the line is down.")
	remark, _, _ = strings.Cut(remark, ":\n")
	_, written, _ := strings.Cut(remark, " to ")
	until, err := time.Parse(remarkedDay, written)
	return until, err == nil
}
