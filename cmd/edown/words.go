package main

import (
	"edown/locales"
	"edown/operators"
	"edown/operators/casework"
	"edown/operators/paging"
)

// loadWords reads what the line says and sends, and checks that every message
// that is sent has its words in every language.
func loadWords() (*locales.Catalog, error) {
	words, err := locales.Load()
	if err != nil {
		return nil, err
	}
	if err := words.Check(paging.Given(paging.Messages(), casework.Messages(), operators.Messages())); err != nil {
		return nil, err
	}
	return words, nil
}
