package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"edown/locales"
)

// figure is one line of the table: what was measured, and what was aimed at.
type figure struct {
	what, measured, aim string // an empty aim: there is none
	met                 bool
}

func (f figure) String() string {
	verdict := ""
	switch {
	case f.aim != "" && f.met:
		verdict = "met"
	case f.aim != "":
		verdict = "NOT MET"
	}
	return row(f.what, f.measured, f.aim, verdict)
}

func row(what, measured, aim, verdict string) string {
	return strings.TrimRight(fmt.Sprintf("%-64s %12s   %-11s %s", what, measured, aim, verdict), " ")
}

// bencher measures, on this machine and its disk. Each measurement has a record
// of its own.
type bencher struct {
	ctx    context.Context
	out    io.Writer
	words  *locales.Catalog
	folder string
	rooms  int
}

// bench prints how fast the line is here, in about a minute and a half. The aims
// are for two cores that have nothing else to do.
func bench(sh *shell) error {
	words, err := locales.Load()
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "edown-bench-")
	if err != nil {
		return fmt.Errorf("no place for the records: %w: name a folder on the disk to be measured with TMPDIR", err)
	}
	defer os.RemoveAll(folder)
	b := &bencher{ctx: sh.ctx, out: sh.out, words: words, folder: folder}
	fmt.Fprintf(b.out, "The records are in %s: TMPDIR measures another disk.\n\n%s\n", folder, row("", "measured", "aim", ""))
	for _, measure := range []func() error{b.turns, b.history, b.qualification, b.everybody, b.memory, b.restarts} {
		if err := measure(); err != nil {
			return err
		}
	}
	return nil
}

func (b *bencher) tell(f figure) { fmt.Fprintln(b.out, f) }

// config is a line with a record of its own.
func (b *bencher) config() (Config, error) {
	b.rooms++
	folder := filepath.Join(b.folder, fmt.Sprint(b.rooms))
	return benchConfig(folder), os.Mkdir(folder, 0o700)
}

func timesOf(ratio float64) string { return fmt.Sprintf("%.2f x", ratio) }

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d)/1e6) }

// times are lengths of time of the same thing.
type times []time.Duration

// at is the time that a share of them does not exceed: at(0.99) is the p99.
// Without times it is zero.
func (t times) at(share float64) time.Duration {
	if len(t) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(int(share*float64(len(t))), len(t)-1)]
}
