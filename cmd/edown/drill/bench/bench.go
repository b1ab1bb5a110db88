// Package bench measures how fast the line is on this machine and its disk:
// turns, pages, memory and restarts, each against its target.
package bench

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"edown/cmd/edown/drill"
	"edown/locales"
)

// Bench is what is measured. All fields are needed.
type Bench struct {
	Words *locales.Catalog
	Build drill.Builder // the installation that answers the line
}

// Run prints a table of figures, in about 75 seconds. The targets are for two
// cores that have nothing else to do. The running program must be edown itself:
// some figures are measured on its serve command, in a process that is killed.
func (b Bench) Run(ctx context.Context, out io.Writer) error {
	folder, err := os.MkdirTemp("", "edown-bench-")
	if err != nil {
		return fmt.Errorf("no place for the records: %w: set TMPDIR to a folder on the disk to be measured", err)
	}
	defer os.RemoveAll(folder)
	m := &measuring{Bench: b, ctx: ctx, out: out, folder: folder}
	fmt.Fprintf(out, "The records are in %s: TMPDIR measures another disk.\n\n%s\n", folder,
		row("", "measured", "aim", ""))
	for _, measure := range []func() error{m.turns, m.history, m.qualification, m.everybody, m.memory, m.restarts} {
		if err := measure(); err != nil {
			return err
		}
	}
	return nil
}

// measuring is one run. Each measurement has its own record.
type measuring struct {
	Bench
	ctx     context.Context
	out     io.Writer
	folder  string
	records int
}

func (m *measuring) tell(f figure) { fmt.Fprintln(m.out, f) }

// site is a place for a line, with a new record.
func (m *measuring) site() drill.Site {
	m.records++
	return siteOf(filepath.Join(m.folder, fmt.Sprintf("%d.db", m.records)))
}

// siteOf is a place for a line that exists only to be measured.
func siteOf(db string) drill.Site {
	return drill.Site{
		DB: db, PublicURL: "https://line.example.com", API: "https://carrier.example.com", Line: "+18005550100",
		Account: "AC0123456789abcdef0123456789abcdef", Token: "0123456789abcdef0123456789abcdef",
		Log: slog.New(slog.DiscardHandler),
	}
}
