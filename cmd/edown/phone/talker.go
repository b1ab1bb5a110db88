package phone

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
)

// talker is a person at the terminal.
type talker struct {
	phone handset
	told  *teller
	news  <-chan happening
	typed <-chan string
	stays bool // waits for the next call after one has ended
	state string
}

var errGone = errors.New("the exchange has gone: start the demo again")

func (t *talker) talk(ctx context.Context, stop <-chan struct{}) error {
	for {
		select {
		case h, ok := <-t.news:
			if !ok {
				return errGone
			}
			if t.heard(h) {
				return nil
			}
		case line, ok := <-t.ready():
			if !ok { // the end of the input: listen until the call ends
				t.typed = nil
				continue
			}
			if strings.TrimSpace(line) == quit {
				t.hangUp(ctx)
				return nil
			}
			t.typedLine(ctx, line)
		case <-stop:
			t.hangUp(ctx)
			return nil
		}
	}
}

// quit ends the call and the program.
const quit = "/quit"

func (t *talker) hangUp(ctx context.Context) {
	if t.state != "idle" {
		t.phone.do(ctx, "hangup", nil) // refused if it has just ended, which is as good
	}
}

// ready holds back typed lines until the call is answered.
func (t *talker) ready() <-chan string {
	if t.stays || t.state == "talking" {
		return t.typed
	}
	return nil
}

// heard prints an event, and reports whether this was the end of the last call.
func (t *talker) heard(h happening) bool {
	t.told.tell(h)
	if h.Kind == "state" {
		t.state = h.State
	}
	return h.Kind == "ended" && !t.stays
}

// typedLine acts on a line: keys, a command or words to say.
func (t *talker) typedLine(ctx context.Context, line string) {
	verb, with := t.meaning(strings.TrimSpace(line))
	if verb == "" {
		return
	}
	if err := t.phone.do(ctx, verb, with); err != nil {
		t.told.line("", err.Error())
	}
}

func (t *talker) meaning(line string) (verb string, with map[string]string) {
	switch {
	case line == "" && t.state == "ringing":
		return "answer", nil
	case line == "":
		return "", nil
	case strings.Trim(line, "0123456789*#") == "":
		return "press", map[string]string{"keys": line}
	case !strings.HasPrefix(line, "/"):
		return "speak", map[string]string{"text": line}
	}
	verb, rest, _ := strings.Cut(line[1:], " ")
	switch verb {
	case "answer", "decline", "hangup":
		return verb, nil
	case "text":
		to, body, _ := strings.Cut(strings.TrimSpace(rest), " ")
		return verb, map[string]string{"to": to, "body": body}
	}
	t.told.line("", "type digits, * and #; words to say; or /answer /decline /hangup /quit /text NUMBER WORDS")
	return "", nil
}

// lines reads typed lines; the channel is closed at the end of the input. The reader
// may still be waiting for a line when the program ends.
func lines(in io.Reader) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		s := bufio.NewScanner(in)
		for s.Scan() {
			out <- s.Text()
		}
	}()
	return out
}
