package report

import (
	"slices"
	"time"

	"edown/store"
	"edown/support"
)

// Wait is how long callers waited for a human: from asking (for an Enterprise
// Down, an operator, an engineer or the account manager) until a human
// accepted. Percentiles are nearest-rank, over the callers who were answered
// and, after them, those that the line gave up on. They are null for fewer than
// 20 callers, or when they fall on a caller who was never answered.
type Wait struct {
	For        string   `json:"for"` // the kind of page; "all" is all of them
	Asked      int      `json:"asked"`
	Answered   int      `json:"answered"`
	Unanswered int      `json:"unanswered"` // the line gave up
	Left       int      `json:"left"`       // called it off, hung up or got help elsewhere before a human came
	Waiting    int      `json:"waiting"`    // still
	Few        bool     `json:"few"`        // under 20: no percentiles
	P50        *Seconds `json:"p50_s"`
	P90        *Seconds `json:"p90_s"`
	P95        *Seconds `json:"p95_s"`
	P99        *Seconds `json:"p99_s"`
	Max        *Seconds `json:"max_s"` // of those who were answered
	Within     []Within `json:"within"`
}

// Within is how many callers were answered within a limit, out of those who
// were answered or waited for that long. Callers who left earlier had not been
// kept waiting. A caller who got a manager through another page is counted
// there.
type Within struct {
	Limit   Seconds  `json:"limit_s"`
	Of      int      `json:"of"`
	Answers int      `json:"answered"`
	Percent *float64 `json:"percent"`
	Target  float64  `json:"target_percent"`
	Kept    *bool    `json:"kept"`
}

// service are the targets: 90 % within 60 s, 98.5 % within 180 s.
var service = []struct {
	limit    time.Duration
	perMille int
}{{time.Minute, 900}, {3 * time.Minute, 985}}

// hunts are what callers wait for, in the order of a report.
var hunts = []support.PageKind{support.EmergencyPage, support.OperatorPage, support.EngineerPage, support.AccountPage}

// Everyone is the [Wait] of all callers, whatever they wanted.
const Everyone = "all"

func waits(searches []store.Search, now time.Time) []Wait {
	var all []store.Search
	var list []Wait
	for _, kind := range hunts {
		of := slices.DeleteFunc(slices.Clone(searches), func(s store.Search) bool { return s.Kind != kind })
		all = append(all, of...)
		list = append(list, waitsFor(string(kind), of, now))
	}
	return append(list, waitsFor(Everyone, all, now))
}

func waitsFor(name string, searches []store.Search, now time.Time) Wait {
	w := Wait{For: name, Asked: len(searches)}
	var answers []time.Duration
	for _, s := range searches {
		switch endOf(s) {
		case answered:
			answers = append(answers, s.Accepted.Sub(s.Asked))
		case unanswered:
			w.Unanswered++
		case left:
			w.Left++
		case waiting:
			w.Waiting++
		}
	}
	slices.Sort(answers)
	w.Answered, w.Few = len(answers), len(answers)+w.Unanswered < few
	if w.Answered > 0 {
		w.Max = seconds(answers[w.Answered-1])
	}
	for percent, into := range map[int]**Seconds{50: &w.P50, 90: &w.P90, 95: &w.P95, 99: &w.P99} {
		*into = percentile(percent, answers, w.Unanswered)
	}
	for _, target := range service {
		w.Within = append(w.Within, within(searches, target.limit, target.perMille, now))
	}
	return w
}

// ending is how a wait ended.
type ending int

const (
	waiting ending = iota
	answered
	unanswered
	left
)

func endOf(s store.Search) ending {
	switch {
	case !s.Accepted.IsZero():
		return answered
	case s.State == support.PageUnanswered:
		return unanswered
	case !s.Ended.IsZero():
		return left
	}
	return waiting
}

// waited is how long a caller waited, or has waited until now.
func waited(s store.Search, now time.Time) time.Duration {
	switch endOf(s) {
	case answered:
		return s.Accepted.Sub(s.Asked)
	case waiting:
		return now.Sub(s.Asked)
	}
	return s.Ended.Sub(s.Asked)
}

func within(searches []store.Search, limit time.Duration, perMille int, now time.Time) Within {
	w := Within{Limit: Seconds(limit), Target: float64(perMille) / 10}
	for _, s := range searches {
		switch end, soon := endOf(s), waited(s, now) <= limit; {
		case end == answered && soon:
			w.Answers++
			w.Of++
		case end == left && s.Elsewhere:
		case end == answered, end == unanswered, !soon:
			w.Of++
		}
	}
	if w.Of > 0 {
		kept := w.Answers*1000 >= w.Of*perMille
		w.Percent, w.Kept = percent(w.Answers, w.Of), &kept
	}
	return w
}

// percent is a share in tenths of a percent, rounded down so that it never
// looks better than it is: 89.99 is 89.9. It is nil for a whole of nothing.
func percent(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	share := float64(part*1000/whole) / 10
	return &share
}

// Placing is how long it took from the pickup of a call until the carrier had
// taken the first call to a manager, for Enterprise Downs. The targets, for a
// first-time caller who listens, are 20 s in the median and 45 s at the 95th
// percentile (mission, section 3).
type Placing struct {
	Paged int       `json:"paged"` // with both moments on record
	Few   bool      `json:"few"`   // under 20: no percentiles
	Max   *Seconds  `json:"max_s"`
	Marks []Reached `json:"percentiles"`
}

// Reached is a percentile and its upper target.
type Reached struct {
	Percentile int      `json:"percentile"`
	Took       *Seconds `json:"took_s"`
	Target     Seconds  `json:"target_s"`
	Kept       *bool    `json:"kept"`
}

var placed = []Reached{{Percentile: 50, Target: Seconds(20 * time.Second)},
	{Percentile: 95, Target: Seconds(45 * time.Second)}}

func placing(searches []store.Search) Placing {
	var took []time.Duration
	for _, s := range searches {
		if s.Kind == support.EmergencyPage && !s.PickedUp.IsZero() && !s.Placed.IsZero() {
			took = append(took, s.Placed.Sub(s.PickedUp))
		}
	}
	slices.Sort(took)
	p := Placing{Paged: len(took), Few: len(took) < few, Marks: slices.Clone(placed)}
	if p.Paged > 0 {
		p.Max = seconds(took[p.Paged-1])
	}
	for i := range p.Marks {
		m := &p.Marks[i]
		if m.Took = percentile(m.Percentile, took, 0); m.Took != nil {
			kept := *m.Took <= m.Target
			m.Kept = &kept
		}
	}
	return p
}
