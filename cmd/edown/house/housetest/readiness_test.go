package housetest

import (
	"fmt"
	"testing"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/cmd/edown/house"
	"edown/voice/exchange"
)

// With a wrong token the whole line is not ready, even before the first call.
func TestALineWithAWrongTokenIsNotReady(t *testing.T) {
	for _, wrong := range []bool{false, true} {
		change := func(c *config.Config, _ *exchange.Config) {
			if wrong {
				c.Token = sample.Secret()
			}
		}
		t.Run(fmt.Sprint(wrong), func(t *testing.T) {
			InTown(t, change, func(w *Town) {
				w.asks = house.AskEvery
				w.moves("", nil)
				for range 10 {
					time.Sleep(time.Minute)
					if w.isReady() == wrong {
						w.Fatalf("wrong token: %v; ready: %v", wrong, !wrong)
					}
				}
			})
		})
	}
}

// An idle line is ready all the time.
func TestAQuietLineIsReady(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		for range 10 * 60 {
			if !w.isReady() {
				w.Fatal("not ready, though nothing is wrong")
			}
			time.Sleep(time.Second)
		}
	})
}
