package demo

import (
	"fmt"
	"strings"

	"edown/store"
)

// Guide says where to click and which keys to press.
func (d *Demo) Guide() string {
	c, caller, manager := d.setup.Config, d.records.Contacts[0], d.records.People[0]
	return fmt.Sprintf(`
%[1]s answers at %[2]s, on this machine only.

  Phones      %[3]s/phone/
  Terminal    edown call --at %[3]s
              edown call --at %[3]s --from %[5]s --answer
  Record      %[4]s

An Enterprise Down, step by step:

  1. Press the green key on %[6]s's phone.
  2. Press 1 (production is down), then 1 (all work has stopped):
     the phone of %[7]s, the duty manager, rings.
  3. On %[6]s's phone press 1 (yes, that case), and answer:
     3, then 450#, then 450#, then 2#, then 1.
  4. On %[7]s's phone press the green key, then 1: she accepts.
  5. On %[6]s's phone press 1: the two are talking. Type what they say.
  6. On %[7]s's phone press * and tell how it went.

Or have nobody answer, press 2, hang up, press 0, and see who is rung then.
To hear, change or escalate a case, press 2 and have its contract's PIN at hand:
%[8]s
What is put on record follows. Ctrl-C ends it, and tells the story of each page.

`, c.Company, c.Line, c.PublicURL, c.DB, manager.Phone, caller.Name, manager.Name, secrets(d.records))
}

// secrets lists the contracts with a PIN. Those of a demo need not be kept secret.
func secrets(d store.Directory) string {
	var b strings.Builder
	for _, c := range d.Contracts {
		if pin := d.PINs[c.Number]; pin != "" {
			fmt.Fprintf(&b, "  %s  PIN %s  %s\n", c.Number, string(pin), c.Company)
		}
	}
	return b.String()
}
