package paging

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/support"
)

// named is what two messages share.
type named struct{ Case support.CaseNumber }

// planned is a notice with every kind of field.
type planned struct {
	named
	Level       int
	When, Opens time.Time
}

func (planned) Key() string { return "planned" }
func (planned) ByLetter()   {}

// Each field is given by its name, those of what is shared too; a moment is on the
// clocks of the reader, and empty when there is none.
func TestWordsAreGivenAsText(t *testing.T) {
	says := planned{named: named{"C1234567"}, Level: 2, When: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	want := map[string]string{"Case": "C1234567", "Level": "2", "When": "2026-11-23T13:00:00+01:00", "Opens": ""}
	paris := time.FixedZone("", 3600)
	sms, letter := Message{ID: "1"}.Saying(says, paris), Letter{ID: "2"}.Saying(says, paris)
	if diff := cmp.Diff(Message{ID: "1", Key: "sms_planned", Data: want}, sms); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Letter{ID: "2", Key: "mail_planned", Data: want}, letter); diff != "" {
		t.Error(diff)
	}
	if at := (Message{}).Saying(says, nil).Data["When"]; at != "2026-11-23T12:00:00Z" {
		t.Errorf("without a zone it is %s", at)
	}
}

// The locales are checked against all names of a message, in all its ways.
func TestGiven(t *testing.T) {
	given := Given(Messages(), []Words{planned{}})
	for _, key := range []string{"sms_planned", "mail_planned", "mail_planned_subject"} {
		if !slices.Equal(given[key], []string{"Case", "Level", "Opens", "When"}) {
			t.Errorf("%s is given %q", key, given[key])
		}
	}
	if len(given) != 6 || !slices.Equal(given[PageText], []string{"Case", "Category", "Customer"}) {
		t.Errorf("%q", given)
	}
}
