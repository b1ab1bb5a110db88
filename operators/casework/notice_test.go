package casework

import (
	"testing"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// A notice goes by SMS, and by letter where there is an address. At night the
// SMS waits for the morning where each person lives, but for an emergency.
func TestTheWaysOfANotice(t *testing.T) {
	r := Rules{Policy: support.DefaultPolicy()}
	paris := rota.Person{ID: "zoe", Phone: "+33199005555", Email: "zoe@example.com", Zone: "Europe/Paris"}
	west := rota.Person{ID: "mei", Phone: "+14155550101", Zone: "America/Los_Angeles"}
	due := updateDueWords{ofCase{Case: "C1234567"}, time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	told := Notice{ID: "1", Words: due}
	monday := time.Date(2026, 11, 23, 15, 59, 59, 0, time.UTC)
	for name, c := range map[string]struct {
		to   rota.Person
		at   time.Time
		now  bool
		due  string
		want int
	}{
		"before five in the afternoon":   {paris, monday, false, "2026-11-23T13:00:00+01:00", 2},
		"after it, tomorrow at nine":     {paris, monday.Add(time.Second), false, "2026-11-23T13:00:00+01:00", 2},
		"while others get up":            {west, monday, false, "2026-11-23T04:00:00-08:00", 1},
		"an emergency at any hour":       {paris, monday.Add(time.Second), true, "2026-11-23T13:00:00+01:00", 2},
		"nobody without a phone is sent": {rota.Person{ID: "x"}, monday, true, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			told.Urgent = c.now
			ways := r.messages(told, c.to, c.at)
			if len(ways) != c.want {
				t.Fatalf("ways: %+v", ways)
			}
			for _, w := range ways {
				if !w.Once {
					t.Errorf("%+v is sent twice", w)
				}
			}
			if len(ways) == 0 {
				return
			}
			if got := ways[0].Message.Data["When"]; got != c.due {
				t.Errorf("its moment is %s on the clocks there", got)
			}
			opens, _ := r.Policy.BusinessHours(c.to.Location()).Opens(c.at)
			if at := ways[0].At; c.now && !at.IsZero() || !c.now && opens.After(c.at) != at.Equal(opens) {
				t.Errorf("sent at %s", at)
			}
			if len(ways) > 1 && (!ways[1].At.IsZero() || ways[1].Letter.Key != "mail_update_due" || ways[1].Urgency != paging.UrgentLetter) {
				t.Errorf("the letter: %+v", ways[1])
			}
		})
	}
	if told.Words != due {
		t.Error("the notice itself was changed")
	}
}
