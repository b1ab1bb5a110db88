package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// formOf reads the form of a record: the number of its newest migration. 0 is a database
// with nothing in it.
func formOf(ctx context.Context, db *sql.DB) (form int64, err error) {
	var begun int
	err = db.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_master WHERE name = 'goose_db_version'`).Scan(&begun)
	if err != nil || begun == 0 {
		return 0, explained(err)
	}
	err = db.QueryRowContext(ctx,
		`SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&form)
	return form, explained(err)
}

// newestForm is the newest form of a record that this program knows.
func newestForm() (newest int64, err error) {
	files, err := migrations.ReadDir("migrations")
	for _, f := range files {
		form, err := goose.NumericComponent(f.Name())
		if err != nil {
			return 0, err
		}
		newest = max(newest, form)
	}
	return newest, err
}

// knownForm reads the form of a record, and refuses one that this program does not know.
func knownForm(ctx context.Context, db *sql.DB) (form int64, err error) {
	form, err = formOf(ctx, db)
	if err != nil {
		return form, err
	}
	known, err := newestForm()
	if err == nil && form > known {
		err = &Unusable{
			saysNewer, fmt.Errorf("form %d, this one knows %d", form, known),
			"use the newer program, or name another file",
		}
	}
	return form, err
}

// present refuses a record of an earlier form, where it must not be migrated.
func present(form int64) error {
	known, err := newestForm()
	if err == nil && form < known {
		err = &Unusable{
			"was written by an earlier program", fmt.Errorf("form %d, this one knows %d", form, known),
			"restart the server with this program first, which brings it up",
		}
	}
	return err
}

// migrate brings the tables to the form that this program knows, unless they have to stay
// as they are.
func migrate(ctx context.Context, db *sql.DB, path string, asItIs bool) error {
	form, err := knownForm(ctx, db)
	if err == nil && asItIs && form > 0 {
		err = present(form)
	}
	if err != nil || present(form) == nil {
		return err
	}
	builder, err := rebuildable(path)
	if err != nil {
		return err
	}
	return errors.Join(raise(ctx, builder), builder.Close())
}

// raise applies the missing migrations, each in its own transaction.
func raise(ctx context.Context, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, files, goose.WithLogger(goose.NopLogger()))
	if err == nil {
		_, err = provider.Up(ctx)
	}
	return err
}
