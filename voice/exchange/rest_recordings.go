package exchange

import (
	"net/http"
	"slices"
	"strings"
)

func (x *Exchange) listRecordings(r *http.Request) (any, error) {
	list := filtered(x.recordings, func(rec *recording) bool {
		return wanted(r, "CallSid", rec.callSID) && on(r, "DateCreated", rec.filed)
	})
	return page(r, "recordings", list, (*recording).resource), nil
}

// getRecording is GET Recordings/{Sid}: the resource with .json, else the
// audio. With .mp3 the audio is labelled as MP3, but is still WAV.
func (x *Exchange) getRecording(r *http.Request) (any, error) {
	sid, format, _ := strings.Cut(r.PathValue("sid"), ".")
	rec := x.recordingBySID(sid)
	if rec == nil {
		return nil, notFound(r.URL.Path)
	}
	switch format {
	case "json":
		return rec.resource(), nil
	case "mp3":
		return audio{"audio/mpeg", rec.wav()}, nil
	case "", "wav":
		return audio{"audio/x-wav", rec.wav()}, nil
	}
	return nil, notFound(r.URL.Path)
}

func (x *Exchange) deleteRecording(r *http.Request) (any, error) {
	sid := sidOf(r, "sid")
	if x.recordingBySID(sid) == nil {
		return nil, notFound(r.URL.Path)
	}
	x.recordings = slices.DeleteFunc(x.recordings, func(rec *recording) bool { return rec.sid == sid })
	return deleted{}, nil
}

func (r *recording) resource() map[string]any {
	return map[string]any{
		"sid": r.sid, "account_sid": r.x.cfg.AccountSID, "call_sid": r.callSID, "conference_sid": nil,
		"status": completed, "channels": 1, "source": "RecordVerb", "duration": seconds(r.length),
		"start_time": rfc2822(r.started), "date_created": rfc2822(r.filed), "date_updated": rfc2822(r.filed),
		"api_version": "2010-04-01", "price": nil, "price_unit": "USD", "error_code": nil, "encryption_details": nil,
		"media_url": r.url(), "uri": r.path() + ".json", "subresource_uris": map[string]string{},
	}
}
