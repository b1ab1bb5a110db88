package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"edown/cmd/edown/config"
	"edown/locales"
	"edown/voice"
)

// checkCommand tells what this installation lacks.
type checkCommand struct{}

func (checkCommand) Run(sh *shell) error {
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	found := examination{config: config, words: words, transport: http.DefaultTransport}.run(sh.ctx)
	show(sh.out, found)
	if n := count(found, lacking); n > 0 {
		return fmt.Errorf("this installation is not ready: %d of %d points fail", n, len(found))
	}
	return nil
}

// level is how bad a finding is.
type level string

const (
	fine     level = "ok"
	doubtful level = "warn" // it works, and not always or not for long
	lacking  level = "FAIL" // an emergency would go wrong
)

// finding is what is known of one point, and what to do about it.
type finding struct {
	point  string
	level  level
	says   string
	remedy string // empty when all is well
}

// show prints a line for each finding, and its remedy below it.
func show(out io.Writer, found []finding) {
	for _, f := range found {
		fmt.Fprintf(out, "%-4s  %-14s  %s\n", f.level, f.point, f.says)
		if f.remedy != "" {
			fmt.Fprintf(out, "%22s  → %s\n", "", f.remedy)
		}
	}
}

func count(found []finding, l level) (n int) {
	for _, f := range found {
		if f.level == l {
			n++
		}
	}
	return n
}

// examination is one look at an installation, from the machine it runs on.
// A server may be answering meanwhile.
type examination struct {
	config    config.Config
	words     *locales.Catalog
	transport http.RoundTripper
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

func (e examination) run(ctx context.Context) []finding {
	f := facts{config: e.config, now: time.Now()}
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
func (f facts) judged() []finding {
	return slices.Concat(
		f.judgeSettings(), f.judgePublic(), f.judgeCertificate(),
		f.judgeAccount(), f.judgeNumbers(), f.judgeClock(),
		f.judgeDatabase(), f.judgeDisk(), f.judgeRota(), f.judgePhones(), f.judgePolicy(), f.judgePeople(), f.judgeContracts(),
		f.judgePace(), f.judgeCallsAtOnce(), f.judgeMail(), f.judgeBackup(), f.judgeDrill(),
	)
}

func one(point string, l level, says, remedy string) []finding {
	return []finding{{point, l, says, remedy}}
}

// unknown is a point that cannot be judged before another one is mended, which
// says so itself.
func unknown(point, first string) []finding {
	return one(point, doubtful, "not known", "mend the "+first+" first")
}

// judgeSettings: without these no carrier can reach the line, or no letter anybody.
func (f facts) judgeSettings() (found []finding) {
	for _, m := range f.config.Lacks() {
		found = append(found, finding{"settings", lacking, m.What, m.Remedy})
	}
	if found == nil {
		return one("settings", fine, "complete", "")
	}
	return found
}

// phone is the way to the carrier.
func (e examination) phone() *voice.Phone {
	c := e.config
	return voice.NewPhone(voice.Config{
		PublicURL: c.PublicURL, Number: c.Line, AccountSID: c.Account, Tokens: c.Tokens(), API: c.API, Transport: e.transport,
	}, e.words)
}
