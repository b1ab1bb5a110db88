package drill

import (
	"context"
	"errors"
	"sync"

	"edown/operators/paging"
)

// postOffice takes letters, unless a fault strikes.
type postOffice struct {
	*weather
	taking sync.Mutex
	sent   map[string]paging.Letter
}

var (
	errPostShut = errors.New("the mail server does not answer")
	errNoAnswer = errors.New("the connection was reset before the mail server's answer")
)

// Send implements [operators.Mailer].
func (p *postOffice) Send(_ context.Context, l paging.Letter) error {
	if p.strikes(CutOff) || p.strikes(CarrierDown) {
		return errPostShut
	}
	p.taking.Lock()
	p.sent[l.ID] = l
	p.taking.Unlock()
	if p.strikes(AnswerLost) {
		return errNoAnswer
	}
	return nil
}
