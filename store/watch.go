package store

import (
	"context"
	"iter"
	"sync"
	"time"

	"edown/operators/paging"
)

// Seen is one line of the pages' journal, with what it did.
type Seen struct {
	N int64 // the line's number: later lines have higher ones
	paging.Moved
}

// lookAgain is the longest time until a line of another process is seen.
const lookAgain = 250 * time.Millisecond

// Watch yields what happens to pages, in the order of the journal: the lines after a given
// one (0 is before the first), and then each new line as soon as it is durable, until ctx
// ends. Facts are made from the journal, so that every process sees the same ones, also after
// a restart. It ends with the first error.
func (s *Store) Watch(ctx context.Context, after int64) iter.Seq2[Seen, error] {
	return func(yield func(Seen, error) bool) {
		w := watch{store: s, after: after, pages: map[string]paging.Page{}}
		for ctx.Err() == nil {
			news := s.news.wait()
			all, err := w.look(ctx)
			if err != nil && ctx.Err() == nil {
				yield(Seen{}, err)
				return
			}
			for _, seen := range all {
				if !yield(seen, nil) {
					return
				}
			}
			if len(all) == 0 {
				pause(ctx, news, lookAgain)
			}
		}
	}
}

// Latest is the number of the journal's last line: a watch after it yields only new lines. It
// is 0 while the journal is empty.
func (s *Store) Latest(ctx context.Context) (n int64, err error) {
	err = s.read(ctx, func(t *tx) error {
		_, err := t.one(`SELECT COALESCE(MAX(rowid), 0) FROM page_events`, nil, &n)
		return err
	})
	return n, err
}

func pause(ctx context.Context, news <-chan struct{}, most time.Duration) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-news:
	case <-timer.C:
	}
}

// watch is where a watcher stands: after a line of the journal, with the running pages as
// they were then.
type watch struct {
	store *Store
	after int64
	pages map[string]paging.Page
}

type journalLine struct {
	seq  int64
	page string
	n    int // of the page's own lines
	paging.Happening
}

// linesAtOnce is how many lines one look reads.
const linesAtOnce = 500

func (w *watch) look(ctx context.Context) (all []Seen, err error) {
	err = w.store.read(ctx, func(t *tx) error {
		lines, err := list(t, scanLine, `SELECT rowid, page, n, at, event FROM page_events
			WHERE rowid > $1 ORDER BY rowid LIMIT $2`, w.after, linesAtOnce)
		if err != nil {
			return err
		}
		for _, l := range lines {
			moved, err := w.moved(t, l)
			if err != nil {
				return err
			}
			all = append(all, Seen{l.seq, moved})
		}
		return nil
	})
	if len(all) > 0 && err == nil {
		w.after = all[len(all)-1].N
	}
	return all, err
}

func scanLine(scan func(...any) error) (l journalLine, err error) {
	err = scan(&l.seq, &l.page, &l.n, moment{&l.At}, happening{&l.Happening})
	return l, err
}

// moved is what a line did to its page. A page that began before the watch is first made
// again from its journal.
func (w *watch) moved(t *tx, l journalLine) (paging.Moved, error) {
	var moved paging.Moved
	if p, known := w.pages[l.page]; known {
		moved = paging.StepAgain(p, l.Happening)
	} else {
		story, err := t.story(l.page)
		if err != nil {
			return moved, err
		}
		moved = paging.Replay(story.Page, story.Journal[:l.n])[l.n-1]
	}
	w.pages[l.page] = moved.Page
	if !moved.Page.Running() {
		delete(w.pages, l.page)
	}
	return moved, nil
}

// news wakes the watchers at every commit.
type news struct {
	mu   sync.Mutex
	next chan struct{} // nil while no watcher waits
}

// wait returns a channel that is closed at the next commit.
func (n *news) wait() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.next == nil {
		n.next = make(chan struct{})
	}
	return n.next
}

func (n *news) ring() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.next != nil {
		close(n.next)
		n.next = nil
	}
}
