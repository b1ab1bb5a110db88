package bench

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// process is a line in a process of its own, which may be killed.
type process struct {
	config Config
	cmd    *exec.Cmd
	ready  time.Duration // from its start until it could keep a turn
}

// startProcess starts the line on a record, and waits until it is ready.
// settings are more of its environment.
func startProcess(ctx context.Context, c Config, settings ...string) (*process, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{config: c, cmd: exec.CommandContext(ctx, program, "serve")}
	p.cmd.Env = append(without(os.Environ(), "EDOWN_", "TWILIO_"), append(settings,
		"EDOWN_LISTEN="+strings.TrimPrefix(c.PublicURL, "http://"), "EDOWN_DB="+c.DB, "EDOWN_PUBLIC_URL="+c.PublicURL, "EDOWN_LINE="+string(c.Line),
		"TWILIO_ACCOUNT_SID="+c.Account, "TWILIO_AUTH_TOKEN="+c.Token, "EDOWN_TWILIO_API="+c.API, "EDOWN_CALLS_PER_SECOND=1000",
		"EDOWN_LIMITS_NUMBER=0", "EDOWN_LIMITS_CONTRACT=0", "EDOWN_LIMITS_CALLS=0")...)
	began := time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	err = p.await(ctx)
	if p.ready = time.Since(began); err != nil {
		p.kill()
		return nil, err
	}
	return p, nil
}

// without is an environment without the variables that begin so.
func without(environment []string, prefixes ...string) (out []string) {
	for _, v := range environment {
		named := false
		for _, p := range prefixes {
			named = named || strings.HasPrefix(v, p)
		}
		if !named {
			out = append(out, v)
		}
	}
	return out
}

// await asks /readyz until it says yes.
func (p *process) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	soon := time.NewTicker(2 * time.Millisecond)
	defer soon.Stop()
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.config.PublicURL+"/readyz", nil)
		if err != nil {
			return err
		}
		if answer, err := http.DefaultTransport.RoundTrip(r); err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-soon.C:
		case <-ctx.Done():
			return fmt.Errorf("edown serve at %s was not ready in 10 s: run it by hand to see why", p.config.PublicURL)
		}
	}
}

// kill ends the process as kill -9 does.
func (p *process) kill() {
	p.cmd.Process.Kill()
	p.cmd.Wait() // it says that it was killed
}

// resident is the memory that the process has in use, in megabytes; false where
// the system does not tell (proc(5), status, VmRSS).
func (p *process) resident() (megabytes float64, ok bool) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, false
	}
	_, rest, ok := strings.Cut(string(status), "VmRSS:")
	kilobytes, err := strconv.Atoi(strings.TrimSpace(strings.SplitN(rest, "kB", 2)[0]))
	return float64(kilobytes) / 1024, ok && err == nil
}

// free is an address on this machine that nobody listens at.
func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return reachable(l.Addr()), l.Close()
}
