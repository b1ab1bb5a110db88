//go:build !race

package main

const (
	stormsInATest = 6
	roundsOfACase = 14 // every hostile value in every field
)
