package voice

import "strings"

// play plays a recording of ours that the carrier keeps. It leaves out any
// other address: addresses come from the record, and a record can be tampered
// with. WAV is ready at the carrier; MP3 would have to be made first (Twilio,
// <Play>).
func (s script) play(address string) []*element {
	if !s.holds(address) {
		return nil
	}
	return []*element{tag("Play").add(text(address + ".wav"))}
}

// holds reports whether an address is that of a recording at the carrier: on
// its API as we reach it, or at the public one, which every carrier names with
// https.
func (s script) holds(address string) bool {
	ours := s.api != "" && strings.HasPrefix(address, strings.TrimSuffix(s.api, "/")+"/")
	return (ours || strings.HasPrefix(address, "https://")) && strings.Contains(address, "/Recordings/") &&
		!strings.ContainsAny(address, "?#@ ")
}
