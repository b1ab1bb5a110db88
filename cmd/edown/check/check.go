// Package check finds out whether an installation is ready: what it lacks, and the
// remedy for each point.
package check

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"edown/cmd/edown/config"
	"edown/locales"
	"edown/voice"
)

// Examination is one look at an installation, from the machine it runs on.
// A server may be answering meanwhile.
type Examination struct {
	Config    config.Config
	Words     *locales.Catalog
	Transport http.RoundTripper
}

// facts are what is judged. They are gathered first, so that judging is a
// question of them alone.
type facts struct {
	config  config.Config
	now     time.Time
	public  publicFacts
	carrier carrierFacts
	record  recordFacts
	mail    error // the server takes no letters
}

// mostPatience is how long each gathering may take.
const mostPatience = 10 * time.Second

// Run gathers the facts, at most for ten seconds, and judges every point. It places
// no call and sends no message.
func (e Examination) Run(ctx context.Context) []Finding {
	f := facts{config: e.Config, now: time.Now()}
	var all sync.WaitGroup
	for _, gather := range []func(context.Context){
		func(ctx context.Context) { f.public = e.askPublic(ctx) },
		func(ctx context.Context) { f.carrier = e.askCarrier(ctx) },
		func(ctx context.Context) { f.record = e.readRecord(ctx) },
		func(ctx context.Context) { f.mail = e.askMail(ctx) },
	} {
		all.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, mostPatience)
			defer cancel()
			gather(ctx)
		})
	}
	all.Wait()
	return f.judged()
}

// judged are all points, in the order in which an installation grows.
func (f facts) judged() []Finding {
	return slices.Concat(
		f.judgeSettings(), f.judgePublic(), f.judgeCertificate(),
		f.judgeAccount(), f.judgeNumbers(), f.judgeClock(),
		f.judgeDatabase(), f.judgeDisk(), f.judgeRota(), f.judgePhones(), f.judgePolicy(), f.judgePeople(), f.judgeContracts(),
		f.judgePace(), f.judgeCallsAtOnce(), f.judgeMail(), f.judgeBackup(), f.judgeDrill(),
	)
}

// judgeSettings: without these no carrier can reach the line, or no letter anybody.
func (f facts) judgeSettings() (found []Finding) {
	for _, m := range f.config.Lacks() {
		found = append(found, Finding{"settings", Lacking, m.What, m.Remedy})
	}
	if found == nil {
		return one("settings", Fine, "complete", "")
	}
	return found
}

// phone is the way to the carrier.
func (e Examination) phone() *voice.Phone {
	c := e.Config
	return voice.NewPhone(voice.Config{
		PublicURL: c.PublicURL, Number: c.Line, AccountSID: c.Account, Tokens: c.Tokens(), API: c.API, Transport: e.Transport,
	}, e.Words)
}
