package support

import "fmt"

// Mistake is one place in a table or a record that cannot be right.
type Mistake struct {
	Path  string // of the field, as written in TOML: packages.gold.response.critical
	Value string // what is there
	Want  string // what would be right
}

// Error says where the mistake is, what is there and what must be there.
func (m Mistake) Error() string { return fmt.Sprintf("%s is %q: must be %s", m.Path, m.Value, m.Want) }

type mistakes []Mistake

func (m *mistakes) add(path string, value any, want string) {
	*m = append(*m, Mistake{path, fmt.Sprint(value), want})
}
