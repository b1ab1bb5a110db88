package house

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/coreos/go-systemd/v22/activation"
	"github.com/coreos/go-systemd/v22/daemon"
)

// inherited is the socket that systemd holds for the line, sd_listen_fds(3); nil
// when there is none. The carrier's connections wait in it while the server
// restarts.
func inherited() (net.Listener, error) {
	sockets, err := activation.Listeners()
	switch {
	case err != nil:
		return nil, fmt.Errorf("the socket of the unit cannot be used: %w: set ListenStream= in it", err)
	case len(sockets) == 0:
		return nil, nil
	case len(sockets) > 1 || sockets[0] == nil:
		return nil, fmt.Errorf("the unit hands over %d sockets: set one ListenStream= in it", len(sockets))
	}
	return sockets[0], nil
}

// reports notifies systemd of the server's state, sd_notify(3), until ctx ends.
// While alive is false the watchdog gets no sign, and systemd restarts the server.
// Without systemd it does nothing.
func reports(ctx context.Context, alive func() bool, log *slog.Logger) {
	say := func(state string) {
		if _, err := daemon.SdNotify(false, state); err != nil {
			log.Warn("systemd could not be notified", "state", state, "err", err)
		}
	}
	say(daemon.SdNotifyReady)
	context.AfterFunc(ctx, func() { say(daemon.SdNotifyStopping) })
	patience, err := daemon.SdWatchdogEnabled(false)
	if err != nil || patience == 0 {
		return
	}
	for every := time.NewTicker(patience / 3); ; {
		if alive() {
			say(daemon.SdNotifyWatchdog)
		}
		select {
		case <-every.C:
		case <-ctx.Done():
			every.Stop()
			return
		}
	}
}
