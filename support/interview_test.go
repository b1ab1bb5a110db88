package support

import (
	"errors"
	"slices"
	"testing"
)

func answers(pairs ...string) Interview {
	iv := Interview{}
	for i := 0; i < len(pairs); i += 2 {
		iv[Question(pairs[i])] = Answer{Value: pairs[i+1]}
	}
	return iv
}

// R18: answers that are refused, and answers that are only asked again.
func TestAnswersThatCannotBeRight(t *testing.T) {
	of100 := answers(string(Q2TotalUsers), "100")
	for _, c := range []struct {
		iv    Interview
		q     Question
		value string
		want  error
	}{
		{nil, Q1Category, "1", nil}, {nil, Q1Category, "5", nil}, {nil, Q1Category, "6", ErrNotACount}, {nil, Q1Category, "0", ErrNotACount},
		{nil, Q2TotalUsers, "0", ErrNotACount}, {nil, Q2TotalUsers, "1", nil}, {nil, Q2TotalUsers, "", ErrNotACount}, {nil, Q2TotalUsers, "many", ErrNotACount},
		{nil, Q3ImpactedUsers, "5", nil}, {of100, Q3ImpactedUsers, "100", nil}, {of100, Q3ImpactedUsers, "101", ErrMoreImpactedThanUsers}, {of100, Q3ImpactedUsers, "0", nil},
		{nil, Q5HoursDown, "0", nil}, {nil, Q5HoursDown, "72", nil},
		{nil, QTechnicalContact, ContactNone, nil}, {nil, Q4Actions, ActionsNotRecorded, nil},
	} {
		if err := c.iv.Check(c.q, c.value); !errors.Is(err, c.want) || (c.want == nil) != (err == nil) {
			t.Errorf("Check(%s, %q) = %v, want %v", c.q, c.value, err, c.want)
		}
	}
}

func TestFlagsOfTheAnswers(t *testing.T) {
	q1, q2, q3, contact := string(Q1Category), string(Q2TotalUsers), string(Q3ImpactedUsers), string(QTechnicalContact)
	for name, c := range map[string]struct {
		iv   Interview
		want []Flag
	}{
		"nothing asked":             {nil, nil},
		"all well":                  {answers(q1, "1", q2, "100", q3, "51"), nil},
		"half is no majority":       {answers(q1, "1", q2, "100", q3, "50"), []Flag{FlagMinorityImpacted}},
		"other categories may":      {answers(q1, "3", q2, "100", q3, "5"), nil},
		"more than there are":       {answers(q1, "2", q2, "10", q3, "11"), []Flag{FlagImpactedExceedTotal}},
		"no contact":                {answers(contact, ContactNone), []Flag{FlagNoContact}},
		"the caller is the contact": {answers(contact, ContactThisNumber), nil},
	} {
		if got := c.iv.Flags(); !slices.Equal(got, c.want) {
			t.Errorf("%s: flags %q, want %q", name, got, c.want)
		}
	}
}

func TestOutcomesBehindTheKeys(t *testing.T) {
	for key, want := range map[string]Outcome{"1": Working, "2": Solved, "3": Lowered, "4": FalseAlarm} {
		if got, ok := OutcomeOf(key); !ok || got != want {
			t.Errorf("OutcomeOf(%s) = %s, %v", key, got, ok)
		}
	}
	if _, ok := OutcomeOf("5"); ok {
		t.Error("key 5 has no outcome")
	}
	if s, ok := Lowered.Severity(); !ok || s != Critical {
		t.Error("lowered means severity 1 (R21)")
	}
	if _, ok := Working.Severity(); ok {
		t.Error("working on it leaves the severity alone")
	}
}
