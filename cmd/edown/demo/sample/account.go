package sample

import (
	"crypto/rand"
	"encoding/hex"

	"edown/cmd/edown/config"
)

// Configured is a configuration whose line and carrier are both reached at one
// address, with an account that exists nowhere else and is new each time.
func Configured(c config.Config, at string) config.Config {
	c.PublicURL, c.API = at, at
	c.Line = Line
	c.Account, c.Token, c.OldToken = "AC"+Secret(), Secret(), ""
	return c
}

// Line is the number of the imaginary line.
const Line = "+18005550100"

// Secret is 32 random hexadecimal digits.
func Secret() string {
	var b [16]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
