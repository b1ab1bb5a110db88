package house

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

// Turn is logged where the webhook is answered.
func (j journal) Turn(ivr.Kept) {}

func (j journal) Step(s Step) {
	log := j.log.With("page", s.Page.ID, "kind", s.Page.Kind)
	if s.began() {
		log.Info("page started", "call", s.Event.Call, "flags", s.Page.Flags)
	}
	for _, c := range s.Commands {
		if c.Do == paging.Dial {
			log.Info("page dials", "leg", c.Leg.ID, "for", c.Leg.Purpose, "round", s.Page.Round, "rung", s.Page.Rung)
		}
	}
	if s.Event.Kind == support.Ringing { // the carrier says so: a dial may be refused, or wait
		log.Info("page rings", "leg", s.Event.Call)
	}
	if s.accepted() {
		log.Info("page accepted", "leg", s.Page.AcceptedLeg, "round", s.Page.Round, "waited_ms", s.Page.AcceptedAt.Sub(s.Page.RoundAt).Milliseconds())
	}
	if s.ended() {
		log.Info("page ended", "state", s.Page.State, "outcome", s.Page.Outcome, "took_ms", s.Page.EndedAt.Sub(s.Page.Started).Milliseconds())
	}
}

// counts has the figures hear what is on record.
type counts struct{ *metrics.Metrics }

func (c counts) Turn(k ivr.Kept) { c.Metrics.Turn(k) }

func (c counts) Step(s Step) {
	if s.accepted() {
		c.Accepted(s.Page)
	}
}
