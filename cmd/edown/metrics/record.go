package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"edown/store"
	"edown/support"
)

// Record gives the state of the record; it is asked at each scrape.
type Record interface {
	Figures(ctx context.Context, now time.Time) (store.Figures, error)
}

// Watch shows the state of a record, from now on.
func (m *Metrics) Watch(r Record) { m.registry.MustRegister(record{r}) }

// record reads the state at each scrape: a gauge that is kept would be wrong
// after a restart.
type record struct{ Record }

// readWithin is how long a scrape may take: Prometheus waits 10 s.
const readWithin = 5 * time.Second

var (
	readable = describe("record_readable",
		"1 when the record could be read for this scrape. Without it, the figures that it gives are missing.")
	pages = describe("pages", "Pages that have not ended, by kind (edown, operator) and state (ringing, accepted).",
		"kind", "state")
	waiting = describe("oldest_ringing_page_seconds",
		"Age in seconds of the oldest page that is not accepted, or whose accepter was lost; 0 when there is none.", "kind")
	overdue = describe("work_overdue",
		"Work that is due and not done, by kind: event, dial (including what the carrier's pace holds back), command.",
		"kind")
	lateness = describe("work_lateness_seconds", "How late the oldest of that work is.", "kind")
	onDuty   = describe("on_duty", "People on duty now, by role.", "role")
	done     = describe("last_done_timestamp_seconds", "When a backup or a drill was last done, in Unix time; 0 is never.",
		"what")
)

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(prometheus.BuildFQName(namespace, "", name), help, labels, nil)
}

// Describe implements [prometheus.Collector].
func (r record) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{readable, pages, waiting, overdue, lateness, onDuty, done} {
		out <- d
	}
}

// Collect implements [prometheus.Collector].
func (r record) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), readWithin)
	defer cancel()
	now := time.Now()
	f, err := r.Figures(ctx, now)
	g := gauges{out, now}
	if err != nil {
		g.set(readable, 0)
		return
	}
	g.set(readable, 1)
	g.searching(f.Running)
	g.backlog(f.Overdue)
	for role, people := range f.OnDuty {
		g.set(onDuty, float64(people), string(role))
	}
	g.set(done, unix(f.Backup), store.Backup)
	g.set(done, unix(f.Drill), store.Drill)
}

type gauges struct {
	out chan<- prometheus.Metric
	now time.Time
}

func (g gauges) set(d *prometheus.Desc, value float64, labels ...string) {
	g.out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
}

// searching shows zeros too: an alert cannot fire on a missing value.
func (g gauges) searching(running []store.Searching) {
	count, oldest := map[support.PageKind]map[support.PageState]int{}, map[support.PageKind]float64{}
	for _, kind := range support.PageKinds() {
		count[kind] = map[support.PageState]int{}
	}
	for _, s := range running {
		count[s.Kind][s.State] = s.Pages
		if s.State == support.PageRinging {
			oldest[s.Kind] = g.now.Sub(s.Oldest).Seconds()
		}
	}
	for kind, states := range count {
		for _, state := range []support.PageState{support.PageRinging, support.PageAccepted} {
			g.set(pages, float64(states[state]), string(kind), string(state))
		}
		g.set(waiting, oldest[kind], string(kind))
	}
}

func (g gauges) backlog(work []store.Backlog) {
	late := map[string]store.Backlog{"event": {Oldest: g.now}, "dial": {Oldest: g.now}, "command": {Oldest: g.now}}
	for _, b := range work {
		late[b.Kind] = b
	}
	for kind, b := range late {
		g.set(overdue, float64(b.Pieces), kind)
		g.set(lateness, g.now.Sub(b.Oldest).Seconds(), kind)
	}
}

func unix(at time.Time) float64 {
	if at.IsZero() {
		return 0
	}
	return float64(at.UnixMilli()) / 1000
}
