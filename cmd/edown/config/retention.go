package config

import (
	"fmt"
	"strconv"

	"edown/store"
)

func retentionSettings() []setting {
	return []setting{
		lastingFor("retention.audio_days", "EDOWN_RETENTION_AUDIO_DAYS", "days", 3650,
			func(r *store.Retention) *int { return &r.Audio }),
		lastingFor("retention.transcript_days", "EDOWN_RETENTION_TRANSCRIPT_DAYS", "days", 3650,
			func(r *store.Retention) *int { return &r.Transcripts }),
		lastingFor("retention.call_months", "EDOWN_RETENTION_CALL_MONTHS", "months", 120,
			func(r *store.Retention) *int { return &r.Calls }),
		lastingFor("retention.page_months", "EDOWN_RETENTION_PAGE_MONTHS", "months", 120,
			func(r *store.Retention) *int { return &r.Pages }),
	}
}

// lastingFor is a setting for how many days or months data is kept. Nothing may be
// kept for ever.
func lastingFor(key, env, unit string, most int, of func(*store.Retention) *int) setting {
	remedy := fmt.Sprintf("write how many %s, 1 to %d: nothing is kept for ever", unit, most)
	return setting{key: key, env: env, remedy: remedy, set: func(c *Config, text string) (err error) {
		n := of(&c.Retention)
		*n, err = strconv.Atoi(text)
		return unless(err == nil && *n >= 1 && *n <= most)
	}}
}
