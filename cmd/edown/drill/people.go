package drill

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"edown/operators/rota"
	"edown/support"
)

// contracts are those of the town.
var contracts = []string{"100100", "200200"}

// post is a person's place at the line. A person without a role is rung for
// personal matters only.
type post struct {
	id    string
	role  rota.Role
	layer int
	above string // the supervisor
}

// posts are all that there are. At least one of the first few accepts pages.
var posts = []post{
	{"mei", rota.Manager, 1, "dov"}, {"raj", rota.Manager, 2, "dov"}, {"ana", rota.Manager, 3, "dov"},
	{"dov", rota.Level2, 1, "vic"}, {"vic", rota.Director, 1, "ida"}, {"sam", rota.Operator, 1, ""},
	{"zoe", rota.Operator, 1, ""},
	{"eva", rota.Engineer, 1, "mei"}, {"ben", rota.Engineer, 2, "raj"}, {"tom", rota.TeamLead, 1, "mei"},
	{"lev", rota.Development, 1, ""}, {"ida", rota.SeniorDirector, 1, "kim"}, {"kim", rota.VicePresident, 1, ""},
	{success, "", 0, ""}, {accountManager, "", 0, ""},
}

const (
	success        = "csm"  // the customer success manager
	accountManager = "tsam" // the account manager of the second contract, who is not in the rota
	acceptors      = 5
)

// zones are where managers live: at night they are not rung for decisions.
var zones = []string{"", "", "", "Europe/Berlin", "America/New_York", "Asia/Tokyo"}

// populate gives phones to the people on duty and to the callers.
func (t *town) populate(p Plan, rng *rand.Rand) {
	willing := rng.IntN(acceptors) // at least one of those who can accept picks up and accepts
	for i, post := range posts {
		t.staff = append(t.staff, t.employ(p, i, post, i == willing, rng))
	}
	hidden := rng.IntN(2) == 0
	for i := range CallsPerStorm {
		t.calls = append(t.calls, t.settle(i, errandOf(i, rng, hidden), rng))
	}
}

func (t *town) employ(p Plan, i int, at post, willing bool, rng *rand.Rand) *staff {
	number := fmt.Sprintf("+141555501%02d", i)
	s := &staff{post: at, person: rota.Person{
		ID: at.id, Name: strings.ToUpper(at.id), Phone: support.E164(number), Language: "en", Email: at.id + "@edown.drill",
		Zone: zones[rng.IntN(len(zones))], Supervisor: at.above,
	}}
	s.player = player{phone: t.x.Handset(number), rng: rand.New(rand.NewPCG(t.seed, uint64(1000+i)))}
	s.temper, s.refuses = tempers[rng.IntN(len(tempers))], 0.2+0.6*rng.Float64()
	if willing {
		s.temper = willingly
	}
	if s.temper.mode == refused {
		s.temper = temper{absent: 1}
		if !p.Calm {
			t.bad = number
		}
	}
	s.rules = append(s.duties(), s.manners()...)
	return s
}

func (t *town) settle(i int, errand errand, rng *rand.Rand) *caller {
	number := fmt.Sprintf("+1415555020%d", i)
	c := &caller{town: t, errand: errand, begins: time.Duration(rng.Int64N(int64(8 * time.Minute))),
		signs: contracts[rng.IntN(2)]}
	c.player = player{phone: t.x.Handset(number), rng: rand.New(rand.NewPCG(t.seed, uint64(100+i)))}
	switch {
	case i < 6:
		c.contract = c.signs
	case i == CallsPerStorm-1:
		c.hidden = true
		c.phone.CallerID("anonymous")
	}
	c.rules = c.manners()
	if errand != outage {
		c.rules = append(c.errands(), c.rules...)
	}
	return c
}
