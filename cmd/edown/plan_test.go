package main

import (
	"bufio"
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// Limits of the house: a room, an interface, a struct and a line that are small
// enough to be read at one go.
const (
	mostFiles   = 25
	mostNames   = 300
	mostMethods = 7
	mostFields  = 20
	mostColumns = 120 // a tab is one
)

// TestHousePlan holds the limits, in everything but tests: a call in a test reads
// best on one line.
func TestHousePlan(t *testing.T) {
	rooms := map[string]*plan{}
	err := filepath.WalkDir("../..", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		name := path.Dir(strings.TrimPrefix(filepath.ToSlash(file), "../../"))
		if rooms[name] == nil {
			rooms[name] = &plan{}
		}
		return rooms[name].read(name, file)
	})
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for name, r := range rooms {
		r.most(name+": files", r.files, mostFiles)
		r.most(name+": names", r.names, mostNames)
		for _, over := range r.over {
			if allowed[over.what] == "" {
				t.Errorf("%s: %d, the limit is %d; split it, or write the exception with its reason", over.what, over.is, over.limit)
			}
			used[over.what] = true
		}
	}
	for what := range allowed {
		if !used[what] {
			t.Errorf("%s is within the limits: the exception is not needed any more", what)
		}
	}
}

// plan is what was counted in a room.
type plan struct {
	files, names int
	over         []excess
}

type excess struct {
	what      string
	is, limit int
}

func (p *plan) most(what string, is, limit int) {
	if is > limit {
		p.over = append(p.over, excess{what, is, limit})
	}
}

func (p *plan) read(room, name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, 0)
	if err != nil {
		return err
	}
	p.files++
	p.columns(room+"/"+filepath.Base(name), text, raw(set, file))
	for _, d := range file.Decls {
		p.names += names(d)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.TypeSpec); ok {
			p.width(room+"."+spec.Name.Name, spec.Type)
		}
		return true
	})
	return nil
}

// names counts what a declaration adds to a room: functions, methods, types,
// constants and variables.
func names(d ast.Decl) (n int) {
	group, ok := d.(*ast.GenDecl)
	if !ok {
		return 1
	}
	for _, spec := range group.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			n++
		case *ast.ValueSpec:
			n += len(s.Names)
		}
	}
	return n
}

func (p *plan) width(what string, t ast.Expr) {
	switch t := t.(type) {
	case *ast.StructType:
		p.most(what, t.Fields.NumFields(), mostFields)
	case *ast.InterfaceType:
		p.most(what, t.Methods.NumFields(), mostMethods)
	}
}

// raw are the lines with a tag or a raw string: a tag cannot be broken, and a query
// stands whole.
func raw(set *token.FileSet, file *ast.File) map[int]bool {
	lines := map[int]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && strings.HasPrefix(lit.Value, "`") {
			for n := set.Position(lit.Pos()).Line; n <= set.Position(lit.End()).Line; n++ {
				lines[n] = true
			}
		}
		return true
	})
	return lines
}

func (p *plan) columns(name string, text []byte, raw map[int]bool) {
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		if wide := utf8.RuneCountInString(lines.Text()); wide > mostColumns && !raw[n] {
			p.most(fmt.Sprintf("%s:%d: columns", name, n), wide, mostColumns)
		}
	}
}
