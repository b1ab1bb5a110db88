package intake

import (
	"slices"

	"edown/support"
)

func readCase(r *reading) {
	c := support.Case{
		Number: parsed(r, "number", r.in.Cases.Parse), Contract: r.need("contract", digitsOnly), Title: r.need("title", nil),
		Severity: r.severity(), Opened: parsed(r, "opened", parseMoment), Closed: parsed(r, "closed", parseYes),
		Status: parsed(r, "status", oneOf(support.Statuses())), Engineer: r.may("engineer", shortName),
		Priority: parsed(r, "priority", oneOf(priorities)), Product: r.fields["product"], Version: r.fields["version"],
	}
	if said := r.fields["closed"] != "" && c.Status != ""; said && c.Closed != (c.Status == support.StatusClosed) {
		r.complain("closed", "contradicts status = "+string(c.Status)+": leave one of them out")
	}
	r.total.Cases = append(r.total.Cases, c)
	if unsaid := r.unsaid(); len(unsaid) > 0 {
		r.total.Unsaid[c.Number] = unsaid
	}
	if at := parsed(r, "updated", parseMoment); !at.IsZero() {
		r.total.Updated[c.Number] = at
	}
}

// severity is General when it is left out, so that a gap in a file wakes no manager.
func (r *reading) severity() support.Severity {
	if r.fields["severity"] == "" {
		return support.General
	}
	return parsed(r, "severity", parseSeverity)
}

// unsaid lists the columns that the record leaves out. Importing it again must not
// clear what the line itself has put there.
func (r *reading) unsaid() []string {
	k, _ := kindNamed(r.kind)
	left := slices.DeleteFunc(slices.Clone(k.others),
		func(column string) bool { return r.fields[column] != "" || column == "updated" })
	return append(left, "level", "date_code", "type")
}

var priorities = []support.CustomerPriority{support.PriorityLow, support.PriorityNormal, support.PriorityHigh}
