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

// Static is a document for a file server, which callers hear when the line
// itself is down. It dials operators and managers, one by one and all together,
// again and again, and never ends in silence.
//
// It cannot ask the person who picks up to press a key first: that takes a
// server (Twilio, <Number>, url). A voicemail that picks up is connected to the
// caller. Each round starts with another phone, so that the same voicemail does
// not keep the others from the call.
type Static struct {
	Number    support.E164   // the line's own, shown to the people rung; empty: they see the caller's
	Languages []string       // each sentence is said in all of them
	Operators []support.E164 // dialled first, in this order
	Managers  []support.E164 // dialled after them
	URL       string         // where the document will be, to begin again there; empty: it ends with a last sentence
	Made      time.Time      // when the rota was read
	Until     time.Time      // how far ahead the rota was read
}

const (
	roundsAlone = 10
	roundsThere = 2        // before it begins again where it is
	longestDoc  = 64 << 10 // bytes. Twilio, error 11750
	// ringAlone is too short for most voicemails to pick up; the carrier adds 5
	// s.
	ringAlone = 15 * time.Second
)

var errNobody = errors.New("there is no number to dial: import people with a telephone number")

// Document returns the TwiML. It is an error if there is no number to dial, or
// an invalid one: that would break the ring for all (Twilio, error 13224).
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
		return nil, fmt.Errorf("%d numbers make a document of %d bytes, the carrier takes %d: take people off the rota",
			len(d.Operators)+len(d.Managers), len(doc), longestDoc)
	}
	return doc, nil
}

// alone are the three sentences of a static document.
type alone struct{ first, again, last []*element }

// wordsAlone returns the sentences in every language, each with its own voice,
// because the caller is not known here.
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
// or a last sentence.
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
		return doc.add(tag("Redirect", "method", "GET").add(text(d.URL))) // a file server takes no POST
	}
	return doc.add(words.last...)
}

// round rings operators one after the other, then managers, then all of them
// together. In between, a caller who has been helped may hang up.
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

// dial continues with the next verb when no phone is picked up, or after a
// talk: a <Dial> without an action does so.
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

// turned begins with the nth number, and goes round.
func turned(numbers []support.E164, n int) []support.E164 {
	if len(numbers) == 0 {
		return nil
	}
	n %= len(numbers)
	return slices.Concat(numbers[n:], numbers[:n])
}

// distinct returns all numbers in order, without repeats.
func distinct(lists ...[]support.E164) (all []support.E164) {
	for _, n := range slices.Concat(lists...) {
		if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// lines puts each verb on its own line: people read this document.
var lines = strings.NewReplacer("<Response>", "<Response>\n", "</Say>", "</Say>\n", "</Dial>", "</Dial>\n",
	"</Redirect>", "</Redirect>\n", "</Response>", "</Response>\n")

// remarkedDay is how the remark in a document writes times, always in UTC.
const remarkedDay = "2006-01-02 15:04 UTC"

// remarked adds a comment that says what the document is. The carrier ignores
// comments.
func (d Static) remarked(doc []byte) []byte {
	remark := fmt.Sprintf("<!-- What callers hear while the line is down. It dials who is on duty from %s to %s:\n"+
		"     make it again every day. It cannot ask for a key: a voicemail that picks up is connected. -->\n",
		d.Made.UTC().Format(remarkedDay), d.Until.UTC().Format(remarkedDay))
	prolog, rest, _ := strings.Cut(string(doc), "\n")
	return []byte(prolog + "\n" + remark + lines.Replace(rest))
}

// StaticUntil returns until when a document's rota is known. ok is false for
// anything that [Static.Document] has not written.
func StaticUntil(doc []byte) (until time.Time, ok bool) {
	_, remark, _ := strings.Cut(string(doc), "<!-- What callers hear while the line is down.")
	remark, _, _ = strings.Cut(remark, ":\n")
	_, written, _ := strings.Cut(remark, " to ")
	until, err := time.Parse(remarkedDay, written)
	return until, err == nil
}
