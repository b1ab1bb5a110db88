package store

import (
	"context"
	"time"

	"edown/operators/rota"
	"edown/support"
)

// Figures are how the record stands at one moment, in numbers without names.
type Figures struct {
	Running []Searching       // pages that have not ended
	Overdue []Backlog         // work whose time has come
	OnDuty  map[rota.Role]int // how many people
	Backup  time.Time         // of the latest one; zero is never
	Drill   time.Time         // likewise
}

// Searching are the running pages of a kind and a state.
type Searching struct {
	Kind   support.PageKind
	State  support.PageState
	Pages  int
	Oldest time.Time // when the first of them began
}

// Backlog is the work of a kind (event, dial, command) whose time has come and that is
// not done: in hand, held back by the carrier's pace, or to be tried again.
type Backlog struct {
	Kind   string
	Pieces int
	Oldest time.Time // when the first of them was due
}

// roles are the roles that an Enterprise Down, or a caller, rings.
var roles = []rota.Role{rota.Manager, rota.Level2, rota.Director, rota.Operator}

// Figures reads how the record stands.
func (s *Store) Figures(ctx context.Context, now time.Time) (f Figures, err error) {
	err = s.read(ctx, func(t *tx) error {
		for _, read := range []func(*Figures, time.Time) error{t.searching, t.overdue, t.onDuty, t.marks} {
			if err := read(&f, now); err != nil {
				return err
			}
		}
		return nil
	})
	return f, err
}

const searching = `SELECT kind, state, COUNT(*), MIN(started) FROM pages
	WHERE state IN ('ringing', 'accepted') GROUP BY kind, state`

func (t *tx) searching(f *Figures, _ time.Time) (err error) {
	f.Running, err = list(t, func(scan func(...any) error) (s Searching, err error) {
		err = scan(&s.Kind, &s.State, &s.Pages, moment{&s.Oldest})
		return s, err
	}, searching)
	return err
}

func (t *tx) overdue(f *Figures, now time.Time) (err error) {
	f.Overdue, err = list(t, func(scan func(...any) error) (b Backlog, err error) {
		err = scan(&b.Kind, &b.Pieces, moment{&b.Oldest})
		return b, err
	}, `SELECT kind, COUNT(*), MIN(planned) FROM work WHERE planned <= $1 GROUP BY kind`, now.UnixMilli())
	return err
}

func (t *tx) onDuty(f *Figures, now time.Time) error {
	roster, err := t.Rota()
	f.OnDuty = map[rota.Role]int{}
	for _, role := range roles {
		f.OnDuty[role] = len(roster.OnDuty(role, now))
	}
	return err
}

func (t *tx) marks(f *Figures, _ time.Time) (err error) {
	if f.Backup, err = t.marked(Backup); err == nil {
		f.Drill, err = t.marked(Drill)
	}
	return err
}
