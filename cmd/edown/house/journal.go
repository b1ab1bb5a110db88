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

func (j journal) Step(m paging.Moved) {
	p := m.Page
	log := j.log.With("page", p.ID, "kind", p.Kind)
	for _, f := range m.Facts {
		switch f.Kind {
		case paging.PageBegan:
			log.Info("page started", "call", m.Event.Call, "flags", p.Flags)
		case paging.Rang: // the carrier says so: a dial may be refused, or wait
			log.Info("page rings", "leg", f.Leg)
		case paging.Taken:
			log.Info("page accepted", "leg", f.Leg, "round", p.Round, "waited_ms", p.AcceptedAt.Sub(p.RoundAt).Milliseconds())
		case paging.PageEnded:
			log.Info("page ended", "state", p.State, "outcome", p.Outcome, "took_ms", p.EndedAt.Sub(p.Started).Milliseconds())
		}
	}
	for _, c := range m.Commands {
		if c.Do == paging.Dial {
			log.Info("page dials", "leg", c.Leg.ID, "for", c.Leg.Purpose, "round", p.Round, "rung", p.Rung)
		}
	}
}

// counts has the figures hear what is on record.
type counts struct{ *metrics.Metrics }

func (c counts) Turn(k ivr.Kept) { c.Metrics.Turn(k) }

func (c counts) Step(m paging.Moved) {
	if m.Has(paging.Taken) && m.Page.State == support.PageAccepted {
		c.Accepted(m.Page)
	}
}
