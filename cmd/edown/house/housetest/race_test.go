//go:build race

package housetest

// The race detector makes a story eight times as long: in each of these rounds every
// hostile value is in some field.
const roundsOfACase = 3
