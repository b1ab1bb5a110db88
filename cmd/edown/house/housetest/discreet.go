package housetest

import (
	"bytes"
	"encoding/base64"
	"log/slog"
	"strings"
	"sync"
)

// discreet is a log that keeps everything. At the end of every story it is searched
// for tokens and telephone numbers.
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

// told complains about secrets in the log.
func (d *discreet) told(w *Town) {
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

// secrets lists what must not appear anywhere, by name.
func (w *Town) secrets() map[string]string {
	basic := base64.StdEncoding.EncodeToString([]byte(w.Config.Account + ":" + w.Config.Token))
	all := map[string]string{"auth token": w.Config.Token, "auth token in a header": basic}
	if w.Config.OldToken != "" {
		all["old auth token"] = w.Config.OldToken
	}
	return all
}
