package main

import (
	"path/filepath"
	"strings"
	"testing"

	"edown/cmd/edown/config"
	"edown/cmd/edown/drill"
	"edown/store"
)

// Only a drill that shows something satisfies edown check.
func TestWhatCountsAsADrill(t *testing.T) {
	broken := []drill.Breach{{Promise: "the line goes on"}}
	for name, tt := range map[string]struct {
		plan  drill.Plan
		found drill.Report
		says  string // on standard error
	}{
		"a hundred callers":   {drill.Plan{}, drill.Report{Calls: 100}, ""},
		"a broken promise":    {drill.Plan{}, drill.Report{Calls: 1000, Breaches: broken}, "promises were broken"},
		"too few callers":     {drill.Plan{}, drill.Report{Calls: 90}, "90 callers are too few: ring with -calls 100 at least"},
		"nothing was to fail": {drill.Plan{Calm: true}, drill.Report{Calls: 1000}, "nothing was to fail"},
	} {
		t.Run(name, func(t *testing.T) {
			var said strings.Builder
			sh := &shell{ctx: t.Context(), err: &said, env: func(string) string { return "" }}
			c := config.Default()
			c.DB = filepath.Join(t.TempDir(), "edown.db")
			s, err := c.OpenRecord(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if err := keep(sh, c, tt.plan, tt.found); err != nil {
				t.Fatal(err)
			}
			at, err := s.Marked(t.Context(), store.Drill)
			if err != nil || at.IsZero() != (tt.says != "") || !strings.Contains(said.String(), tt.says) {
				t.Errorf("the last is of %v (%v), and it says %q", at, err, said.String())
			}
		})
	}
}
