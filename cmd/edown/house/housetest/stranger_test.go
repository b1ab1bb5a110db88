package housetest

import (
	"testing"
	"time"

	"edown/cmd/edown/demo/sample"
)

// A caller without a PIN declares again an Enterprise Down that Mei works on, and
// calls that off. Mei's goes on.
func TestAStrangerEndsNoReviews(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		gina, mei, who := w.phone(ginas), w.phone(meis), w.phone(sample.Stranger)
		w.declares(gina).Hears("case C, 700, 0001").Presses("1")
		mei.Rings().Answers().Hears("To accept").Presses("1")
		gina.Hears("is here").HangsUp()
		mei.Presses("*").Hears("have not talked").Presses("2").Hears("How did it go").Presses("1").Hears("24-hour").Presses("1").IsHungUp() // working on it
		time.Sleep(time.Hour)
		if s := w.standing("C7000001"); s.Declared.IsZero() {
			t.Fatal("it goes on")
		}
		who.Dials(theLine).Hears("press 1").Presses("1").Hears("Has all production stopped").Presses("1").
			Hears("case number").Presses("7000001#").
			Hears("users locked out").Presses("3").Hears("How many users").Presses("450#").Hears("How many of them").Presses("430#").
			Hears("How many hours").Presses("3#").Hears("technical contact").Presses("1").Hears("After the tone").Says("x").Presses("#").
			Hears("runs again, press 2").Presses("2").Hears("alarm, press 4").Presses("4").Hears("in ten seconds", "called off")
		time.Sleep(5 * time.Second)
		s := w.standing("C7000001")
		open := w.file("C7000001").Commitments
		if s.Declared.IsZero() {
			t.Errorf("a stranger without a PIN has ended the Enterprise Down that Mei works on: declared %v, owed %v", s.Declared, open)
		}
	})
}

// # ends an entry at once, and alone it says that there is no number. Silence is
// told from it by the clock.
func TestPoundEndsAnEntryAtOnce(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		who := w.phone(sample.Stranger)
		who.Dials(theLine).Hears("press 1").Presses("1").Hears("Has all production stopped").Presses("1").Hears("case number")
		who.StaysSilent().Hears("did not hear anything", "case number")
		began := time.Now()
		who.Presses("#").Hears("contract number")
		if took := time.Since(began); took > time.Second {
			w.Errorf("a lone # was understood after %s", took)
		}
		who.Presses("*").Hears("case number")
		began = time.Now()
		who.Presses("1234567#")
		w.phone(meis).Rings()
		if took := time.Since(began); took > 2*time.Second {
			w.Errorf("rung %s after the #", took)
		}
	})
}

// P3: nobody is cut off in mid-sentence, and the silence counts from the end of
// the words.
func TestAManagerHearsTheDetailsToTheirEnd(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei := w.phone(annsNo), w.phone(meis)
		w.answersAll(ann)
		mei.Rings().Answers().Hears("Enterprise Down at Acme", "To accept, press 1", "case C, 123, 4567").Presses("3")
		time.Sleep(35 * time.Second) // all the details, and the keys again
		mei.Presses("1").Hears("It is yours")
	})
}
