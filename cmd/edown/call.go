package main

import (
	"time"

	"edown/cmd/edown/phone"
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
	t := phone.Terminal{
		At: c.At, From: c.From, To: c.To, Answer: c.Answer, Script: c.Script, Patience: c.Patience,
		In: sh.in, Out: sh.out,
	}
	return t.Use(sh.ctx)
}
