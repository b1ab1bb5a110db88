//go:build race

package main

// The race detector makes a story eight times as long: in each of these rounds every
// hostile value is in some field.
const roundsOfACase = 3
