package intake

import (
	"fmt"
	"io/fs"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"edown/operators/rota"
	"edown/store"
	"edown/support"
	"edown/support/civil"
)

var tags = []string{"en", "fr", "zh"}

// readFrom reads from a map instead of a disk.
func readFrom(texts map[string]string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		text, ok := texts[name]
		if !ok {
			return nil, fmt.Errorf("open %s: %w", name, fs.ErrNotExist)
		}
		return []byte(text), nil
	}
}

func readOne(name, text string) (store.Directory, error) {
	return Read([]string{name}, readFrom(map[string]string{name: text}), Checks{Cases: support.DefaultCaseFormat, Languages: tags, Line: "+18005550100"})
}

func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

func march(day int) time.Time { return time.Date(2026, 3, day, 0, 0, 0, 0, time.UTC) }

var sameZones = cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })

func TestImportOfEachKind(t *testing.T) {
	paris := zone("Europe/Paris")
	for _, tt := range []struct {
		name, file, text string
		want             store.Directory
	}{
		{"contracts, with comments", "a.csv",
			"# ours\nnumber,company,package,zone,expires\n100100,\"Acme, Inc.\",Goldplus,Europe/Paris,2027-06-30\n200200,Bolt,silver,,\n",
			store.Directory{Contracts: []support.Contract{
				{Number: "100100", Company: "Acme, Inc.", Package: support.Goldplus, Zone: paris, Expires: time.Date(2027, 7, 1, 0, 0, 0, 0, paris)},
				{Number: "200200", Company: "Bolt", Package: support.Silver},
			}}},
		{"contacts, with semicolons and a byte order mark", "a.CSV",
			"\ufeffPhone;Name;Contract;Language\n+1 (415) 555-0123;Ann Lee;100100;fr\n",
			store.Directory{Contacts: []support.Contact{{Phone: "+14155550123", Name: "Ann Lee", Contract: "100100", Language: "fr"}}}},
		{"a spreadsheet's, which names its separator and leaves empty rows", "a.csv",
			"\ufeffsep=;\r\nid;name;phone;;\r\nmei;Mei;+14155550101;;\r\n;;;;\r\n;;\r\n",
			store.Directory{People: []rota.Person{{ID: "mei", Name: "Mei", Phone: "+14155550101"}}}},
		{"a company that begins with #, between comments", "a.csv",
			"# ours, \"all\"\ncompany,number,package\n#1 Plumbing,100100,gold\n# the small one\n\"#2\",200200,silver\n",
			store.Directory{Contracts: []support.Contract{{Number: "100100", Company: "#1 Plumbing", Package: support.Gold}, {Number: "200200", Company: "#2", Package: support.Silver}}}},
		{"tabs", "a.csv", "id\tname\tphone\tlanguage\nmei\tMei\t+14155550101\t\n",
			store.Directory{People: []rota.Person{{ID: "mei", Name: "Mei", Phone: "+14155550101"}}}},
		{"TOML's own times, which are UTC without a zone", "a.toml", "[[shifts]]\nperson = \"mei\"\nrole = \"manager\"\nfrom = 09:00:00\nto = 17:30:00\n[[bookings]]\ncontract = 1\nkind = \"weekend\"\nfrom = 2026-03-07\nto = 2026-03-09T00:00:00\n",
			store.Directory{
				Shifts:   []rota.Shift{{Person: "mei", Role: rota.Manager, From: 9 * 60, To: 17*60 + 30}},
				Bookings: []store.Booking{{Contract: "1", Kind: store.Weekend, Span: civil.Span{From: march(7), To: march(9)}}},
			}},
		{"cases", "a.csv",
			"number,contract,title,severity,opened,closed\nc 123 4567,100100,Slow,2,2026-03-01 09:30,yes\n",
			store.Directory{
				Cases:  []support.Case{{Number: "C1234567", Contract: "100100", Title: "Slow", Severity: support.Moderate, Opened: time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC), Closed: true}},
				Unsaid: map[support.CaseNumber][]string{"C1234567": {"status", "engineer", "priority", "product", "version", "level", "date_code", "type"}},
			}},
		{"cases of which much is said", "a.csv",
			"number,contract,title,severity,opened,closed,status,engineer,product,version,priority,updated\nC1234567,100100,Slow,2,2026-03-01,,in_progress,eva,Atlas,7.2,high,2026-03-02T10:00:00Z\n",
			store.Directory{
				Cases: []support.Case{{Number: "C1234567", Contract: "100100", Title: "Slow", Severity: support.Moderate, Opened: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
					Status: support.InProgress, Engineer: "eva", Product: "Atlas", Version: "7.2", Priority: support.PriorityHigh}},
				Unsaid:  map[support.CaseNumber][]string{"C1234567": {"closed", "level", "date_code", "type"}},
				Updated: map[support.CaseNumber]time.Time{"C1234567": time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)},
			}},
		{"PINs and customer success managers", "a.toml",
			"[[contracts]]\nnumber = 100100\ncompany = \"Acme\"\npackage = \"gold\"\ncsm = \"carla\"\npin = \"0271\"\n[[contracts]]\nnumber = 200200\ncompany = \"Bolt\"\npackage = \"gold\"\npin = \"none\"\n",
			store.Directory{
				Contracts: []support.Contract{{Number: "100100", Company: "Acme", Package: support.Gold, CSM: "carla"}, {Number: "200200", Company: "Bolt", Package: support.Gold}},
				PINs:      map[string]store.PIN{"100100": "0271", "200200": ""},
			}},
		{"account managers", "a.csv", "contract,name,phone,application,zone,since\n100100,Theo Grant,+14155550135,Atlas,Europe/Paris,2026-09-01\n",
			store.Directory{Engagements: []store.Engagement{{Contract: "100100", TSAM: support.TSAM{Name: "Theo Grant", Phone: "+14155550135", Application: "Atlas", Zone: paris, Since: civil.Date{Year: 2026, Month: 9, Day: 1}}}}}},
		{"bookings", "a.csv", "contract,kind,from,to,name,phone\n100100,weekend,2026-03-07,2026-03-09,,\n100100,engineer,2026-03-07T08:00:00+01:00,2026-03-08,Eva Lind,+14155550121\n100100,tsam,2026-03-07,2026-03-08,Theo Grant,\n",
			store.Directory{Bookings: []store.Booking{
				{Contract: "100100", Kind: store.Weekend, Span: civil.Span{From: march(7), To: march(9)}},
				{Contract: "100100", Kind: store.OfEngineer, Span: civil.Span{From: march(7).Add(7 * time.Hour), To: march(8)}, Name: "Eva Lind", Phone: "+14155550121"},
				{Contract: "100100", Kind: store.OfTSAM, Span: civil.Span{From: march(7), To: march(8)}, Name: "Theo Grant"},
			}}},
		{"people of the policy", "a.csv", "id,name,phone,email,zone,supervisor\neva,Eva Lind,+14155550121,eva@example.com,Europe/Paris,mei\n",
			store.Directory{People: []rota.Person{{ID: "eva", Name: "Eva Lind", Phone: "+14155550121", Email: "eva@example.com", Zone: "Europe/Paris", Supervisor: "mei"}}}},
		{"cases of which little is said", "a.csv",
			"number,contract,title,closed\nC1234567,100100,Slow,\nC2345678,100100,Slower,no\n",
			store.Directory{
				Cases: []support.Case{
					{Number: "C1234567", Contract: "100100", Title: "Slow", Severity: support.General},
					{Number: "C2345678", Contract: "100100", Title: "Slower", Severity: support.General},
				},
				Unsaid: map[support.CaseNumber][]string{"C1234567": {"severity", "opened", "closed", "status", "engineer", "priority", "product", "version", "level", "date_code", "type"}, "C2345678": {"severity", "opened", "status", "engineer", "priority", "product", "version", "level", "date_code", "type"}},
			}},
		{"an Enterprise Down", "a.toml", "[[cases]]\nnumber = \"C1234567\"\ncontract = 100100\ntitle = \"Dead\"\nseverity = 0\n",
			store.Directory{
				Cases:  []support.Case{{Number: "C1234567", Contract: "100100", Title: "Dead", Severity: support.EnterpriseDown}},
				Unsaid: map[support.CaseNumber][]string{"C1234567": {"opened", "closed", "status", "engineer", "priority", "product", "version", "level", "date_code", "type"}},
			}},
		{"people with their shifts", "a.toml", `
[[people]]
id = "mei"
name = "Mei Chen"
phone = "+14155550101"
  [[people.shifts]]
  role = "manager"
  layer = 2
  days = ["fri-mon"]
  from = "18:00"
  to = "06:00"
  zone = "Europe/Paris"
`,
			store.Directory{
				People: []rota.Person{{ID: "mei", Name: "Mei Chen", Phone: "+14155550101"}},
				Shifts: []rota.Shift{{Person: "mei", Role: rota.Manager, Layer: 2, Days: []time.Weekday{5, 6, 0, 1}, From: 18 * 60, To: 6 * 60, Zone: paris}},
			}},
		{"shifts by themselves", "a.csv", "person,role\nmei,operator\n",
			store.Directory{Shifts: []rota.Shift{{Person: "mei", Role: rota.Operator}}}},
		{"a TOML date", "a.toml", "[[contracts]]\nnumber = 100100\ncompany = \"Acme\"\npackage = \"gold\"\nexpires = 2027-06-30\n",
			store.Directory{Contracts: []support.Contract{{Number: "100100", Company: "Acme", Package: support.Gold, Expires: time.Date(2027, 7, 1, 0, 0, 0, 0, time.UTC)}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := readOne(tt.file, tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, sameZones, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(store.Directory{}, "Blank")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

const noHeader = `is no header of any record: begin the file with the names of the columns, number,company,package for contracts; contract,name,phone,since for account_managers; contract,kind,from,to for bookings; phone,name,contract for contacts; number,contract,title for cases; id,name,phone for people; or person,role for shifts`

func TestMistakesInImport(t *testing.T) {
	const contracts = "number,company,package,zone,expires\n"
	for _, tt := range []struct{ name, file, text, want string }{
		{"empty file", "a.csv", "", `a.csv:1: empty file: begin it with a header line, such as id,name,phone,language`},
		{"unknown kind of file", "a.txt", "x", `a.txt: name it .csv or .toml, so that it can be told how to read it`},
		{"unknown header", "a.csv", "# x\nnumber,company\n",
			`a.csv:2: package: this column is missing: contracts need number, company, package`},
		{"a misspelt column", "a.csv", "number,company,packge\n100100,Acme,gold\n", `a.csv:1: packge: no such column: did you mean package?`},
		{"a German header", "a.csv", "Nummer;Firma;Paket\n100100;Acme;gold\n", `a.csv:1: Nummer,Firma,Paket: ` + noHeader},
		{"a strange column and a missing one", "a.csv", "id,name,colour\nmei,Mei,red\n",
			`a.csv:1: colour: no such column: people have id, name, phone, language, email, zone, supervisor
a.csv:1: phone: this column is missing: people need id, name, phone`},
		{"a value without a column", "a.csv", "id,name,phone,\nmei,Mei,+14155550101,en\n",
			`a.csv:2: wrong number of fields: write as many as there are in the header line; put a value with a comma in it into quotes`},
		{"no header before a PIN, between bars", "a.csv", "100100|Acme|gold|4711\n", `a.csv:1: ••••,Acme,gold,••••: ` + noHeader},
		{"no header before a PIN, between tabs, with old line ends", "a.csv", "100100\tAcme\tgold\t4711\r200200\tBolt\tgold\t4712\r", `a.csv:1: ••••,Acme,gold,••••: ` + noHeader},
		{"a PIN in another column", "a.csv", "number,company,package,zone,expires,csm,pin\n100100,Acme,4711,4712,4713, 4714,\n",
			`a.csv:2: package = ••••: write silver, gold, goldplus or platinum
a.csv:2: zone = ••••: write a time zone as the IANA database names it, such as Europe/Paris
a.csv:2: expires = ••••: write the last day on which it holds, such as 2027-12-31`},
		{"a PIN under a misspelt name", "a.toml", "[[contracts]]\nnumber = 100100\ncompany = \"Acme\"\npackage = \"gold\"\npni = \"27a18\"\n",
			`a.toml:5: pni = ••••: unknown: did you mean pin?`},
		{"a PIN under another name without its quotes", "a.toml", "[[contracts]]\nnumber = 100100\ncode = 02718\n",
			`a.toml:3: contracts.code: is not TOML: write each key once, as key = "value", a text in quotes`},
		{"two mistakes on one line", "a.toml", "people = [{id = \"mei\", b = 1, a = 1, name = \"Mei\", phone = \"+14155550101\"}]\n",
			`a.toml:1: a = "1": unknown: people have id, name, phone, language, email, zone, supervisor
a.toml:1: b = "1": unknown: people have id, name, phone, language, email, zone, supervisor`},
		{"a number without its area code", "a.csv", "id,name,phone\nmei,Mei,+1 555 0123\nraj,Raj,+44 1111\n",
			`a.csv:2: phone = "+1 555 0123": has no area code: write the number in international form, such as +14155550123
a.csv:3: phone = "+44 1111": has no area code: write the number in international form, such as +14155550123`},
		{"a time of day that is read whole", "a.csv", "person,role,days,from,to\nmei,manager,mon-fri,5:30 PM,9:5\nmei,manager,\",\",-0:30,9:30 uhr\n",
			`a.csv:2: from = "5:30 PM": write a time of day, such as 17:30
a.csv:2: to = "9:5": write a time of day, such as 17:30
a.csv:3: days = ",": names no day: write mon tue wed thu fri sat sun, or mon-fri; nothing means every day
a.csv:3: from = "-0:30": write a time of day, such as 17:30
a.csv:3: to = "9:30 uhr": write a time of day, such as 17:30`},
		{"too few fields", "a.csv", contracts + "100100,Acme\n",
			`a.csv:2: wrong number of fields: write as many as there are in the header line; put a value with a comma in it into quotes`},
		{"a stray quote", "a.csv", contracts + "100100,Acme \"x\",gold,,\n",
			`a.csv:2: bare " in non-quoted-field: write a quote inside a quoted value twice, ""`},
		{"missing value", "a.csv", contracts + "100100,,gold,,\n",
			`a.csv:2: company: is missing: every record of contracts needs it`},
		{"package", "a.csv", contracts + "100100,Acme,bronze,,\n",
			`a.csv:2: package = "bronze": write silver, gold, goldplus or platinum`},
		{"contract number", "a.csv", contracts + "A-100,Acme,gold,,\n",
			`a.csv:2: number = "A-100": write digits only: callers type it on a telephone`},
		{"zone", "a.csv", contracts + "100100,Acme,gold,Paris,\n",
			`a.csv:2: zone = "Paris": write a time zone as the IANA database names it, such as Europe/Paris`},
		{"date", "a.csv", contracts + "100100,Acme,gold,,31.12.2027\n",
			`a.csv:2: expires = "31.12.2027": write the last day on which it holds, such as 2027-12-31`},
		{"phone", "a.csv", "id,name,phone\nmei,Mei,415 555 0101\n",
			`a.csv:2: phone = "415 555 0101": write the number in international form, such as +14155550123`},
		{"a phone too short", "a.csv", "id,name,phone\nmei,Mei,+1415555\n",
			`a.csv:2: phone = "+1415555": is too short for a number of that country: write the number in international form, such as +14155550123`},
		{"a phone too long", "a.csv", "id,name,phone\nmei,Mei,+141555501010\n",
			`a.csv:2: phone = "+141555501010": is too long for a number of that country: write the number in international form, such as +14155550123`},
		{"a phone in letters", "a.csv", "id,name,phone\nmei,Mei,+1800FLOWERS\n",
			`a.csv:2: phone = "+1800FLOWERS": there are letters in it: write the number in international form, such as +14155550123`},
		{"a phone that costs by the minute", "a.csv", "id,name,phone\nmei,Mei,+19005550123\n",
			`a.csv:2: phone = "+19005550123": is a number that costs by the minute: write an ordinary telephone`},
		{"language", "a.csv", "id,name,phone,language\nmei,Mei,+14155550101,de\n",
			`a.csv:2: language = "de": write one of en, fr, zh`},
		{"id", "a.csv", "id,name,phone\nMei Chen,Mei,+14155550101\n",
			`a.csv:2: id = "Mei Chen": write a short name of letters and digits without spaces, such as mei`},
		{"case number", "a.csv", "number,contract,title\nC123,100100,Slow\n",
			`a.csv:2: number = "C123": "C123" is no case number: expected 7 digits, with or without "C" before them`},
		{"severity, opened, closed", "a.csv", "number,contract,title,severity,opened,closed\nC1234567,1,x,4,today,maybe\n",
			`a.csv:2: severity = "4": write 0 (Enterprise Down), 1 (critical), 2 (moderate) or 3 (general)
a.csv:2: opened = "today": write a day or a moment, such as 2026-03-01 or 2026-03-01T14:30:00Z
a.csv:2: closed = "maybe": write yes or no`},
		{"shift", "a.csv", "person,role,layer,days,from,to,zone\nmei,boss,0,mon-someday,25:00,x,\n",
			`a.csv:2: role = "boss": write manager, level2, director, operator, engineer, senior_engineer, team_lead, development, senior_director or vice_president
a.csv:2: layer = "0": write 1 for who is called first, 2 for the next
a.csv:2: days = "mon-someday": "mon-someday" is no day: write mon tue wed thu fri sat sun, or mon-fri; nothing means every day
a.csv:2: from = "25:00": write a time of day, such as 17:30
a.csv:2: to = "x": write a time of day, such as 17:30`},
		{"a PIN, of which nothing is printed", "a.csv", "number,company,package,pin\n100100,Acme,gold,12a4\n200200,Bolt,gold,123\n",
			`a.csv:2: pin = ••••: write four to eight digits in quotes, or none to take it away
a.csv:3: pin = ••••: write four to eight digits in quotes, or none to take it away`},
		{"a PIN under another name", "a.toml", "[[contracts]]\nnumber = 100100\ncompany = \"Acme\"\npackage = \"gold\"\nphone_PIN = \"2718\"\n",
			`a.toml:5: phone_PIN = ••••: unknown: contracts have number, company, package, zone, expires, csm, pin`},
		{"a PIN without its quotes", "a.toml", "[[contracts]]\nnumber = 100100\npin = 02a71\n",
			`a.toml:3: contracts.pin: is not TOML: write each key once, as key = "value", a text in quotes`},
		{"no header before a PIN", "a.csv", "100100,Acme,gold,,,,2718\n",
			`a.csv:1: ••••,Acme,gold,,,,••••: ` + noHeader},
		{"status, priority, updated", "a.csv", "number,contract,title,closed,status,engineer,priority,updated\nC1234567,1,x,,lost,Eva Lind,most,now\nC2345678,1,x,yes,waiting,,,\n",
			`a.csv:2: status = "lost": write new, in_progress, waiting or closed
a.csv:2: engineer = "Eva Lind": write a short name of letters and digits without spaces, such as mei
a.csv:2: priority = "most": write low, normal or high
a.csv:2: updated = "now": write a day or a moment, such as 2026-03-01 or 2026-03-01T14:30:00Z
a.csv:3: closed = "yes": contradicts status = waiting: leave one of them out`},
		{"account managers", "a.csv", "contract,name,phone,since\n100100,,555,soon\n",
			`a.csv:2: name: is missing: every record of account_managers needs it
a.csv:2: phone = "555": write the number in international form, such as +14155550123
a.csv:2: since = "soon": date "soon": write a day that exists as year-month-day, 2026-12-25`},
		{"bookings", "a.csv", "contract,kind,from,to,name,phone\n1,party,2026-03-07,2026-03-08,,\n1,weekend,2026-03-08,2026-03-08,Eva,\n1,engineer,2026-03-07,2026-03-08,,\n1,tsam,2026-03-07,,Theo,+14155550135\n",
			`a.csv:2: kind = "party": write weekend, engineer or tsam
a.csv:3: to = "2026-03-08": comes no later than from: a booking begins, and ends later
a.csv:3: name = "Eva": leave it out: a booking of kind weekend has none
a.csv:4: name: is missing: write whose time is booked
a.csv:4: phone: is missing: write where it is rung
a.csv:5: to: is missing: every record of bookings needs it
a.csv:5: phone = "+14155550135": leave it out: a booking of kind tsam has none`},
		{"people of the policy", "a.csv", "id,name,phone,email,zone,supervisor\neva,Eva,+14155550121,Eva <eva@example.com>,Local,eva\n",
			`a.csv:2: email = "Eva <eva@example.com>": write an address alone, such as mei@example.com
a.csv:2: zone = "Local": write a time zone as the IANA database names it, such as Europe/Paris
a.csv:2: supervisor = "eva": is the person: write whom he reports to, or leave it out`},
		{"twice", "a.csv", contracts + "100100,Acme,gold,,\n\n100100,Bolt,gold,,\n",
			`a.csv:4: number = "100100": is in a.csv:2 already: leave one of them out`},
		{"a number in two spellings", "a.csv", "phone,name,contract\n+1 415 555 0123,Ann,100100\n+14155550123,Ann Lee,100100\n",
			`a.csv:3: phone = "+14155550123": is in a.csv:2 already ("+1 415 555 0123"): leave one of them out`},
		{"a case in two spellings", "a.toml", "[[cases]]\nnumber = \"c 123 4567\"\ncontract = 1\ntitle = \"x\"\n[[cases]]\nnumber = \"C1234567\"\ncontract = 1\ntitle = \"x\"\n",
			`a.toml:6: number = "C1234567": is in a.toml:2 already ("c 123 4567"): leave one of them out`},
		{"a person in two spellings", "a.csv", "id,name,phone\nmei,Mei,+14155550101\nMei,Mei,+14155550102\n",
			`a.csv:3: id = "Mei": is in a.csv:2 already ("mei"): leave one of them out`},
		{"a column twice", "a.csv", "# ours\nid,name,phone,Name\nmei,Mei,+14155550101,Mei Chen\n",
			`a.csv:2: name: this column is there twice: leave one of them out`},
		{"an extension", "a.csv", "id,name,phone\nmei,Mei,+1 415 555 0101 ext. 7\n",
			`a.csv:2: phone = "+1 415 555 0101 ext. 7": an extension cannot be dialled: write a number that rings the phone itself, such as +14155550123`},
		{"not UTF-8", "a.csv", contracts + "100100,Lumi\xe8re,gold,,\n",
			`a.csv:2: is not UTF-8: save the file as UTF-8: names would be said wrong`},
		{"UTF-16", "a.toml", "\xff\xfe[\x00[\x00",
			`a.toml:1: is not UTF-8: save the file as UTF-8: names would be said wrong`},
		{"a header and nothing else", "a.csv", contracts,
			`a.csv:1: no rows: write a record below the header, or leave the file out`},
		{"nothing", "a.toml", "# nobody yet\n",
			`a.toml:1: no rows: write a record below the header, or leave the file out`},
		{"the line's own number", "a.toml", "[[contacts]]\nphone = \"+1 800 555 0100\"\nname = \"Ann\"\ncontract = 1\n[[people]]\nid = \"mei\"\nname = \"Mei\"\nphone = \"+18005550100\"\n",
			`a.toml:2: phone = "+1 800 555 0100": is the line's own number: write the phone at which this person is reached
a.toml:8: phone = "+18005550100": is the line's own number: write the phone at which this person is reached`},
		{"not TOML", "a.toml", "[[people]]\nid = mei\n",
			`a.toml:2: people.id: expected value but found "mei" instead: write it as TOML, key = "value"`},
		{"unknown table", "a.toml", "\n[[peeple]]\nid = \"mei\"\n",
			`a.toml:2: peeple: no such table: write [[people]] before each`},
		{"one table in place of several", "a.toml", "[people]\nid = \"mei\"\n",
			`a.toml:1: people: no such table: write [[people]] before each`},
		{"mistakes are where they stand", "a.toml", `[[people]]
id = "mei"
name = "Mei"
phone = "+14155550101"
  [[people.shifts]]
  role = "manager"

  [[people.shifts]]
  role = "boss"

[[people]]
id = "raj"
phone = "555"
telephone = "555"
  [[people.shifts]]
  role = "operator"
  from = "noon"
`, `a.toml:9: role = "boss": write manager, level2, director, operator, engineer, senior_engineer, team_lead, development, senior_director or vice_president
a.toml:11: name: is missing: every record of people needs it
a.toml:13: phone = "555": write the number in international form, such as +14155550123
a.toml:14: telephone = "555": unknown: people have id, name, phone, language, email, zone, supervisor
a.toml:17: from = "noon": write a time of day, such as 17:30`},
		{"a shift of nobody", "a.toml", "[[people]]\nid = \"mei\"\nname = \"Mei\"\nphone = \"+14155550101\"\n[[shifts]]\nperson = \"may\"\nrole = \"manager\"\n",
			`a.toml:6: person = "may": nobody in these files has this id: add the person, or import the shifts by themselves`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := readOne(tt.file, tt.text)
			if err == nil || err.Error() != tt.want {
				t.Errorf("%+v\ngot  %v\nwant %s", d, err, tt.want)
			}
		})
	}
}

// All files are read before mistakes are reported, in the order given.
func TestMistakesInSeveralFiles(t *testing.T) {
	_, err := Read([]string{"b.csv", "a.csv"}, readFrom(map[string]string{
		"a.csv": "id,name,phone\nmei,Mei,1\n",
		"b.csv": "person,role\nmei,boss\n",
	}), Checks{Languages: tags})
	want := `b.csv:2: role = "boss": write manager, level2, director, operator, engineer, senior_engineer, team_lead, development, senior_director or vice_president
a.csv:2: phone = "1": write the number in international form, such as +14155550123`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
