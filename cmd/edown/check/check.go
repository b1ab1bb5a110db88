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

// Examination looks at an installation once, from the machine that it runs on. A
// server may be running meanwhile.
type Examination struct {
	Config    config.Config
	Words     *locales.Catalog
	Transport http.RoundTripper
}

// facts are gathered first, so that judging them needs nothing else.
type facts struct {
	config  config.Config
	now     time.Time
	public  publicFacts
	carrier carrierFacts
	record  recordFacts
	mail    error // why the server takes no letters
}

// mostPatience is how long each part of the gathering may take.
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

// judged lists all points, in the order in which an installation is built.
func (f facts) judged() []Finding {
	return slices.Concat(
		f.judgeSettings(), f.judgePublic(), f.judgeCertificate(),
		f.judgeAccount(), f.judgeNumbers(), f.judgeClock(),
		f.judgeDatabase(), f.judgeDisk(), f.judgeRota(), f.judgePhones(), f.judgePolicy(), f.judgePeople(),
		f.judgeContracts(),
		f.judgePace(), f.judgeCallsAtOnce(), f.judgeMail(), f.judgeBackup(), f.judgeDrill(),
	)
}

// judgeSettings finds missing settings, without which the carrier does not reach the
// line or no letter goes out.
func (f facts) judgeSettings() (found []Finding) {
	for _, m := range f.config.Lacks() {
		found = append(found, Finding{"settings", Lacking, m.What, m.Remedy})
	}
	if found == nil {
		return one("settings", Fine, "complete", "")
	}
	return found
}

// phone is the connection to the carrier.
func (e Examination) phone() *voice.Phone {
	c := e.Config
	return voice.NewPhone(voice.Config{
		PublicURL: c.PublicURL, Number: c.Line, AccountSID: c.Account, Tokens: c.Tokens(), API: c.API, Transport: e.Transport,
	}, e.Words)
}
