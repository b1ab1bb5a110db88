package voice

import "testing"

// Only recordings that the carrier made for us are played.
func TestOnlyOurRecordingsArePlayed(t *testing.T) {
	s := script{addressesOf(public), words{}, carrierAPI + "/"}
	for address, played := range map[string]bool{
		carrierAPI + "/2010-04-01/Accounts/AC1/Recordings/RE1":                      true,
		"https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1":             true,
		"https://api.dublin.ie1.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1":  true,
		"http://elsewhere/2010-04-01/Accounts/AC1/Recordings/RE1":                   false,
		carrierAPI + ".elsewhere/Recordings/RE1":                                    false,
		"https://user:secret@elsewhere/Recordings/RE1":                              false,
		"https://api.twilio.com/2010-04-01/Accounts/AC1/Calls/CA1?x=/Recordings/RE": false,
		"file:///Recordings/RE1":                                                    false,
		"not recorded":                                                              false,
	} {
		if got := len(s.play(address)) == 1; got != played {
			t.Errorf("%s: played %v, want %v", address, got, played)
		}
	}
	if got := string(response(s.play("https://api.twilio.com/Recordings/RE&1")...).encode()); got != `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<Response><Play>https://api.twilio.com/Recordings/RE&amp;1.wav</Play></Response>` {
		t.Errorf("escaped: %s", got)
	}
}
