package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"edown/cmd/edown/numbers"
)

// callCommand is a phone in the terminal.
type callCommand struct {
	At       string        `default:"http://127.0.0.1:8080" placeholder:"URL" help:"Where the demo is."`
	From     string        `default:"+14155550123" placeholder:"NUMBER" help:"Which phone this is."`
	To       string        `placeholder:"NUMBER" help:"The number to dial; the demo's line when it is left out."`
	Answer   bool          `help:"Do not dial: wait for the phone to ring."`
	Script   string        `placeholder:"FILE" help:"Play the call that a file describes; fail when it goes otherwise."`
	Patience time.Duration `default:"20s" help:"How long a script waits for what it should hear."`
}

func (c *callCommand) Run(sh *shell) error {
	ctx, cancel := context.WithCancel(context.WithoutCancel(sh.ctx)) // on Ctrl-C the phone still hangs up
	defer cancel()
	acts, err := c.acts()
	if err != nil {
		return err
	}
	h, told, err := c.phone(ctx, sh.out)
	if err != nil {
		return err
	}
	news, err := h.listen(ctx)
	if err != nil {
		return err
	}
	if err := c.dial(ctx, h, told); err != nil {
		return err
	}
	if c.Script != "" {
		p := &player{phone: h, told: told.teller, news: news, patience: c.Patience, file: c.Script, stop: sh.ctx.Done()}
		return p.play(ctx, acts)
	}
	t := talker{phone: h, told: told.teller, news: news, typed: lines(sh.in), stays: c.Answer}
	return t.talk(ctx, sh.ctx.Done())
}

func (c *callCommand) acts() ([]act, error) {
	if c.Script == "" {
		return nil, nil
	}
	text, err := os.ReadFile(c.Script)
	if err != nil {
		return nil, fmt.Errorf("--script: %w", err)
	}
	return readScript(c.Script, string(text))
}

// exchangeSide is what the exchange has told of itself.
type exchangeSide struct {
	*teller
	number string // of the line
}

func (c *callCommand) phone(ctx context.Context, out io.Writer) (handset, exchangeSide, error) {
	number, err := numbers.Parse(c.From)
	if err != nil {
		return handset{}, exchangeSide{}, fmt.Errorf("--from %q: %w", c.From, err)
	}
	h := handset{at: c.At, number: string(number)}
	p, err := h.phones(ctx)
	return h, exchangeSide{newTeller(out, p), p.Line}, err
}

func (c *callCommand) dial(ctx context.Context, h handset, x exchangeSide) error {
	if c.Answer {
		x.line("this is", x.name(h.number)+"; when it rings, Enter answers")
		return nil
	}
	return h.do(ctx, "dial", map[string]string{"to": cmp.Or(c.To, x.number)})
}

// talker is a person at the terminal.
type talker struct {
	phone handset
	told  *teller
	news  <-chan happening
	typed <-chan string
	stays bool // after a call, waits for the next
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
			if !ok { // nothing more is typed: listen until the end
				t.typed = nil
				continue
			}
			t.typedLine(ctx, line)
		case <-stop:
			if t.state != "idle" {
				t.phone.do(ctx, "hangup", nil)
			}
			return nil
		}
	}
}

// ready holds back what is typed before the call is answered.
func (t *talker) ready() <-chan string {
	if t.stays || t.state == "talking" {
		return t.typed
	}
	return nil
}

// heard prints what happened, and reports whether the call is over for good.
func (t *talker) heard(h happening) bool {
	t.told.tell(h)
	if h.Kind == "state" {
		t.state = h.State
	}
	return h.Kind == "ended" && !t.stays
}

// typedLine is keys, a command or words.
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
	t.told.line("", "type digits, * and #; words to say; or /answer /decline /hangup /text NUMBER WORDS")
	return "", nil
}

// lines are what is typed; the channel is closed at the end of it. The reader
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
