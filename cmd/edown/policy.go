package main

import (
	"fmt"

	"edown/cmd/edown/config"
)

// policyCommand prints the policy in force, in the form of a policy file.
type policyCommand struct{}

func (policyCommand) Run(sh *shell) error {
	c, _, err := sh.load()
	if err == nil {
		_, err = fmt.Fprint(sh.out, config.PolicyText(c.Policy))
	}
	return err
}
