package drill

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// intruder is another program that writes to the record, such as an
// administrator's shell. While it does, the database refuses all other writers.
type intruder struct {
	file string

	mu   sync.Mutex
	db   *sql.DB
	lock *sql.Conn // the connection that holds the lock; nil without a lock
}

// holds locks the record for so long, or until another writer has been refused,
// which takes real time. It is called right after a commit, when nothing else
// is writing. If it cannot get the lock, nothing happens.
func (i *intruder) holds(long time.Duration) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.lock != nil || i.opens() != nil {
		return
	}
	i.lock.ExecContext(context.Background(), "BEGIN IMMEDIATE")
	time.AfterFunc(long, i.letsGo)
}

// opens opens the record, once. The lock is held.
func (i *intruder) opens() (err error) {
	if i.db == nil {
		if i.db, err = sql.Open("sqlite", i.file); err != nil {
			return err
		}
	}
	i.lock, err = i.db.Conn(context.Background())
	return err
}

func (i *intruder) letsGo() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.lock != nil {
		i.lock.ExecContext(context.Background(), "ROLLBACK")
		i.lock.Close()
		i.lock = nil
	}
}

// leaves closes the record.
func (i *intruder) leaves() {
	i.letsGo()
	if i.db != nil {
		i.db.Close()
	}
}

// isLocked reports whether the database refused to write because of another
// writer.
func isLocked(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_BUSY
}
