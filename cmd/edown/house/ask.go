package house

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

// AskReady asks the server at an address of this machine whether it is ready. The
// error says why it is not.
func AskReady(listen string) error {
	at, err := nearby(listen)
	if err != nil {
		return err
	}
	client := http.Client{Timeout: readyTakes + time.Second}
	resp, err := client.Get("http://" + at + "/readyz")
	if err != nil {
		return fmt.Errorf(
			"no server answers at %s: %w: start it (edown serve), or say where it listens with listen (EDOWN_LISTEN)", at,
			plainly(err))
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusServiceUnavailable:
		return fmt.Errorf("the server at %s is not ready: its log says why", at)
	}
	return fmt.Errorf("what answers at %s is no line (status %d): say where the line listens with listen (EDOWN_LISTEN)",
		at, resp.StatusCode)
}

// nearby is the address at which this machine reaches a server that listens on
// another one, such as 0.0.0.0.
func nearby(listen string) (string, error) {
	host, port, err := net.SplitHostPort(listen)
	if at := net.ParseIP(host); host == "" || at.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), err
}

// plainly is an HTTP error without the address, which the message has already.
func plainly(err error) error {
	if u, is := errors.AsType[*url.Error](err); is {
		err = u.Err
	}
	if op, is := errors.AsType[*net.OpError](err); is {
		err = op.Err
	}
	return err
}
