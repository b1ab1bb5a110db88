package main

import (
	"log/slog"

	"edown/cmd/edown/metrics"
	"edown/ivr"
	"edown/operators/paging"
	"edown/support"
)

// journal logs what matters of each page, a line an event. Pages and legs are
// named as on record, people and numbers not at all.
type journal struct{ log *slog.Logger }

// turn is logged where the webhook is answered.
func (j journal) turn(ivr.Kept) {}

func (j journal) step(s step) {
	log := j.log.With("page", s.page.ID, "kind", s.page.Kind)
	if s.began() {
		log.Info("page started", "call", s.event.Call, "flags", s.page.Flags)
	}
	for _, c := range s.commands {
		if c.Do == paging.Dial {
			log.Info("page dials", "leg", c.Leg.ID, "for", c.Leg.Purpose, "round", s.page.Round, "rung", s.page.Rung)
		}
	}
	if s.event.Kind == support.Ringing { // the carrier says so: a dial may be refused, or wait
		log.Info("page rings", "leg", s.event.Call)
	}
	if s.accepted() {
		log.Info("page accepted", "leg", s.page.AcceptedLeg, "round", s.page.Round, "waited_ms", s.page.AcceptedAt.Sub(s.page.RoundAt).Milliseconds())
	}
	if s.ended() {
		log.Info("page ended", "state", s.page.State, "outcome", s.page.Outcome, "took_ms", s.page.EndedAt.Sub(s.page.Started).Milliseconds())
	}
}

// counts has the figures hear what is on record.
type counts struct{ *metrics.Metrics }

func (c counts) turn(k ivr.Kept) { c.Turn(k) }

func (c counts) step(s step) {
	if s.accepted() {
		c.Accepted(s.page)
	}
}
