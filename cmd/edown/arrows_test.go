package main

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

// rooms says which rooms of the house each room may know. Those below cmd/edown are
// known to main and, where it says so, to each other; nothing outside knows them.
var rooms = map[string][]string{
	"support/civil":           {},
	"support/civil/civiltest": {"support/civil"},
	"support":                 {"support/civil"},
	"ivr":                     {"support", "support/civil"},
	"operators/rota":          {"support", "support/civil"},
	"operators/rota/rotatest": {"operators/rota"},
	"operators/paging":        {"support", "support/civil", "operators/rota"},
	"operators/casework":      {"support", "support/civil", "operators/rota", "operators/paging"},
	"operators/desktest":      {"support", "operators", "operators/rota", "operators/paging", "operators/casework", "support/civil"},
	"operators":               {"support", "support/civil", "operators/rota", "operators/paging", "operators/casework"},
	"voice":                   {"support", "ivr", "operators", "operators/rota", "operators/paging", "operators/casework"},
	"voice/exchange":          {},
	"voice/oracle":            {},
	"store":                   {"support", "support/civil", "ivr", "operators", "operators/rota", "operators/paging", "operators/casework"},
	"operators/mail":          {"support", "operators", "operators/rota", "operators/paging", "operators/casework"},
	"store/report":            {"support", "support/civil", "locales/plain", "operators", "operators/rota", "operators/paging", "operators/casework", "store"},
	"store/telling":           {"support", "ivr", "locales/plain", "operators/rota", "operators/paging", "operators/casework", "store"},
	"locales":                 {"support", "ivr"},
	"locales/plain":           {},

	"cmd/edown/mistakes":              {},
	"cmd/edown/mistakes/mistakestest": {"cmd/edown/mistakes"},
	"cmd/edown/tomlfile":              {"cmd/edown/mistakes"},
	"cmd/edown/numbers":               {"support"},
	"cmd/edown/wording":               {},
	"cmd/edown/files":                 {},
	"cmd/edown/config":                {"support", "support/civil", "operators", "operators/paging", "operators/mail", "store", "cmd/edown/mistakes", "cmd/edown/tomlfile", "cmd/edown/numbers", "cmd/edown/wording", "cmd/edown/files"},
	"cmd/edown/intake":                {"support", "support/civil", "operators/rota", "store", "cmd/edown/mistakes", "cmd/edown/tomlfile", "cmd/edown/numbers", "cmd/edown/wording"},
	"cmd/edown/fallback":              {"support", "operators/rota", "voice", "locales", "cmd/edown/config", "cmd/edown/numbers"},
	"cmd/edown/retention":             {"operators", "store"},
	"cmd/edown/reporting":             {"support/civil", "store", "store/report", "cmd/edown/intake"},
	"cmd/edown/duty":                  {"locales/plain", "operators/rota"},
	"cmd/edown/metrics":               {"cmd/edown/seen", "support", "ivr", "operators", "operators/rota", "operators/paging", "operators/casework", "store"},
	"cmd/edown/house":                 {"cmd/edown/seen", "support", "ivr", "operators", "operators/paging", "voice", "locales", "store", "cmd/edown/config", "cmd/edown/metrics", "cmd/edown/retention", "cmd/edown/wording"},
	"cmd/edown/house/housetest":       {"support", "ivr", "operators/paging", "voice/exchange", "voice/oracle", "locales", "store", "cmd/edown/config", "cmd/edown/demo/sample", "cmd/edown/house"},
	"cmd/edown/check":                 {"support", "support/civil", "operators/paging", "operators/rota", "operators/mail", "voice", "locales", "store", "cmd/edown/config", "cmd/edown/fallback", "cmd/edown/numbers", "cmd/edown/wording", "cmd/edown/files"},
	"cmd/edown/phone":                 {"cmd/edown/mistakes", "cmd/edown/numbers", "cmd/edown/wording"},
	"cmd/edown/seen":                  {},
	"cmd/edown/demo":                  {"support", "ivr", "operators/paging", "operators/rota", "voice/exchange", "locales", "store", "cmd/edown/config", "cmd/edown/demo/sample", "cmd/edown/house"},
	"cmd/edown/demo/sample":           {"support", "support/civil", "store", "cmd/edown/config", "cmd/edown/intake"},
	"cmd/edown/drill":                 {"cmd/edown/seen", "support", "operators", "operators/rota", "operators/paging", "operators/casework", "store", "voice/exchange"},
	"cmd/edown/drill/bench":           {"support", "ivr", "operators", "operators/rota", "operators/paging", "operators/casework", "voice", "voice/exchange", "store", "locales", "cmd/edown/drill"},
	"cmd/edown/drill/stage":           {"support", "locales", "store", "cmd/edown/config", "cmd/edown/drill", "cmd/edown/fallback", "cmd/edown/house"},
	"cmd/edown":                       {"support", "ivr", "operators", "operators/rota", "operators/paging", "operators/casework", "voice", "locales", "locales/plain", "store", "store/telling", "cmd/edown/config", "cmd/edown/intake", "cmd/edown/duty", "cmd/edown/check", "cmd/edown/house", "cmd/edown/demo", "cmd/edown/phone", "cmd/edown/drill", "cmd/edown/drill/bench", "cmd/edown/drill/stage", "cmd/edown/fallback", "cmd/edown/reporting", "cmd/edown/retention", "cmd/edown/files", "cmd/edown/mistakes", "cmd/edown/numbers", "cmd/edown/wording"},
}

// TestArrows holds the picture of the house: who imports whom.
func TestArrows(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir("../..", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		room := path.Dir(strings.TrimPrefix(filepath.ToSlash(file), "../../"))
		seen[room] = true
		may, known := rooms[room]
		if !known {
			t.Errorf("%s: room %q is not in the picture; add it to the design and here", file, room)
		}
		for _, imported := range importsOf(t, file) {
			switch other, ours := strings.CutPrefix(imported+"/", "edown/"); {
			case ours && !slices.Contains(may, roomName(other)):
				t.Errorf("%s imports %s: %s may know only %q", file, imported, room, may)
			case !ours && strings.HasPrefix(room, "support") && room != "support/civil/civiltest" && strings.Contains(strings.Split(imported, "/")[0], "."):
				t.Errorf("%s imports %s: support knows the standard library alone", file, imported)
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

func roomName(rest string) string { return strings.TrimSuffix(rest, "/") }

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
