// Package desktest plays written stories of a support desk, and writes below each
// line what follows from it: what is noted, what is owed and by when, which phones
// ring, which messages are sent. The desk is the real one, with all its rules. Its
// record and its telephone are in memory.
//
// In a transcript, a line at the margin happens, and the indented lines below it are
// what followed. A line "== title" begins another story. The first lines of a story
// are its cast, in addition to that of all stories, cast.txt. Then comes its first
// moment, "2026-11-23 10:00 Europe/Paris". What may happen after that is listed in
// acts.go. A line that begins with "given: " happens too, but what follows from it
// is left to another story.
package desktest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
)

// Play plays all transcripts of a folder, *.txt. It fails the test when anything else
// follows from a line than what is written below it. With rewrite, it writes what
// follows instead.
func Play(t *testing.T, folder string, rewrite bool) {
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no transcripts, %v", folder, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			play(t, file, rewrite)
		})
	}
}

func play(t *testing.T, file string, rewrite bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, stories := parted(string(text))
	for i, written := range stories {
		t.Run(strings.TrimPrefix(written[0], "== "), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				told := tell(t, file, head, written)
				if diff := cmp.Diff(written, told); diff != "" && !rewrite {
					t.Errorf("%s is told otherwise (-want +got; -update rewrites it):\n%s", file, diff)
				}
				stories[i] = told
			})
		})
	}
	if rewrite && !t.Failed() {
		all := strings.Join(slices.Concat(append([]lines{head}, stories...)...), "\n")
		if err := os.WriteFile(file, []byte(all), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// parted are the lines that all stories of a file begin with, and the stories.
func parted(text string) (head lines, stories []lines) {
	for _, line := range strings.Split(text, "\n") {
		switch {
		case strings.HasPrefix(line, "== "):
			stories = append(stories, lines{line})
		case len(stories) == 0:
			head = append(head, line)
		default:
			last := &stories[len(stories)-1]
			*last = append(*last, line)
		}
	}
	return head, stories
}
