package operators

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"edown/operators/casework"
	"edown/operators/paging"
)

// Words that no list names would not be checked against the locales: each type with
// a Key is in the Messages of its room.
func TestEveryMessageIsListed(t *testing.T) {
	lists := map[string][]paging.Words{".": Messages(), "paging": paging.Messages(), "casework": casework.Messages()}
	for dir, list := range lists {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		keyed := 0
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				keyed += keys(t, file)
			}
		}
		if keyed != len(list) || keyed == 0 {
			t.Errorf("%s: %d types have a Key, %d are listed", dir, keyed, len(list))
		}
	}
}

// keys counts the methods of a file that are called Key.
func keys(t *testing.T, file string) (n int) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return len(slices.DeleteFunc(parsed.Decls, func(d ast.Decl) bool {
		f, is := d.(*ast.FuncDecl)
		return !is || f.Recv == nil || f.Name.Name != "Key"
	}))
}
