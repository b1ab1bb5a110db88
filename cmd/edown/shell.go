package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"

	"edown/cmd/edown/config"
	"edown/cmd/edown/files"
	"edown/cmd/edown/mistakes"
	"edown/locales"
)

// shell is what a command runs in.
type shell struct {
	ctx      context.Context // ends on Ctrl-C
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	environ  []string // every variable, as name=value
	config   string   // file; may be empty
}

// load reads the words and the configuration.
func (sh *shell) load() (config.Config, *locales.Catalog, error) {
	words, err := loadWords()
	if err != nil {
		return config.Config{}, nil, err
	}
	c, err := config.Load(sh.config, sh.env, words.Tags())
	var wrong mistakes.List
	if err == nil || errors.As(err, &wrong) {
		err = append(wrong, config.UnknownVariables(sh.environ, words.Tags())...).Err()
	}
	if errors.As(err, &wrong) {
		err = fmt.Errorf("the configuration has mistakes:\n%w", err)
	}
	return c, words, err
}

// write replaces a file in one step; without a name it prints.
func (sh *shell) write(name string, text []byte, mode fs.FileMode) error {
	if name == "" {
		_, err := sh.out.Write(text)
		return err
	}
	return files.Replace(name, text, mode)
}

func (sh *shell) log() *slog.Logger { return slog.New(slog.NewTextHandler(sh.err, nil)) }

// logger is the log of a server, in the format and at the level that are configured.
func (sh *shell) logger(c config.Config) *slog.Logger {
	o := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(sh.err, o))
	}
	return slog.New(slog.NewTextHandler(sh.err, o))
}
