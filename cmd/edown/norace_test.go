//go:build !race

package main

const roundsOfACase = 14 // every hostile value in every field
