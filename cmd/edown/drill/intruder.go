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

// intruder is another program that writes into the record, such as somebody's
// shell. While it does, the database lets nobody else write.
type intruder struct {
	file string

	mu   sync.Mutex
	db   *sql.DB
	lock *sql.Conn // which it writes on; nil while it does not
}

// holds takes the record for so long, or until somebody has been refused: the
// database has him wait first, and by a real clock. It is for who has just
// committed, so that nobody else writes. One who cannot come in holds up nobody.
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

// isLocked reports whether the database let somebody else write.
func isLocked(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_BUSY
}
