package bench

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"edown/store"
)

// outside is a carrier that other processes reach, and a record for them.
type outside struct {
	trunk  *trunk
	server *http.Server
	config Config
}

// outside puts a directory on record, and up a carrier on this machine.
func (b *bencher) outside(d store.Directory) (*outside, error) {
	c, err := b.config()
	if err != nil {
		return nil, err
	}
	s, err := benchRecord(b.ctx, c, d, 0)
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
	c.API = reachable(l.Addr())
	o := &outside{trunk: newTrunk(), config: c}
	o.server = &http.Server{Handler: o.trunk, ReadHeaderTimeout: 5 * time.Second}
	go o.server.Serve(l)
	return o, nil
}

// restarts measures how late the next phone is dialled when the line is killed
// in the midst of a page and started again, and how long a start takes.
func (b *bencher) restarts() error {
	const trials, latest, slowest = 20, 2 * time.Second, 300 * time.Millisecond
	o, err := b.outside(customers(1, 2))
	if err != nil {
		return err
	}
	defer o.server.Close()
	record, err := os.ReadFile(o.config.DB)
	if err != nil {
		return err
	}
	var late, ready times
	for i := range trials {
		t := &trial{outside: o, config: o.config, killAfter: stepAfter - time.Duration(i)*15*time.Millisecond}
		t.config.DB += fmt.Sprint(i)
		if err := os.WriteFile(t.config.DB, record, 0o600); err != nil {
			return err
		}
		if err := t.run(b.ctx); err != nil {
			return err
		}
		late, ready = append(late, t.late), append(ready, t.ready...)
	}
	what := "kill -9 in the midst of a page: the next phone is late by"
	b.tell(figure{what: what + ", p50", measured: milliseconds(late.at(0.5))})
	b.tell(figure{what + ", p99", milliseconds(late.at(0.99)), "< 2 s", late.at(0.99) < latest})
	b.tell(figure{"start to ready, p50", milliseconds(ready.at(0.5)), "< 300 ms", ready.at(0.5) < slowest})
	b.tell(figure{what: "start to ready, p99", measured: milliseconds(ready.at(0.99))})
	return nil
}

// stepAfter is when the second manager is rung.
const stepAfter = time.Second

// trial is one emergency in which the line is killed.
type trial struct {
	*outside
	config    Config
	killAfter time.Duration // from the caller's qualification
	late      time.Duration // the second phone, after it was planned
	ready     times         // both starts
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
// says when the caller had qualified.
func (t *trial) killed(ctx context.Context) (declared time.Time, err error) {
	p, err := t.start(ctx)
	if err != nil {
		return declared, err
	}
	defer p.kill()
	if declared, err = declaring(ctx, t.config); err != nil {
		return declared, err
	}
	_, err = t.trunk.next(ctx)
	<-time.After(time.Until(declared.Add(t.killAfter)))
	return declared, err
}

// start starts the line, at an address of its own each time.
func (t *trial) start(ctx context.Context) (p *process, err error) {
	if t.config.PublicURL, err = free(); err != nil {
		return nil, err
	}
	p, err = startProcess(ctx, t.config, "EDOWN_LADDER_RUNGS=0s: primary; "+stepAfter.String()+": secondary")
	if err == nil {
		t.ready = append(t.ready, p.ready)
	}
	return p, err
}

// declaring is one caller up to his qualification, over the network.
func declaring(ctx context.Context, c Config) (at time.Time, err error) {
	s := newSubscriber(c, http.DefaultTransport, 0)
	for range qualification {
		at = time.Now()
		if err := s.next(ctx); err != nil {
			return at, err
		}
	}
	return at, nil
}
