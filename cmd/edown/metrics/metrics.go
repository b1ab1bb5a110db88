// Package metrics counts what the people who run the line want to be alerted
// to, for Prometheus. Its labels are few words of this program; none contains
// anything about a customer or a person.
package metrics

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"edown/ivr"
	"edown/operators/paging"
)

// Metrics are the figures of one line since it was started. They are safe for
// concurrent use.
type Metrics struct {
	registry *prometheus.Registry
	turns    *prometheus.CounterVec   // by place in a dialogue
	webhooks *prometheus.CounterVec   // by webhook and result
	answer   *prometheus.HistogramVec // by webhook
	orders   *prometheus.CounterVec   // by request to the carrier, and result
	carrier  *prometheus.HistogramVec // by request to the carrier
	human    *prometheus.HistogramVec // by the kind of page
	commits  *prometheus.CounterVec   // by result
	commit   prometheus.Histogram
}

// quick are seconds that a machine takes; the carrier gives up after 15 s.
var quick = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 15}

// patient are seconds that people take: from the first ring to half an hour.
var patient = []float64{5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1800}

// New makes the figures of a line; version is the version of the program.
func New(version string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		turns: counter("turns_total", "Turns of calls that were put on record, by dialogue and place in it.", "tree",
			"node"),
		webhooks: counter("webhooks_total",
			"Requests of the carrier, by result: answered, unsigned, refused, failed (not kept; the carrier asks again or "+
				"falls back).", "webhook", "result"),
		answer: histogram("webhook_duration_seconds",
			"From a request of the carrier to the answer; a turn is on record by then.", quick, "webhook"),
		orders: counter("carrier_requests_total",
			"Requests to the carrier, by result: taken, refused, again (to be tried again), unknown (to be looked up).",
			"request", "result"),
		carrier: histogram("carrier_request_duration_seconds", "How long the carrier took to answer.", quick, "request"),
		human: histogram("time_to_human_seconds",
			"From the start of a page, or from the loss of the person who had accepted it, until a person accepts.", patient,
			"kind"),
		commits: counter("commits_total",
			"Transactions, each with all that share it, by result: kept (durable), lost (the disk is full, another program "+
				"holds the record).", "result"),
		commit: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: namespace, Name: "commit_duration_seconds", Help: "How long a commit took to be durable.", Buckets: quick,
		}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Namespace: namespace, Name: "build_info", Help: "1; the version of the program.",
		ConstLabels: prometheus.Labels{"version": version},
	})
	build.Set(1)
	m.registry.MustRegister(m.turns, m.webhooks, m.answer, m.orders, m.carrier, m.human, m.commits, m.commit, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

const namespace = "edown"

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help}, labels)
}

func histogram(name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: namespace, Name: name, Help: help,
		Buckets: buckets}, labels)
}

// Handler shows the figures. It does not check who may see them.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// Turn counts a turn that is on record.
func (m *Metrics) Turn(k ivr.Kept) {
	m.turns.WithLabelValues(k.Session.Tree, k.Node).Inc()
}

// Accepted counts how long a page rang until it was accepted.
func (m *Metrics) Accepted(p paging.Page) {
	m.human.WithLabelValues(string(p.Kind)).Observe(p.AcceptedAt.Sub(p.RoundAt).Seconds())
}

// Commits times every commit. inside, which may be nil, is called around it
// too.
func (m *Metrics) Commits(inside func(commit func() error) error) func(commit func() error) error {
	return func(commit func() error) error {
		began := time.Now()
		var err error
		if inside == nil {
			err = commit()
		} else {
			err = inside(commit)
		}
		m.commit.Observe(time.Since(began).Seconds())
		m.commits.WithLabelValues(result(err, "kept", "lost")).Inc()
		return err
	}
}

func result(err error, good, bad string) string {
	if err != nil {
		return bad
	}
	return good
}
