package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A record has one server at a time, also when it is opened through a link.
func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edown.db")
	must(t, os.WriteFile(path, template, 0o600))
	alias := filepath.Join(t.TempDir(), "alias.db")
	must(t, os.Symlink(path, alias))
	first, err := Lock(path)
	must(t, err)
	for _, name := range []string{path, "sqlite:" + path, alias} {
		_, err := Lock(name)
		if err == nil || !strings.Contains(err.Error(), "database "+path+": another server answers with it") || !strings.Contains(err.Error(), "stop that one") {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, first.Close())
	second, err := Lock(alias)
	must(t, err)
	must(t, second.Close())
}

func TestLockWhereThereIsNoFolder(t *testing.T) {
	_, err := Lock(filepath.Join(t.TempDir(), "none", "edown.db"))
	if err == nil || !strings.Contains(err.Error(), "name a file in a folder that exists") {
		t.Error(err)
	}
}
