package check

import (
	"fmt"

	"edown/cmd/edown/numbers"
	"edown/support"
	"edown/support/civil"
)

// ringable is a person whose phone the line rings.
type ringable struct {
	who   string
	phone support.E164
}

// ringables lists the people of the rota and the people that contracts name.
func (f facts) ringables() (all []ringable) {
	for _, p := range f.record.roster.People {
		all = append(all, ringable{fmt.Sprintf("%s (%s)", p.ID, p.Name), p.Phone})
	}
	for _, c := range f.record.contracts {
		if f.config.Policy.CoverageAt(&c, f.now).Grounds != support.ContractExpired {
			all = append(all, f.engaged(c)...)
		}
	}
	return all
}

// engaged lists a contract's account managers (R45) and dedicated engineers (R44),
// who are rung without being on the rota, unless their time is over.
func (f facts) engaged(c support.Contract) (all []ringable) {
	for _, t := range c.TSAMs {
		if end := f.config.Policy.TSAM.Expires(t); end.IsZero() || civil.DateOf(f.now).Before(end) {
			all = append(all, ringable{fmt.Sprintf("%s (account manager of contract %s)", t.Name, c.Number), t.Phone})
		}
	}
	for _, b := range c.Engineers {
		if f.now.Before(b.To) {
			all = append(all, ringable{fmt.Sprintf("%s (engineer booked by contract %s)", b.Engineer, c.Number), b.Phone})
		}
	}
	return all
}

const pointPhones = "phones"

func (f facts) judgePhones() (found []Finding) {
	if f.record.err != nil || len(f.record.roster.People) == 0 {
		return unknown(pointPhones, "rota")
	}
	numbers := map[support.E164]bool{}
	for _, r := range f.ringables() {
		found = append(found, f.judgePhone(r)...)
		numbers[r.phone] = true
	}
	if found = append(found, f.judgeShared()...); found == nil {
		return one(pointPhones, Fine, fmt.Sprintf("%d, and all may be rung", len(numbers)), "")
	}
	return found
}

func (f facts) judgePhone(r ringable) []Finding {
	switch err := numbers.Dialable(r.phone, f.config.Line); {
	case err != nil:
		return one(pointPhones, Lacking, fmt.Sprintf("%s cannot be rung at %q", r.who, r.phone), err.Error())
	case !f.config.Callable(r.phone):
		return one(pointPhones, Doubtful, fmt.Sprintf("%s is at %s, in no country of callback_countries", r.who, r.phone),
			"the line rings whoever is on record all the same: see that Twilio's geographic permissions let it, then add "+
				"the country")
	}
	return nil
}

// judgeShared finds phones that two people of the rota share. An account manager who
// is also on the rota, or has several contracts, is one person.
func (f facts) judgeShared() (found []Finding) {
	owner := map[support.E164]string{}
	for _, p := range f.record.roster.People {
		if other, taken := owner[p.Phone]; taken {
			found = append(found, Finding{pointPhones, Doubtful,
				fmt.Sprintf("%s and %s share %s: rung at once, one of them is busy", other, p.ID, p.Phone),
				"give each person a phone of their own"})
		}
		owner[p.Phone] = p.ID
	}
	return found
}
