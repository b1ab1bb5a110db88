package housetest

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/cmd/edown/demo/sample"
	"edown/support"
)

// Attacks on law 8. [permitted] checks everything that leaves the house, in these
// stories and in all others.

const premium = "+19005550100"

// toDial is a number as it is keyed in.
func toDial(number string) string { return strings.TrimPrefix(number, "+") + "#" }

func TestATechnicalContactIsNeverDialled(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei, victim := w.phone(annsNo), w.phone(meis), w.phone(premium)
		w.declares(ann).Hears("Is this about case").Presses("1").Hears("users locked out").Presses("3").
			Hears("How many users").Presses("450#").Hears("How many of them").Presses("430#").Hears("How many hours").Presses("#").
			Hears("technical contact").Presses("2").Hears("contact's phone number").Presses(toDial(premium)).
			Hears("After the tone").HangsUp()
		mei.Rings().Answers().Hears("To accept").Presses("3").Hears("1, 900, 555, 0100").Presses("1") // read to a human, who may know better
		victim.NeverRings(10 * time.Minute)
		w.onRecord("technical_contact", "19005550100")
	})
}

func TestANumberToCallBackIsNeverDialled(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		who, victim := w.phone(sample.Stranger), w.phone(premium)
		who.CallerID("anonymous")
		who.Dials(theLine).Hears("Press 1").Presses("0").Hears("An operator is being called")
		w.phone(sams).Rings().Declines()
		w.phone(elodies).Rings().Declines()
		who.Hears(w.says("en", "callback_number")).Presses(toDial(premium)).Hears("We will call you back").IsHungUp()
		w.phone(sams).Receives("19005550100")
		victim.NeverRings(10 * time.Minute)
	})
}

// A caller shows a number that must not be called, and hangs up to be called back.
func TestWhoMustNotBeCalledBackIsNot(t *testing.T) {
	for name, shown := range map[string]string{
		"a premium number":                premium,
		"a country that is not allowed":   "+37255500000",
		"a satellite phone":               "+881612345678",
		"the line itself":                 theLine,
		"nothing":                         "anonymous",
		"a number that only looks so":     "+1415555019x",
		"an address":                      "sip:ann@evil.example",
		"a number with a second one":      "+14155550123,+19005550100",
		"a number with keys to send":      "+14155550123wwww1",
		"a withheld number as digits":     "+266696687",
		"a number of the wrong alphabet":  "+١٤١٥٥٥٥٠١٢٣",
		"a number that is too long":       "+141555501230000000",
		"a number that breaks the header": "+14155550123\r\nTo: +19005550100",
	} {
		t.Run(name, func(t *testing.T) {
			InTown(t, nil, func(w *Town) {
				who, mei := w.phone(sample.Stranger), w.phone(meis)
				victim := w.phone(shown)
				who.CallerID(shown)
				w.declares(who).Hears("Enter your case number").Presses("1234567#").Hears("calling the duty manager").HangsUp()
				mei.Rings().Answers().Hears("To accept").Presses("1").Hears("cannot be called back")
				victim.NeverRings(5 * time.Minute)
				who.NeverRings(0)
			})
		})
	}
}

func TestAStrangersTextDecidesNothing(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		w.answersAll(w.phone(annsNo))
		w.phone(meis).Rings()
		for _, words := range []string{"1", "1 C1234567", "2 C1234567", "1\nC1234567", "1 " + meis} {
			w.phone(sample.Stranger).Texts(theLine, words)
			w.phone(annsNo).Texts(theLine, words)
			w.phone(premium).Texts(theLine, words)
		}
		synctest.Wait()
		if p := w.page(); p.State != support.PageRinging || p.Attempts[0].Declined {
			w.Errorf("after the texts of strangers: %+v", p)
		}
		for _, number := range []string{sample.Stranger, premium} {
			for _, l := range w.phone(number).Transcript() {
				if l.Kind == "text" {
					w.Errorf("%s is answered: %s", number, l)
				}
			}
		}
	})
}

// A caller who shows Ann's number without the network's attestation hears nothing
// about Ann.
func TestAnUnvouchedNumberIsNobodys(t *testing.T) {
	for _, verdict := range []string{"TN-Validation-Failed-A", "TN-Validation-Passed-B", "No-TN-Validation", "TN-Validation-Passed-A ", "tn-validation-passed-a"} {
		t.Run(verdict, func(t *testing.T) {
			InTown(t, nil, func(w *Town) {
				thief := w.phone(sample.Stranger)
				thief.CallerID(annsNo).Attested(verdict)
				w.declares(thief).Hears("Enter your case number")
				for _, l := range thief.Transcript() {
					if strings.Contains(l.Text, "123, 4567") || strings.Contains(l.Text, "Ann") || strings.Contains(l.Text, "Acme") {
						w.Errorf("%s: %s", verdict, l)
					}
				}
			})
		})
	}
}
