package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"edown": main})
}

// The scripts are a manual: what a user types, and what the user reads.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			sample, err := os.Getwd()
			env.Setenv("SAMPLE", sample+"/demo/sample")
			env.Values["demo"] = &runningDemo{}
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"demo-begins": demoBegins,
			"demo-ends":   demoEnds,
		},
	})
}

// runningDemo is a demo in its own process, on any free port.
type runningDemo struct {
	cmd     *exec.Cmd
	printed bytes.Buffer
	read    sync.WaitGroup
}

// hurried is how many times faster than a person the line talks in tests.
const hurried = "25"

var phonesAt = regexp.MustCompile(`(http://[0-9.:]+)/phone/`)

// demoBegins starts a demo with the arguments, and sets $AT to where it is.
func demoBegins(ts *testscript.TestScript, _ bool, args []string) {
	d := ts.Value("demo").(*runningDemo)
	d.cmd = exec.Command("edown", append([]string{"demo", "--listen", "127.0.0.1:0", "--pace", hurried, "--db", ts.MkAbs("edown.db")}, args...)...)
	d.cmd.Stderr = os.Stderr
	out, err := d.cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(d.cmd.Start())
	ts.Defer(func() { d.cmd.Process.Kill(); d.cmd.Wait() })
	at := make(chan string, 1)
	d.read.Go(func() { d.readAll(out, at) })
	select {
	case address, ok := <-at:
		if !ok {
			ts.Fatalf("the demo ended before it said where it is")
		}
		ts.Setenv("AT", address)
	case <-time.After(20 * time.Second):
		ts.Fatalf("the demo did not say where it is within 20 s")
	}
}

func (d *runningDemo) readAll(out io.Reader, at chan<- string) {
	defer close(at)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		d.printed.WriteString(lines.Text() + "\n")
		if found := phonesAt.FindStringSubmatch(lines.Text()); found != nil {
			select {
			case at <- found[1]:
			default:
			}
		}
	}
}

// demoEnds sends Ctrl-C; afterwards demo.txt has what the demo printed.
func demoEnds(ts *testscript.TestScript, _ bool, _ []string) {
	d := ts.Value("demo").(*runningDemo)
	ts.Check(d.cmd.Process.Signal(os.Interrupt))
	d.read.Wait()
	ts.Check(d.cmd.Wait())
	ts.Check(os.WriteFile(ts.MkAbs("demo.txt"), d.printed.Bytes(), 0o600))
}
