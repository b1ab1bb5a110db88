package housetest

import (
	"path/filepath"
	"testing"
	"time"

	"edown/store"
	"edown/support"
)

// A copy is taken in the middle of two calls, and the server with the record is
// lost. Another server continues with the copy: the page rings on, and the caller is
// answered.
func TestABackupGoesOnRinging(t *testing.T) {
	dir := t.TempDir()
	InTown(t, nil, func(w *Town) {
		ann, claire, mei, raj := w.phone(annsNo), w.phone(claires), w.phone(meis), w.phone(rajs)
		w.answersAll(ann)
		mei.Rings()
		claire.Dials(theLine).Hears("tapez 1").Presses("0").Hears("opérateur")
		copied, record := filepath.Join(dir, "copy.db"), filepath.Join(dir, "restored.db")
		if err := store.Copy(w.Context(), w.Config.DB, copied, time.Now(), false); err != nil {
			w.Fatal(err)
		}
		if at, err := w.House.Store.Marked(w.Context(), store.Backup); err != nil || !at.Equal(time.Now()) {
			w.Errorf("marked %v, %v", at, err)
		}
		if _, err := store.Restore(w.Context(), copied, record, time.Now(), false); err != nil {
			w.Fatal(err)
		}
		w.moves(record, nil)
		if p := w.page(); p.State != support.PageRinging || p.Attempts[0].Person.ID != "mei" {
			w.Fatalf("restored: %+v", p)
		}
		raj.Rings().Answers().Hears("Enterprise Down at Acme", "To accept", "suppliers locked out").Presses("1")
		ann.TalksWith(raj.Handset)
		w.phone(elodies).Rings().Answers().Hears("Lumière").Presses("1")
		claire.TalksWith(w.Exchange.Handset(elodies))
	})
}
