package intake

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"edown/operators/rota"
	"edown/store"
	"edown/support"
)

func TestWhatARowDoesNotSayIsBlank(t *testing.T) {
	d, err := readOne("a.csv", "id,name,phone,email,zone\nkenji,Kenji Mori,+81 90 5550 0199,,none\n")
	if err != nil {
		t.Fatal(err)
	}
	want := map[store.Row][]string{{Kind: store.People, Key: "kenji"}: {"language", "email", "supervisor"}}
	if diff := cmp.Diff(want, d.Blank); diff != "" || d.People[0].Zone != "" {
		t.Errorf("%+v %s", d.People, diff)
	}
}

func TestShiftsAreTakenAway(t *testing.T) {
	for file, text := range map[string]string{
		"a.csv":  "person,role\nmei,none\n",
		"a.toml": "[[people]]\nid = \"mei\"\nname = \"Mei\"\nphone = \"+14155550101\"\nshifts = []\n",
	} {
		if d, err := readOne(file, text); err != nil || !slices.Equal(d.Off, []string{"mei"}) || len(d.Shifts) != 0 {
			t.Errorf("%s: %v, %v, %v", file, d.Off, d.Shifts, err)
		}
	}
}

func TestReplacingNamesTheKindsInTheFiles(t *testing.T) {
	d, err := Read([]string{"a.csv", "b.csv"}, readFrom(map[string]string{"a.csv": "person,role\nmei,manager\n", "b.csv": "contract,kind,from,to\n"}), Checks{Replace: true})
	if err != nil || !slices.Equal(d.Whole, []store.Kind{store.Shifts, store.Bookings}) {
		t.Errorf("%v, %v", d.Whole, err)
	}
	if _, err := Read([]string{"a.csv"}, readFrom(map[string]string{"a.csv": "id,name,phone\n"}), Checks{Replace: true}); err == nil {
		t.Error("an empty list of people takes everybody away")
	}
}

func TestStrangersToTheRecord(t *testing.T) {
	on := store.Directory{People: []rota.Person{{ID: "klaas"}}, Contracts: []support.Contract{{Number: "100100"}}}
	_, err := Read([]string{"a.csv", "b.csv"}, readFrom(map[string]string{
		"a.csv": "person,role\nklaas,manager\nklaus,manager\nzoe,manager\n",
		"b.csv": "phone,name,contract\n+14155550123,Ann,100100\n+14155550124,Bob,900900\n",
	}), Checks{On: &on})
	want := `a.csv:3: person = "klaus": is not on record, nor in these files: did you mean klaas?
a.csv:4: person = "zoe": is not on record, nor in these files: import it first, or with this one
b.csv:3: contract = "900900": is not on record, nor in these files: import it first, or with this one`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestChangesAreTold(t *testing.T) {
	before := store.Directory{
		People:   []rota.Person{{ID: "kenji", Name: "Kenji Mori", Phone: "+819055500198", Zone: "Asia/Tokyo"}, {ID: "mei", Name: "Mei Chen"}, {ID: "raj"}},
		Shifts:   []rota.Shift{{Person: "kenji", Role: rota.Manager, From: 9 * 60, To: 17 * 60}},
		Contacts: []support.Contact{{Phone: "+14155550123", Name: "Ann"}},
	}
	after := store.Directory{
		People: []rota.Person{{ID: "kenji", Name: "Kenji Mori", Phone: "+819055500199", Zone: "Asia/Tokyo"}, {ID: "raj"}, {ID: "zoe", Name: "Zoe", Phone: "+14155550109"}},
		Shifts: []rota.Shift{{Person: "kenji", Role: rota.Manager, From: 9 * 60, To: 9 * 60}},
	}
	want := `contact +14155550123 (Ann): is taken away
Kenji Mori (kenji): phone +819055500198 -> +819055500199; shifts manager 1 09:00-17:00 -> manager 1 09:00-09:00; name, language, email, zone, supervisor unchanged
Mei Chen (mei): leaves the rota; the name stays in what is on record
Zoe (zoe): new; name Zoe, phone +14155550109
1 record unchanged`
	if got := strings.Join(Changes(before, after), "\n"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestDoubts(t *testing.T) {
	d := store.Directory{
		People: []rota.Person{{ID: "mei", Name: "Mei", Phone: "+14155550101"}, {ID: "raj", Name: "Raj", Phone: "+14155550101"}},
		Shifts: []rota.Shift{
			{Person: "mei", Role: rota.Manager, From: 9 * 60, To: 17 * 60}, {Person: "mei", Role: rota.Manager, From: 17 * 60, To: 9 * 60},
			{Person: "mei", Role: rota.Manager, Layer: 2, From: 16 * 60, To: 18 * 60}, {Person: "mei", Role: rota.Operator},
		},
	}
	want := `Mei (mei) and Raj (raj) have one phone, +14155550101: when both are rung, one of them is busy
mei has two shifts at a time: manager 1 09:00-17:00, and manager 2 16:00-18:00: leave one of them out
mei has two shifts at a time: manager 1 17:00-09:00, and manager 2 16:00-18:00: leave one of them out`
	if got := strings.Join(Doubts(d), "\n"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
