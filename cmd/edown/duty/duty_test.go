package duty_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/cmd/edown/duty"
	"edown/operators/rota"
	"edown/operators/rota/rotatest"
)

var update = flag.Bool("update", false, "rewrite the plans in testdata")

// A reader in Paris sees a rota that is kept in San Francisco, in the days in which the
// clocks go back there, a week later than in Paris.
func TestPlan(t *testing.T) {
	paris, francisco := zone(t, "Europe/Paris"), zone(t, "America/Los_Angeles")
	hostile := rotatest.Dov
	hostile.Name = "Dov \x1b[31mKatz\u202e"
	r := rota.Rota{
		People: []rota.Person{rotatest.Mei, rotatest.Raj, rotatest.Ana, hostile},
		Shifts: []rota.Shift{
			{Person: "mei", Role: rota.Manager, Layer: 1, From: 6 * 60, To: 18 * 60, Zone: francisco},
			{Person: "raj", Role: rota.Manager, Layer: 2, Days: []time.Weekday{1, 2, 3, 4, 5}, From: 18 * 60, To: 6 * 60, Zone: francisco},
			{Person: "ana", Role: rota.Level2, Zone: paris},
			{Person: "dov", Role: rota.Operator, Days: []time.Weekday{1}, From: 9 * 60, To: 17 * 60, Zone: paris},
		},
	}
	plan := duty.Of(r, time.Date(2026, 10, 30, 12, 0, 30, 0, time.UTC), 4, paris)
	compare(t, "testdata/plan.txt", plan.Text)
	compare(t, "testdata/plan.json", plan.JSON)
}

func TestPlanOfNobody(t *testing.T) {
	compare(t, "testdata/nobody.txt", duty.Of(rota.Rota{}, time.Date(2026, 10, 30, 12, 0, 0, 0, time.UTC), 14, time.UTC).Text)
}

func zone(t *testing.T, name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func compare(t *testing.T, file string, write func(io.Writer) error) {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
