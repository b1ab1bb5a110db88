package ivr

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"edown/support"
)

// survival says of one field of a session where its value comes from in the five
// sessions that are made of another: "told" is the earlier session, "own" the one
// that begins, "set" is worked out, and "" means that the field is empty.
type survival struct {
	field string

	retold     string // the line calls back: [Session.Retold]
	introduced string // the line calls about another matter: [Session.Introduced]
	resumed    string // the caller rings back: [Session.resumed]
	restarted  string // the caller begins afresh: [Session.restarted]
	muted      string // what was said is erased: [Session.Muted]
}

// survivals has every field of a session.
var survivals = []survival{
	// field       retold      introduced resumed restarted muted
	{"SID", "own", "", "told", "", ""},
	{"Call", "own", "", "own", "told", "told"},
	{"Tree", "own", "", "own", "told", "told"},
	{"Node", "own", "", "own", "told", "told"},
	{"Turn", "own", "", "own", "told", "told"},
	{"Lang", "told, own", "told", "told", "told", "told"},

	{"From", "told", "", "told", "told", "told"},
	{"Doubted", "told", "", "told", "", "told"},
	{"Name", "told", "told", "told", "told", ""},
	{"Registered", "told", "told", "told", "told", ""},
	{"Slow", "told", "told", "told", "", ""},
	{"Home", "own", "", "told", "told", ""},
	{"Guest", "own", "", "told", "", ""},
	{"Stranger", "own", "", "told", "", ""},

	{"Contract", "told", "told", "told", "told", "told"},
	{"Company", "told", "told", "told", "told", "told"},
	{"Entitlement", "told", "told", "told", "told", ""},
	{"Case", "told", "", "told", "", "told"},
	{"Presumed", "told", "", "told", "", "told"},
	{"Problem", "told", "", "told", "", ""},
	{"Product", "told", "told", "told", "", ""},
	{"Closed", "own", "", "told", "", ""},
	{"Asleep", "own", "", "told", "", ""},

	{"Suspected", "told", "", "told", "", ""},
	{"Firm", "told", "", "told", "", ""},
	{"Declared", "told", "", "told", "", "told"},
	{"Limited", "told", "", "told", "", ""},
	{"Interview", "told", "", "told", "", ""},
	{"EnglishSaid", "told", "", "told", "", ""},

	{"Asked", "own", "", "told", "", ""},
	{"Held", "own", "", "told", "", ""},
	{"Wanted", "own", "", "told", "", ""},
	{"Callback", "own", "", "told", "", ""},

	{"Misses", "own", "", "", "", ""},
	{"Errors", "own", "", "", "", ""},
	{"Deaf", "own", "", "", "", ""},
	{"Trail", "own", "", "", "", ""},
	{"Next", "own", "", "set", "set", ""},
	{"Offered", "own", "", "", "", ""},
	{"Hunting", "own", "", "", "", ""},
	{"Sought", "own", "", "", "", ""},
	{"Escalation", "own", "", "", "", ""},
	{"Room", "own", "", "", "", ""},
	{"Typed", "own", "", "", "", ""},
	{"Over", "own", "", "", "", "told"},
	{"Unheard", "own", "", "", "", ""},
	{"Entered", "own", "", "", "", ""},

	{"Vouched", "own", "", "", "", ""},
	{"Claimed", "own", "", "", "", ""},
	{"Wrong", "own", "", "", "", ""},

	{"Page", "own", "", "told", "", "told"},
	{"Person", "own", "", "told", "", "told"},
}

func TestWhatOfASessionSurvives(t *testing.T) {
	told, own := filled(t, "told"), filled(t, "own")
	for _, want := range survivals {
		of := func(make func(told, own Session) Session) string {
			return whence(t, want.field, told, own, make(told, Session{}), make(Session{}, own))
		}
		alone := func(make func(told Session) Session) string {
			return of(func(told, _ Session) Session { return make(told) })
		}
		got := survival{
			field:      want.field,
			retold:     of(func(told, own Session) Session { return own.Retold(told) }),
			introduced: alone(Session.Introduced),
			resumed:    of(func(told, own Session) Session { return own.resumed(told, "resume") }),
			restarted:  alone(Session.restarted),
			muted:      alone(Session.Muted),
		}
		if got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if fields := leaves(); len(fields) != len(survivals) {
		t.Errorf("a session has %d fields, the table %d", len(fields), len(survivals))
	}
}

// whence is where a field comes from, seen by what is made of a full session and
// of an empty one.
func whence(t *testing.T, field string, told, own, ofTold, ofOwn Session) string {
	t.Helper()
	value := func(s Session) any { return reflect.ValueOf(s).FieldByName(field).Interface() }
	empty := func(s Session) bool { return reflect.ValueOf(s).FieldByName(field).IsZero() }
	var from []string
	for _, x := range []struct {
		name     string
		was, now Session
	}{{"told", told, ofTold}, {"own", own, ofOwn}} {
		switch {
		case empty(x.now):
		case reflect.DeepEqual(value(x.was), value(x.now)):
			from = append(from, x.name)
		default:
			return "set"
		}
	}
	return strings.Join(from, ", ")
}

// leaves are the fields of a session, out of all its groups.
func leaves() (fields []reflect.StructField) {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Session]()) {
		if !f.Anonymous {
			fields = append(fields, f)
		}
	}
	return fields
}

// filled is a session with a value in every field.
func filled(t *testing.T, mark string) (s Session) {
	t.Helper()
	for _, f := range leaves() {
		v := reflect.ValueOf(&s).Elem().FieldByIndex(f.Index)
		switch v.Kind() {
		case reflect.String:
			v.SetString(mark + " " + f.Name)
		case reflect.Int:
			v.SetInt(int64(len(mark)))
		case reflect.Bool:
			v.SetBool(true)
		default:
			v.Set(reflect.ValueOf(map[reflect.Type]any{
				reflect.TypeFor[[]string]():            []string{mark},
				reflect.TypeFor[time.Time]():           noon.Add(time.Duration(len(mark))),
				reflect.TypeFor[support.Interview]():   support.Interview{support.Q1Category: {Value: mark}},
				reflect.TypeFor[*support.Escalation](): &support.Escalation{ID: mark},
			}[f.Type]))
		}
		if v.IsZero() {
			t.Fatalf("%s is empty", f.Name)
		}
	}
	return s
}

// storedBefore is a session as the program stored it while it was one flat struct.
const storedBefore = `{
	"call":"CA1","tree":"caller","node":"q3","turn":7,"lang":"fr","from":"+14155550123","doubted":true,
	"misses":1,"errors":2,"deaf":1,"slow":true,"trail":["main","qualify"],"next":"next","asked":true,"hunting":true,
	"sought":"engineer","guest":true,"stranger":true,"held":3,"over":true,
	"name":"Ann Lee","registered":true,"home":"40012345","contract":"40022222","company":"Bolt",
	"entitlement":"outside_coverage","limited":true,"case":"C1234567","presumed":true,"suspected":true,"declared":true,
	"english_said":true,"offered":true,
	"interview":{"q1_category":{"Question":"q1_category","Value":"3","Raw":"three",
		"At":"2026-11-21T12:00:00Z","Audio":""}},
	"callback":"+14155550177","wanted":"vouching",
	"vouched":true,"asleep":true,"claimed":"40022222","wrong":2,"closed":true,"product":"Archive",
	"problem":{"product":{"Question":"product","Value":"a.wav","Raw":"",
		"At":"2026-11-21T12:00:00Z","Audio":"https://audio/1"}},
	"escalation":{"ID":"","Case":"C1234567","Level":2,"Reason":"deadline","Strong":true,"Summary":"https://audio/9",
		"Call":"","By":"","Language":"","CallBack":true,"At":"2026-11-21T12:00:00Z","Verdict":"",
		"Decided":"0001-01-01T00:00:00Z","DecidedBy":"","Contacted":"0001-01-01T00:00:00Z"},
	"page":"ED-CA1","person":"mei","room":"OP-CA1-1"
}`

// addedSince are the fields that a session of before does not have.
var addedSince = []string{"Firm", "Unheard", "Entered", "Typed"}

// A live call outlives the program: what one version stores, the next one reads,
// and the other way round.
func TestSessionsOfBeforeAreRead(t *testing.T) {
	var s Session
	if err := json.Unmarshal([]byte(storedBefore), &s); err != nil {
		t.Fatal(err)
	}
	for _, f := range leaves() {
		if f.Name != "SID" && !slices.Contains(addedSince, f.Name) && reflect.ValueOf(s).FieldByIndex(f.Index).IsZero() {
			t.Errorf("%s is lost", f.Name)
		}
	}
	if s.Escalation.Level != 2 || s.Interview[support.Q1Category].Value != "3" || s.Sought != support.EngineerPage ||
		s.Held != 3 {
		t.Errorf("read as %+v", s)
	}
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if before, now := flat(t, storedBefore), flat(t, string(text)); !reflect.DeepEqual(before, now) {
		t.Errorf("stored as\n%s, want\n%s", now, before)
	}
}

// flat is a stored session by the names of its fields.
func flat(t *testing.T, text string) map[string]string {
	t.Helper()
	var fields map[string]any
	if err := json.Unmarshal([]byte(text), &fields); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for name, value := range fields {
		out[name] = fmt.Sprint(value)
	}
	return out
}
