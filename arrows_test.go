package edown

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms says which rooms of the house each room may know. Only cmd knows
// everyone.
var rooms = map[string][]string{
	".":              {},
	"ivr":            {"."},
	"operators":      {"."},
	"voice":          {".", "ivr", "operators"},
	"voice/exchange": {},
	"voice/oracle":   {},
	"store":          {".", "ivr", "operators"},
	"metrics":        {".", "ivr", "operators", "store"},
	"mail":           {".", "operators"},
	"report":         {".", "operators", "store"},
	"locales":        {".", "ivr"},
	"drill":          {".", "operators", "store", "voice/exchange"},
	"drill/bench":    {".", "ivr", "operators", "voice", "voice/exchange", "store", "locales", "drill"},
	"cmd/edown":      {".", "ivr", "operators", "voice", "voice/exchange", "store", "locales", "metrics", "mail", "report", "drill", "drill/bench"},
}

// TestArrows holds the picture of the house: who imports whom.
func TestArrows(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		room := path.Dir(filepath.ToSlash(file))
		seen[room] = true
		may, known := rooms[room]
		if !known {
			t.Errorf("%s: room %q is not in the picture; add it to the design and here", file, room)
		}
		for _, imported := range importsOf(t, file) {
			switch other, ours := strings.CutPrefix(imported+"/", "edown/"); {
			case ours && !slices.Contains(may, roomName(other)):
				t.Errorf("%s imports %s: %s may know only %q", file, imported, room, may)
			case !ours && room == "." && strings.Contains(strings.Split(imported, "/")[0], "."):
				t.Errorf("%s imports %s: the root package knows the standard library alone", file, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for room := range rooms {
		if !seen[room] {
			t.Errorf("room %s is empty", room)
		}
	}
}

func roomName(rest string) string {
	if rest == "" {
		return "."
	}
	return strings.TrimSuffix(rest, "/")
}

func importsOf(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, imported)
	}
	return paths
}
