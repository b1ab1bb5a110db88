package intake

import (
	"bytes"
	"encoding/csv"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"edown/cmd/edown/mistakes/mistakestest"
	"edown/store"
	"edown/support"
)

// Every mistake in an import names the file and a line, and then nothing is
// imported, from no file. An import that succeeds gives the same records when it is
// written as CSV and read again.
func FuzzImport(f *testing.F) {
	f.Add(false, "number,company,package,zone,expires\n100100,\"Acme, \"\"Inc\"\"\",Goldplus,Europe/Paris,2027-06-30\n200200,Bolt,silver,,\n")
	f.Add(false, "\ufeffPhone;Name;Contract;Language\n+1 (415) 555-0123;Ann Lee;100100;fr\n+1 415 555 0123;Ann;1;\n")
	f.Add(false, "# x\nnumber,contract,title,severity,opened,closed\nc 123 4567,100100,Slow,2,2026-03-01 09:30,yes\n\"\nC2345678\",1,\"two\nlines\",9,x,\n")
	f.Add(true, "[[people]]\nid = \"mei\"\nname = \"Mei\"\nphone = \"+14155550101\"\n  [[people.shifts]]\n  role = \"manager\"\n  days = [\"fri-mon\"]\n  from = \"18:00\"\n  to = \"06:00\"\n  zone = \"Europe/Paris\"\n")
	f.Add(true, "cases = [{number = \"C1234567\", contract = 100100, title = \"Dead\", severity = 0, opened = 2026-03-02T08:15:00Z}]\n[[contract]]\n[[shifts]]\nperson = \"\"\n")
	f.Add(true, "\"\\")
	f.Add(true, "people = 3\nshifts = []\n[[contracts]]\nnumber = 1\ncompany = \" A \\r\\n\"\npackage = \"gold\"\nexpires = 2027-12-31\n[contacts]\n")
	f.Add(false, "\"\"\nx")
	f.Add(false, "person,role,layer,days,from,to,zone\nmei,manager,1,mon-fri sun,17:30,24:00,UTC\n")
	const good = "number,company,package\n990099,Good,gold\n"
	f.Fuzz(func(t *testing.T, isTOML bool, text string) {
		name := map[bool]string{true: "a.toml", false: "a.csv"}[isTOML]
		d, err := readOne(name, text)
		both := map[string]string{name: text, "good.csv": good}
		_, errBoth := Read([]string{"good.csv", name}, readFrom(both), Checks{Cases: support.DefaultCaseFormat, Languages: tags, Line: "+18005550100"})
		if err != nil {
			mistakestest.LinesExist(t, err, map[string]string{name: text})
			if errBoth == nil {
				t.Errorf("with a good file beside it, it is not wrong any more: %v", err)
			}
			return
		}
		records, err := readRecords(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		again, err := asCSV(records)
		if diff := cmp.Diff(d, again, sameZones); diff != "" || err != nil {
			t.Errorf("written as CSV, it is another: %v\n%s", err, diff)
		}
	})
}

// asCSV writes records as CSV, one file for each kind, and reads them back.
func asCSV(records []record) (store.Directory, error) {
	texts, names := map[string]string{}, []string{}
	for _, k := range kinds() {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Write(k.columns())
		some := false
		for _, r := range records {
			if r.kind != k.name {
				continue
			}
			some = true
			row := []string{}
			for _, column := range k.columns() {
				row = append(row, r.fields[column])
			}
			w.Write(row)
		}
		if w.Flush(); some {
			names, texts[k.name+".csv"] = append(names, k.name+".csv"), b.String()
		}
	}
	slices.Sort(names)
	return Read(names, readFrom(texts), Checks{Cases: support.DefaultCaseFormat, Languages: tags, Line: "+18005550100"})
}
