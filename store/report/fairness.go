package report

import (
	"cmp"
	"slices"
	"time"

	"edown/operators/rota"
	"edown/store"
	"edown/support"
	"edown/support/civil"
)

// Load is what one person of the rota carried (P9). A night is from 22 to 7 in
// the person's own zone; it has the date of the evening on which it begins.
type Load struct {
	Person   string `json:"person"` // an id in the rota
	Name     string `json:"name"`
	Pages    int    `json:"pages"` // for which the person's phone was rung at least once
	Rung     int    `json:"rung"`  // calls that the carrier took
	Accepted int    `json:"accepted"`
	Declined int    `json:"declined"`
	Missed   int    `json:"no_answer"` // rang out, busy, voicemail, failed, no key
	AtNight  int    `json:"rung_at_night"`
	Nights   int    `json:"nights"`         // on which the phone was rung
	Worse    int    `json:"nights_of_more"` // those of them with more than one page
}

const (
	evening = 22 // the first hour of a night
	morning = 7  // the first hour after it
)

// loads lists the people of the rota who were rung or have a shift, the
// heaviest load first.
func loads(a store.Activity) []Load {
	all := map[string]*carried{}
	of := func(id string) *carried {
		if all[id] == nil {
			all[id] = &carried{pages: map[string]bool{}, nights: map[civil.Date]map[string]bool{}}
			all[id].of(id, a.Rota)
		}
		return all[id]
	}
	for _, s := range a.Rota.Shifts {
		of(s.Person)
	}
	for _, r := range a.Rings {
		of(r.Person).rung(r)
	}
	for _, t := range a.Accepts {
		of(t.Person).Accepted++
	}
	list := []Load{}
	for _, c := range all {
		list = append(list, c.sum())
	}
	slices.SortFunc(list, func(a, b Load) int {
		return cmp.Or(-cmp.Compare(a.Pages, b.Pages), -cmp.Compare(a.Rung, b.Rung), cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Person, b.Person))
	})
	return list
}

// carried is a load that is being added up.
type carried struct {
	Load
	zone   *time.Location
	pages  map[string]bool
	nights map[civil.Date]map[string]bool // pages of each
}

// of fills in the person. One who has left the rota is known by id only, with
// nights in UTC.
func (c *carried) of(id string, roster rota.Rota) {
	p, _ := roster.Person(id)
	c.Person, c.Name = id, cmp.Or(p.Name, id)
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		zone = time.UTC
	}
	c.zone = zone
}

func (c *carried) rung(r store.Ring) {
	c.Rung++
	c.pages[r.Page] = true
	switch {
	case r.Declined:
		c.Declined++
	case silent(r):
		c.Missed++
	}
	if night, is := nightOf(r.Placed.In(c.zone)); is {
		c.AtNight++
		if c.nights[night] == nil {
			c.nights[night] = map[string]bool{}
		}
		c.nights[night][r.Page] = true
	}
}

// silent reports whether the call was not answered by a human, although the
// page was still open.
func silent(r store.Ring) bool {
	switch r.Ending {
	case support.EndNoAnswer, support.EndBusy, support.EndFailed, support.EndNoKey:
		return true
	}
	return r.Machine && r.Ending != ""
}

func (c *carried) sum() Load {
	c.Pages, c.Nights = len(c.pages), len(c.nights)
	for _, pages := range c.nights {
		if len(pages) > 1 {
			c.Worse++
		}
	}
	return c.Load
}

// nightOf returns the date on which the night of a moment began, in the
// moment's own zone. night is false by day.
func nightOf(at time.Time) (began civil.Date, night bool) {
	switch hour := at.Hour(); {
	case hour >= evening:
		return civil.DateOf(at), true
	case hour < morning:
		return civil.DateOf(at.AddDate(0, 0, -1)), true
	}
	return civil.Date{}, false
}
