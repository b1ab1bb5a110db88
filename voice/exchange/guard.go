package exchange

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
)

// strictly forbids the page to load anything from elsewhere.
func strictly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; media-src *; frame-ancestors 'none'; base-uri 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}

var errElsewhere = errors.New("only pages of this host may use its phones: " +
	"open them at http://127.0.0.1, localhost or [::1], with the port of this server")

// here refuses requests that name another host. A site whose name was made to
// point at this machine (DNS rebinding) is of the same origin as its own pages,
// for a browser: only the Host tells.
func here(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !namesUs(r) {
			complain(w, http.StatusForbidden, errElsewhere)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// namesUs reports whether the Host is this machine to itself, or the very address
// at which the request came in. An address cannot be made to point elsewhere.
func namesUs(r *http.Request) bool {
	host := (&url.URL{Host: r.Host}).Hostname()
	if host == "localhost" {
		return true
	}
	at, err := netip.ParseAddr(host)
	return err == nil && (at.Unmap().IsLoopback() || at.Unmap() == cameIn(r))
}

func cameIn(r *http.Request) netip.Addr {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok {
		return netip.Addr{}
	}
	return local.AddrPort().Addr().Unmap()
}

// local refuses requests from pages of other sites.
func local(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if cross.Check(r) != nil || foreign(r) {
			complain(w, http.StatusForbidden, errElsewhere)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// foreign reports whether a page of another site asks. CrossOriginProtection
// lets such requests pass when they only read.
func foreign(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return true
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return false
	}
	u, err := url.Parse(origin)
	return err != nil || u.Host != r.Host
}
