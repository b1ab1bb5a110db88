package casework

import (
	"testing"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/operators/rota/rotatest"
	"edown/support"
	"edown/support/civil"
)

// Whom a contract has booked, and whose case it is (R44, R45).
func TestACustomersOwnPeople(t *testing.T) {
	rules := Rules{}
	booked := support.Booking{Span: civil.Span{From: rotatest.Noon, To: rotatest.Noon.Add(time.Hour)}, Engineer: "Dedi Cato", Phone: rotatest.Dedi.Phone}
	s := support.Standing{Case: support.Case{Engineer: "ivo"}, Contract: &support.Contract{Engineers: []support.Booking{booked}}}
	for _, c := range []struct {
		at   time.Time
		whom paging.Whom
		want rota.Person
	}{
		{rotatest.Noon.Add(-time.Second), paging.AssignedEngineer, rotatest.Ivo}, {rotatest.Noon, paging.DedicatedEngineer, rotatest.Dedi},
		{rotatest.Noon.Add(time.Hour - time.Second), paging.DedicatedEngineer, rotatest.Dedi}, {rotatest.Noon.Add(time.Hour), paging.AssignedEngineer, rotatest.Ivo},
	} {
		if who := rules.ownEngineers(File{Standing: s, Rota: rotatest.WithEngineers()}, c.at); len(who) != 1 || len(who[c.whom]) != 1 || who[c.whom][0] != c.want {
			t.Errorf("at %s: %+v", c.at, who)
		}
	}
	if who := rules.ownEngineers(File{Standing: support.Standing{Case: support.Case{Engineer: "gone"}}, Rota: rotatest.WithEngineers()}, rotatest.Noon); who != nil {
		t.Errorf("nobody is %+v", who)
	}
}
