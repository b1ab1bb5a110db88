// Package numbers reads telephone numbers and says which may be dialled.
package numbers

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"

	"edown/support"
)

var errNumber = errors.New("write the number in international form, such as +14155550123")

// Parse reads a telephone number as people write it, "+1 415 555-0123".
func Parse(text string) (support.E164, error) {
	n, err := phonenumbers.Parse(text, "")
	switch {
	case err == nil && n.GetExtension() != "":
		return "", errors.New(
			"an extension cannot be dialled: write a number that rings the phone itself, such as +14155550123")
	case strings.ContainsFunc(text, unicode.IsLetter):
		return "", fmt.Errorf("there are letters in it: %w", errNumber)
	case err != nil:
		return "", errNumber
	}
	if err := possible(n); err != nil {
		return "", err
	}
	if !isWhole(n, text) {
		return "", fmt.Errorf("there is more than one number in it: %w", errNumber)
	}
	return support.E164(phonenumbers.Format(n, phonenumbers.E164)), nil
}

// possible says what is wrong with the length of a number.
func possible(n *phonenumbers.PhoneNumber) error {
	switch phonenumbers.IsPossibleNumberWithReason(n) {
	case phonenumbers.IS_POSSIBLE, phonenumbers.IS_POSSIBLE_LOCAL_ONLY:
		return nil
	case phonenumbers.TOO_SHORT:
		return fmt.Errorf("is too short for a number of that country: %w", errNumber)
	case phonenumbers.TOO_LONG:
		return fmt.Errorf("is too long for a number of that country: %w", errNumber)
	case phonenumbers.INVALID_COUNTRY_CODE:
		return fmt.Errorf("begins with no country's code: %w", errNumber)
	}
	return fmt.Errorf("no number of that country is so long: %w", errNumber)
}

// isWhole reports whether the number is all of the text: what follows a comma or a
// semicolon is lost otherwise.
func isWhole(n *phonenumbers.PhoneNumber, text string) bool {
	return strings.HasSuffix(phonenumbers.NormalizeDigitsOnly(text), phonenumbers.GetNationalSignificantNumber(n))
}

// Exists says why nobody can have a number; nil means that somebody may. A number
// without its area code can be written and never reached.
func Exists(number support.E164) error {
	n, err := phonenumbers.Parse(string(number), "")
	switch {
	case err != nil:
		return errNumber
	case phonenumbers.IsPossibleNumberWithReason(n) == phonenumbers.IS_POSSIBLE_LOCAL_ONLY:
		return fmt.Errorf("has no area code: %w", errNumber)
	case !phonenumbers.IsValidNumber(n) && !fictional.MatchString(string(number)):
		return fmt.Errorf("no number of that country is written so, see whether its area code is there: %w", errNumber)
	}
	return nil
}

// fictional are numbers that a regulator keeps for stories and examples, and that
// nobody has (Ofcom). Those of other countries are valid.
var fictional = regexp.MustCompile(`^\+44(1632960|7700900)\d{3}$`)

// Country is the ISO country of a number, "FR"; empty when it is unknown.
func Country(number support.E164) string {
	n, err := phonenumbers.Parse(string(number), "")
	if err != nil {
		return ""
	}
	return phonenumbers.GetRegionCodeForNumber(n)
}

// IsCountry reports whether a country of this ISO code has telephones.
func IsCountry(code string) bool { return phonenumbers.GetSupportedRegions()[code] }

// IsCostly reports whether calling a number earns its holder money: toll fraud
// uses such numbers.
func IsCostly(number support.E164) bool {
	n, err := phonenumbers.Parse(string(number), "")
	if err != nil {
		return true
	}
	switch phonenumbers.GetNumberType(n) {
	case phonenumbers.PREMIUM_RATE, phonenumbers.SHARED_COST:
		return true
	}
	return false
}

// Dialable says why the line must not ring a number of the rota; nil means that
// it may.
func Dialable(number, line support.E164) error {
	plain, err := Parse(string(number))
	switch {
	case err != nil:
		return err
	case Exists(number) != nil:
		return Exists(number)
	case plain != number:
		return fmt.Errorf("write the number as %s", plain)
	case number == line:
		return errors.New("is the line's own number: write the phone at which this person is reached")
	case IsCostly(number):
		return errors.New("is a number that costs by the minute: write an ordinary telephone")
	}
	return nil
}
