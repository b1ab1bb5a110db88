// Command edown is the phone line for production emergencies: it reads the
// configuration and wires the rooms together.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"strings"
	"syscall"
	_ "time/tzdata"

	"github.com/alecthomas/kong"

	"edown/cmd/edown/config"
	"edown/cmd/edown/files"
	"edown/cmd/edown/house"
	"edown/cmd/edown/mistakes"
	"edown/locales"
)

// commands is the command line.
type commands struct {
	Version kong.VersionFlag `help:"Print the version."`

	Config string `short:"c" placeholder:"FILE" help:"Configuration (TOML). Each value may also come from the environment, which wins."`

	Serve    serveCommand    `cmd:"" help:"Answer the line."`
	Demo     demoCommand     `cmd:"" help:"Answer a line that exists only here, with phones in the browser. Needs no account."`
	Call     callCommand     `cmd:"" help:"Be a phone of the demo, in the terminal."`
	Tree     treeCommand     `cmd:"" help:"Print the phone tree as Mermaid charts."`
	Backup   backupCommand   `cmd:"" help:"Copy the record to a file, while the line is open."`
	Restore  restoreCommand  `cmd:"" help:"Put a copy in the place of the record."`
	Ready    readyCommand    `cmd:"" help:"Ask the server of this configuration whether it is ready: it ends with 0 if so, with 1 if not."`
	Import   importCommand   `cmd:"" help:"Read contracts, contacts, cases and people from CSV or TOML."`
	Report   reportCommand   `cmd:"" help:"Tell what a period was like: activity, promises kept, time to a human, pages per person. As a table, a page that prints, CSV or JSON."`
	Export   exportCommand   `cmd:"" help:"Tell all that is on record of a number, as JSON: for the person whose it is."`
	Erase    eraseCommand    `cmd:"" help:"Delete all that is on record of a number, and its recordings at the carrier. It cannot be undone."`
	Policy   policyCommand   `cmd:"" help:"Print the support policy in force, as TOML: what is promised to whom, and who is told."`
	Check    checkCommand    `cmd:"" help:"Tell whether this installation is ready: what it lacks, and what to do. It ends with 1 when a point fails, with 0 otherwise."`
	Drill    drillCommand    `cmd:"" help:"Ring the line while everything fails, and hold it to its promises."`
	Fallback fallbackCommand `cmd:"" help:"Write the TwiML that dials people while this server is down."`
}

// shell is what a command runs in.
type shell struct {
	ctx      context.Context // ends on Ctrl-C
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	environ  []string // all of it, name=value
	config   string   // file; may be empty
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C does not wait
	sh := &shell{ctx: ctx, in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, environ: os.Environ()}
	if err := run(sh, os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "edown: %v\n", err)
		os.Exit(exitCode(err))
	}
}

// exitCode tells a mistake in the command line from all other failures.
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

// usage is the one line that helps after a mistake in the command line.
func usage(err error) string {
	if wrong, is := errors.AsType[*kong.ParseError](err); is {
		if command := wrong.Context.Selected(); command != nil {
			return fmt.Sprintf("usage: edown %s; edown help %s says more", strings.TrimSpace(command.Summary()), command.Name)
		}
	}
	return "usage: edown COMMAND; edown help says which there are"
}

// commandLine puts the command line as the parser wants it: -script as --script,
// and help and version, which every program is asked for as commands, as flags.
func commandLine(args []string) []string {
	switch {
	case len(args) > 0 && args[0] == "help":
		args = append(slices.Clone(args[1:]), "--help")
	case len(args) == 1 && args[0] == "version":
		args = []string{"--version"}
	}
	return longFlags(args)
}

// aLongFlag is a flag's name behind one dash, as Go's own programs write it.
var aLongFlag = regexp.MustCompile(`^-[a-z][a-z-]+(=|$)`)

// longFlags has -script understood like --script.
func longFlags(args []string) []string {
	spelled := slices.Clone(args)
	for i, arg := range spelled {
		if aLongFlag.MatchString(arg) {
			spelled[i] = "-" + arg
		}
	}
	return spelled
}

// load reads the words and the configuration.
func (sh *shell) load() (config.Config, *locales.Catalog, error) {
	words, err := locales.Load()
	if err != nil {
		return config.Config{}, nil, err
	}
	c, err := config.Load(sh.config, sh.env, words.Tags())
	var wrong mistakes.List
	if err == nil || errors.As(err, &wrong) {
		err = append(wrong, config.UnknownVariables(sh.environ, words.Tags())...).Err()
	}
	if errors.As(err, &wrong) {
		err = fmt.Errorf("the configuration has mistakes:\n%w", err)
	}
	return c, words, err
}

// write writes to a file, which it replaces at once; without a name, to the screen.
func (sh *shell) write(name string, text []byte, mode fs.FileMode) error {
	if name == "" {
		_, err := sh.out.Write(text)
		return err
	}
	return files.Replace(name, text, mode)
}

func (sh *shell) log() *slog.Logger { return slog.New(slog.NewTextHandler(sh.err, nil)) }

// logger writes what a server tells, as the configuration wants it.
func (sh *shell) logger(c config.Config) *slog.Logger {
	o := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(sh.err, o))
	}
	return slog.New(slog.NewTextHandler(sh.err, o))
}
