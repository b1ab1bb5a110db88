//go:build !race

package main

const stormsInATest = 6
