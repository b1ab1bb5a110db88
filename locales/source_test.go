package locales

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"edown/ivr"
	"edown/support"
)

// said is what the dialogues say, read from their source.
type said struct {
	keys  map[string]bool     // messages that are spoken or sent
	menus map[string][]string // prompt of a menu: its digits
	heard map[string]bool     // prompts at which words are listened for: menus with digits, entries
}

// dialogues asks the dialogues for their messages, and reads the rest from the
// source: the keys of menus. What is sent is in the lists of the rooms.
func dialogues(t *testing.T) said {
	t.Helper()
	s := said{map[string]bool{}, map[string][]string{}, map[string]bool{}}
	for _, key := range ivr.Prompts() {
		s.keys[key] = true
	}
	for key := range sent {
		s.keys[key] = true
	}
	for _, pattern := range []string{"../ivr/*.go", "../voice/*.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool { s.visit(n, filepath.Dir(name) == "../ivr"); return true })
		}
	}
	s.assemble()
	return s
}

func (s *said) visit(n ast.Node, dialogue bool) {
	switch n := n.(type) {
	case *ast.BasicLit:
		text := literal(n)
		if slices.ContainsFunc([]string{"sorry_", "last_"}, func(p string) bool { return strings.HasPrefix(text, p) && text != p }) {
			s.keys[text] = true
		}
	case *ast.CompositeLit:
		if dialogue { // voice has no nodes
			s.node(n)
		}
	}
}

func fieldsOf(n *ast.CompositeLit) map[string]ast.Expr {
	fields := map[string]ast.Expr{}
	for _, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if name, ok := kv.Key.(*ast.Ident); ok {
				fields[name.Name] = kv.Value
			}
		}
	}
	return fields
}

// node reads a node of a tree.
func (s *said) node(n *ast.CompositeLit) {
	id, ok := n.Type.(*ast.Ident)
	if !ok {
		return
	}
	fields := fieldsOf(n)
	ask := literal(fields["ask"])
	switch id.Name {
	case "menu":
		digits := digitsOf(fields["keys"])
		s.menus[ask] = digits
		s.heard[ask] = fields["mute"] == nil && len(digits) > 0
	case "entry":
		s.heard[ask] = fields["secret"] == nil
	}
}

// digitsOf returns the keys of a menu, from its map or from the call that makes
// it.
func digitsOf(e ast.Expr) []string {
	var out []string
	add := func(e ast.Expr) {
		if key := literal(e); len(key) == 1 && key >= "1" && key <= "9" {
			out = append(out, key)
		}
	}
	switch e := e.(type) {
	case *ast.CompositeLit:
		for _, kv := range e.Elts {
			add(kv.(*ast.KeyValueExpr).Key)
		}
	case *ast.CallExpr:
		for _, arg := range e.Args {
			add(arg)
		}
		if f, ok := e.Fun.(*ast.Ident); ok && f.Name == "decisions" {
			out = []string{"1", "2", "3"}
		}
	}
	slices.Sort(out)
	return out
}

func literal(e ast.Expr) string {
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		text, _ := strconv.Unquote(lit.Value)
		return text
	}
	return ""
}

func (s *said) put(key string) { s.keys[key] = true }

// assemble adds the messages that are parts of others, and the details of a
// page.
func (s *said) assemble() {
	for _, n := range []string{"1", "2", "3", "4", "5"} {
		s.put("category_" + n)
	}
	for _, q := range []support.Question{support.Q2TotalUsers, support.Q3ImpactedUsers, support.Q4Actions, support.Q5HoursDown} {
		s.put("detail_" + string(q))
	}
	s.put("owed_down")
	for _, f := range []support.Flag{
		support.FlagImpactedExceedTotal, support.FlagMinorityImpacted, support.FlagNoContact, support.FlagOutsideCoverage, support.FlagNoPhoneSupport, support.FlagEntitlementUnknown,
		support.FlagNoOperator, support.FlagLimitReached, support.FlagWatchdog, support.FlagTransferred, support.FlagCaseUnconfirmed,
	} {
		s.put("flag_" + string(f))
	}
	for _, o := range []support.Outcome{support.Working, support.Solved, support.Lowered, support.FalseAlarm, support.NoProgress, support.NoOutcome} {
		s.put("outcome_" + string(o))
	}
	for _, why := range support.Reasons() {
		s.put("why_" + string(why))
	}
	for _, n := range []string{"0", "1", "2", "3"} {
		s.put("grade_" + n)
	}
	for _, is := range support.Statuses() {
		s.put("case_status_" + string(is))
	}
	for _, who := range support.Audiences() {
		s.put("rank_" + string(who))
	}
	for _, name := range builtIn {
		s.put("language_" + strings.Split(name, ".")[1])
	}
}

// words returns the messages that the catalogue itself uses.
func (s *said) words() map[string]bool {
	keys := map[string]bool{"users": true, "tried": true} // {{count}}
	for key := range maps.Keys(phrases) {
		keys[key] = true
	}
	for prompt := range s.heard {
		if s.heard[prompt] {
			keys[prompt+"_words"] = true
		}
	}
	return keys
}

func TestEveryKeyExists(t *testing.T) {
	c, s := load(t), dialogues(t)
	if len(s.keys) < 100 {
		t.Fatalf("only %d keys found in the dialogues: does this test still read them?", len(s.keys))
	}
	wanted := s.words()
	maps.Copy(wanted, s.keys)
	for _, tag := range c.Tags() {
		for key := range wanted {
			if c.tongues[tag].messages[key] == nil {
				t.Errorf("language %s lacks %q", tag, key)
			}
		}
		for key := range c.tongues[tag].messages {
			if !wanted[key] {
				t.Errorf("language %s: %q is not used", tag, key)
			}
		}
	}
}

func TestWordsLeadToEveryKeyOfAMenu(t *testing.T) {
	c, s := load(t), dialogues(t)
	for _, tag := range c.Tags() {
		for prompt, digits := range s.menus {
			if !s.heard[prompt] {
				continue
			}
			known := map[string]bool{}
			for _, sense := range c.tongues[tag].lexicon(prompt).senses {
				if sense.kind == choice {
					known[sense.keys] = true
				}
			}
			for _, digit := range digits {
				if !known[digit] {
					t.Errorf("%s: no word leads to key %s of %s", tag, digit, prompt)
				}
			}
			for key := range known {
				if key >= "1" && key <= "7" && !slices.Contains(digits, key) {
					t.Errorf("%s: words lead to key %s, which %s does not have", tag, key, prompt)
				}
			}
		}
	}
}
