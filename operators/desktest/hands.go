package desktest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"edown/support"
)

// hand is a phone that a person holds, or that rings.
type hand struct {
	*story
	call string
}

func (h hand) does(e support.Event) error {
	e.Call = h.call
	return h.happens(e)
}

// does is what a person does on the phone, one thing after the other. A phone that
// rings is picked up first, unless that is what does not happen.
func (s *story) does(said []string) error {
	for _, deed := range strings.Split(said[1], ", ") {
		call, has := s.phoneOf(said[0])
		if !has {
			return fmt.Errorf("%s has no phone in the hand, and none rings", said[0])
		}
		h := hand{s, call}
		if h.rings() && !slices.Contains(untouched, deed) {
			if err := h.picksUp(nil); err != nil {
				return err
			}
		}
		known, err := spoken(deeds, h, deed)
		if err == nil && !known {
			err = fmt.Errorf("no such deed: %s", deed)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// phone has the desk hear of an event on the phone of a person.
func (s *story) phone(name string, e support.Event) error {
	call, has := s.phoneOf(name)
	if !has {
		return fmt.Errorf("no phone of %s was rung", name)
	}
	return hand{s, call}.does(e)
}

// phoneOf is the phone that a person holds: the one that was chosen, else the latest
// that was rung, or a caller's own call.
func (s *story) phoneOf(name string) (string, bool) {
	if call, chosen := s.held[name]; chosen {
		return call, true
	}
	for _, id := range slices.Backward(s.rec.order) {
		if s.rec.whose(id) == name {
			return id, true
		}
	}
	return "", false
}

// chooses has a person go on with the phone that was rung for a page.
func (s *story) chooses(name, page string) error {
	for _, id := range slices.Backward(s.rec.order) {
		if c := s.rec.calls[id]; s.rec.whose(id) == name && s.rec.labels[c.page] == page {
			s.held[name] = id
			return nil
		}
	}
	return fmt.Errorf("%s was not rung for %q", name, page)
}

// rings reports whether the phone rings, and is not picked up.
func (h hand) rings() bool {
	_, rings := h.rec.work[ring(h.call)]
	return rings
}

// silences has the phone ring no more.
func (h hand) silences() error {
	return h.do(func(t *tx) error { return t.Schedule(ring(h.call), time.Time{}, support.Event{}) })
}

func (h hand) picksUp([]string) error {
	return h.then(h.silences(), func() error {
		return h.does(support.Event{Kind: support.PickedUp, SID: "SID-" + h.call})
	})
}

// takes is a manager who presses 1. Whether that was the first is settled on record,
// as it is when the key is heard on the phone.
func (h hand) takes([]string) error {
	var round int
	var won bool
	err := h.do(func(t *tx) (err error) {
		p, running := t.page(t.calls[h.call].page)
		if !running || !p.Running() {
			return nil
		}
		round = p.Round + 1
		if won, err = t.Claim(p, t.calls[h.call].person, h.call, time.Now()); !won {
			t.said.add("%s hears that %s has it", t.whose(h.call), t.person(t.accepter(p).person))
		}
		return err
	})
	if err != nil || !won {
		return err
	}
	return h.does(support.Event{Kind: support.Accepted, Round: round})
}

// leaves is a caller who leaves the room, or the manager, who then says how it went.
func (h hand) leaves([]string) error {
	err := h.does(support.Event{Kind: support.Left})
	if h.rec.calls[h.call].person == "" {
		return err
	}
	return h.then(err, func() error { return h.does(support.Event{Kind: support.WrappingUp}) })
}

func (h hand) hangsUp([]string) error {
	p, _ := h.rec.page(h.rec.calls[h.call].page)
	inside := p.Inside[h.call]
	err := h.changes(func(r *record) error {
		c := r.calls[h.call]
		c.ended = true
		r.calls[h.call] = c
		return nil
	})
	err = h.then(err, h.silences)
	if inside {
		err = h.then(err, func() error { return h.does(support.Event{Kind: support.Left}) })
	}
	return h.then(err, func() error {
		return h.does(support.Event{Kind: support.CallEnded, Ending: support.EndCompleted})
	})
}
