package oracle

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
)

// largest is how many bytes of a document the carrier takes. Source: Twilio,
// error 11750.
const largest = 64 << 10

// grammar is what TwiML may contain, by the names that Twilio's library gives
// to its elements: which children, which attributes of which type, and the
// values of each enumerated type. "T[]" is several of type T.
type grammar struct {
	Children map[string][]string
	Attrs    map[string]map[string]string
	Enums    map[string][]string
}

func loadGrammar(file string) (*grammar, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	g := &grammar{}
	if err := json.Unmarshal(raw, g); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if g.Children["VoiceResponse"] == nil {
		return nil, fmt.Errorf("%s: it has no VoiceResponse", file)
	}
	return g, nil
}

// faults lists the carrier's objections to a document: it does not read it
// (errors 11750 and 12100), or warns about it (12200).
func (g *grammar) faults(document []byte) []string {
	if len(document) > largest {
		return []string{fmt.Sprintf("%d bytes, more than 64 kB (11750)", len(document))}
	}
	if at := bytes.Index(document, []byte("<?xml")); at > 0 {
		return []string{fmt.Sprintf("%d bytes before the prolog (12100)", at)}
	}
	r := reading{grammar: g}
	for d := xml.NewDecoder(bytes.NewReader(document)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return r.ended()
		}
		if err != nil {
			return append(r.faults, err.Error()+" (12100)")
		}
		r.read(token)
	}
}

// reading is how far a document has been read.
type reading struct {
	*grammar
	open   []string // the classes of the enclosing elements, the outermost first
	roots  int
	faults []string
}

func (r *reading) fault(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

func (r *reading) ended() []string {
	if r.roots != 1 {
		r.fault("%d root elements (12100)", r.roots)
	}
	return r.faults
}

func (r *reading) read(token xml.Token) {
	switch t := token.(type) {
	case xml.StartElement:
		r.element(t, r.classOf(t.Name.Local))
	case xml.EndElement:
		r.open = r.open[:len(r.open)-1]
	case xml.CharData:
		if len(r.open) == 0 && len(bytes.TrimSpace(t)) > 0 {
			r.fault("text outside of the root element: %.20q (12100)", t)
		}
	}
}

func (r *reading) element(e xml.StartElement, class string) {
	name := e.Name.Local
	if len(r.open) == 0 {
		r.roots++
		if name != "Response" {
			r.fault("the root element is <%s> (12100)", name)
		}
	} else if parent := r.open[len(r.open)-1]; !slices.Contains(r.Children[parent], class) {
		r.fault("<%s> is not allowed in %s, only %q (12200)", name, parent, r.Children[parent])
	}
	r.open = append(r.open, class)
	seen := map[string]bool{}
	for _, a := range e.Attr {
		attribute := prefixed(a.Name)
		if seen[attribute] {
			r.fault("<%s> has %s twice (12100)", name, attribute)
		}
		seen[attribute] = true
		r.attribute(class, attribute, a.Value)
	}
}

func (r *reading) attribute(class, name, value string) {
	kind, known := r.Attrs[class][name]
	if !known {
		r.fault("%s has no attribute %s (12200)", class, name)
		return
	}
	values := []string{value}
	one, several := strings.CutSuffix(kind, "[]")
	if several {
		values = strings.Fields(value)
	}
	for _, v := range values {
		if !r.allows(one, v) {
			r.fault("%s has %s=%q, and %q is not of type %s (12200)", class, name, value, v, one)
		}
	}
}

func (g *grammar) allows(kind, value string) bool {
	switch kind {
	case "string":
		return true
	case "boolean":
		return value == "true" || value == "false"
	case "number":
		_, err := strconv.ParseUint(value, 10, 32)
		return err == nil
	}
	return slices.Contains(g.Enums[kind], value)
}

// classOf is the name that Twilio's library gives an element in its place:
// <say-as> is SsmlSayAs, and <Sip> in <Refer> is ReferSip.
func (r *reading) classOf(element string) string {
	inside := ""
	if len(r.open) > 0 {
		inside = r.open[len(r.open)-1]
	}
	switch {
	case inside == "" && element == "Response":
		return "VoiceResponse"
	case inside == "Refer" && element == "Sip":
		return "ReferSip"
	case strings.ToLower(element) != element:
		return element
	}
	class := []byte("Ssml")
	for word := range strings.SplitSeq(element, "-") {
		class = append(class, strings.ToUpper(word[:1])+word[1:]...)
	}
	return string(class)
}

// prefixed keeps the one prefix that TwiML knows: xml:lang.
func prefixed(n xml.Name) string {
	switch n.Space {
	case "":
		return n.Local
	case "xml", "http://www.w3.org/XML/1998/namespace":
		return "xml:" + n.Local
	}
	return n.Space + ":" + n.Local
}
