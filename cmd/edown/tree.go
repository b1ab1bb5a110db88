package main

import (
	"fmt"

	"edown/ivr"
)

// treeCommand prints the dialogues as charts.
type treeCommand struct {
	Name string `arg:"" optional:"" help:"caller, manager, operator, callback, decision, refusal, review or stand_down. Default: all of them."`
}

// dialogues lists the trees in the order in which a call meets them.
var dialogues = []string{"caller", "manager", "operator", "callback", "decision", "refusal", "review", "stand_down"}

func (c *treeCommand) Run(sh *shell) error {
	if c.Name != "" {
		return ivr.Mermaid(sh.out, c.Name)
	}
	for i, name := range dialogues {
		if i > 0 {
			fmt.Fprintln(sh.out)
		}
		fmt.Fprintf(sh.out, "%%%% %s\n", name)
		if err := ivr.Mermaid(sh.out, name); err != nil {
			return err
		}
	}
	return nil
}
