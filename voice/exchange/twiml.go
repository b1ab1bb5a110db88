package exchange

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// element is one element of a TwiML document.
type element struct {
	name     string
	attrs    map[string]string
	children []*element
	content  []any // string and *element, in order: for what is said
}

// parseTwiML reads a TwiML document and returns its <Response>. Everything that
// Twilio refuses as error 12100 is an error: malformed XML, another root,
// something before the prolog. Comments are ignored.
func parseTwiML(document []byte) (*element, error) {
	document = bytes.TrimPrefix(document, []byte("\xef\xbb\xbf"))
	if at := bytes.Index(document, []byte("<?xml")); at > 0 {
		return nil, fmt.Errorf("%d bytes before the XML prolog", at)
	}
	d := xml.NewDecoder(bytes.NewReader(document))
	d.CharsetReader = latinReader
	root, err := parseRoot(d)
	if err != nil {
		return nil, err
	}
	if root.name != "Response" {
		return nil, fmt.Errorf("the root element is <%s>, not <Response>", root.name)
	}
	return root, nil
}

func parseRoot(d *xml.Decoder) (root *element, err error) {
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && root != nil {
			return root, nil
		}
		if errors.Is(err, io.EOF) {
			return nil, errors.New("no <Response> element")
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if root != nil {
				return nil, fmt.Errorf("a second root element <%s>", t.Name.Local)
			}
			if root, err = parseElement(d, t); err != nil {
				return nil, err
			}
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return nil, fmt.Errorf("text outside of the root element: %.20q", t)
			}
		}
	}
}

func parseElement(d *xml.Decoder, start xml.StartElement) (*element, error) {
	e := &element{name: start.Name.Local, attrs: map[string]string{}}
	for _, a := range start.Attr {
		e.attrs[attrName(a.Name)] = a.Value
	}
	for {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			child, err := parseElement(d, t)
			if err != nil {
				return nil, err
			}
			e.children, e.content = append(e.children, child), append(e.content, child)
		case xml.CharData:
			e.content = append(e.content, string(t))
		case xml.EndElement:
			return e, nil
		}
	}
}

// attrName keeps the one prefix that TwiML knows: xml:lang.
func attrName(n xml.Name) string {
	if n.Space == "xml" || n.Space == "http://www.w3.org/XML/1998/namespace" {
		return "xml:" + n.Local
	}
	if n.Space != "" {
		return n.Space + ":" + n.Local
	}
	return n.Local
}

// text is what the element says: its own text and that of its SSML children,
// with single spaces. A <sub> says its alias.
func (e *element) text() string {
	var b strings.Builder
	e.write(&b)
	return strings.Join(strings.Fields(b.String()), " ")
}

func (e *element) write(b *strings.Builder) {
	if alias := e.attrs["alias"]; e.name == "sub" && alias != "" {
		b.WriteString(alias)
		return
	}
	if paced[e.name] {
		b.WriteByte(' ')
		defer b.WriteByte(' ')
	}
	for _, c := range e.content {
		switch c := c.(type) {
		case string:
			b.WriteString(c)
		case *element:
			c.write(b)
		}
	}
}

// paced are the SSML elements that separate words.
var paced = map[string]bool{"break": true, "p": true, "s": true}

// latinReader reads the other encodings that a document may declare.
func latinReader(charset string, input io.Reader) (io.Reader, error) {
	switch strings.ToLower(charset) {
	case "utf-8", "us-ascii", "ascii":
		return input, nil
	case "iso-8859-1", "latin1":
		raw, err := io.ReadAll(input)
		runes := make([]rune, len(raw))
		for i, c := range raw {
			runes[i] = rune(c)
		}
		return strings.NewReader(string(runes)), err
	}
	return nil, fmt.Errorf("encoding %q; write the document in UTF-8", charset)
}
