package bench

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"edown/cmd/edown/drill"
	"edown/store"
)

// outside is a carrier that other processes can reach, and a record for them.
type outside struct {
	trunk  *trunk
	server *http.Server
	site   drill.Site
}

// outside puts a directory on record, and starts a carrier on this machine.
func (m *measuring) outside(d store.Directory) (*outside, error) {
	at := m.site()
	s, err := record(m.ctx, at.DB, d, 0)
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	at.API = "http://" + l.Addr().String()
	o := &outside{trunk: newTrunk(), site: at}
	o.server = &http.Server{Handler: o.trunk, ReadHeaderTimeout: 5 * time.Second}
	go o.server.Serve(l)
	return o, nil
}

// restarts measures how late the next phone is dialled when the line is killed
// in the middle of a page and started again, and how long a start takes.
func (m *measuring) restarts() error {
	const trials, latest, slowest = 20, 2 * time.Second, 300 * time.Millisecond
	o, err := m.outside(customers(1, 2))
	if err != nil {
		return err
	}
	defer o.server.Close()
	blank, err := os.ReadFile(o.site.DB)
	if err != nil {
		return err
	}
	var late, ready []time.Duration
	for i := range trials {
		t := &trial{outside: o, at: o.site, killAfter: stepAfter - time.Duration(i)*15*time.Millisecond}
		t.at.DB += fmt.Sprint(i)
		if err := os.WriteFile(t.at.DB, blank, 0o600); err != nil {
			return err
		}
		if err := t.run(m.ctx); err != nil {
			return err
		}
		late, ready = append(late, t.late), append(ready, t.ready...)
	}
	what := "kill -9 in the midst of a page: the next phone is late by"
	m.tell(figure{what: what + ", p50", measured: milliseconds(percentile(late, 0.5))})
	m.tell(figure{what + ", p99", milliseconds(percentile(late, 0.99)), "< 2 s", percentile(late, 0.99) < latest})
	m.tell(figure{"start to ready, p50", milliseconds(percentile(ready, 0.5)), "< 300 ms",
		percentile(ready, 0.5) < slowest})
	m.tell(figure{what: "start to ready, p99", measured: milliseconds(percentile(ready, 0.99))})
	return nil
}

// stepAfter is when the second manager is rung.
const stepAfter = time.Second

// trial is one emergency in which the line is killed.
type trial struct {
	*outside
	at        drill.Site      // the record and the addresses of this one
	killAfter time.Duration   // from the caller's qualifying answer
	late      time.Duration   // the second phone, after it was planned
	ready     []time.Duration // of both starts
}

func (t *trial) run(ctx context.Context) error {
	declared, err := t.killed(ctx)
	if err != nil {
		return err
	}
	p, err := t.start(ctx)
	if err != nil {
		return err
	}
	defer p.kill()
	second, err := t.trunk.next(ctx)
	t.late = max(0, second.at.Sub(declared.Add(stepAfter)))
	return err
}

// killed starts the line and kills it after the first phone was dialled. It
// returns when the caller had qualified.
func (t *trial) killed(ctx context.Context) (declared time.Time, err error) {
	p, err := t.start(ctx)
	if err != nil {
		return declared, err
	}
	defer p.kill()
	if declared, err = declaring(ctx, t.at); err != nil {
		return declared, err
	}
	_, err = t.trunk.next(ctx)
	<-time.After(time.Until(declared.Add(t.killAfter)))
	return declared, err
}

// start starts the line, at a new address each time.
func (t *trial) start(ctx context.Context) (p *process, err error) {
	if t.at.PublicURL, err = free(); err != nil {
		return nil, err
	}
	p, err = startProcess(ctx, t.at, "EDOWN_LADDER_RUNGS=0s: primary; "+stepAfter.String()+": secondary")
	if err == nil {
		t.ready = append(t.ready, p.ready)
	}
	return p, err
}

// declaring is one caller, up to the qualifying answer, over the network.
func declaring(ctx context.Context, site drill.Site) (at time.Time, err error) {
	s := newSubscriber(site, http.DefaultTransport, 0)
	for range qualification {
		at = time.Now()
		if err := s.next(ctx); err != nil {
			return at, err
		}
	}
	return at, nil
}
