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

// The whole line asks a whole carrier: with a wrong token it is not ready, before
// anybody has called.
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

// A line on which nothing happens is ready, all the time.
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
