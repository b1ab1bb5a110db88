package store

import (
	"cmp"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"edown/ivr"
)

// PIN is a contract's secret: four to eight digits, as they are keyed on a phone. Empty is no
// PIN. It prints as dots, and only its hash is stored.
type PIN string

// String implements [fmt.Stringer].
func (PIN) String() string { return "••••" }

// GoString implements [fmt.GoStringer].
func (PIN) GoString() string { return "••••" }

// ErrPIN means that a text cannot be a PIN. It does not contain the text.
var ErrPIN = errors.New("a PIN has four to eight digits: callers type it on a telephone")

// Valid returns [ErrPIN] when this cannot be a PIN.
func (p PIN) Valid() error {
	if len(p) < 4 || len(p) > 8 || strings.Trim(string(p), "0123456789") != "" {
		return ErrPIN
	}
	return nil
}

// sealed is a PIN as it is stored: the cost of its hash, its salt and the hash.
type sealed struct {
	passes, memory uint32 // KiB
	salt, hash     []byte
}

// newSeal is a seal that no PIN opens. Its cost is the second choice of RFC 9106, made smaller
// as OWASP's password storage cheat sheet allows: some 20 ms of one processor.
func newSeal() sealed {
	s := sealed{passes: 3, memory: 12 << 10, salt: make([]byte, 16), hash: make([]byte, 32)}
	rand.Read(s.salt)
	rand.Read(s.hash)
	return s
}

func seal(p PIN) sealed {
	s := newSeal()
	s.hash = s.of(p)
	return s
}

func (s sealed) of(p PIN) []byte { return argon2.IDKey([]byte(p), s.salt, s.passes, s.memory, 1, 32) }

// opens reports whether this is the PIN. It takes the same time for any PIN.
func (s sealed) opens(p PIN) bool { return subtle.ConstantTimeCompare(s.hash, s.of(p)) == 1 }

const sealedForm = "$argon2id$v=19$m=%d,t=%d,p=1$"

func (s sealed) String() string {
	salt, hash := base64.RawStdEncoding.EncodeToString(s.salt), base64.RawStdEncoding.EncodeToString(s.hash)
	return fmt.Sprintf(sealedForm, s.memory, s.passes) + salt + "$" + hash
}

func unseal(text string) (s sealed, err error) {
	parts := strings.Split(text, "$")
	if _, err = fmt.Sscanf(text, sealedForm, &s.memory, &s.passes); err != nil || len(parts) != 6 {
		return s, errors.New("the hash of a PIN cannot be read")
	}
	s.salt, err = base64.RawStdEncoding.DecodeString(parts[4])
	if err == nil {
		s.hash, err = base64.RawStdEncoding.DecodeString(parts[5])
	}
	return s, err
}

// decoy is checked where a contract has no PIN, so that the check takes as long. Its hash is
// random: computing one would delay every start.
var decoy = newSeal()

// sealedPINs hashes the PINs of a directory. That is slow, so it is done before the writer is
// asked.
func (d Directory) sealedPINs() (map[string]string, error) {
	all := map[string]string{}
	for contract, pin := range d.PINs {
		if pin == "" {
			all[contract] = ""
			continue
		}
		if err := pin.Valid(); err != nil {
			return nil, fmt.Errorf("contract %q: %w", contract, err)
		}
		all[contract] = seal(pin).String()
	}
	return all, nil
}

func (t *tx) putPIN(contract, hash string) (err error) {
	if hash == "" {
		_, err = t.exec(`DELETE FROM pins WHERE contract = $1`, contract)
		return err
	}
	_, err = t.exec(`INSERT INTO pins (contract, hash) VALUES ($1, $2)
		ON CONFLICT (contract) DO UPDATE SET hash = excluded.hash`, contract, hash)
	return missing(err, "contract", contract)
}

const (
	mostWrong = 5 // after so many wrong PINs, none is checked
	lockedFor = 15 * time.Minute
)

// checkPIN checks whether a caller knows the PIN of a contract, which must be the contract of
// the case. Wrong PINs are counted for the contract, and for the caller's number; where the
// network does not vouch for the number, for the call. After too many, none is checked for a
// while. An unknown contract, or one without a PIN, behaves like one whose PIN is wrong.
func (t *tx) checkPIN(s ivr.Session, l ivr.Lookup, now time.Time) (right, locked bool, err error) {
	caller := cmp.Or(string(s.From), s.Call)
	if s.Doubted { // a caller who pretends a number must not lock out its owner
		caller = s.Call
	}
	tried := []string{"contract " + l.Contract, "caller " + caller}
	if locked, err = t.locked(tried, now); err != nil || locked {
		return false, locked, err
	}
	lock, err := t.lockOf(l.Contract)
	if err != nil {
		return false, false, err
	}
	own, err := t.ownsCase(l.Contract, s, l)
	if err != nil {
		return false, false, err
	}
	if lock.opens(PIN(l.PIN)) && own {
		return true, false, t.forget(tried)
	}
	locked, err = t.failed(tried, now)
	return false, locked, err
}

func (t *tx) lockOf(contract string) (sealed, error) {
	var hash string
	found, err := t.one(`SELECT hash FROM pins WHERE contract = $1`, []any{contract}, &hash)
	if err != nil || !found {
		return decoy, err
	}
	return unseal(hash)
}

// ownsCase reports whether the case that the call is about belongs to the contract.
func (t *tx) ownsCase(contract string, s ivr.Session, l ivr.Lookup) (bool, error) {
	number := cmp.Or(l.Case, s.Case)
	if number == "" {
		return true, nil
	}
	return t.exists(`SELECT 1 FROM cases WHERE number = $1 AND contract = $2`, number, contract)
}

// locked forgets old tries, and reports whether any of these was tried too often.
func (t *tx) locked(tried []string, now time.Time) (locked bool, err error) {
	if _, err = t.exec(`DELETE FROM tries WHERE until <= $1`, ms(now)); err != nil {
		return false, err
	}
	var failed int
	_, err = t.one(`SELECT COALESCE(MAX(failed), 0) FROM tries WHERE what IN ($1, $2)`,
		[]any{tried[0], tried[1]}, &failed)
	return failed >= mostWrong, err
}

func (t *tx) failed(tried []string, now time.Time) (locked bool, err error) {
	for _, what := range tried {
		var n int
		if _, err = t.one(`INSERT INTO tries (what, failed, until) VALUES ($1, 1, $2)
			ON CONFLICT (what) DO UPDATE SET failed = tries.failed + 1, until = excluded.until RETURNING failed`,
			[]any{what, ms(now.Add(lockedFor))}, &n); err != nil {
			return false, err
		}
		locked = locked || n >= mostWrong
	}
	return locked, nil
}

func (t *tx) forget(tried []string) error {
	_, err := t.exec(`DELETE FROM tries WHERE what IN ($1, $2)`, tried[0], tried[1])
	return err
}
