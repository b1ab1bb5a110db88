package casework

import (
	"slices"
	"testing"

	"edown/operators/rota"
	"edown/operators/rota/rotatest"
	"edown/support"
)

func TestThoseOfTheLevelDecide(t *testing.T) { // R27, R28
	staff := func(roles map[string]rota.Role) rota.Rota {
		r := rota.Rota{People: []rota.Person{rotatest.Ivo, rotatest.Kim, rotatest.Ana, rotatest.Dov, rotatest.Mei, rotatest.Raj, rotatest.Tom}}
		r.People[2].Supervisor = "dov"
		for _, id := range []string{"tom", "raj", "mei"} {
			if roles[id] != "" {
				r.Shifts = append(r.Shifts, rota.Shift{Person: id, Role: roles[id]})
			}
		}
		return r
	}
	top := map[string]rota.Role{"raj": rota.SeniorDirector, "mei": rota.VicePresident}
	for _, c := range []struct {
		what     string
		roles    map[string]rota.Role
		engineer string
		level    int
		want     []string
	}{
		{"his supervisor, the one above, the senior director, the vice president", top, "ivo", 1, []string{"ana", "dov", "raj", "mei"}},
		{"second-level management", top, "ivo", 2, []string{"dov", "raj", "mei"}},
		{"the senior director", top, "ivo", 3, []string{"raj", "mei"}},
		{"the vice president", top, "ivo", 4, []string{"mei"}},
		{"nobody's engineer: the manager on duty, or else above", map[string]rota.Role{"tom": rota.Manager, "mei": rota.VicePresident}, "", 1, []string{"tom", "mei"}},
		{"an engineer without a supervisor", map[string]rota.Role{"tom": rota.Manager, "raj": rota.Level2}, "kim", 1, []string{"tom", "raj"}},
		{"no vice president: whoever manages", map[string]rota.Role{"tom": rota.Manager}, "", 4, []string{"tom"}},
		{"nobody at all: everyone", nil, "", 1, []string{"ivo", "kim", "ana", "dov", "mei", "raj", "tom"}},
	} {
		var got []string
		w := &worker{Rules: Rules{Policy: support.DefaultPolicy()}, File: File{Rota: staff(c.roles)}, now: rotatest.Monday}
		w.Case.Engineer = c.engineer
		groups := w.deciders(c.level)
		for _, p := range slices.Concat(groups...) {
			got = append(got, p.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}
