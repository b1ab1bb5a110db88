package bench

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"

	"edown/cmd/edown/drill"
)

// process is a line in its own process, which may be killed.
type process struct {
	site  drill.Site
	cmd   *exec.Cmd
	ready time.Duration // from its start until it could keep a turn
}

// startProcess starts the line on a record, and waits until it is ready.
// settings are added to its environment.
func startProcess(ctx context.Context, at drill.Site, settings ...string) (*process, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{site: at, cmd: exec.CommandContext(ctx, program, "serve")}
	p.cmd.Env = slices.Concat(withoutOurs(os.Environ()), settings, []string{
		"EDOWN_LISTEN=" + strings.TrimPrefix(at.PublicURL, "http://"), "EDOWN_DB=" + at.DB, "EDOWN_PUBLIC_URL=" +
			at.PublicURL, "EDOWN_LINE=" + at.Line,
		"TWILIO_ACCOUNT_SID=" + at.Account, "TWILIO_AUTH_TOKEN=" + at.Token, "EDOWN_TWILIO_API=" + at.API,
		"EDOWN_CALLS_PER_SECOND=1000",
		"EDOWN_LIMITS_NUMBER=0", "EDOWN_LIMITS_CONTRACT=0", "EDOWN_LIMITS_CALLS=0",
	})
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

// withoutOurs is an environment without the configuration of another line.
func withoutOurs(environment []string) []string {
	return slices.DeleteFunc(environment, func(v string) bool {
		return strings.HasPrefix(v, "EDOWN_") || strings.HasPrefix(v, "TWILIO_")
	})
}

// await asks /readyz until the line is ready.
func (p *process) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	soon := time.NewTicker(2 * time.Millisecond)
	defer soon.Stop()
	for !p.isReady(ctx) {
		select {
		case <-soon.C:
		case <-ctx.Done():
			return fmt.Errorf("edown serve at %s was not ready in 10 s: run it by hand to see why", p.site.PublicURL)
		}
	}
	return nil
}

func (p *process) isReady(ctx context.Context) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.site.PublicURL+"/readyz", nil)
	if err != nil {
		return false
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return false
	}
	return answer.Body.Close() == nil && answer.StatusCode == http.StatusOK
}

// kill ends the process like kill -9.
func (p *process) kill() {
	p.cmd.Process.Kill()
	p.cmd.Wait() // returns the error that it was killed
}

// resident is the memory that the process uses, in megabytes. ok is false if
// the system does not say (proc(5), status, VmRSS).
func (p *process) resident() (megabytes float64, ok bool) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, false
	}
	_, rest, ok := strings.Cut(string(status), "VmRSS:")
	kilobytes, err := strconv.Atoi(strings.TrimSpace(strings.SplitN(rest, "kB", 2)[0]))
	return float64(kilobytes) / 1024, ok && err == nil
}

// free returns an unused address on this machine.
func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return "http://" + l.Addr().String(), l.Close()
}
