package config

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"edown/support"
	"edown/support/civil"
)

// PolicyText writes a policy as TOML, with the rule beside each table. It writes
// every value, so that reading it back gives the same policy even when the defaults
// change.
func PolicyText(p support.Policy) string {
	w := &policyWriter{}
	w.comment("The support policy in force, version " + p.Version() + ".")
	w.comment("Name a file of this form with policy (EDOWN_POLICY); what it leaves out is as in the guides.")
	w.comment("Lengths of time are written as 30m or 24h; 0s is no promise. Hours are those of the wall's clock.")
	w.gap("R23: an Enterprise Down that is open is reviewed by the managers at least so often.")
	w.time("review", p.Review)
	w.week("business", "Business hours, where each person and contract lives; days without any are no business days.",
		p.Business)
	w.holidays(p.Holidays)
	w.terms("silver", "R42: no phone desk, and no promises.", p.Packages.Silver)
	w.terms("gold", "R40: 24x5.", p.Packages.Gold)
	w.terms("goldplus", "24x7.", p.Packages.Goldplus)
	w.terms("platinum", "As Goldplus, with an account manager (R49).", p.Packages.Platinum)
	w.escalation(p.Escalation)
	w.tsam(p.TSAM)
	return w.text.String()
}

type policyWriter struct{ text strings.Builder }

func (w *policyWriter) line(format string, args ...any) { fmt.Fprintf(&w.text, format+"\n", args...) }
func (w *policyWriter) comment(text string)             { w.line("# %s", text) }

// gap begins a new section.
func (w *policyWriter) gap(comment string) {
	w.line("")
	if comment != "" {
		w.comment(comment)
	}
}

func (w *policyWriter) header(name, comment string) {
	w.gap(comment)
	w.line("[%s]", name)
}

func (w *policyWriter) time(key string, d time.Duration) { w.line("%s = %q", key, roundly(d)) }

// list writes values in quotes, on one line.
func (w *policyWriter) list(key string, values []string) {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = strconv.Quote(v)
	}
	w.line("%s = [%s]", key, strings.Join(quoted, ", "))
}

func (w *policyWriter) week(table, comment string, week civil.Week) {
	w.header(table, comment)
	for i := range 7 {
		day := time.Weekday((i + 1) % 7)
		w.list(strings.ToLower(day.String()), spelledOut(week.On(day)))
	}
}

// spelledOut converts values to text by their String method.
func spelledOut[T fmt.Stringer](values []T) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = v.String()
	}
	return all
}

func (w *policyWriter) holidays(of map[string][]civil.Date) {
	w.header("holidays", `No business on these days: "everywhere", or in one time zone. A phone desk has none (R40).`)
	for _, zone := range slices.Sorted(maps.Keys(of)) {
		w.list(strconv.Quote(zone), spelledOut(of[zone]))
	}
}

func (w *policyWriter) terms(name, comment string, t support.Terms) {
	table := "packages." + name
	w.header(table, comment)
	w.line("restored = %q # R25: an Enterprise Down, in less than this on the wall clock", roundly(t.Restored))
	w.line("premium = %t # R31: may escalate earlier", t.Premium)
	w.line("tsam = %q # R49: an account manager goes with it: none, optional, required", string(t.TSAM))
	w.week(table+".desk", "When the phone desk is there, in the contract's zone.", t.Desk)
	w.header(table+".response", "R38: first response, in less than this much of the desk's time.")
	w.time("enterprise_down", t.Response.EnterpriseDown)
	w.time("critical", t.Response.Critical)
	w.time("moderate", t.Response.Moderate)
	w.time("general", t.Response.General)
	w.header(table+".updates", "R39: an update in less than so many business days in progress.")
	w.interval("enterprise_down", t.Updates.EnterpriseDown)
	w.interval("critical", t.Updates.Critical)
	w.interval("moderate", t.Updates.Moderate)
	w.interval("general", t.Updates.General)
}

func (w *policyWriter) interval(key string, u support.UpdateInterval) {
	w.line("%s = { business_days = %d, best_effort = %t }", key, u.BusinessDays, u.BestEffort)
}

func (w *policyWriter) escalation(e support.EscalationTerms) {
	w.header("escalation", "")
	w.line("answer = %q # R33: decided within so much business time", roundly(e.Answer))
	w.list("informed", plainWords(e.Informed))
	w.comment("R35: informed are told of every escalation, at whatever level.")
	w.header("escalation.gates", "R31: from what age on a case may be escalated. At the limit it may.")
	w.gate("enterprise_down", e.Gates.EnterpriseDown)
	w.gate("critical", e.Gates.Critical)
	w.gate("moderate", e.Gates.Moderate)
	w.gate("general", e.Gates.General)
	w.gap("R28: the levels, from 1 up. Each alerts those of the levels below it too.")
	for _, l := range e.Levels {
		w.level(l)
	}
}

func (w *policyWriter) gate(key string, g support.Gate) {
	w.line("%s = { premium = %q, others = %q }", key, roundly(g.Premium), roundly(g.Others))
}

func (w *policyWriter) level(l support.Level) {
	w.line("[[escalation.levels]]")
	w.line("alias = %q", l.Alias)
	w.list("adds", plainWords(l.Adds))
	w.line("responsible = %q # decides, and answers for the case", string(l.Responsible))
	w.line("report = %t # R27: the software performance report is escalated too, if necessary", l.Report)
	w.line("analysis = %t # R28: a full analysis of why is due", l.Analysis)
}

// plainWords converts names to plain text.
func plainWords[T ~string](names []T) []string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = string(n)
	}
	return all
}

func (w *policyWriter) tsam(t support.TSAMTerms) {
	w.header("tsam", "Technical Support Account Managers.")
	w.line("months = %d # R50: how long an engagement lasts", t.Months)
	w.list("languages", t.Languages)
	w.comment("R47: the first language is for all others.")
	w.week("tsam.hours", "R46: where the account manager lives.", t.Hours)
}
