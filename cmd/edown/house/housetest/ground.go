package housetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"edown/locales"
	"edown/store"
)

// ground is what every town starts from: the words, and an empty record. Making it
// takes longer than most stories.
type ground struct {
	words  *locales.Catalog
	record []byte
}

var once = sync.OnceValues(func() (g ground, err error) {
	dir, err := os.MkdirTemp("", "edown-ground-")
	if err != nil {
		return g, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "edown.db")
	s, err := store.Open(context.Background(), file, store.Options{})
	if err != nil {
		return g, err
	}
	if err := s.Close(); err != nil {
		return g, err
	}
	var unread error
	g.record, unread = os.ReadFile(file)
	g.words, err = locales.Load()
	return g, errors.Join(err, unread)
})

// theGround is shared by all towns, and made outside of their bubbles.
func theGround(t testing.TB) ground {
	t.Helper()
	g, err := once()
	if err != nil {
		t.Fatal(err)
	}
	return g
}
