package paging

import (
	"time"

	"edown/operators/rota"
	"edown/support"
)

// Reach is what one rung of a ladder does when it is climbed.
type Reach struct {
	After   time.Duration // since the page began
	Dials   []rota.Person // no person twice; a phone that still rings is not dialled again
	Ringing int           // these, and those of earlier rungs that still ring
}

// Climb is a whole ladder, rung by rung.
type Climb []Reach

// Climb is how an Enterprise Down that begins at a moment would climb when
// no phone is picked up: rung by rung, and once again after the last one (P4).
func (l Ladder) Climb(r rota.Rota, at time.Time) Climb {
	who := groups(support.EmergencyPage, l, r, at)
	until := map[string]time.Duration{} // when each person's phone stops ringing
	var climb Climb
	for _, rung := range l.andAgain() {
		reach := Reach{After: rung.After}
		for _, whom := range rung.Call {
			for _, p := range who[whom] {
				if end, rang := until[p.ID]; !rang || end <= rung.After {
					until[p.ID] = rung.After + l.Ring
					reach.Dials = append(reach.Dials, p)
				}
			}
		}
		reach.Ringing = after(rung.After, until)
		climb = append(climb, reach)
	}
	return climb
}

func after(at time.Duration, ends map[string]time.Duration) (n int) {
	for _, end := range ends {
		if end > at {
			n++
		}
	}
	return n
}

// andAgain are the rungs, and the whole ladder at once after the last of them.
func (l Ladder) andAgain() []Rung {
	if len(l.Rungs) == 0 || l.Again <= 0 || l.Staggered { // in turns, fewer ring than before
		return l.Rungs
	}
	again := Rung{After: l.Rungs[len(l.Rungs)-1].After + l.Again}
	for _, r := range l.Rungs {
		again.Call = append(again.Call, r.Call...)
	}
	return append(l.Rungs[:len(l.Rungs):len(l.Rungs)], again)
}

// Busiest is the climb in [from, to) that rings the most phones at once.
func (l Ladder) Busiest(r rota.Rota, from, to time.Time) (busiest Climb) {
	for _, at := range r.Changes(from, to) {
		if climb := l.Climb(r, at); busiest == nil || climb.Phones() > busiest.Phones() {
			busiest = climb
		}
	}
	return busiest
}

// Phones is how many phones ring at once, at most.
func (c Climb) Phones() (most int) {
	for _, r := range c {
		most = max(most, r.Ringing)
	}
	return most
}

// By is how many phones have been dialled by then, if the carrier takes them
// all at once.
func (c Climb) By(after time.Duration) (n int) {
	for _, r := range c {
		if r.After <= after {
			n += len(r.Dials)
		}
	}
	return n
}

// Late is how long after its rung the last phone is dialled, where the carrier
// places so many calls a second; 0 is no limit. What a rung could not dial in
// time holds up the next.
func (c Climb) Late(pace float64) (late time.Duration) {
	if pace <= 0 {
		return 0
	}
	between := time.Duration(float64(time.Second) / pace)
	var free time.Duration // when the next call may be placed
	for _, r := range c {
		for range r.Dials {
			at := max(free, r.After)
			late, free = max(late, at-r.After), at+between
		}
	}
	return late
}
