package civiltest

import (
	"time"

	"edown/support/civil"
)

// Zones are twelve with changes of their clocks: by an hour, half an hour and two
// hours, at midnight, just before it and at odd minutes, and around Ramadan.
var Zones = []string{
	"America/New_York", "Europe/Paris", "Australia/Lord_Howe", "America/Santiago", "Asia/Beirut", "Africa/Cairo",
	"America/Havana", "Atlantic/Azores", "Africa/Casablanca", "Pacific/Chatham", "Antarctica/Troll", "America/Nuuk",
}

// Hand is a clock on the wall that is looked at every minute, and is not turned
// back: where the clocks are put back, it waits for them.
type Hand struct{ Shows time.Time }

// Look moves the hand to what the clocks show at a moment in its zone. The result
// is in UTC, as if it were there.
func (h *Hand) Look(at time.Time) time.Time {
	y, m, d := at.Date()
	if shown := time.Date(y, m, d, at.Hour(), at.Minute(), 0, 0, time.UTC); shown.After(h.Shows) {
		h.Shows = shown
	}
	return h.Shows
}

// Changes are the moments of a year at which a zone's clocks are put forward or back.
func Changes(zone *time.Location, year int) (all []time.Time) {
	end := time.Date(year+1, 1, 1, 0, 0, 0, 0, zone)
	at := civil.OffsetUntil(time.Date(year, 1, 1, 0, 0, 0, 0, zone))
	for !at.IsZero() && at.Before(end) {
		all = append(all, at)
		at = civil.OffsetUntil(at)
	}
	return all
}
