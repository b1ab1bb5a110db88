//go:build !race

package housetest

const roundsOfACase = 14 // every hostile value in every field
