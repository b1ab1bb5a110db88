package housetest

import (
	"cmp"
	"strings"

	"edown/store"
	"edown/support"
)

// meet learns whose phone each number is.
func (w *Town) meet(d store.Directory) {
	for _, p := range d.People {
		w.name(p.Phone, p.Name)
	}
	for _, c := range d.Contracts {
		for _, t := range c.TSAMs {
			w.name(t.Phone, t.Name)
		}
		for _, b := range c.Engineers {
			w.name(b.Phone, b.Engineer)
		}
	}
	for _, e := range d.Engagements {
		w.name(e.Phone, e.Name)
	}
	for _, c := range d.Contacts {
		w.name(c.Phone, c.Name)
	}
}

func (w *Town) name(number support.E164, name string) {
	w.names[string(number)] = strings.Fields(name)[0]
	w.Exchange.Handset(string(number))
}

func (w *Town) who(number string) string { return cmp.Or(w.names[number], number) }
