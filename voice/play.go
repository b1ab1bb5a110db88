package voice

import "strings"

// play lets a recording of ours be heard, which lies with the carrier. Any
// other address is left out: what is played comes from the record, and a
// record can be tampered with. The carrier has WAV at hand and would have to
// make MP3 first (Twilio, <Play>).
func (s script) play(address string) []*element {
	if !s.holds(address) {
		return nil
	}
	return []*element{tag("Play").add(text(address + ".wav"))}
}

// holds reports whether the carrier has a recording at an address: on its API
// as we reach it, or at the public one, which every carrier names over https.
func (s script) holds(address string) bool {
	ours := s.api != "" && strings.HasPrefix(address, strings.TrimSuffix(s.api, "/")+"/")
	return (ours || strings.HasPrefix(address, "https://")) && strings.Contains(address, "/Recordings/") && !strings.ContainsAny(address, "?#@ ")
}
