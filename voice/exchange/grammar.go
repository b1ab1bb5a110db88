package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// rule says what an element may contain.
type rule struct{ attrs, children []string }

func words(s string) []string { return strings.Fields(s) }

var (
	prompts = words("Say Play Pause")
	ssml    = words("break emphasis lang p phoneme prosody s say-as sub w")
)

// grammar is what the exchange understands. Elements and attributes that only
// Twilio knows cause warnings like any unknown ones. Source: Twilio, the pages
// of each verb and noun.
var grammar = map[string]rule{
	"Response":   {children: words("Say Play Pause Gather Record Dial Redirect Hangup Reject")},
	"Say":        {attrs: words("language loop voice"), children: ssml},
	"Play":       {attrs: words("digits loop")},
	"Pause":      {attrs: words("length")},
	"Gather":     {attrs: words(gatherAttrs), children: prompts},
	"Record":     {attrs: words(recordAttrs)},
	"Dial":       {attrs: words(dialAttrs), children: words("Number Conference")},
	"Number":     {attrs: words(numberAttrs)},
	"Conference": {attrs: words(conferenceAttrs)},
	"Redirect":   {attrs: words("method")},
	"Hangup":     {},
	"Reject":     {attrs: words("reason")},
	"break":      {attrs: words("strength time")},
	"emphasis":   {attrs: words("level"), children: ssml},
	"lang":       {attrs: words("xml:lang"), children: ssml},
	"p":          {children: ssml},
	"phoneme":    {attrs: words("alphabet ph")},
	"prosody":    {attrs: words("pitch rate volume"), children: ssml},
	"s":          {children: ssml},
	"say-as":     {attrs: words("format interpret-as role")},
	"sub":        {attrs: words("alias")},
	"w":          {attrs: words("role"), children: ssml},
}

const (
	gatherAttrs = `action actionOnEmptyResult bargeIn debug enhanced finishOnKey hints input language
		maxSpeechTime method numDigits partialResultCallback partialResultCallbackMethod profanityFilter
		speechModel speechTimeout timeout`
	recordAttrs = `action finishOnKey maxLength method playBeep recordingConfigurationId
		recordingStatusCallback recordingStatusCallbackEvent recordingStatusCallbackMethod timeout transcribe
		transcribeCallback trim`
	dialAttrs = `action answerOnBridge callerId events hangupOnStar method passports record
		recordingConfigurationId recordingStatusCallback recordingStatusCallbackEvent
		recordingStatusCallbackMethod recordingTrack referMethod referUrl ringTone sequential timeLimit timeout
		trim`
	numberAttrs = `amdStatusCallback amdStatusCallbackMethod byoc machineDetection
		machineDetectionSilenceTimeout machineDetectionSpeechEndThreshold machineDetectionSpeechThreshold
		machineDetectionTimeout method sendDigits statusCallback statusCallbackEvent statusCallbackMethod url`
	conferenceAttrs = `beep coach endConferenceOnExit eventCallbackUrl jitterBufferSize maxParticipants
		muted participantLabel record recordingConfigurationId recordingStatusCallback
		recordingStatusCallbackEvent recordingStatusCallbackMethod region startConferenceOnEnter statusCallback
		statusCallbackEvent statusCallbackMethod trim waitMethod waitUrl`
)

// complaints lists what Twilio's schema validation (warning 12200) would report
// for e and everything below it.
func (e *element) complaints() []string {
	r := grammar[e.name]
	var list []string
	for _, name := range slices.Sorted(maps.Keys(e.attrs)) {
		if !slices.Contains(r.attrs, name) && !strings.HasPrefix(name, "xmlns") && !strings.HasPrefix(name, "xsi:") {
			list = append(list, fmt.Sprintf("attribute %q is not allowed in <%s>", name, e.name))
		}
	}
	for _, child := range e.children {
		if !slices.Contains(r.children, child.name) {
			list = append(list, fmt.Sprintf("<%s> is not allowed in <%s>", child.name, e.name))
			continue
		}
		list = append(list, child.complaints()...)
	}
	return list
}
