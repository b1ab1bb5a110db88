package telling

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"edown/operators/paging"
	"edown/store"
	"edown/support"
)

// rings tells each phone that was rung, and how that ended (P12).
func (t *teller) rings(s store.Story) {
	for _, a := range s.Page.Attempts {
		at := a.Placed
		if at.IsZero() {
			at = a.Planned
		}
		t.line(at, OfRing, s.Page.ID, t.rung(s, a), t.ring(a))
	}
}

// rung is whose phone it is: of the rota, or the caller's own.
func (t *teller) rung(s store.Story, a paging.Attempt) string {
	if a.Person.ID != "" {
		return cmp.Or(a.Person.Name, a.Person.ID)
	}
	return cmp.Or(t.names.phones[string(a.Person.Phone)], t.names.calls[a.Leg], "the caller")
}

func (t *teller) ring(a paging.Attempt) string {
	text := "is rung"
	switch a.Purpose {
	case support.ForCaller:
		text = "is called back"
	case support.ForStandDown:
		text = "is rung to hear that it is over"
	case support.ForRefusal:
		text = "is rung to hear of the refusal"
	}
	if a.Person.Phone != "" {
		text += " at " + string(a.Person.Phone)
	}
	return text + ": " + strings.Join(outcome(a), ", ")
}

// outcome is what came of a ring, step by step.
func outcome(a paging.Attempt) (steps []string) {
	add := func(text string) { steps = append(steps, text) }
	switch {
	case a.Placed.IsZero() && a.Live():
		return []string{"waits to be dialled"}
	case a.Placed.IsZero():
		return []string{"was not dialled, " + ending(a.End)}
	case a.PickedUp.IsZero() && a.Live():
		return []string{"rings"}
	case a.PickedUp.IsZero():
		return []string{ending(a.End) + after(a.Placed, a.Ended)}
	}
	add("picked up" + after(a.Placed, a.PickedUp))
	if a.Machine {
		add("perhaps by a machine")
	}
	if a.Key != "" {
		add("pressed " + a.Key)
	}
	if a.Declined {
		add("passed")
	}
	if a.Ended.IsZero() {
		add("still on the phone")
	} else {
		add(ending(a.End) + after(a.PickedUp, a.Ended))
	}
	return steps
}

func after(from, to time.Time) string {
	if to.IsZero() {
		return ""
	}
	return " after " + lasted(to.Sub(from))
}

// stay is the time that a person was in the room.
type stay struct {
	leg      string
	from, to time.Time
}

// talks tells who talked together, from when to when: whenever the company in the
// room changes, another conversation begins.
func (t *teller) talks(s store.Story) {
	stays := t.stays(s)
	var moments []time.Time
	for _, one := range stays {
		moments = append(moments, one.from, one.to)
	}
	slices.SortFunc(moments, time.Time.Compare)
	moments = slices.CompactFunc(moments, time.Time.Equal)
	for i := range moments {
		if i+1 < len(moments) {
			t.talk(s.Page.ID, moments[i], moments[i+1], t.company(stays, moments[i]))
		}
	}
}

// company is who is in the room from a moment on.
func (t *teller) company(stays []stay, at time.Time) (names []string) {
	for _, one := range stays {
		name := cmp.Or(t.names.calls[one.leg], one.leg)
		if !at.Before(one.from) && at.Before(one.to) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func (t *teller) talk(page string, from, to time.Time, names []string) {
	if len(names) < 2 {
		return
	}
	last := len(names) - 1
	text := "talks with " + names[last]
	if last > 1 {
		text = "talks with " + strings.Join(names[1:last], ", ") + " and " + names[last]
	}
	if to.Equal(t.Now) {
		t.line(from, OfTalk, page, names[0], text+" now, since "+lasted(to.Sub(from)))
		return
	}
	t.line(from, OfTalk, page, names[0], text+" until "+to.In(t.Zone).Format(time.TimeOnly)+", "+lasted(to.Sub(from)))
}

// stays are the times in the room, in the order in which they began: from joining
// until leaving or the end of the call, whichever the page heard of first.
func (t *teller) stays(s store.Story) (all []stay) {
	inside := map[string]int{} // by leg, an index of all
	for _, h := range s.Journal {
		i, there := inside[h.Call]
		switch h.Kind {
		case support.Joined:
			if !there {
				inside[h.Call] = len(all)
				all = append(all, stay{h.Call, moment(h), t.gone(s, h.Call)})
			}
		case support.Left, support.CallEnded, support.WrappingUp:
			if there {
				all[i].to = moment(h)
				delete(inside, h.Call)
			}
		}
	}
	return all
}

// moment is when something happened, rather than when the page heard of it.
func moment(h paging.Happening) time.Time {
	if h.Event.At.IsZero() {
		return h.At
	}
	return h.Event.At
}

// gone is when a call was over, by its own record; now while it goes on.
func (t *teller) gone(s store.Story, call string) time.Time {
	for _, c := range s.Calls {
		if c.ID == call && !c.Ended.IsZero() {
			return c.Ended
		}
	}
	return t.Now
}
