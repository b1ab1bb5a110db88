package check

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"edown/cmd/edown/files"
	"edown/cmd/edown/wording"
	"edown/operators/rota"
	"edown/store"
	"edown/support"
)

// recordFacts are what is known about the record and its disk.
type recordFacts struct {
	file          string // name from the root
	roster        rota.Rota
	contracts     []support.Contract
	engineers     []string  // of open cases, by id
	backup, drill time.Time // the last ones; zero: never
	err           error     // why it cannot be read
	write         error     // why it cannot be written
	free, total   uint64    // bytes of the disk
	disk          error     // why they are not known
}

func (e Examination) readRecord(ctx context.Context) (f recordFacts) {
	f.file = e.Config.RecordFile()
	f.free, f.total, f.disk = files.Space(filepath.Dir(f.file))
	if _, f.err = os.Stat(f.file); f.err != nil {
		return f
	}
	s, err := e.Config.ReadRecord(ctx, nil)
	if err != nil {
		f.err = err
		return f
	}
	defer s.Close()
	if f.roster, f.err = s.Rota(ctx); f.err != nil {
		return f
	}
	if f.contracts, f.err = s.Contracts(ctx); f.err != nil {
		return f
	}
	if f.engineers, f.err = s.Engineers(ctx); f.err != nil {
		return f
	}
	if f.backup, f.err = s.Marked(ctx, store.Backup); f.err != nil {
		return f
	}
	if f.drill, f.err = s.Marked(ctx, store.Drill); f.err == nil {
		f.write = e.writeRecord(ctx)
	}
	return f
}

// writeRecord checks that the record, known to be one, can be written.
func (e Examination) writeRecord(ctx context.Context) error {
	s, err := e.Config.OpenRecord(ctx, nil)
	if err != nil {
		return err
	}
	return errors.Join(s.Ready(ctx), s.Close())
}

func (f facts) judgeDatabase() []Finding {
	const point = "database"
	r := f.record
	switch {
	case errors.Is(r.err, fs.ErrNotExist):
		return one(point, Lacking, "there is no "+r.file,
			"name the record with db (EDOWN_DB), or begin one: edown import people.toml")
	case r.err != nil:
		return r.unusable("cannot be read", r.err)
	case r.write != nil:
		return r.unusable("cannot be written", r.write)
	}
	return one(point, Fine, r.file+" is read and written", "")
}

// unusable is what is wrong with the record, and the remedy for it.
func (r recordFacts) unusable(what string, err error) []Finding {
	var u *store.Unusable
	if !errors.As(err, &u) {
		return one("database", Lacking, fmt.Sprintf("%s %s: %v", r.file, what, err),
			"see that its disk is sound, and that this user may read and write it and its folder")
	}
	says := r.file + " " + u.Says
	if u.Err != nil {
		says += ": " + u.Err.Error()
	}
	return one("database", Lacking, says, u.Remedy)
}

const (
	mega = 1 << 20
	giga = 1 << 30
)

func (f facts) judgeDisk() []Finding {
	const point, remedy = "disk", "make room, or put the record on a larger disk: when it is full, no turn can be kept"
	r := f.record
	if r.disk != nil {
		return one(point, Doubtful, "its free room is not known: "+r.disk.Error(), "see that the record's folder is there")
	}
	says := fmt.Sprintf("%.1f GB of %.1f are free", float64(r.free)/giga, float64(r.total)/giga)
	switch {
	case r.free < 100*mega:
		return one(point, Lacking, fmt.Sprintf("%d MB are free", r.free/mega), remedy)
	case r.free < giga, r.free < r.total/10:
		return one(point, Doubtful, says, remedy)
	}
	return one(point, Fine, says, "")
}

const (
	backupEvery = 26 * time.Hour      // every night, and a while to make it
	drillEvery  = 35 * 24 * time.Hour // every month
)

func (f facts) judgeBackup() []Finding {
	return f.judgeAge("backup", f.record.backup, backupEvery, "edown backup FILE every night, to another disk")
}

func (f facts) judgeDrill() []Finding {
	return f.judgeAge("drill", f.record.drill, drillEvery, "edown drill every month: what is not rehearsed does not work")
}

// judgeAge judges something to be repeated: when it was last done.
func (f facts) judgeAge(point string, last time.Time, every time.Duration, remedy string) []Finding {
	if f.record.err != nil {
		return unknown(point, "database")
	}
	if last.IsZero() {
		return one(point, Doubtful, "there has been none", remedy)
	}
	says := fmt.Sprintf("the last was %s ago", age(f.now.Sub(last)))
	if f.now.Sub(last) > every {
		return one(point, Doubtful, says, remedy)
	}
	return one(point, Fine, says, "")
}

// age is a length of time in words.
func age(d time.Duration) string {
	hours := int(d.Hours())
	if hours < 48 {
		return fmt.Sprintf("%d %s", hours, wording.Plural("hour", hours))
	}
	return fmt.Sprintf("%d days", hours/24)
}
