package exchange_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"edown/voice/exchange"
)

// inView lists the phones in view, in the order in which they stand.
func (d *desk) inView() string {
	d.t.Helper()
	return evaluate[string](d, `[...document.querySelectorAll('.phone')].filter(e => e.checkVisibility())
		.sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
		.map(e => e.querySelector('.label').textContent).join(', ')`)
}

func (d *desk) hasInView(want string) {
	d.t.Helper()
	if got := d.inView(); got != want {
		d.t.Errorf("in view: %q, want %q", got, want)
	}
}

// connects has the caller and Mei Chen talk to each other.
func (d *desk) connects() (caller, mei phone) {
	d.t.Helper()
	caller, mei = d.handset(1), d.handset(2)
	caller.click(".green")
	caller.shows(".lines", "Press 1 for the duty manager.")
	caller.click(`.key[value="1"]`)
	caller.shows(".lines", "Calling the duty manager.")
	d.bench.calls(bob)
	mei.shows(".state", "The line is calling")
	mei.click(".green")
	caller.shows(".state", "Talking with Mei Chen")
	mei.shows(".state", "Talking with Caller")
	return caller, mei
}

// Only phones in use are in view, those that were talked on until they are put
// away, and those that are asked for.
func TestOnlyActivePhonesAreInView(t *testing.T) {
	d := openDesk(t)
	d.handset(3).shows(".state", "Ready")
	d.hasInView("Caller")
	d.bench.calls(carol)
	d.handset(3).shows(".state", "The line is calling")
	d.hasInView(hostileName)
	d.handset(3).click(".red")
	d.handset(3).shows(".state", "Ready")
	d.do(chromedp.Click(chromedp.CSS(".all")), chromedp.Click(chromedp.CSS("#roster .chip:nth-of-type(1)")))
	d.handset(1).focus()
	d.connects()
	if got := d.inView(); !strings.HasPrefix(got, "Caller, Mei Chen") {
		t.Errorf("in view: %q, want the two who talk side by side", got)
	}
	if n := evaluate[int](d, `document.querySelectorAll('.phone[data-linked]').length`); n != 1 {
		t.Errorf("%d phones are linked to the one before, want 1", n)
	}
	d.handset(2).click(".red")
	d.handset(2).shows(".state", "Ready")
	d.hasInView("Caller, Mei Chen") // what was said is still to be read
	d.handset(2).click(".away")
	d.hasInView("Caller")
	d.isClean()
}

// Whoever comes first stands first, but two who talk stand together; the focus
// stays where it is.
func TestTwoWhoTalkStandSideBySide(t *testing.T) {
	d := openDesk(t)
	d.bench.calls(carol)
	third := d.handset(3)
	third.shows(".state", "The line is calling")
	third.focus()
	d.do(chromedp.Click(chromedp.CSS(".all")), chromedp.Click(chromedp.CSS("#roster .chip:nth-of-type(1)")))
	d.connects()
	d.hasInView(hostileName + ", Caller, Mei Chen")
}

// All of it is there again after a reload: what was said, who is in view, what
// was typed and not sent, and the phone in focus.
func TestAReloadForgetsNothing(t *testing.T) {
	d := openDesk(t)
	caller, mei := d.connects()
	caller.says("The database is <b>gone</b>.")
	mei.shows(".lines", "The database is <b>gone</b>.")
	d.bench.rest("POST", "/Messages.json", url.Values{"From": {hotline}, "To": {bob}, "Body": {"E-Down at Acme"}})
	mei.shows(".message", "E-Down at Acme")
	d.do(chromedp.SendKeys(chromedp.CSS(mei.css+" .words"), "half a sent"))
	d.do(chromedp.Click(chromedp.CSS("#guide > summary")))
	before := evaluate[string](d, transcripts)
	d.do(chromedp.Reload())
	caller.shows(".state", "Talking with Mei Chen")
	mei.shows(".lines", "E-Down at Acme")
	if after := evaluate[string](d, transcripts); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	d.hasInView("Caller, Mei Chen")
	if got := evaluate[string](d, fmt.Sprintf(`document.querySelector(%q).value`, mei.css+" .words")); got != "half a sent" {
		t.Errorf("typed and not sent: %q", got)
	}
	if evaluate[bool](d, `document.getElementById('guide').open`) {
		t.Error("the guide was closed, and is open again")
	}
	if !evaluate[bool](d, fmt.Sprintf(`document.activeElement === document.querySelector(%q)`, mei.css)) {
		t.Error("the focus is not on the phone where it was")
	}
	d.types(kb.Escape)
	caller.shows(".state", "Nobody else is on the line")
	d.isClean()
}

const transcripts = `[...document.querySelectorAll('.phone .lines')].map(e => [...e.children].map(l => l.textContent).join('\n')).join('\n--\n')`

const markup = `<img src=x onerror=document.title='owned'>`

// The panel tells the story, the guide what to press; and no word of them
// becomes markup.
func TestThePanelTellsTheStory(t *testing.T) {
	d := openDesk(t)
	page := phone{d, "#side"}
	page.shows("#parts", "Press 1, then 450#.")
	page.shows("#parts td", "2718")
	page.shows("#none", "Nothing yet")
	if title := evaluate[string](d, `document.title`); title != hostileName+" Ltd · phones" {
		t.Errorf("the title is %q", title)
	}
	began := time.Now().Add(-75 * time.Second)
	next := []exchange.Item{{Text: "Raj Patel", Until: time.Now().Add(30 * time.Second)}}
	board := exchange.Board{
		ID: "1", Title: "Enterprise Down at " + markup, Note: "Case C1234567", State: exchange.BoardWaiting,
		Headline: exchange.Item{Text: "Ringing " + markup, Since: began},
		Sections: []exchange.Section{{Rows: []exchange.Row{{Label: "Rung next", Items: next}}}},
		Story:    []exchange.Entry{{At: began, Text: "It is declared"}},
	}
	d.bench.x.Show([]exchange.Board{board})
	page.shows(".board .headline", "Ringing "+markup+" 1:")
	page.shows(".board dd", "Raj Patel in 0:")
	page.shows(".story li", "It is declared")
	evaluate[string](d, `document.querySelector('.story li').dataset.kept = 'yes'`)
	board.State, board.Headline = exchange.BoardJoined, exchange.Item{Text: "They talk"}
	board.Story = append(board.Story, exchange.Entry{At: time.Now(), Text: markup + " accepts"})
	d.bench.x.Show([]exchange.Board{board, {ID: "2", Title: "Another", State: exchange.BoardOver}})
	page.shows(".board[data-state=joined] .told", "They talk")
	page.shows(".story li", markup+" accepts")
	page.shows(".board .title", "Another")
	if evaluate[int](d, `document.querySelectorAll('.story li[data-kept]').length`) != 1 {
		t.Error("the story was written anew: a screen reader reads all of it again")
	}
	if evaluate[int](d, `document.querySelectorAll('.side img').length`) > 0 || evaluate[string](d, `document.title`) == "owned" {
		t.Error("text from outside was inserted as markup")
	}
	d.do(chromedp.Reload())
	page.shows(".story li", markup+" accepts")
	d.isClean()
}

// The transcript is half of what there is to see, at any size.
func TestTheTranscriptIsHalfOfTheScreen(t *testing.T) {
	d := openDesk(t)
	d.connects()
	for _, size := range [][2]int64{{1280, 800}, {1280, 720}, {1920, 1080}, {768, 1024}, {400, 800}, {360, 740}} {
		d.do(chromedp.EmulateViewport(size[0], size[1]))
		share := evaluate[float64](d, `document.querySelector('.phone .screen').offsetHeight / innerHeight`)
		if share < 0.5 {
			t.Errorf("%d by %d: the transcript has %.2f of the height", size[0], size[1], share)
		}
	}
}

// On a narrow screen the phone in view fits as a whole, what goes on stands
// below, and the strip above leads to both.
func TestTheNarrowPage(t *testing.T) {
	d := openDesk(t)
	d.do(chromedp.EmulateViewport(400, 800))
	phone{d, ".strip"}.shows("#summary", "What to press")
	caller, _ := d.connects()
	d.bench.x.Show([]exchange.Board{
		{ID: "1", Title: "Enterprise Down", State: exchange.BoardJoined, Headline: exchange.Item{Text: "They talk"}},
	})
	strip := phone{d, ".strip"}
	strip.shows("#summary", "They talk")
	strip.shows(".chip", "Mei Chen")
	d.do(chromedp.Click(chromedp.CSS("#tabs .chip:nth-of-type(1)")))
	if !evaluate[bool](d, fmt.Sprintf(untilWithin, caller.css)) {
		t.Error("the phone of the caller is not wholly in view")
	}
	d.do(chromedp.Click(chromedp.CSS("#summary")))
	if !evaluate[bool](d, `document.querySelector('.board').getBoundingClientRect().top < innerHeight`) {
		t.Error("the strip does not lead to what goes on")
	}
	d.isClean()
}

const untilWithin = `new Promise(done => {
	const look = () => {
		const r = document.querySelector(%q).getBoundingClientRect();
		if (r.top >= 0 && r.left >= 0 && r.right <= innerWidth && r.bottom <= innerHeight) return done(true);
		requestAnimationFrame(look);
	};
	look();
	setTimeout(() => done(false), 5000);
})`
