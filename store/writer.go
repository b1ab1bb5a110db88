package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"time"
)

// writer does all writing. It takes the queued functions, runs each in a savepoint, and
// commits once for all of them.
type writer struct {
	store *Store
	conn  *statements
	queue chan *job
	quit  chan struct{}
	over  chan struct{}
	last  int64 // the last sequence number given out

	failing bool // the latest commit failed
}

// job is a function that is to run in a transaction, and the caller that waits for it.
type job struct {
	ctx  context.Context
	do   func(*tx) error
	done chan error
	busy chan struct{} // full while do runs: its caller stays, since do writes into the caller's variables
}

// mostTogether is how many functions one commit may hold, so that the first of them does not
// wait long.
const mostTogether = 256

func startWriter(ctx context.Context, s *Store) (*writer, error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	w := &writer{
		store: s, conn: &statements{conn: conn, prepared: map[string]*sql.Stmt{}},
		queue: make(chan *job), quit: make(chan struct{}), over: make(chan struct{}),
	}
	err = conn.QueryRowContext(ctx, `SELECT COALESCE(MAX(seq), 0) FROM work`).Scan(&w.last)
	go w.run()
	return w, err
}

// do runs a function in a transaction. When do returns nil, what the function wrote is
// durable; after an error, nothing of it is kept. A panic in the function is an error. When
// ctx ends before the function begins, it never begins. When ctx ends later, do returns an
// error that wraps ctx's, and the function's writes may still become durable.
func (w *writer) do(ctx context.Context, do func(*tx) error) error {
	j := &job{ctx: ctx, do: do, done: make(chan error, 1), busy: make(chan struct{}, 1)}
	select {
	case w.queue <- j:
		return j.wait()
	case <-ctx.Done():
		return ctx.Err()
	case <-w.quit:
		return ErrClosed
	}
}

// wait ends with the job or with its context: a disk that stalls must not keep the carrier
// waiting.
func (j *job) wait() error {
	select {
	case err := <-j.done:
		return err
	case <-j.ctx.Done():
		return j.leave()
	}
}

// leave gives up waiting before the function runs or after it has run, but not while it runs.
func (j *job) leave() error {
	j.busy <- struct{}{}
	defer func() { <-j.busy }()
	select {
	case err := <-j.done:
		return err
	default:
		return fmt.Errorf("the record did not answer in time, whether it was kept is not known: %w", j.ctx.Err())
	}
}

// stop waits for the functions that have begun.
func (w *writer) stop() error {
	close(w.quit)
	<-w.over
	return w.conn.close()
}

func (w *writer) run() {
	defer close(w.over)
	for {
		select {
		case j := <-w.queue:
			w.together(j)
		case <-w.quit:
			return
		}
	}
}

// together commits a job with all jobs that are queued by then. It does not wait for more.
func (w *writer) together(first *job) {
	if err := w.conn.run(beginWrite); err != nil {
		w.refuse(first, w.commit(err))
		return
	}
	var kept []*job
	var lost error
	for j, more := first, true; more && lost == nil; {
		var err error
		if err, lost = w.alone(j); err != nil {
			j.done <- err
		} else {
			kept = append(kept, j)
		}
		if lost == nil && len(kept) < mostTogether {
			j, more = w.next()
		} else {
			more = false
		}
	}
	err := w.commit(lost)
	for _, j := range kept {
		j.done <- err
	}
}

// refuse fails a job and all queued jobs: they would all fail the same way. Later jobs try
// again.
func (w *writer) refuse(j *job, err error) {
	var waiting []*job
	for more := true; more; j, more = w.next() {
		waiting = append(waiting, j)
	}
	for _, j := range waiting {
		j.done <- err
	}
}

func (w *writer) next() (j *job, more bool) {
	select {
	case j = <-w.queue:
		return j, true
	default:
		return j, false
	}
}

// commit makes a transaction durable. A transaction that is lost already counts as a failed
// commit.
func (w *writer) commit(lost error) error {
	err := w.store.Commit(func() error {
		if lost != nil {
			return lost
		}
		return w.conn.run("COMMIT")
	})
	err = explained(cmp.Or(err, lost))
	w.tell(err)
	if err == nil {
		w.store.news.ring()
		return nil
	}
	if err := w.conn.run("ROLLBACK"); err != nil { // the engine may have rolled back already
		w.store.Log.Debug("rollback", "err", err)
	}
	return fmt.Errorf("the record was not kept: %w", err)
}

// tell logs that the record can no longer be written, and that it can again: once each, not
// for every lost turn.
func (w *writer) tell(err error) {
	switch failing := err != nil; {
	case failing && !w.failing:
		w.store.Log.Error("the record cannot be written: callers are sent to the fallback until it can", "err", err)
	case !failing && w.failing:
		w.store.Log.Info("the record is written again")
	}
	w.failing = err != nil
}

// alone runs one job in a savepoint, so that its failure does not affect the others. lost is
// a failure of the whole transaction.
func (w *writer) alone(j *job) (err, lost error) {
	j.busy <- struct{}{}
	defer func() { <-j.busy }()
	if err := j.ctx.Err(); err != nil {
		return err, nil
	}
	if err := w.conn.run("SAVEPOINT one"); err != nil {
		return err, err
	}
	if err = ofRecord(w.protected(j.do)); err != nil {
		if lost = w.conn.run("ROLLBACK TO one"); lost != nil {
			return err, lost
		}
	}
	if lost = w.conn.run("RELEASE one"); lost != nil {
		return errors.Join(err, lost), lost
	}
	return err, nil
}

// ofRecord adds the remedy to a failure of the record itself: a large transaction may find
// the disk full before its commit does. A function's own errors stay as they are.
func ofRecord(err error) error {
	var u *Unusable
	if errors.As(explained(err), &u) {
		return fmt.Errorf("the record was not kept: %w", u)
	}
	return err
}

func (w *writer) protected(do func(*tx) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			w.store.Log.Error("panic in a transaction", "panic", r, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic in a transaction: %v", r)
		}
	}()
	return do(&tx{st: w.store, q: w.conn, ctx: context.Background()})
}

// sequence returns numbers that grow, even when the clock does not.
func (w *writer) sequence() int64 {
	w.last = max(w.last+1, time.Now().UnixMicro())
	return w.last
}
