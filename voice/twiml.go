package voice

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// element is one TwiML element; without a name it is text. Attributes are
// written in the order given, so that the same tree always gives the same
// bytes.
type element struct {
	name     string
	attrs    []attr
	children []*element
	text     string
}

type attr struct{ name, value string }

// tag makes an element with attributes, given as name, value, name, value. An
// empty value is written: finishOnKey="" differs from no finishOnKey.
func tag(name string, pairs ...string) *element {
	e := &element{name: name}
	for i := 0; i+1 < len(pairs); i += 2 {
		e.attrs = append(e.attrs, attr{pairs[i], pairs[i+1]})
	}
	return e
}

func text(s string) *element { return &element{text: s} }

// response is a whole document.
func response(verbs ...*element) *element { return tag("Response").add(verbs...) }

func (e *element) add(children ...*element) *element {
	e.children = append(e.children, children...)
	return e
}

// with adds an attribute unless its value is empty.
func (e *element) with(name, value string) *element {
	if value != "" {
		e.attrs = append(e.attrs, attr{name, value})
	}
	return e
}

// encode writes the document.
func (e *element) encode() []byte {
	var b strings.Builder
	b.Grow(usualSize)
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	e.write(&b)
	return []byte(b.String())
}

// usualSize is enough for most documents.
const usualSize = 2 << 10

// size returns how many bytes the element takes in a document.
func (e *element) size() int {
	var b strings.Builder
	e.write(&b)
	return b.Len()
}

func (e *element) write(b *strings.Builder) {
	if e.name == "" {
		b.WriteString(escape(e.text))
		return
	}
	writeAll(b, "<", e.name)
	for _, a := range e.attrs {
		writeAll(b, " ", a.name, `="`, escape(a.value), `"`)
	}
	if len(e.children) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteString(">")
	for _, c := range e.children {
		c.write(b)
	}
	writeAll(b, "</", e.name, ">")
}

func writeAll(b *strings.Builder, pieces ...string) {
	for _, p := range pieces {
		b.WriteString(p)
	}
}

var escaper = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;",
	"\t", "&#9;", "\n", "&#10;", "\r", "&#13;", // a parser would turn them into spaces
)

// escape makes text safe in content and in attributes, and drops what an XML
// 1.0 document may not hold, escaped or not.
func escape(s string) string {
	if strings.IndexFunc(s, special) < 0 {
		return s
	}
	return escaper.Replace(strings.Map(lawful, strings.ToValidUTF8(s, "")))
}

// special reports whether escape may have to change a character: most texts
// have none.
func special(r rune) bool {
	return r < ' ' || r > '~' || r == '&' || r == '<' || r == '>' || r == '"'
}

// lawful keeps the characters of XML 1.0, section 2.2.
func lawful(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r',
		r >= 0x20 && r <= 0xD7FF, r >= 0xE000 && r <= 0xFFFD, r >= 0x10000 && r <= utf8.MaxRune:
		return r
	}
	return -1
}

// seconds writes a duration as TwiML counts it: whole seconds, rounded up, at
// least one.
func seconds(d time.Duration) string {
	return strconv.Itoa(max(1, int((d+time.Second-1)/time.Second)))
}
