package main

import (
	"time"

	"edown/cmd/edown/phone"
)

// callCommand is a phone in the terminal.
type callCommand struct {
	At       string        `default:"http://127.0.0.1:8080" placeholder:"URL" help:"The address of the demo."`
	From     string        `default:"+14155550123" placeholder:"NUMBER" help:"The number of this phone."`
	To       string        `placeholder:"NUMBER" help:"The number to dial. Default: the demo's line."`
	Answer   bool          `help:"Wait for the phone to ring instead of dialling."`
	Script   string        `placeholder:"FILE" help:"Play the call in a file, and fail if it takes another course."`
	Patience time.Duration `default:"20s" help:"How long a script waits for the words it expects."`
}

func (c *callCommand) Run(sh *shell) error {
	t := phone.Terminal{
		At: c.At, From: c.From, To: c.To, Answer: c.Answer, Script: c.Script, Patience: c.Patience,
		In: sh.in, Out: sh.out,
	}
	return t.Use(sh.ctx)
}
