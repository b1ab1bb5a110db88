package voice

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/mux"
)

const (
	sampleRate  = 8000 // Hz: what a telephone carries
	longestTune = 60   // seconds
	chordLength = 4.0  // seconds
	loudness    = 0.16 // of full scale: a caller must not be startled after a silence
	fadeIn      = 400 * time.Millisecond
	fadeOut     = 1200 * time.Millisecond
)

// chords are the hold music, slow and endless: C, A minor, F and G, each with
// an added tone, within the band of a telephone. In Hz.
var chords = [][]float64{
	{261.63, 329.63, 392.00, 493.88}, // C E G B
	{220.00, 329.63, 392.00, 523.25}, // A E G C
	{349.23, 440.00, 523.25, 659.26}, // F A C E
	{293.66, 392.00, 493.88, 587.33}, // D G B D
}

// tune is the longest piece, made once; shorter ones are its beginning.
var tune = sync.OnceValue(func() []float64 {
	out := make([]float64, longestTune*sampleRate)
	for i := range out {
		out[i] = soundAt(float64(i) / sampleRate)
	}
	return out
})

// soundAt returns the music at a moment: the chord of that moment, and the end
// of the one before it, which rings on.
func soundAt(t float64) float64 {
	n := int(t / chordLength)
	in := t - float64(n)*chordLength
	sum := strum(chords[n%len(chords)], in)
	if n > 0 {
		sum += strum(chords[(n-1)%len(chords)], in+chordLength)
	}
	return loudness * sum
}

// strum is a chord, t seconds after its first note. Its notes come in one after
// another and die away.
func strum(chord []float64, t float64) float64 {
	sum := 0.0
	for i, hz := range chord {
		since := t - float64(i)*0.25
		if since <= 0 {
			continue
		}
		swell := (1 - math.Exp(-since*8)) * math.Exp(-since*0.9)
		sum += swell * (math.Sin(2*math.Pi*hz*since) + 0.25*math.Sin(4*math.Pi*hz*since))
	}
	return sum
}

// musicSeconds rounds to a length for which there is music.
func musicSeconds(d time.Duration) int {
	return min(max(int((d+time.Second-1)/time.Second), 1), longestTune)
}

// music returns a WAV file of 16-bit samples of a given length, faded at both
// ends.
func music(length time.Duration) []byte {
	samples := tune()[:musicSeconds(length)*sampleRate]
	out := make([]int16, len(samples))
	for i, v := range samples {
		out[i] = int16(math.MaxInt16 * v * fade(i, len(samples)))
	}
	return wav(out)
}

// fade is how loud the music is at a sample, from 0 to 1.
func fade(i, total int) float64 {
	in := float64(i) / (fadeIn.Seconds() * sampleRate)
	out := float64(total-1-i) / (min(fadeOut.Seconds(), float64(total)/sampleRate/2) * sampleRate)
	return min(in, out, 1)
}

// pieces are the WAV files of music by length in seconds. Each is made on first
// use.
var pieces = func() (all [longestTune + 1]func() []byte) {
	for n := range all {
		all[n] = sync.OnceValue(func() []byte { return music(time.Duration(n) * time.Second) })
	}
	return all
}()

// wav writes mono samples as a RIFF file.
func wav(samples []int16) []byte {
	var b bytes.Buffer
	size := uint32(2 * len(samples))
	b.WriteString("RIFF")
	binary.Write(&b, binary.LittleEndian, 36+size)
	b.WriteString("WAVEfmt ")
	binary.Write(&b, binary.LittleEndian, struct {
		Size               uint32
		PCM, Channels      uint16
		Rate, BytesASecond uint32
		Block, Bits        uint16
	}{16, 1, 1, sampleRate, 2 * sampleRate, 2, 16})
	b.WriteString("data")
	binary.Write(&b, binary.LittleEndian, size)
	binary.Write(&b, binary.LittleEndian, samples)
	return b.Bytes()
}

// playMusic serves 1 to 60 seconds of hold music. It is the same each time, so
// any client may cache it.
func playMusic(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(mux.Vars(r)["seconds"])
	if err != nil || n < 1 || n > longestTune {
		http.Error(w, fmt.Sprintf("there is music for 1 to %d seconds", longestTune), http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "audio/wav")
	w.Header().Set("Cache-Control", "public, max-age=604800")
	mark := fmt.Sprintf(`"music-1-%d"`, n)
	w.Header().Set("ETag", mark)
	if r.Header.Get("If-None-Match") == mark {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(pieces[n]()))
}
