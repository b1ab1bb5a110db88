package main

import (
	"bytes"
	"database/sql"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"edown/voice/exchange"
)

// discreet is a log in which everything is written down, and looked through at
// the end of every story: no token, and no telephone number.
type discreet struct {
	mu    sync.Mutex
	lines bytes.Buffer
}

func (d *discreet) Write(line []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.lines.Write(line)
}

func (d *discreet) logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(d, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// told complains about what must not be in a log.
func (d *discreet) told(w *town) {
	d.mu.Lock()
	defer d.mu.Unlock()
	secrets := w.secrets()
	for _, number := range w.law.numbers() {
		secrets["number of somebody"] = strings.TrimPrefix(number, "+")
		for name, secret := range secrets {
			if at := bytes.Index(d.lines.Bytes(), []byte(secret)); at >= 0 {
				w.Errorf("the log tells the %s: ...%s", name, d.lines.Bytes()[max(0, at-200):at+len(secret)])
			}
		}
	}
}

// secrets are what nobody may find anywhere, by what they are.
func (w *town) secrets() map[string]string {
	basic := base64.StdEncoding.EncodeToString([]byte(w.cfg.Account + ":" + w.cfg.Token))
	all := map[string]string{"auth token": w.cfg.Token, "auth token in a header": basic}
	if w.cfg.OldToken != "" {
		all["old auth token"] = w.cfg.OldToken
	}
	return all
}

// tables are all rows on record, by table, as text.
func (w *town) tables() map[string][]string {
	w.Helper()
	db, err := sql.Open("sqlite", w.cfg.DB)
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

func texts(w *town, db *sql.DB, query string) (rows []string) {
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
	inTown(t, nil, func(w *town) {
		w.cfg.OldToken = secret()
		who, sam, mei := w.phone(stranger), w.phone(sams), w.phone(meis)
		w.declares(who).Hears("pound alone").Presses("#").Hears("contract number").Presses("100100#").
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

// Not even when the carrier refuses, or breaks down, does an error tell whom
// it concerns, or with which token it was asked.
func TestErrorsTellNoNumbers(t *testing.T) {
	var asked atomic.Int64
	inTown(t, func(_ *Config, x *exchange.Config) {
		x.Faults.REST = func(*http.Request) exchange.Fate {
			return []exchange.Fate{{Status: 503}, {Status: 401}, {Status: 429}, {Lose: true}, {Status: 400}}[asked.Add(1)%5]
		}
	}, func(w *town) {
		w.expectWarnings = true
		ann, cfg := w.phone(annsNo), w.cfg
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
