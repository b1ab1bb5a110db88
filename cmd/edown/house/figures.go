package house

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"

	"edown/cmd/edown/config"
)

// show serves the metrics at an address of their own until ctx ends; then over says
// how that went. With an empty address it is over at once.
func (h *House) show(ctx context.Context, address string) (over <-chan error, err error) {
	done := make(chan error, 1)
	if address == "" {
		close(done)
		return done, nil
	}
	l, err := Listen(address, "metrics (EDOWN_METRICS)")
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", h.Figures)
	go func() { done <- Answer(ctx, l, mux, h.log, func(context.Context) {}) }()
	return done, nil
}

// figuresHere reports whether the metrics stand beside the line. They do only when
// nothing but this machine reaches the line, as in a demo: requests that a proxy
// passes on look local unless the proxy adds a header, and not all proxies do.
func figuresHere(c config.Config) bool {
	at, err := url.Parse(c.PublicURL)
	return c.Metrics == "" && err == nil && isLoopback(at.Host)
}

// forwarded lists headers that a proxy adds. A request with one of them comes from
// elsewhere, even if the proxy runs here.
var forwarded = []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via"}

// onlyHere answers programs on this machine that ask this server directly. For all
// others the page does not exist.
func onlyHere(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !fromHere(r) {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func fromHere(r *http.Request) bool {
	for _, name := range forwarded {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	return isLoopback(r.RemoteAddr) && isLoopback(r.Host)
}

// isLoopback reports whether a host, with or without a port, is this machine.
func isLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	at, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && at.Unmap().IsLoopback()
}
