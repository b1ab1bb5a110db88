package metrics

import (
	"context"
	"errors"
	"time"

	"edown/operators"
	"edown/operators/paging"
)

// Phone counts and times the requests to the carrier.
func (m *Metrics) Phone(next operators.Phone) operators.Phone { return phone{next, m} }

type phone struct {
	next operators.Phone
	m    *Metrics
}

// Call counts and times [operators.Phone.Call], and so on for the others.
func (p phone) Call(ctx context.Context, leg paging.Leg) (sid string, err error) {
	defer p.m.asked("call", time.Now(), &err)
	return p.next.Call(ctx, leg)
}

func (p phone) Find(ctx context.Context, leg paging.Leg, since time.Time) (sids []string, err error) {
	defer p.m.asked("find", time.Now(), &err)
	return p.next.Find(ctx, leg, since)
}

func (p phone) Look(ctx context.Context, sid string) (ending string, err error) {
	defer p.m.asked("look", time.Now(), &err)
	return p.next.Look(ctx, sid)
}

func (p phone) Text(ctx context.Context, message paging.Message) (sid string, err error) {
	defer p.m.asked("text", time.Now(), &err)
	return p.next.Text(ctx, message)
}

func (p phone) Summon(ctx context.Context, sid, call, key string) (err error) {
	defer p.m.asked("summon", time.Now(), &err)
	return p.next.Summon(ctx, sid, call, key)
}

func (p phone) Announce(ctx context.Context, page, visitor, lang string) (err error) {
	defer p.m.asked("announce", time.Now(), &err)
	return p.next.Announce(ctx, page, visitor, lang)
}

func (p phone) HangUp(ctx context.Context, sid string) (err error) {
	defer p.m.asked("hang_up", time.Now(), &err)
	return p.next.HangUp(ctx, sid)
}

func (m *Metrics) asked(request string, began time.Time, err *error) {
	m.carrier.WithLabelValues(request).Observe(time.Since(began).Seconds())
	m.orders.WithLabelValues(request, taken(*err)).Inc()
}

// taken is the result of a request, in the words of [operators.Phone].
func taken(err error) string {
	switch {
	case err == nil:
		return "taken"
	case errors.Is(err, operators.ErrRefused):
		return "refused"
	case errors.Is(err, operators.ErrTryAgain):
		return "again"
	}
	return "unknown"
}
