package main

import (
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"edown/cmd/edown/numbers"
	"edown/cmd/edown/retention"
	"edown/cmd/edown/wording"
	"edown/voice"
)

// eraseCommand deletes everything about a caller.
type eraseCommand struct {
	Number string `arg:"" help:"The phone number, such as +14155550123. See first what edown export prints about it."`
}

func (c *eraseCommand) Run(sh *shell) error {
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	number, err := numbers.Parse(c.Number)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Number, err)
	}
	s, err := config.OpenRecord(sh.ctx, sh.log())
	if err != nil {
		return err
	}
	defer s.Close()
	e, err := s.Erase(sh.ctx, number, voice.Hashed(config.Token, number), time.Now())
	if err != nil {
		return fmt.Errorf("%s: %w", number, err)
	}
	record := config.RecordFile()
	fmt.Fprintf(sh.out, "%s: %s\n", number, erased(e.Gone, record))
	if e.Rest {
		fmt.Fprintf(
			sh.out, "%s-wal: still holds what was erased, since somebody was reading it: erase the number once more\n", record)
	}
	if e.Audio > 0 {
		carrier := voice.Config{PublicURL: config.PublicURL, Number: config.Line, AccountSID: config.Account,
			Tokens: config.Tokens(), API: config.API}
		at := retention.Keeper{Store: s, Carrier: voice.NewPhone(carrier, words), Log: slog.New(slog.DiscardHandler)}
		fmt.Fprintln(sh.out, silenced(at.Audio(sh.ctx)))
	}
	fmt.Fprint(sh.out, whereElse(record))
	return nil
}

// erased says how many rows of each table were erased.
func erased(gone map[string]int64, record string) string {
	if len(gone) == 0 {
		return "nothing of it is in " + record
	}
	var kinds []string
	for _, table := range slices.Sorted(maps.Keys(gone)) {
		kinds = append(kinds, fmt.Sprintf("%d in %s", gone[table], table))
	}
	return "erased from " + record + ": " + strings.Join(kinds, ", ")
}

// silenced says what happened to the recordings, which are at the carrier.
func silenced(done, left int, why error) string {
	if left == 0 && why == nil {
		return fmt.Sprintf("%d %s deleted at the carrier", done, wording.Plural("recording", done))
	}
	return fmt.Sprintf("%d %s deleted at the carrier, %d not yet: a server of this record tries again every hour: %v",
		done, wording.Plural("recording", done), left, why)
}

// copiesLast is how many days copies of the record should be kept at most, because
// they still hold what was erased.
const copiesLast = 30

// whereElse names the places where a number may remain or come back from.
func whereElse(record string) string {
	text := fmt.Sprintf(
		"copies made by edown backup still hold it: delete those made before now within %d days, and keep none for longer\n",
		copiesLast)
	text += "files that are imported bring it back: take it out of them\n"
	aside, _ := filepath.Glob(record + ".replaced-*") // the pattern is valid
	for _, file := range aside {
		text += file + ": is a record that was replaced, and may hold it: delete it\n"
	}
	return text
}
