package exchange

import (
	"encoding/xml"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What the parser has read and we write out is read as the same tree, with the
// same words and the same complaints.
func FuzzTwiML(f *testing.F) {
	f.Add(`<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="man">Hi <break time="1s"/> you &amp; me</Say></Response>`)
	f.Add(`<Response><Gather input="dtmf speech" finishOnKey=""><Say>1<say-as interpret-as="digits">23</say-as></Say></Gather><Redirect method="POST">/x?a=1&amp;b=2</Redirect></Response>`)
	f.Add(`<Response><!-- no --><Dial><Number url="/a">+14155550101</Number></Dial><![CDATA[<Hangup/>]]></Response>`)
	f.Add("\xef\xbb\xbf<Response><Say><lang xml:lang='fr'>\u00e9t\u00e9</lang><sub alias='x'>y</sub></Say></Response>")
	f.Add(`<?xml version="1.0" encoding="iso-8859-1"?><Response a="&#9;&#10;">` + "\xe9" + `</Response>`)
	f.Add(`<Response xmlns:a="u" a:b="1"><x:Say xmlns:x="v"/></Response>`)
	f.Fuzz(func(t *testing.T, document string) {
		first, err := parseTwiML([]byte(document))
		if err != nil || !writable(first) {
			return
		}
		written := rendered(first)
		again, err := parseTwiML([]byte(written))
		if err != nil {
			t.Fatalf("%v in\n%s\nwhich was\n%s", err, written, document)
		}
		if !reflect.DeepEqual(joined(first), joined(again)) {
			t.Errorf("read again, it is another tree:\n%s\n%s", document, written)
		}
		if first.text() != again.text() || strings.Join(strings.Fields(first.text()), " ") != first.text() {
			t.Errorf("it says %q, and read again %q", first.text(), again.text())
		}
		if !slices.Equal(first.complaints(), again.complaints()) {
			t.Errorf("complaints %q, and read again %q", first.complaints(), again.complaints())
		}
	})
}

// writable reports whether all names of a tree are plain names, and not what a
// namespace has made of them.
func writable(e *element) bool {
	for _, name := range slices.AppendSeq([]string{e.name}, maps.Keys(e.attrs)) {
		if !plainNames.MatchString(name) {
			return false
		}
	}
	return !slices.ContainsFunc(e.children, func(c *element) bool { return !writable(c) })
}

var plainNames = regexp.MustCompile(`^[\pL_][\pL\pN_.-]*(:[\pL_][\pL\pN_.-]*)?$`)

// rendered writes an element in the plainest way.
func rendered(e *element) string {
	var b strings.Builder
	b.WriteString("<" + e.name)
	for _, name := range slices.Sorted(maps.Keys(e.attrs)) {
		b.WriteString(" " + name + `="` + escaped(e.attrs[name]) + `"`)
	}
	b.WriteString(">")
	for _, c := range e.content {
		switch c := c.(type) {
		case string:
			b.WriteString(escaped(c))
		case *element:
			b.WriteString(rendered(c))
		}
	}
	return b.String() + "</" + e.name + ">"
}

func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}

// joined is a tree in which neighbouring texts are one: a comment between them
// is not part of it.
func joined(e *element) []any {
	out := []any{e.name, e.attrs}
	text := ""
	for _, c := range e.content {
		if words, is := c.(string); is {
			text += words
			continue
		}
		out, text = append(out, text, joined(c.(*element))), ""
	}
	return append(out, text)
}
