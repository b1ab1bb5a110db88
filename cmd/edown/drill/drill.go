// Package drill rings the line as on its worst nights. A drill is a number of
// storms. In each, a complete installation serves a town of callers, managers
// and operators while the network, the carrier, the disk and the process fail
// by a seeded plan. Afterwards, the record and what the phones heard are
// compared with the promises of the line.
//
// A storm runs in a testing/synctest bubble: its hours pass in a moment, with
// the real database, signed webhooks and the carrier's own rules.
package drill

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"edown/operators"
	"edown/store"
)

// House is an installation, as a drill uses it.
type House interface {
	// Handler answers the carrier.
	Handler() http.Handler
	// Run rings people until ctx ends.
	Run(ctx context.Context)
	// Record is the installation's record.
	Record() *store.Store
	// Fallback is the document for another host, from the rota on record.
	Fallback(ctx context.Context) ([]byte, error)
	// Close releases the record for the next process.
	Close() error
}

// Site is where an installation is set up. Its URLs are reached in process.
type Site struct {
	DB             string // a file
	PublicURL, API string
	Line           string // the number that customers call
	Account, Token string
	Carrier        http.RoundTripper
	Pace           float64 // calls a second that the carrier takes; 0 is no limit
	// Commit is called around every commit of the record.
	Commit func(commit func() error) error
	Log    *slog.Logger
	Mail   operators.Mailer
}

// Builder sets up an installation. It is called again after each kill.
type Builder func(ctx context.Context, at Site) (House, error)

// Plan is one drill.
type Plan struct {
	Calls int    // how many callers ring; a storm has [CallsPerStorm]
	Seed  uint64 // of the first storm; each later storm has the next number
	Build Builder
	Calm  bool // nothing fails
	// Patience is how long a storm may take until every call has ended; 0 is 90
	// minutes.
	Patience time.Duration
}

// String returns the plan as command-line flags.
func (p Plan) String() string {
	calm := ""
	if p.Calm {
		calm = " -calm"
	}
	return fmt.Sprintf("-calls %d -seed %d%s", storms(p.Calls)*CallsPerStorm, p.Seed, calm)
}

// CallsPerStorm is how many callers ring in one storm.
const CallsPerStorm = 10

// fewestCalls are ten storms, in which most of what can fail does fail.
const fewestCalls = 100

// TooLittle is why what was found does not show that the line works; empty when
// it does.
func (p Plan) TooLittle(found Report) string {
	switch {
	case len(found.Breaches) > 0:
		return "promises were broken"
	case p.Calm:
		return "nothing was to fail in it"
	case found.Calls < fewestCalls:
		return fmt.Sprintf("%d callers are too few: ring with -calls %d at least", found.Calls, fewestCalls)
	}
	return ""
}

// Run plays the plan, as many storms at a time as there are processors, and
// adds up the results. When ctx ends, it returns early with what it has. An
// error is a fault of this machine: no room for the record.
func Run(ctx context.Context, p Plan) (Report, error) {
	dir, err := room()
	if err != nil {
		return Report{}, fmt.Errorf("no room for the record of a drill: %w: make room, or set TMPDIR to another place", err)
	}
	defer os.RemoveAll(dir)
	var (
		all   Report
		mu    sync.Mutex
		crews sync.WaitGroup
		seeds = make(chan uint64)
	)
	for range min(runtime.GOMAXPROCS(0), storms(p.Calls)) {
		crews.Go(func() {
			for seed := range seeds {
				found := storm(p, seed, filepath.Join(dir, fmt.Sprintf("%d.db", seed)))
				mu.Lock()
				all.add(found)
				mu.Unlock()
			}
		})
	}
	for i := range storms(p.Calls) {
		if ctx.Err() == nil {
			seeds <- p.Seed + uint64(i)
		}
	}
	close(seeds)
	crews.Wait()
	return all, nil
}

// room makes a folder for the records, in memory if possible: a storm kills
// processes and not machines, so it need not wait for a disk.
func room() (dir string, err error) {
	if dir, err = os.MkdirTemp("/dev/shm", "edown-drill-"); err != nil {
		dir, err = os.MkdirTemp("", "edown-drill-")
	}
	return dir, err
}

func storms(calls int) int { return max(1, (calls+CallsPerStorm-1)/CallsPerStorm) }

// storm plays one storm in a bubble of its own. A panic in the middle of it is
// a breach too: no fault may bring the line down.
func storm(p Plan, seed uint64, db string) (found Report) {
	defer func() {
		if r := recover(); r != nil {
			found.breach(seed, goesOn, fmt.Sprintf("panic: %v\n%s", r, debug.Stack()))
		}
	}()
	synctest.Test(new(testing.T), func(*testing.T) { found = newTown(p, seed, db).storm() })
	for _, end := range []string{"", "-wal", "-shm", ".lock"} {
		os.Remove(db + end)
	}
	return found
}
