package housetest

import (
	"database/sql"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/voice/exchange"
)

// tables lists all rows on record, by table, as text.
func (w *Town) tables() map[string][]string {
	w.Helper()
	db, err := sql.Open("sqlite", w.Config.DB)
	if err != nil {
		w.Fatal(err)
	}
	defer db.Close()
	out := map[string][]string{}
	for _, name := range texts(w, db, `SELECT name FROM sqlite_master WHERE type = 'table'`) {
		out[name] = texts(w, db, `SELECT * FROM "`+name+`"`)
	}
	return out
}

func texts(w *Town, db *sql.DB, query string) (rows []string) {
	w.Helper()
	found, err := db.Query(query)
	if err != nil {
		w.Fatal(err)
	}
	defer found.Close()
	columns, _ := found.Columns()
	for found.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := found.Scan(into...); err != nil {
			w.Fatal(err)
		}
		var row []string
		for _, v := range values {
			row = append(row, fmt.Sprint(v))
		}
		rows = append(rows, strings.Join(row, " | "))
	}
	return rows
}

func TestTokensAndSensitiveDigitsAreKeptNowhere(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		w.Config.OldToken = sample.Secret()
		who, sam, mei := w.phone(sample.Stranger), w.phone(sams), w.phone(meis)
		w.declares(who).Hears("Just pound").Presses("#").Hears("contract number").Presses("100100#").
			Hears("users locked out").Presses("3").Hears("How many users").Presses("450#").Hears("How many of them").Presses("430#").
			Hears("How many hours").Presses("3#").Hears("technical contact").Presses("2").Hears("contact's phone number").Presses("493012345678#").
			Hears("After the tone").Presses("0").Hears("operator")
		sam.Rings().Answers().Hears("Caller", "To accept").Presses("1")
		who.TalksWith(sam.Handset)
		mei.Rings().Answers().Hears("Enterprise Down", "To accept").Presses("1")
		who.TalksWith(mei.Handset)
		who.HangsUp()
		mei.Hears("How did it go").Presses("2").IsHungUp()
		synctest.Wait()
		tables := w.tables()
		for _, typed := range []string{"100100", "493012345678"} {
			if strings.Contains(w.diary.lines.String(), typed) {
				t.Errorf("the log tells what was typed: %s", typed)
			}
		}
		if len(tables["turns"]) < 15 || w.diary.lines.Len() == 0 {
			t.Fatalf("%d turns on record, %d bytes logged: is the story still told?", len(tables["turns"]), w.diary.lines.Len())
		}
		for table, rows := range tables {
			for _, row := range rows {
				for name, secret := range w.secrets() {
					if strings.Contains(row, secret) {
						t.Errorf("table %s tells the %s: %s", table, name, row)
					}
				}
				if table == "turns" && (strings.Contains(row, "100100") || strings.Contains(row, "493012345678")) {
					t.Errorf("sensitive digits among the turns: %s", row)
				}
			}
		}
	})
}

// Errors name no number and no token, even when the carrier refuses or breaks down.
func TestErrorsTellNoNumbers(t *testing.T) {
	var asked atomic.Int64
	InTown(t, func(_ *config.Config, x *exchange.Config) {
		x.Faults.REST = func(*http.Request) exchange.Fate {
			return []exchange.Fate{{Status: 503}, {Status: 401}, {Status: 429}, {Lose: true}, {Status: 400}}[asked.Add(1)%5]
		}
	}, func(w *Town) {
		w.expectWarnings = true
		ann, cfg := w.phone(annsNo), w.Config
		w.declares(ann).Hears("Is this about case").Presses("1").Hears("users locked out")
		time.Sleep(5 * time.Minute)
		ann.HangsUp()
		synctest.Wait()
		for table, rows := range w.tables() {
			for _, row := range rows {
				if strings.Contains(row, cfg.Token) {
					t.Errorf("table %s tells the auth token: %s", table, row)
				}
			}
		}
		if n := strings.Count(w.diary.lines.String(), "call not placed yet"); n < 5 {
			t.Errorf("only %d failures: does the carrier fail?", n)
		}
	})
}
