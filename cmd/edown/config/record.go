package config

import (
	"context"
	"log/slog"
	"strings"

	"edown/cmd/edown/files"
	"edown/store"
)

// OpenRecord opens the record beside a server that may be running on it.
func (c Config) OpenRecord(ctx context.Context, log *slog.Logger) (*store.Store, error) {
	return store.Open(ctx, c.DB, store.Options{Format: c.Cases, Callable: c.Callable, Log: log, AsItIs: true})
}

// ReadRecord opens the record for reading, and changes nothing in it.
func (c Config) ReadRecord(ctx context.Context, log *slog.Logger) (*store.Store, error) {
	return store.Open(ctx, c.DB, store.Options{Format: c.Cases, Callable: c.Callable, Log: log, ReadOnly: true})
}

// RecordFile is the name of the record's file, from the root. DB may be written
// as sqlite:FILE.
func (c Config) RecordFile() string {
	return files.Rooted(strings.TrimPrefix(strings.TrimPrefix(c.DB, "sqlite:"), "//"))
}
