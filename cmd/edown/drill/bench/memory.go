package bench

import (
	"fmt"
	"net/http"

	"edown/cmd/edown/drill"
)

const (
	// atOnce is how many requests the carrier has open at a time.
	atOnce = 64
	// midInterview is how many turns lead to the middle of the interview.
	midInterview = 7
)

// memory measures the line's memory with calls in progress: first a thousand in
// the middle of the interview, each with a ringing page, then nine thousand
// more that have just begun.
func (m *measuring) memory() error {
	const some, many, aim = 1000, 10000, 150
	o, err := m.outside(customers(many, 3))
	if err != nil {
		return err
	}
	defer o.server.Close()
	at := o.site
	if at.PublicURL, err = free(); err != nil {
		return err
	}
	p, err := startProcess(m.ctx, at)
	if err != nil {
		return err
	}
	defer p.kill()
	way := &http.Transport{MaxIdleConnsPerHost: atOnce}
	defer way.CloseIdleConnections()
	if err := m.calls(at, way, 0, some, midInterview); err != nil {
		return err
	}
	m.tellMemory(p, fmt.Sprintf("memory with %d calls in the interview", some), aim)
	if err := m.calls(at, way, some, many, 1); err != nil {
		return err
	}
	m.tellMemory(p, fmt.Sprintf("memory with %d calls", many), 0)
	return nil
}

// calls takes the calls of some customers forward by so many turns.
func (m *measuring) calls(at drill.Site, way http.RoundTripper, from, to, turns int) error {
	return eachOf(atOnce, func(i int) error {
		for customer := from + i; customer < to; customer += atOnce {
			s := newSubscriber(at, way, customer)
			for range turns {
				if err := s.next(m.ctx); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (m *measuring) tellMemory(p *process, what string, aim float64) {
	used, ok := p.resident()
	if !ok {
		m.tell(figure{what: what, measured: "unknown on this system"})
		return
	}
	f := figure{what: what, measured: fmt.Sprintf("%.0f MB", used)}
	if aim > 0 {
		f.aim, f.met = fmt.Sprintf("< %.0f MB", aim), used < aim
	}
	m.tell(f)
}
