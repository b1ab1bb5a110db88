// Package demo is a line that exists only on one machine, with sample records, an
// exchange and phones in the browser.
package demo

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/cmd/edown/house"
	"edown/locales"
	"edown/operators/rota"
	"edown/store"
	"edown/voice/exchange"
)

// Setup is what a demo is made of.
type Setup struct {
	Config   config.Config // with an empty DB the record is a temporary file
	Words    *locales.Catalog
	Listener net.Listener // for the line and the phones
	Pace     float64      // how many times faster than a person the line talks
	Told     io.Writer    // gets a line for everything that is put on record
	Log      *slog.Logger
}

// Demo is a line that exists only on this machine, with its exchange and its
// phones.
type Demo struct {
	setup    Setup
	records  store.Directory
	house    *house.House
	exchange *exchange.Exchange
}

// Open puts the sample on record. Calls are answered from [Demo.Run] on.
func Open(ctx context.Context, s Setup) (*Demo, error) {
	var err error
	if s.Config.DB, err = database(s.Config.DB); err != nil {
		return nil, err
	}
	s.Config = sample.Configured(s.Config, reachable(s.Listener.Addr()))
	h, err := house.Assemble(ctx, s.Config, house.Equipment{Words: s.Words, Log: s.Log, Witness: newWitness(s.Told)})
	if err != nil {
		return nil, err
	}
	d, err := sample.Read(s.Config.Cases, s.Words.Tags())
	if err == nil {
		err = moveIn(ctx, h.Store, s.Config.DB, d)
	}
	if err != nil {
		h.Close()
		return nil, err
	}
	return &Demo{setup: s, records: d, house: h, exchange: connected(s, d)}, nil
}

// Run answers calls until ctx ends.
func (d *Demo) Run(ctx context.Context) error {
	context.AfterFunc(ctx, d.exchange.Close) // ends calls before the server, so that neither waits for the other
	board := NewBulletin(d.house.Store, d.records, d.exchange.Show, d.setup.Log)
	return house.Answer(ctx, d.setup.Listener, oneServer(d.exchange, d.house), d.setup.Log, both(d.house.Run, board.Run))
}

// both runs one beside the other.
func both(one, other func(context.Context)) func(context.Context) {
	return func(ctx context.Context) {
		var all sync.WaitGroup
		all.Go(func() { one(ctx) })
		all.Go(func() { other(ctx) })
		all.Wait()
	}
}

// Close ends all calls and releases the record.
func (d *Demo) Close() error {
	d.exchange.Close()
	return d.house.Close()
}

// moveIn puts the sample on record, but not into a record with other people.
func moveIn(ctx context.Context, s *store.Store, db string, d store.Directory) error {
	roster, err := s.Rota(ctx)
	if err != nil {
		return err
	}
	for _, p := range roster.People {
		if !slices.ContainsFunc(d.People, func(own rota.Person) bool { return own.ID == p.ID && own.Phone == p.Phone }) {
			return fmt.Errorf(
				"database %s: %s (%s) is not of the sample, so this is no record of a demo: name another file with --db, or none",
				db, p.ID, p.Name)
		}
	}
	return s.Put(ctx, d)
}

// database is the file of the record; temporary when none is named.
func database(name string) (string, error) {
	if name != "" {
		return name, nil
	}
	dir, err := os.MkdirTemp("", "edown-demo-")
	if err != nil {
		return "", fmt.Errorf("no place for the record: %w: name a file with --db", err)
	}
	return filepath.Join(dir, "edown.db"), nil
}

// ShowPhones opens the page with the phones in a browser, if there is one.
func (d *Demo) ShowPhones() {
	opener := map[string][]string{"darwin": {"open"}, "windows": {"rundll32", "url.dll,FileProtocolHandler"}}[runtime.GOOS]
	if opener == nil {
		opener = []string{"xdg-open"}
	}
	// without a browser there is still the printed address
	exec.Command(opener[0], append(opener[1:], d.setup.Config.PublicURL+"/phone/")...).Start()
}
