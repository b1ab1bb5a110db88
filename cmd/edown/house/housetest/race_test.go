//go:build race

package housetest

// The race detector makes a story eight times as long. In each of these rounds every
// hostile value is in some field.
const roundsOfACase = 3
