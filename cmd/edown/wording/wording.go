// Package wording writes words and addresses as commands print them.
package wording

import (
	"net/url"
	"regexp"
)

// Plural is a name as it follows the number n: 1 person, 2 people, 3 cases.
func Plural(name string, n int) string {
	switch {
	case n == 1:
		return name
	case name == "person":
		return "people"
	}
	return name + "s"
}

var userinfo = regexp.MustCompile(`(://)[^/]*@`)

// Redacted is an address without a password, fit to be printed.
func Redacted(text string) string {
	if u, err := url.Parse(text); err == nil && u.User != nil {
		return u.Redacted()
	}
	return userinfo.ReplaceAllString(text, "${1}xxxxx@")
}
