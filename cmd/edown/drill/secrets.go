package drill

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
)

// secrets are the PINs, which may be seen nowhere except on the keypad.
type secrets struct {
	pins  map[string]string // of the contracts
	wrong string            // a wrong one that callers type

	mu    sync.Mutex
	shown []string
}

// newSecrets makes PINs long enough that no other number looks like one.
func newSecrets(rng *rand.Rand) *secrets {
	pin := func() string { return fmt.Sprint(10_000_000 + rng.IntN(90_000_000)) }
	s := &secrets{pins: map[string]string{}, wrong: pin()}
	for _, contract := range contracts {
		s.pins[contract] = pin()
	}
	return s
}

// Write checks a line of the log.
func (s *secrets) Write(line []byte) (int, error) {
	if s.in(line) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.shown = append(s.shown, string(line))
	}
	return len(line), nil
}

// in reports whether a text contains a PIN.
func (s *secrets) in(text []byte) bool {
	if reads(text, s.wrong) {
		return true
	}
	for _, pin := range s.pins {
		if reads(text, pin) {
			return true
		}
	}
	return false
}

// reads finds digits that are not part of a longer number.
func reads(text []byte, digits string) bool {
	for {
		at := bytes.Index(text, []byte(digits))
		if at < 0 {
			return false
		}
		after := at + len(digits)
		if (at == 0 || !isDigit(text[at-1])) && (after == len(text) || !isDigit(text[after])) {
			return true
		}
		text = text[after:]
	}
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// secrecy checks the files of the record, with every table in them, and the
// log.
func (q *inquest) secrecy() {
	for _, end := range []string{"", "-wal"} {
		file, err := os.ReadFile(q.site.DB + end)
		q.holds(sealed, err == nil && !q.secrets.in(file), "a PIN is in edown.db%s, or it cannot be read: %v", end, err)
	}
	q.secrets.mu.Lock()
	defer q.secrets.mu.Unlock()
	q.holds(sealed, len(q.secrets.shown) == 0, "a PIN is in the log: %q", q.secrets.shown)
}
