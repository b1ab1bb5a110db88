package main

import (
	"io"
	"sync"

	"edown/support"
)

// witness tells, one line at a time, what has been put on record.
type witness struct {
	mu     sync.Mutex
	out    io.Writer
	people map[string]string // names, by person
	pages  map[string]support.PageState
}

func newWitness(out io.Writer) *witness {
	return &witness{out: out, people: map[string]string{}, pages: map[string]support.PageState{}}
}
