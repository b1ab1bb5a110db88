package store

import (
	"slices"
	"strings"
	"testing"
)

func TestANumberIsStruckWhereItIsTheWholeNumber(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "none": "none", "+14155550123": "+1", "14155550123#": "1#", "0014155550123": "001", "01114155550123": "0111",
		`{"From":"+14155550123"}`: `{"From":"+1"}`, "+14155550123, +14155550123": "+1, +1", `a\u002614155550123`: `a\u00261`, `\u003c14155550123`: `\u003c1`,
		"+141555501234": "+141555501234", "+414155550123": "+414155550123", "+1415555012": "+1415555012", "+33+14155550123": "+33+1",
	} {
		if got := strike(text, "14155550123", "1"); got != want {
			t.Errorf("%q without the number is %q, want %q", text, got, want)
		}
	}
}

// Every text column is known to be about callers or not. A new one must be entered.
func TestEveryColumnIsThoughtAbout(t *testing.T) {
	s := open(t)
	// Names that the line or the carrier gives, values from lists, and the people and contracts
	// of the directory.
	impersonal := strings.Fields(`kind state role package days zone version ladder direction purpose lang node question status turn url sid id call page
		leg person accepted_by given_by engineer done_by owner decided_by outcome policy_version contract case_number number key language ending why
		type priority date_code product reason verdict for_what what supervisor hash since application tstamp digest message how`)
	directory := strings.Fields(`contracts people shifts tsams bookings pins policies counters erasures condemned`)
	whole := strings.Fields(`contacts callers work tries inbox`) // their rows are deleted whole
	for _, table := range tables(t, s.db) {
		if slices.Contains(directory, table) || slices.Contains(whole, table) {
			continue
		}
		for _, column := range texts(t, s.db, `SELECT name FROM pragma_table_info($1) WHERE type = 'TEXT'`, table) {
			if !slices.Contains(impersonal, column) && !isPlace(table, column) {
				t.Errorf("%s.%s: may it be about a person? Then say so in places", table, column)
			}
		}
	}
}

func isPlace(table, column string) bool {
	keys := map[string][]string{ // by which rows are found and deleted
		"calls": {"from_number", "to_number"}, "messages": {"to_number"}, "escalations": {"by_number", "summary"}, "notes": {"audio"}, "answers": {"audio"},
		"callbacks": {"number"}, "letters": {"to_address"}, // of the rota
	}
	return slices.Contains(keys[table], column) || slices.ContainsFunc(places, func(p place) bool { return p.table == table && slices.Contains(p.columns, column) })
}
