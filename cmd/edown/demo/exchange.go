package demo

import (
	"fmt"
	"net"
	"net/http"
	"time"

	"edown/cmd/edown/house"
	"edown/store"
	"edown/voice/exchange"
)

// reachable is a listener's address as a browser on this machine opens it.
func reachable(at net.Addr) string {
	tcp, ok := at.(*net.TCPAddr)
	if ok && tcp.IP.IsUnspecified() {
		return fmt.Sprintf("http://127.0.0.1:%d", tcp.Port)
	}
	return "http://" + at.String()
}

// connected is an exchange with the line and all phones connected to it.
func connected(s Setup, d store.Directory) *exchange.Exchange {
	c := s.Config
	x := exchange.New(exchange.Config{
		AccountSID: c.Account, AuthToken: c.Token, BaseURL: c.API, Log: s.Log,
		CallsPerSecond: c.Pace,
		Talk: func(lang, text string) time.Duration {
			return time.Duration(float64(exchange.NaturalPace(lang, text)) / s.Pace)
		},
	})
	x.Connect(string(c.Line), exchange.Number{
		VoiceURL: c.PublicURL + "/voice/incoming", VoiceFallbackURL: c.PublicURL + "/voice/fallback",
		StatusCallback: c.PublicURL + "/voice/status", SMSURL: c.PublicURL + "/sms/incoming",
	})
	x.Phones(string(c.Line), cards(d))
	x.Welcome(c.Company, steps(d))
	return x
}

// oneServer serves the exchange and the house at one address.
func oneServer(x *exchange.Exchange, h *house.House) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/2010-04-01/", x.Handler())
	mux.Handle("/phone/", house.Streaming(x.Handler()))
	mux.Handle("/", h.Handler)
	mux.Handle("GET /{$}", http.RedirectHandler("/phone/", http.StatusSeeOther))
	return mux
}
