// Package locales holds every word that the line speaks or sends, in every
// language: one file active.<tag>.toml for each language, checked against
// English. It also knows how each language says a number, a duration or a list
// of names, and which words of a caller mean which key.
package locales

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"edown/ivr"
)

//go:embed active.*.toml
var embedded embed.FS

// builtIn are the languages that come with the program, in the order in which
// they are offered.
var builtIn = []string{"active.en.toml", "active.fr.toml", "active.zh.toml"}

// Catalog holds all languages of an installation. It is safe for concurrent
// use. Use [Load]; the zero value is not usable.
type Catalog struct {
	bundle  *i18n.Bundle
	tags    []string
	tongues map[string]*tongue
	matcher language.Matcher
	given   map[string][]string // the names that each written message is given; nil before [Catalog.Check]
}

// Load reads the languages of the program, and then extra files named
// active.<tag>.toml, which add a language or reword messages of one. The error
// names every message that is missing or cannot be used.
func Load(extra ...string) (*Catalog, error) {
	c := &Catalog{bundle: i18n.NewBundle(language.English), tongues: map[string]*tongue{}}
	for _, name := range builtIn {
		text, err := embedded.ReadFile(name)
		if err = errors.Join(err, c.add(name, text)); err != nil {
			return nil, err
		}
	}
	for _, path := range extra {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("locales: %w: name a readable file active.<tag>.toml", err)
		}
		if err := c.add(path, text); err != nil {
			return nil, err
		}
	}
	if err := c.complete(); err != nil {
		return nil, err
	}
	return c, nil
}

// add puts the messages of one file into the catalogue.
func (c *Catalog) add(path string, text []byte) error {
	file, err := i18n.ParseMessageFileBytes(text, path, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return fmt.Errorf("locales: %s: %w", path, err)
	}
	if file.Tag == language.Und {
		return fmt.Errorf("locales: %s: the name contains no language: call it active.<tag>.toml, such as active.de.toml",
			path)
	}
	t := c.tongueFor(file.Tag)
	for _, m := range file.Messages {
		if m.Other == "" {
			return fmt.Errorf("locales: %s: message %q is empty: write its text as other = \"...\"", path, m.ID)
		}
		t.messages[m.ID] = everyForm(m)
	}
	return c.bundle.AddMessages(file.Tag, file.Messages...)
}

func (c *Catalog) tongueFor(tag language.Tag) *tongue {
	name := tag.String()
	if c.tongues[name] == nil {
		c.tongues[name] = newTongue(c.bundle, name)
		c.tags = append(c.tags, name)
	}
	return c.tongues[name]
}

// everyForm fills the plural forms that a message leaves out, so that a count
// can always be given: go-i18n treats a missing form as an error.
func everyForm(m *i18n.Message) *i18n.Message {
	for _, form := range []*string{&m.Zero, &m.One, &m.Two, &m.Few, &m.Many} {
		if *form == "" {
			*form = m.Other
		}
	}
	return m
}

// complete checks that every language can say all that English can, and
// prepares the words to listen for.
func (c *Catalog) complete() error {
	var tags []language.Tag
	var checking sync.WaitGroup
	problems := make([]error, len(c.tags))
	for i, tag := range c.tags {
		tags = append(tags, language.Make(tag))
		checking.Go(func() { problems[i] = errors.Join(c.tongues[tag].check(c.tongues[english])...) })
	}
	c.matcher = language.NewMatcher(tags)
	checking.Wait()
	return errors.Join(problems...)
}

// Tags returns the languages, in the order in which they are offered: "en",
// "fr", "zh".
func (c *Catalog) Tags() []string { return append([]string(nil), c.tags...) }

// tongue returns the language for a tag; fr-CA is French, an unknown one
// English.
func (c *Catalog) tongue(lang string) *tongue {
	if t := c.tongues[lang]; t != nil {
		return t
	}
	tag, err := language.Parse(lang)
	if err != nil {
		return c.tongues[english]
	}
	_, i, sure := c.matcher.Match(tag)
	if sure == language.No {
		return c.tongues[english]
	}
	return c.tongues[c.tags[i]]
}

// Speak words a message. The digits of a case number are separate parts, to be
// read one by one. An unknown key is an error that names key and language. An
// unknown language gets English, and Spoken.Lang says so.
func (c *Catalog) Speak(lang string, s ivr.Say) (ivr.Spoken, error) {
	t := c.tongue(lang)
	text, err := t.render(s.Key, t.spoken(s.Data))
	if err != nil {
		return ivr.Spoken{}, err
	}
	return ivr.Spoken{Lang: t.tag, Parts: parts(oneStop(text))}, nil
}

// Text words an SMS, or another written message. A case number is written
// C1234567; empty data is unknown. An unknown key is an error, and so is data that
// is left out: see [Catalog.Check].
func (c *Catalog) Text(lang, key string, data map[string]string) (string, error) {
	t := c.tongue(lang)
	text, err := t.render(key, t.written(c.filled(key, data)))
	return oneStop(text), err
}

// oneStop removes a full stop after a name or a time that ends with one: "at 9
// a.m.", "Acme Inc.".
func oneStop(text string) string { return strings.ReplaceAll(text, "..", ".") }

// Voice returns how the carrier speaks and hears a language: the voice, its
// language, and the language of speech recognition (Twilio, <Say> and
// <Gather>).
func (c *Catalog) Voice(lang string) (voice, say, gather string) {
	t := c.tongue(lang)
	return t.phrase("voice", nil), t.phrase("voice_say", nil), t.phrase("voice_gather", nil)
}

// Hints returns the words to expect at a prompt, separated by commas: at most
// 500, of at most 100 characters each (Twilio, <Gather>).
func (c *Catalog) Hints(lang, key string) string { return c.tongue(lang).lexicon(key).hints }

// Understand maps words to the keys that they mean at a prompt. It returns the
// empty string when they mean nothing there, or more than one thing.
func (c *Catalog) Understand(lang, hints, words string) string {
	return c.tongue(lang).lexicon(hints).keys(words)
}

var _ ivr.Speaker = (*Catalog)(nil)

// promptOf returns the prompt that a message of expected words belongs to.
func promptOf(key string) (string, bool) { return strings.CutSuffix(key, "_words") }
