// Package rotatest is a small rota, shared by the tests of several rooms.
package rotatest

import (
	"time"

	"edown/operators/rota"
)

// Monday is at ten in the morning in London, two in San Francisco.
var Monday = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// Two engineers, a dedicated engineer, and an account manager.
var (
	Ivo  = rota.Person{ID: "ivo", Name: "Ivo Horn", Phone: "+14155550107", Language: "en", Supervisor: "ana"}
	Kim  = rota.Person{ID: "kim", Name: "Kim Oh", Phone: "+14155550108", Language: "en"}
	Dedi = rota.Person{ID: "engineer:Dedi Cato", Name: "Dedi Cato", Phone: "+14155550109"}
	Lena = rota.Person{ID: "tsam:Lena Berg", Name: "Lena Berg", Phone: "+14155550110", Language: "fr"}
)

// WithEngineers is the rota with Kim on duty as an engineer, and Ivo at home.
func WithEngineers() rota.Rota {
	r := Duty()
	r.People = append(r.People, Ivo, Kim)
	r.Shifts = append(r.Shifts, rota.Shift{Person: "kim", Role: rota.Engineer})
	return r
}

// Noon is on a Saturday.
var Noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// The management and the operators.
var (
	Mei = rota.Person{ID: "mei", Name: "Mei Chen", Phone: "+14155550101", Language: "en"}
	Raj = rota.Person{ID: "raj", Name: "Raj Patel", Phone: "+14155550102", Language: "en"}
	Ana = rota.Person{ID: "ana", Name: "Ana Diaz", Phone: "+14155550103", Language: "en"}
	Dov = rota.Person{ID: "dov", Name: "Dov Katz", Phone: "+14155550104", Language: "en"}
	Tom = rota.Person{ID: "tom", Name: "Tom Bell", Phone: "+14155550105", Language: "en"}
	Zoe = rota.Person{ID: "zoe", Name: "Zoé Roy", Phone: "+14155550106", Language: "fr"}
)

// Duty has Mei and Raj as first and second manager, Ana at level 2, Dov above, and Tom and Zoe
// at the desk. All of them are always on duty.
func Duty() rota.Rota {
	return rota.Rota{
		People: []rota.Person{Mei, Raj, Ana, Dov, Tom, Zoe},
		Shifts: []rota.Shift{
			{Person: "mei", Role: rota.Manager, Layer: 1}, {Person: "raj", Role: rota.Manager, Layer: 2},
			{Person: "ana", Role: rota.Level2},
			{Person: "dov", Role: rota.Director}, {Person: "tom", Role: rota.Operator}, {Person: "zoe", Role: rota.Operator},
		},
	}
}
