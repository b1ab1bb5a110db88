package bench

import (
	"fmt"
	"net/http"
)

const (
	// atOnce is how many requests the carrier has open at a time.
	atOnce = 64
	// midInterview is after so many turns.
	midInterview = 7
)

// memory measures what the line has in memory while calls are under way: a
// thousand in the midst of the interview, each with a page that rings, and then
// nine thousand more that have just begun.
func (b *bencher) memory() error {
	const some, many, aim = 1000, 10000, 150
	o, err := b.outside(customers(many, 3))
	if err != nil {
		return err
	}
	defer o.server.Close()
	c := o.config
	if c.PublicURL, err = free(); err != nil {
		return err
	}
	p, err := startProcess(b.ctx, c)
	if err != nil {
		return err
	}
	defer p.kill()
	way := &http.Transport{MaxIdleConnsPerHost: atOnce}
	defer way.CloseIdleConnections()
	if err := b.calls(c, way, 0, some, midInterview); err != nil {
		return err
	}
	b.tellMemory(p, fmt.Sprintf("memory with %d calls in the interview", some), aim)
	if err := b.calls(c, way, some, many, 1); err != nil {
		return err
	}
	b.tellMemory(p, fmt.Sprintf("memory with %d calls", many), 0)
	return nil
}

// calls brings the calls of some customers forward by so many turns.
func (b *bencher) calls(c Config, way http.RoundTripper, from, to, turns int) error {
	return eachOf(atOnce, func(i int) error {
		for customer := from + i; customer < to; customer += atOnce {
			s := newSubscriber(c, way, customer)
			for range turns {
				if err := s.next(b.ctx); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (b *bencher) tellMemory(p *process, what string, aim float64) {
	used, ok := p.resident()
	if !ok {
		b.tell(figure{what: what, measured: "not told by this system"})
		return
	}
	f := figure{what: what, measured: fmt.Sprintf("%.0f MB", used)}
	if aim > 0 {
		f.aim, f.met = fmt.Sprintf("< %.0f MB", aim), used < aim
	}
	b.tell(f)
}
