package exchange_test

import (
	"fmt"
	"strings"
	"testing"

	"edown/voice/exchange"
)

// brokenTest records what a test prints when it expects something that does not
// happen: the whole transcript.
type brokenTest struct{ said string }

func (b *brokenTest) Helper()                           {}
func (b *brokenTest) Logf(string, ...any)               {}
func (b *brokenTest) Fatalf(format string, args ...any) { b.said += fmt.Sprintf(format, args...) }

func TestPersonFails(t *testing.T) {
	rows := []struct {
		name string
		act  func(p *exchange.Person)
		says string
	}{
		{"words that do not come", func(p *exchange.Person) { p.Dials(hotline).Hears("press", "two") },
			"phone +14155550123: hear [\"press\" \"two\"]: nothing of the kind within 10m0s\n    0.000  dialed +18005550100\n"},
		{"a ring that does not come", func(p *exchange.Person) { p.Answers() }, "ring, to be answered"},
		{"keys that nothing listens to", func(p *exchange.Person) { p.Presses("1") }, "press 1 where keys are listened to"},
		{"dialling twice", func(p *exchange.Person) { p.Dials(hotline).Dials(hotline) }, "in use"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				b.answers("/voice", `<Say>Press one</Say><Pause length="3000"/>`)
				var broken brokenTest
				row.act(b.x.Handset(alice).In(&broken))
				if got := broken.said; !strings.Contains(got, row.says) {
					t.Errorf("got %q, want %q in it", got, row.says)
				}
			})
		})
	}
}
