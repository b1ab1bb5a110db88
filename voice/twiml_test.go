package voice

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestElements(t *testing.T) {
	for _, c := range []struct {
		want string
		e    *element
	}{
		{`<Hangup/>`, tag("Hangup")},
		{`<Gather finishOnKey=""/>`, tag("Gather", "finishOnKey", "")},
		{`<Gather/>`, tag("Gather").with("hints", "")},
		{`<A z="1" a="2"/>`, tag("A", "z", "1", "a", "2")},
		{`<Say>a &lt;b&gt; &amp; &quot;c&quot; l'eau</Say>`, tag("Say").add(text(`a <b> & "c" l'eau`))},
		{`<A b="&lt;&quot;&amp;&#10;"/>`, tag("A", "b", "<\"&\n")},
		{`<Say>one 井号 🙂</Say>`, tag("Say").add(text("o\x00n\x1be\ufffe 井号\xff 🙂"))},
		{`<Say>x <say-as interpret-as="digits">12</say-as> y</Say>`,
			tag("Say").add(text("x "), tag("say-as", "interpret-as", "digits").add(text("12")), text(" y"))},
	} {
		var b strings.Builder
		c.e.write(&b)
		if b.String() != c.want {
			t.Errorf("got  %s\nwant %s", b.String(), c.want)
		}
	}
}

// A parser reads what was put in, except for what XML cannot hold.
func TestAnyTextSurvivesXML(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.String().Draw(t, "text")
		var out struct {
			A string `xml:"a,attr"`
			T string `xml:",chardata"`
		}
		if err := xml.Unmarshal(tag("Response", "a", in).add(text(in)).encode(), &out); err != nil {
			t.Fatal(err)
		}
		want := strings.Map(lawful, strings.ToValidUTF8(in, ""))
		if out.A != want || out.T != want {
			t.Fatalf("%q became %q and %q", want, out.A, out.T)
		}
	})
}

func TestSecondsAreWholeAndNeverZero(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "1", time.Millisecond: "1", time.Second: "1", 1001 * time.Millisecond: "2", 21 * time.Second: "21"} {
		if got := seconds(d); got != want {
			t.Errorf("%s: %s, want %s", d, got, want)
		}
	}
}
