package exchange_test

import (
	"fmt"
	"testing"
	"time"

	"edown/voice/exchange"
)

// A thousand callers at the same time are all heard.
func TestThousandCalls(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/voice", `<Gather numDigits="1" action="/keys"><Say>Press one</Say></Gather>`)
		b.does("/keys", func(r request) string { return xml(`<Dial><Conference>` + r.get("From") + `</Conference></Dial>`) })
		done := make(chan bool)
		for i := range 1000 {
			caller := b.phone(fmt.Sprintf("+1415%07d", i))
			go func() {
				caller.Dials(hotline).Hears("press one").Presses("1").Hears("music").HangsUp()
				done <- true
			}()
		}
		for range 1000 {
			<-done
		}
		b.wants("warnings", b.warned(), "")
	})
}

// Close ends everything at once: gathers, rings, conferences, queues, callbacks.
func TestClose(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/voice", `<Dial><Conference>Room</Conference></Dial>`)
		b.answers("/out", `<Gather timeout="600"/>`)
		b.phone(alice).Dials(hotline).Hears("music")
		b.phone(bob)
		b.calls(bob)
		b.phone(bob).Answers()
		b.phone(carol)
		b.calls(carol, "MachineDetection", "Enable")
		b.calls("+14155550199")
		b.phone(carol).Rings()
		start := time.Now()
		b.x.Close()
		b.x.Close()
		b.wants("time", time.Since(start), time.Duration(0))
	}, func(c *exchange.Config) {
		c.Faults.Webhook = func(kind string, _ int) exchange.Fate {
			return exchange.Fate{Delay: map[string]time.Duration{"status": time.Hour}[kind]}
		}
	})
}
