//go:build race

package main

// The race detector makes a storm eight times as long, and a story too: in each of
// these rounds every hostile value is in some field.
const (
	stormsInATest = 1
	roundsOfACase = 3
)
