package ivr

import (
	"slices"

	"edown/support"
)

// detailPrompts are all the messages that details may say.
var detailPrompts = []string{
	"detail_nothing", "detail_category",
	"detail_" + string(support.Q2TotalUsers), "detail_" + string(support.Q3ImpactedUsers),
	"detail_" + string(support.Q5HoursDown), "detail_" + string(support.Q4Actions), "detail_q4_not_recorded",
	"detail_contact_caller", "detail_contact_number",
	"flag_" + string(support.FlagImpactedExceedTotal), "flag_" + string(support.FlagMinorityImpacted),
	"flag_" + string(support.FlagNoContact), "flag_" + string(support.FlagOutsideCoverage),
	"flag_" + string(support.FlagNoPhoneSupport), "flag_" + string(support.FlagEntitlementUnknown),
	"flag_" + string(support.FlagNoOperator), "flag_" + string(support.FlagLimitReached),
	"flag_" + string(support.FlagWatchdog), "flag_" + string(support.FlagTransferred),
	"flag_" + string(support.FlagCaseUnconfirmed),
}

// details says what a page's record has, in the order it was asked.
func details(p Page) []Say {
	var out []Say
	for _, q := range support.Interviewed() {
		if a, ok := p.Interview[q]; ok {
			out = append(out, detail(q, a))
		}
	}
	for _, flag := range append(p.Flags, p.Interview.Flags()...) {
		out = append(out, Say{Key: "flag_" + string(flag)})
	}
	if len(out) == 0 {
		out = append(out, Say{Key: "detail_nothing"})
	}
	return out
}

func detail(q support.Question, a support.Answer) Say {
	count, _ := support.Interview{q: a}.Number(q)
	switch q {
	case support.Q1Category:
		return Say{Key: "detail_category", Data: Data{"Category": "category_" + a.Value}}
	case support.Q5HoursDown:
		return Say{Key: "detail_" + string(q), Data: Data{"Down": downFor(count)}}
	case support.QTechnicalContact:
		return detailContact(a.Value)
	case support.Q4Actions:
		if a.Value == support.ActionsNotRecorded {
			return Say{Key: "detail_q4_not_recorded"}
		}
		return Say{Key: "detail_" + string(q)}
	}
	return Say{Key: "detail_" + string(q), Data: Data{"Count": count}}
}

func detailContact(value string) Say {
	switch value {
	case support.ContactThisNumber:
		return Say{Key: "detail_contact_caller"}
	case support.ContactNone:
		return Say{Key: "flag_" + string(support.FlagNoContact)}
	}
	return Say{Key: "detail_contact_number", Data: Data{"Phone": support.E164(value)}}
}

// Briefing is what a manager who waits in the room hears next: the answers as they
// come, or what became of the caller; in a review, what became of the other managers.
// heard is how many parts of the interview the manager has heard; the second result is
// how many after this.
func (d *Dialogues) Briefing(p Page, heard int) ([]Say, int) {
	var out []Say
	known := details(Page{Interview: p.Interview})
	if len(p.Interview) > heard {
		out = known[min(max(heard, 0), len(known)):min(len(p.Interview), len(known))]
	}
	asks := slices.IndexFunc(p.Visitors, func(v Visitor) bool { return v.Asks })
	switch {
	case len(out) > 0:
	case asks >= 0:
		out = announced(p, p.Visitors[asks].Call)
	case p.Kind == support.ReviewPage:
		out = append(out, Say{Key: "briefing_first"})
	case p.Callback.InVain():
		out = append(out, Say{Key: "briefing_unreachable"})
	case !p.CallerHere:
		out = append(out, Say{Key: "briefing_calling_back"})
	default:
		out = append(out, Say{Key: "briefing_answering"})
	}
	return out, len(p.Interview)
}
