//go:build race

package main

// The race detector makes a storm eight times as long.
const stormsInATest = 1
