package house

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/wording"
)

// Serve answers the line until ctx ends, and logs how it opens and closes.
func (h *House) Serve(ctx context.Context, c config.Config, listener net.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	shown, err := h.show(ctx, c.Metrics)
	if err != nil {
		return err
	}
	h.log.Info("the line is open", "line", c.Line, "listen", listener.Addr().String(), "public",
		wording.Redacted(c.PublicURL), "db", wording.Redacted(c.DB))
	go reports(ctx, h.pulse.beats, h.log)
	ending := context.AfterFunc(ctx, func() {
		h.log.Info("the line is ending: waiting for turns that have begun", "at_most", LastTurns.String())
	})
	err = Answer(ctx, listener, h.Handler, h.log, h.work)
	ending()
	stop()
	err = errors.Join(err, <-shown)
	h.log.Info("the line is closed", "well", err == nil)
	return err
}

// work is [House.Run], and logs what the end waits for.
func (h *House) work(ctx context.Context) {
	var ringing sync.WaitGroup
	ringing.Go(func() { h.Run(ctx) })
	<-ctx.Done()
	h.log.Info("no more turns: waiting for calls that are being placed")
	ringing.Wait()
}

// Door is where the carrier's requests arrive: the socket that systemd holds, or one
// of our own.
func Door(c config.Config) (net.Listener, error) {
	if l, err := inherited(); l != nil || err != nil {
		return l, err
	}
	return Listen(c.Listen, "listen (EDOWN_LISTEN)")
}

// Listen takes the address. setting is the flag or setting that would name another
// one.
func Listen(address, setting string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf(
			"%s is in use: end the program that listens there, or choose another address with %s, such as 127.0.0.1:0 for "+
				"any that is free", address, setting)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w: choose another address with %s", address, err, setting)
	}
	return l, nil
}

// LastTurns is how long turns that have begun may take to end: as long as the
// carrier waits for them.
const LastTurns = 15 * time.Second

// longestAnswer is how long a request may take in all, so that a slow reader does
// not hold the line.
const longestAnswer = 20 * time.Second

// Answer serves until ctx ends. Then no new turn begins, those that have begun end,
// and work stops last.
func Answer(ctx context.Context, l net.Listener, handler http.Handler, log *slog.Logger,
	work func(context.Context)) error {
	server := &http.Server{
		Handler: handler, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: longestAnswer,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	worked := make(chan struct{})
	go func() { defer close(worked); work(working) }()
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), LastTurns)
		if err = server.Shutdown(closing); err != nil {
			err = fmt.Errorf("turns had not ended after %v, and were cut off: %w", LastTurns, err)
		}
		cancel()
	}
	stop()
	<-worked
	return err
}

// Streaming lets an answer take as long as it needs, because events are sent as they
// happen.
func Streaming(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.NewResponseController(w).SetWriteDeadline(time.Time{}) // fails only where there is no deadline to lift
		next.ServeHTTP(w, r)
	})
}
