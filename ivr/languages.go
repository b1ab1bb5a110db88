package ivr

import "strconv"

// languages is the menu in which each language names itself, in its own voice
// (U19).
type languages struct {
	to      string
	resumes resumption
}

func (l languages) marks() marks { return marks{resumes: l.resumes} }

func (l languages) prompts() []string { return []string{"language_name"} }

func (l languages) enter(t *turn) {
	for i, lang := range t.d.Languages {
		t.sayIn(lang, "language_name", Data{"Key": strconv.Itoa(i + 1)})
	}
	t.r.Wait = Wait{For: Press, Digits: 1, Patience: t.patience(menuPatience)}
}

func (l languages) hear(t *turn) {
	i, err := strconv.Atoi(t.in.Keys)
	switch {
	case t.in.Kind != Keys:
		t.wrong()
	case err == nil && i >= 1 && i <= len(t.d.Languages):
		t.s.Lang = t.d.Languages[i-1]
		t.r.Spoke = t.s.Lang
		t.s.Deaf = 0
		t.leave(l.to)
	case t.global(t.in.Keys):
	default:
		t.wrong()
	}
}

func (l languages) exits() []exit { return []exit{{on: "1..", to: l.to}} }
