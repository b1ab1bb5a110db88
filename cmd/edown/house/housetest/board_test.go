package housetest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/cmd/edown/demo"
	"edown/voice/exchange"
)

// screen is what the phones page shows beside the phones, as it stands.
type screen struct {
	*Town
	boards []exchange.Board
}

// shows waits until the first board has all these words, in any place, and a
// second at most: that is how late an answer may be.
func (s *screen) shows(words ...string) *screen {
	s.Helper()
	time.Sleep(demo.AnswersSeen)
	synctest.Wait()
	if len(s.boards) == 0 {
		s.Fatal("no board")
	}
	for _, w := range words {
		if text := boardText(s.boards[0]); !strings.Contains(text, w) {
			s.Fatalf("the board does not say %q:\n%s", w, text)
		}
	}
	return s
}

func (s *screen) hides(words ...string) *screen {
	s.Helper()
	for _, w := range words {
		if text := boardText(s.boards[0]); strings.Contains(text, w) {
			s.Fatalf("the board says %q:\n%s", w, text)
		}
	}
	return s
}

// boardText is a board as text.
func boardText(b exchange.Board) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n%s\n%s: %s\n", b.Title, b.Note, b.State, b.Headline.Text)
	for _, s := range b.Sections {
		for _, r := range s.Rows {
			for _, item := range r.Items {
				fmt.Fprintf(&out, "%s: %s\n", r.Label, item.Text)
			}
		}
	}
	for _, e := range b.Story {
		fmt.Fprintf(&out, "- %s\n", e.Text)
	}
	return out.String()
}

// onScreen plays a story beside the page that tells it.
func onScreen(t *testing.T, story func(*screen)) {
	InTown(t, nil, func(w *Town) {
		s := &screen{Town: w}
		ctx, stop := context.WithCancel(w.Context())
		done := make(chan struct{})
		b := demo.NewBulletin(w.House.Store, w.Sample(), func(all []exchange.Board) { s.boards = all }, w.diary.logger())
		go func() { defer close(done); b.Run(ctx) }()
		story(s)
		stop()
		<-done
	})
}

// The page tells the emergency: who is rung and who comes next, who passed, who
// accepted, the answers as they come, whether they talk, and how it ended.
func TestThePhonesPageTellsTheEmergency(t *testing.T) {
	onScreen(t, func(s *screen) {
		ann, mei, raj := s.phone(annsNo), s.phone(meis), s.phone(rajs)
		s.declares(ann).Hears("Is this about")
		mei.Rings()
		s.shows("Enterprise Down at Acme", "Case C1234567", "waiting: Ringing Mei Chen", "Caller: Ann Lee, in the dialogue",
			"Rung now: Mei Chen", "Rung next: ", "at the latest", "- An SMS goes to Mei Chen",
			"- Enterprise Down is declared", "- The phone of Mei Chen rings")
		mei.Answers().Hears("press 1")
		s.shows("waiting: Mei Chen has picked up")
		mei.Presses("2")
		raj.Rings()
		s.shows("Before: Mei Chen passed", "Ringing Raj Patel", "- Mei Chen passes")
		ann.Presses("1").Hears("users locked out").Presses("3")
		s.shows("What is wrong: suppliers cannot get in").hides("Users in all")
		raj.Answers().Hears("press 1").Presses("1")
		s.shows("taken: Raj Patel has accepted", "Accepted: Raj Patel", "- Raj Patel accepts").hides("Rung next")
		ann.Hears("Raj Patel").Presses("1")
		ann.TalksWith(raj.Handset)
		s.shows("joined: Ann Lee and Raj Patel are talking", "- Ann Lee and Raj Patel are connected")
		raj.Presses("*").Hears("How did it go").Presses("2")
		s.shows("over: Over: solved", "Talked: Ann Lee and Raj Patel, ", "- Over: solved").
			hides("are talking", "in the conversation", "on hold", "Rung")
	})
}

func TestTheEmergencyIsToldBeforeTheCallForTheDesk(t *testing.T) {
	onScreen(t, func(s *screen) {
		s.phone(claires).Dials(theLine).Hears("0").Presses("0")
		s.declares(s.phone(annsNo)).Hears("Is this about")
		s.shows("Enterprise Down at Acme")
		if len(s.boards) != 2 || !strings.Contains(s.boards[1].Title, "A caller for the desk") {
			s.Errorf("%d boards, the last is %q", len(s.boards), s.boards[len(s.boards)-1].Title)
		}
	})
}

// A record of an earlier demo is no news, unless it still runs.
func TestWhatIsOverBeforeTheDemoBeganIsNotTold(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann := w.phone(annsNo)
		w.declares(ann).Hears("Is this about").HangsUp()
		w.phone(meis).Rings()
		boards := func() []exchange.Board {
			all, err := demo.NewBulletin(w.House.Store, w.Sample(), nil, nil).Read(w.Context())
			if err != nil {
				w.Fatal(err)
			}
			return all
		}
		if all := boards(); len(all) != 1 {
			w.Errorf("%d boards while it rings", len(all))
		}
		w.phone(meis).Answers().Hears("press 1").Presses("1")
		w.phone(meis).HangsUp()
		time.Sleep(time.Second)
		if all := boards(); len(all) > 0 && all[0].State == exchange.BoardOver {
			w.Errorf("told: %s", boardText(all[0]))
		}
	})
}
