package drill

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// Report is what failed in a drill, and what was found.
type Report struct {
	Storms, Calls int
	Pages         int // Enterprise Downs
	Bridged       int // those in which caller and manager talked
	Escalations   int
	Decided       int // those that were decided
	Kills         int
	Struck        map[Kind]int   // how often each fault struck
	Checked       map[string]int // how often each promise was checked
	Breaches      []Breach
	Placed        []time.Duration // from an Enterprise Down to the first order for a call
	Accepted      []time.Duration // from an Enterprise Down to a human who accepted
}

// Breach is a promise that was not kept. Running the storm of its seed again
// shows it again.
type Breach struct {
	Seed    uint64
	Promise string
	What    string
	Plan    string // what failed in that storm
}

func (r *Report) breach(seed uint64, promise, what string) {
	r.Breaches = append(r.Breaches, Breach{Seed: seed, Promise: promise, What: what})
}

func (r *Report) add(o Report) {
	r.Storms += o.Storms
	r.Calls += o.Calls
	r.Pages += o.Pages
	r.Bridged += o.Bridged
	r.Escalations += o.Escalations
	r.Decided += o.Decided
	r.Struck, r.Checked = sum(r.Struck, o.Struck), sum(r.Checked, o.Checked)
	r.Breaches = append(r.Breaches, o.Breaches...)
	r.Placed, r.Accepted = append(r.Placed, o.Placed...), append(r.Accepted, o.Accepted...)
}

func sum[K comparable](a, b map[K]int) map[K]int {
	if a == nil {
		a = map[K]int{}
	}
	for k, n := range b {
		a[k] += n
	}
	return a
}

// Print writes the report as a table.
func (r Report) Print(out io.Writer) {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(
		t, "storms %d, callers %d, Enterprise Downs %d, conversations %d, escalations %d, decided %d\n\ninjected\ttimes\n",
		r.Storms, r.Calls, r.Pages, r.Bridged, r.Escalations, r.Decided)
	for _, k := range Kinds() {
		fmt.Fprintf(t, "  %s\t%d\n", k, r.Struck[k])
	}
	fmt.Fprintf(t, "\npromise\tchecked\tbroken\n")
	for _, p := range slices.Sorted(slices.Values(Promises())) {
		fmt.Fprintf(t, "  %s\t%d\t%d\n", p, r.Checked[p], r.broken(p))
	}
	fmt.Fprintf(t, "\nfrom an Enterprise Down to\tp50\tp95\tp99\tmost\n")
	row(t, "the first order for a call", r.Placed)
	row(t, "a human being who accepted", r.Accepted)
	t.Flush()
	for _, b := range r.Breaches {
		fmt.Fprintf(out, "\nseed %d: %s: broken: %s\n%s\n", b.Seed, b.Promise, b.What, b.Plan)
	}
}

func (r Report) broken(promise string) (n int) {
	for _, b := range r.Breaches {
		if b.Promise == promise {
			n++
		}
	}
	return n
}

func row(t io.Writer, what string, times []time.Duration) {
	slices.Sort(times)
	fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s\n", what, share(times, 0.5), share(times, 0.95), share(times, 0.99),
		share(times, 1))
}

// share is the time within which that share of all came.
func share(sorted []time.Duration, of float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(int(of*float64(len(sorted))), len(sorted)-1)].Round(time.Millisecond)
}
