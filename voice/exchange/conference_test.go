package exchange_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const roomEvents = `statusCallback="/room" statusCallbackEvent="start end join leave mute hold modify announcement"`

// conferencePages put callers of the hotline, and phones that are called, in a
// room.
func conferencePages(b *bench, caller, called string) {
	b.answers("/voice", `<Dial action="/left"><Conference `+caller+`>Room C1234567</Conference></Dial>`)
	b.answers("/out", `<Dial><Conference `+called+`>Room C1234567</Conference></Dial><Say>That was it</Say>`)
	b.answers("/left", `<Say>You have left</Say>`)
	b.answers("/wait", `<Say>Please wait</Say>`)
	b.phone(bob)
	b.phone(carol)
}

// room returns the SID of the only conference.
func (b *bench) room() string {
	b.Helper()
	_, list := b.rest("GET", "/Conferences.json?FriendlyName="+url.QueryEscape("Room C1234567"), nil)
	all := list["conferences"].([]any)
	if len(all) != 1 {
		b.Fatalf("%d conferences", len(all))
	}
	return all[0].(map[string]any)["sid"].(string)
}

// events returns the StatusCallbackEvents sent to a path.
func (b *bench) events(path string) string {
	synctest.Wait()
	var list []string
	for _, r := range b.to(path) {
		list = append(list, r.get("StatusCallbackEvent"))
	}
	return strings.Join(list, " ")
}

func TestConference(t *testing.T) {
	inBubble(t, func(b *bench) {
		conferencePages(b, roomEvents+` waitUrl="/wait" participantLabel="customer" endConferenceOnExit="true"`, `statusCallback="/other"`)
		caller := b.phone(alice).Dials(hotline).Hears("please wait").IsAlone()
		b.passes(time.Minute) // the wait document is not looped
		b.wants("waits", len(b.to("/wait")), 1)
		b.wants("status", b.conference()["status"], "init")
		b.calls(bob)
		b.phone(bob).Answers().TalksWith(b.x.Handset(alice)).Says("This is Bob")
		caller.Hears("this is bob").Says("Hello Bob")
		b.phone(bob).Hears("hello bob")
		b.wants("status", b.conference()["status"], "in-progress")
		caller.HangsUp()
		b.phone(bob).Hears("that was it").IsHungUp()
		b.wants("events", b.events("/room"),
			"participant-join participant-join conference-start participant-leave participant-leave conference-end")
		b.wants("only the first participant's callback counts", len(b.to("/other")), 0)
		last := b.to("/room")[5]
		b.wants("why", last.get("ReasonConferenceEnded"), "participant-with-end-conference-on-exit-left")
		b.wants("who", last.get("ParticipantLabelEndingConference"), "customer")
		b.wants("SequenceNumber", last.get("SequenceNumber"), "6")
		left := b.to("/room")[3]
		b.wants("label", left.get("ParticipantLabel"), "customer")
		b.wants("why", left.get("ReasonParticipantLeft"), "participant_hung_up")
		b.wants("status", left.get("ParticipantCallStatus"), "completed")
	})
}

func (b *bench) conference() map[string]any {
	b.Helper()
	_, c := b.rest("GET", "/Conferences/"+b.room()+".json", nil)
	return c
}

func TestConferenceStarts(t *testing.T) {
	rows := []struct {
		name, caller, called string
		started              bool
	}{
		{"two who start it", ``, ``, true},
		{"one who starts it", `startConferenceOnEnter="false"`, ``, true},
		{"the second does not, the first does", ``, `startConferenceOnEnter="false"`, true},
		{"no participant starts it", `startConferenceOnEnter="false"`, `startConferenceOnEnter="false"`, false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				conferencePages(b, row.caller, row.called)
				b.phone(alice).Dials(hotline)
				b.calls(bob)
				b.phone(bob).Answers()
				b.passes(time.Second)
				if row.started {
					b.phone(alice).TalksWith(b.x.Handset(bob))
				} else {
					b.phone(alice).IsAlone()
				}
			})
		})
	}
}

func TestConferenceGoesOnWithoutParticipantsThatDoNotEndIt(t *testing.T) {
	inBubble(t, func(b *bench) {
		conferencePages(b, ``, ``)
		b.phone(alice).Dials(hotline)
		b.calls(bob)
		b.phone(bob).Answers().TalksWith(b.x.Handset(alice)).HangsUp()
		b.phone(alice).IsAlone()
		b.wants("status", b.conference()["status"], "in-progress")
		b.calls(carol)
		b.phone(carol).Answers().TalksWith(b.x.Handset(alice)).HangsUp()
		b.phone(alice).HangsUp()
		b.wants("why", b.conference()["reason_conference_ended"], "last-participant-left")
		_, list := b.rest("GET", "/Conferences/"+b.room()+"/Participants.json", nil)
		b.wants("participants", len(list["participants"].([]any)), 0)
	})
}

func TestConferenceHangupOnStar(t *testing.T) {
	inBubble(t, func(b *bench) {
		conferencePages(b, ``, ``)
		b.answers("/voice", `<Dial hangupOnStar="true" action="/left"><Conference>Room C1234567</Conference></Dial>`)
		b.phone(alice).Dials(hotline).Presses("*").Hears("you have left").IsHungUp()
		b.wants("DialCallStatus", b.one("/left").get("DialCallStatus"), "answered")
		b.wants("DialCallSid", b.one("/left").form.Has("DialCallSid"), false)
	})
}

func TestConferenceRefuses(t *testing.T) {
	rows := []struct{ name, caller, called, code string }{
		{"a label that is taken", `participantLabel="a"`, `participantLabel="a"`, "16025"},
		{"a label with a slash", ``, `participantLabel="a/b"`, "16023"},
		{"one too many", ``, `maxParticipants="1"`, "13227"},
		{"a coach of a call that is not there", ``, `coach="CA0"`, "13240"},
		{"without a wait document", ``, `waitUrl="/broken" startConferenceOnEnter="false"`, "11217"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				conferencePages(b, row.caller, row.called)
				b.does("/broken", func(request) string { return "status 500" })
				if row.code == "11217" {
					b.answers("/voice", `<Pause length="60"/>`)
				}
				b.phone(alice).Dials(hotline)
				synctest.Wait()
				b.calls(bob)
				b.phone(bob).Answers().Hears("that was it").IsHungUp()
				b.wants("warnings", b.warned(), row.code)
			})
		})
	}
}

func TestParticipants(t *testing.T) {
	inBubble(t, func(b *bench) {
		conferencePages(b, roomEvents, ``)
		b.answers("/news", `<Say>Here is the news</Say>`)
		caller := b.phone(alice).Dials(hotline)
		synctest.Wait()
		path := "/Conferences/" + b.room() + "/Participants"
		status, p := b.rest("POST", path+".json", url.Values{
			"To": {bob}, "From": {hotline}, "Label": {"manager"}, "EndConferenceOnExit": {"true"},
			"StatusCallback": {"https://app.test/status"}, "StatusCallbackEvent": words("ringing", "answered"),
		})
		b.wants("created", status, http.StatusCreated)
		b.wants("conference", p["conference_sid"], b.room())
		manager := b.phone(bob).Answers().TalksWith(b.x.Handset(alice))
		b.wants("statuses", b.statuses("/status"), "ringing in-progress")

		update := func(form url.Values) map[string]any {
			_, p := b.rest("POST", path+"/manager.json", form)
			return p
		}
		b.wants("muted", update(url.Values{"Muted": {"true"}})["muted"], true)
		before := len(caller.Transcript())
		b.mutters(bob, "Can you hear me?")
		b.wants("muted people are not heard", len(caller.Transcript()), before)
		update(url.Values{"Muted": {"false"}, "Hold": {"true"}, "HoldUrl": {"https://app.test/wait"}})
		manager.Hears("please wait").IsAlone()
		caller.IsAlone()
		b.wants("HoldUrl is asked by", b.one("/wait").method, "GET")
		update(url.Values{"Hold": {"false"}, "EndConferenceOnExit": {"false"}})
		manager.TalksWith(b.x.Handset(alice))
		update(url.Values{"AnnounceUrl": {"https://app.test/news"}})
		manager.Hears("news")
		b.passes(10 * time.Second)
		b.rest("POST", "/Conferences/"+b.room()+".json", url.Values{"AnnounceUrl": {"https://app.test/news"}})
		caller.Hears("news")
		b.passes(10 * time.Second)

		_, list := b.rest("GET", path+".json", nil)
		b.wants("participants", len(list["participants"].([]any)), 2)
		gone, _ := b.rest("DELETE", path+"/manager.json", nil)
		b.wants("kicked", gone, http.StatusNoContent)
		manager.IsHungUp()
		b.rest("POST", "/Conferences/"+b.room()+".json", url.Values{"Status": {"completed"}})
		caller.Hears("you have left").IsHungUp()
		b.wants("events", b.events("/room"), "participant-join participant-join conference-start "+
			"participant-mute participant-unmute participant-hold participant-unhold participant-modify "+
			"announcement-end announcement-end participant-leave participant-leave conference-end")
	})
}

func words(s ...string) []string { return s }

// A participant who does not answer was never in the conference.
func TestParticipantDoesNotAnswer(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.phone(bob)
		_, p := b.rest("POST", "/Conferences/C1234567/Participants.json", url.Values{
			"To": {bob}, "From": {hotline}, "Timeout": {"10"}, "StatusCallback": {"https://app.test/status"},
		})
		b.wants("status", p["status"], "queued")
		b.phone(bob).Rings().IsHungUp()
		b.wants("statuses", b.statuses("/status"), "no-answer")
		_, c := b.rest("GET", "/Conferences/"+p["conference_sid"].(string)+".json", nil)
		b.wants("conference", c["status"], "completed")
	})
}

// A redirect takes a leg out of its conference: an accepted page moves the
// caller in this way.
func TestRedirectIntoConference(t *testing.T) {
	inBubble(t, func(b *bench) {
		conferencePages(b, ``, `endConferenceOnExit="true"`)
		b.answers("/voice", `<Gather timeout="30"><Say>You are on hold</Say></Gather>`)
		b.answers("/join", `<Dial><Conference>Room C1234567</Conference></Dial>`)
		caller := b.phone(alice).Dials(hotline).Hears("on hold")
		b.calls(bob)
		manager := b.phone(bob).Answers().IsAlone()
		b.rest("POST", "/Calls/"+b.one("/voice").get("CallSid")+".json", url.Values{"Url": {"https://app.test/join"}})
		caller.TalksWith(b.x.Handset(bob))
		b.answers("/back", `<Say>Back again</Say><Pause length="60"/>`)
		b.rest("POST", "/Calls/"+b.one("/voice").get("CallSid")+".json", url.Values{"Url": {"https://app.test/back"}})
		caller.Hears("back again")
		manager.IsAlone().HangsUp()
	})
}

// mutters says what is not heard by anything, for which a Person would wait.
func (b *bench) mutters(number, text string) {
	b.Helper()
	status := b.phoneAPI("POST", "/handsets/"+number+"/speak", `{"text":"`+text+`"}`)
	b.wants("speak", status, http.StatusNoContent)
	b.passes(5 * time.Second)
}
