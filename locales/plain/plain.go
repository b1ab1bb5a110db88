// Package plain shows text on a terminal as text and as nothing else: a name with
// an escape sequence in it moves no cursor, and one with a bidi control turns no
// line around.
package plain

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Text is a text on one line, with nothing in it that a terminal obeys: line
// breaks are spaces, and any other control is written as JSON does, \u001b.
func Text(text string) string {
	var b strings.Builder
	for _, r := range text {
		if unicode.IsSpace(r) {
			r = ' '
		}
		write(&b, r)
	}
	return b.String()
}

// Columns is how much room a text takes on a terminal; a Chinese character takes
// two columns.
func Columns(text string) (n int) {
	for _, r := range text {
		n++
		if kind := width.LookupRune(r).Kind(); kind == width.EastAsianWide || kind == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

// Writer passes text on to a terminal as [Text] writes it, but keeps line breaks
// and tabs. JSON that goes through it means the same afterwards. It is safe for
// concurrent use.
func Writer(to io.Writer) io.Writer { return &writer{to: to} }

type writer struct {
	to   io.Writer
	mu   sync.Mutex
	rest []byte // the beginning of a character whose end has not come yet
}

// Write implements [io.Writer].
func (w *writer) Write(text []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := append(w.rest, text...)
	var b strings.Builder
	for len(all) > 0 && utf8.FullRune(all) {
		r, size := utf8.DecodeRune(all)
		if all = all[size:]; r == '\n' || r == '\t' {
			b.WriteRune(r)
			continue
		}
		write(&b, r)
	}
	w.rest = append([]byte(nil), all...)
	if _, err := io.WriteString(w.to, b.String()); err != nil {
		return 0, err
	}
	return len(text), nil
}

func write(b *strings.Builder, r rune) {
	switch {
	case !obeyed(r):
		b.WriteRune(r)
	case r > 0xffff:
		high, low := utf16.EncodeRune(r)
		fmt.Fprintf(b, `\u%04x\u%04x`, high, low)
	default:
		fmt.Fprintf(b, `\u%04x`, r)
	}
}

// obeyed reports whether a character does something to the text around it. The
// joiners of Indic scripts and of emoji, and a byte order mark, do no harm.
func obeyed(r rune) bool {
	const zeroWidthNonJoiner, zeroWidthJoiner, byteOrderMark = 0x200c, 0x200d, 0xfeff
	switch r {
	case zeroWidthNonJoiner, zeroWidthJoiner, byteOrderMark:
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
