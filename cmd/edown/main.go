// Command edown is the phone line for production emergencies: it reads the
// configuration and wires the rooms together.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // contracts and shifts live in named zones, wherever this runs

	"github.com/alecthomas/kong"

	"edown/cmd/edown/house"
	"edown/locales/plain"
)

// commands is the command line.
type commands struct {
	Version kong.VersionFlag `help:"Print the version."`

	Config string `short:"c" placeholder:"FILE" help:"Configuration file (TOML). Environment variables win over it."`

	Serve    serveCommand    `cmd:"" help:"Answer the line."`
	Demo     demoCommand     `cmd:"" help:"Answer an imaginary line on this machine, with phones in the browser. Needs no account."`
	Call     callCommand     `cmd:"" help:"Use a phone of the demo in the terminal."`
	Tree     treeCommand     `cmd:"" help:"Print the phone tree as Mermaid charts."`
	Backup   backupCommand   `cmd:"" help:"Copy the record to a file, even while the line is open."`
	Restore  restoreCommand  `cmd:"" help:"Replace the record by a copy."`
	Ready    readyCommand    `cmd:"" help:"Ask the server of this configuration whether it is ready: it ends with 0 if so, with 1 if not."`
	Import   importCommand   `cmd:"" help:"Read contracts, contacts, cases and people from CSV or TOML."`
	Report   reportCommand   `cmd:"" help:"Print what a period was like: activity, promises kept, time to a human, pages per person. As text, HTML, CSV or JSON."`
	Show     showCommand     `cmd:"" help:"Tell an emergency afterwards: calls, questions, rings, conversations, messages, notes. As text, JSON or a page that prints."`
	Rota     rotaCommand     `cmd:"" help:"Print who is on duty now and next, for two weeks, and where nobody is."`
	Export   exportCommand   `cmd:"" help:"Print everything recorded about a phone number, as JSON, to give to its owner."`
	Erase    eraseCommand    `cmd:"" help:"Delete everything recorded about a phone number, and its recordings at the carrier. This cannot be undone."`
	Policy   policyCommand   `cmd:"" help:"Print the support policy in force, as TOML: what customers are promised, and who is notified."`
	Check    checkCommand    `cmd:"" help:"Print whether this installation is ready: what it lacks, and what to do. It ends with 1 when a point fails, with 0 otherwise."`
	Drill    drillCommand    `cmd:"" help:"Ring a line while everything around it fails, and check that it keeps its promises."`
	Fallback fallbackCommand `cmd:"" help:"Write the TwiML that dials people while this server is down."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	sh := &shell{ctx: ctx, in: os.Stdin, out: plain.Writer(os.Stdout), err: plain.Writer(os.Stderr), env: os.Getenv,
		environ: os.Environ()}
	if err := run(sh, os.Args[1:]); err != nil {
		fmt.Fprintf(sh.err, "edown: %v\n", err)
		os.Exit(exitCode(err))
	}
}

// exitCode is 2 for a mistake in the command line, and 1 for any other failure.
func exitCode(err error) int {
	if _, is := errors.AsType[*kong.ParseError](err); is {
		return 2
	}
	return 1
}

func run(sh *shell, args []string) error {
	var c commands
	parser := kong.Must(&c, kong.Name("edown"), kong.Vars{"version": house.Version()},
		kong.Description("The phone line for production emergencies. Begin with: edown demo"))
	k, err := parser.Parse(commandLine(args))
	if err != nil {
		return fmt.Errorf("%w\n%s", err, usage(err))
	}
	sh.config = c.Config
	return k.Run(sh)
}
