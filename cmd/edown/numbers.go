package main

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"

	"edown/support"
)

var errNumber = errors.New("write the number in international form, such as +14155550123")

// parseNumber reads a telephone number as people write it, "+1 415 555-0123".
func parseNumber(text string) (support.E164, error) {
	n, err := phonenumbers.Parse(text, "")
	switch {
	case err == nil && n.GetExtension() != "":
		return "", errors.New("an extension cannot be dialled: write a number that rings the phone itself, such as +14155550123")
	case strings.ContainsFunc(text, unicode.IsLetter):
		return "", fmt.Errorf("there are letters in it: %w", errNumber)
	case err != nil:
		return "", errNumber
	}
	if err := possible(n); err != nil {
		return "", err
	}
	return support.E164(phonenumbers.Format(n, phonenumbers.E164)), nil
}

// possible says why a number cannot be one, by its length.
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

// countryOf is the ISO country of a number, "FR"; empty when it is unknown.
func countryOf(number support.E164) string {
	n, err := phonenumbers.Parse(string(number), "")
	if err != nil {
		return ""
	}
	return phonenumbers.GetRegionCodeForNumber(n)
}

// isCountry reports whether a country of this ISO code has telephones.
func isCountry(code string) bool { return phonenumbers.GetSupportedRegions()[code] }

// isCostly reports whether calling the number pays whoever holds it: the toll
// fraud of choice.
func isCostly(number support.E164) bool {
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

// dialable says why the line must not ring a number of the rota; nil: it may.
func dialable(number, line support.E164) error {
	plain, err := parseNumber(string(number))
	switch {
	case err != nil:
		return err
	case plain != number:
		return fmt.Errorf("write the number as %s", plain)
	case number == line:
		return errors.New("is the line's own number: write the phone at which this person is reached")
	case isCostly(number):
		return errors.New("is a number that costs by the minute: write an ordinary telephone")
	}
	return nil
}
