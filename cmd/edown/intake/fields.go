package intake

import (
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strconv"
	"strings"

	"edown/cmd/edown/mistakes"
	"edown/operators/rota"
	"edown/store"
	"edown/support"
)

// oneOf reads one word of a list.
func oneOf[T ~string](words []T) func(string) (T, error) {
	return func(text string) (T, error) {
		if !slices.Contains(words, T(text)) {
			return "", errors.New("write " + either(words))
		}
		return T(text), nil
	}
}

// reading is one record while it is being read into the directory.
type reading struct {
	record
	in    *importing
	total *store.Directory
}

// need is a text that must be present and pass the check, if there is one.
func (r *reading) need(field string, check func(string) error) string {
	text := r.fields[field]
	switch {
	case text == "":
		r.complain(field, "is missing: every record of "+r.kind+" needs it")
	case check != nil:
		if err := check(text); err != nil {
			r.complain(field, err.Error())
		}
	}
	return text
}

// may is a text that must pass the check if it is present.
func (r *reading) may(field string, check func(string) error) string {
	if r.fields[field] == "" || r.takesAway(field) {
		return ""
	}
	return r.need(field, check)
}

// parsed converts a field to a value. An empty field is the zero value, and a
// mistake when it is needed.
func parsed[T any](r *reading, field string, parse func(string) (T, error)) (value T) {
	k, _ := kindNamed(r.kind)
	text := r.fields[field]
	if text == "" || r.takesAway(field) {
		if slices.Contains(k.needed, field) {
			r.need(field, nil)
		}
		return value
	}
	value, err := parse(text)
	if err != nil {
		r.complain(field, err.Error())
	}
	return value
}

// none takes away what is on record of a column that may be empty.
const none = "none"

func (r *reading) takesAway(field string) bool {
	k, _ := kindNamed(r.kind)
	keeps := r.kind == "contracts" || r.kind == "contacts" || r.kind == "people"
	return keeps && r.fields[field] == none && slices.Contains(k.others, field) && field != secretColumn
}

// leaves notes the columns that the record leaves empty: what is on record of them
// stays.
func (r *reading) leaves(key string) {
	k, _ := kindNamed(r.kind)
	empty := slices.DeleteFunc(slices.Clone(k.others),
		func(column string) bool { return r.fields[column] != "" || column == secretColumn })
	if len(empty) > 0 {
		r.total.Blank[store.Row{Kind: store.Kind(r.kind), Key: key}] = empty
	}
}

func (r *reading) complain(field, remedy string) {
	what := field
	switch text := r.fields[field]; {
	case r.hides(field):
		what = field + " = ••••"
	case text != "":
		what = fmt.Sprintf("%s = %q", field, text)
	}
	r.in.wrong = append(r.in.wrong, mistakes.One{File: r.file, Line: r.lineOf(field), What: what, Remedy: remedy})
}

func digitsOnly(text string) error {
	if strings.Trim(text, "0123456789") != "" {
		return errors.New("write digits only: callers type it on a telephone")
	}
	return nil
}

func shortName(text string) error {
	if strings.Trim(strings.ToLower(text), "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" {
		return errors.New("write a short name of letters and digits without spaces, such as mei")
	}
	return nil
}

func parsePackage(text string) (support.Package, error) {
	p, err := support.ParsePackage(text)
	if err != nil {
		err = errors.New("write silver, gold, goldplus or platinum")
	}
	return p, err
}

func parseSeverity(text string) (support.Severity, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 3 {
		return 0, errors.New("write 0 (Enterprise Down), 1 (critical), 2 (moderate) or 3 (general)")
	}
	return support.Severity(n), nil
}

func parseRole(text string) (rota.Role, error) {
	r := rota.Role(text)
	if !slices.Contains(rota.Roles(), r) {
		return "", errors.New("write " + either(rota.Roles()))
	}
	return r, nil
}

// either writes words as a choice, "a, b or c".
func either[T ~string](words []T) string {
	text := make([]string, len(words))
	for i, w := range words {
		text[i] = string(w)
	}
	last := len(text) - 1
	return strings.Join(text[:last], ", ") + " or " + text[last]
}

// parsePIN reads the digits that callers type; "none" removes the PIN.
func parsePIN(text string) (store.PIN, error) {
	if text == none {
		return "", nil
	}
	pin := store.PIN(text)
	if pin.Valid() != nil {
		return "", errors.New("write four to eight digits in quotes, or none to take it away")
	}
	return pin, nil
}

func parseEmail(text string) (string, error) {
	at, err := mail.ParseAddress(text)
	if err != nil || at.Address != text {
		return "", errors.New("write an address alone, such as mei@example.com")
	}
	return text, nil
}

func parseLayer(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 9 {
		return 0, errors.New("write 1 for who is called first, 2 for the next")
	}
	return n, nil
}

func parseYes(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "yes", "true":
		return true, nil
	case "no", "false":
		return false, nil
	}
	return false, errors.New("write yes or no")
}
