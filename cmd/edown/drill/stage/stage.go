// Package stage puts up the house that a drill rings: the one that serve would run.
package stage

import (
	"context"
	"net/http"

	"edown/cmd/edown/config"
	"edown/cmd/edown/drill"
	"edown/cmd/edown/fallback"
	"edown/cmd/edown/house"
	"edown/locales"
	"edown/store"
	"edown/support"
)

// drilled is a house as a drill sees it.
type drilled struct {
	*house.House
	config config.Config
	words  *locales.Catalog
}

func (d drilled) Handler() http.Handler { return d.House.Handler }
func (d drilled) Record() *store.Store  { return d.Store }

func (d drilled) Fallback(ctx context.Context) ([]byte, error) {
	roster, err := d.Store.Rota(ctx)
	if err != nil {
		return nil, err
	}
	document, _, err := fallback.Document(d.config, d.words, roster, "")
	return document, err
}

// Builder puts up houses that speak these words.
func Builder(words *locales.Catalog) drill.Builder {
	return func(ctx context.Context, at drill.Site) (drill.House, error) {
		c := config.Default()
		c.DB, c.PublicURL, c.API = at.DB, at.PublicURL, at.API
		c.Line, c.Account, c.Token, c.Pace = support.E164(at.Line), at.Account, at.Token, at.Pace
		h, err := house.Assemble(ctx, c, house.Equipment{Words: words, Transport: at.Carrier, Log: at.Log, Commit: at.Commit,
			Mail: at.Mail})
		if err != nil {
			return nil, err
		}
		return drilled{h, c, words}, nil
	}
}
