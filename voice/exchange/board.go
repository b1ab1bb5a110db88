package exchange

import (
	"reflect"
	"slices"
	"sync"
	"time"
)

// Guide is one part of what the page tells a visitor to try. What stands between
// backquotes in its sentences is shown as a key.
type Guide struct {
	Title string     `json:"title"`
	Steps []string   `json:"steps,omitempty"` // one after the other
	Notes []string   `json:"notes,omitempty"`
	Table [][]string `json:"table,omitempty"` // the first row is its head
}

// Board is one thing that goes on behind the line, as the page tells it beside
// the phones. The exchange knows nothing of it: the page that shows it finds the words.
type Board struct {
	ID       string    `json:"id"` // boards of one ID are one board as time goes on
	Title    string    `json:"title"`
	Note     string    `json:"note"` // below the title
	State    string    `json:"state"`
	Headline Item      `json:"headline"`
	Sections []Section `json:"sections"`
	Story    []Entry   `json:"story"` // what happened, oldest first
}

// The states of a board select how it is drawn. Its words are in the headline.
const (
	BoardWaiting = "waiting" // a person is still looked for
	BoardTaken   = "taken"   // one has it
	BoardJoined  = "joined"  // and they talk
	BoardOver    = "over"
)

// Section is a list of what holds now, under a title that may be empty.
type Section struct {
	Title string `json:"title"`
	Rows  []Row  `json:"rows"`
}

// Row is a label with what holds of it.
type Row struct {
	Label string `json:"label"`
	Items []Item `json:"items"`
}

// Item is a few words, with a clock that runs since or until a moment.
type Item struct {
	Text  string    `json:"text"`
	Since time.Time `json:"since,omitzero"`
	Until time.Time `json:"until,omitzero"`
}

// Entry is one line of a story.
type Entry struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// Show makes the page show these boards beside the phones, in this order, until
// it is told others.
func (x *Exchange) Show(boards []Board) { x.wall.show(boards) }

// wall holds the boards that are shown.
type wall struct {
	mu      sync.Mutex
	boards  []Board
	changed chan struct{} // closed and renewed with every change
}

func (w *wall) show(boards []Board) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if reflect.DeepEqual(w.boards, boards) {
		return
	}
	w.boards = slices.Clone(boards)
	if w.changed != nil {
		close(w.changed)
		w.changed = nil
	}
}

// read returns the boards, and what is closed when there are others. No wall
// never changes.
func (w *wall) read() ([]Board, <-chan struct{}) {
	if w == nil {
		return nil, nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.changed == nil {
		w.changed = make(chan struct{})
	}
	return append([]Board{}, w.boards...), w.changed
}
