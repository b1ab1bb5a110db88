package voice

import (
	"bytes"
	"encoding/binary"
	"math"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"
)

func samplesOf(t *testing.T, file []byte) []int16 {
	t.Helper()
	if string(file[:4])+string(file[8:16])+string(file[36:40]) != "RIFFWAVEfmt data" {
		t.Fatalf("not a WAV file: %q", file[:44])
	}
	if n := int(binary.LittleEndian.Uint32(file[4:])); n != len(file)-8 {
		t.Fatalf("it says %d of %d bytes", n, len(file)-8)
	}
	out := make([]int16, (len(file)-44)/2)
	binary.Read(bytes.NewReader(file[44:]), binary.LittleEndian, out)
	return out
}

func TestMusicIsSoftAndFades(t *testing.T) {
	for _, length := range []time.Duration{time.Second, 8 * time.Second, 60 * time.Second} {
		samples := samplesOf(t, music(length))
		if len(samples) != int(length.Seconds())*sampleRate {
			t.Fatalf("%s: %d samples", length, len(samples))
		}
		loudest, energy := 0.0, 0.0
		for _, s := range samples {
			loudest = max(loudest, math.Abs(float64(s)))
			energy += float64(s) * float64(s)
		}
		if rms := math.Sqrt(energy / float64(len(samples))); loudest > 0.75*math.MaxInt16 || rms < 500 {
			t.Errorf("%s: loudest %.0f, mean %.0f", length, loudest, rms)
		}
		if samples[0] != 0 || samples[len(samples)-1] != 0 {
			t.Errorf("%s: it begins or ends with a click", length)
		}
	}
}

func TestMusicNeverClicks(t *testing.T) {
	samples := samplesOf(t, music(time.Minute))
	for i := 1; i < len(samples); i++ {
		if jump := math.Abs(float64(samples[i]) - float64(samples[i-1])); jump > 14000 {
			t.Fatalf("a jump of %.0f at %.2f s", jump, float64(i)/sampleRate)
		}
	}
}

func TestMusicNeedsNoSignature(t *testing.T) {
	h := newHouse(t)
	for path, status := range map[string]int{
		"/voice/music/8.wav": 200, "/voice/music/60.wav": 200, "/voice/music/0.wav": 404, "/voice/music/61.wav": 404,
		"/voice/music/99999999999999999999.wav": 404, "/voice/music/x.wav": 404,
	} {
		w := httptest.NewRecorder()
		h.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != status {
			t.Errorf("%s: %d", path, w.Code)
		}
		if status == 200 && (w.Header().Get("Content-Type") != "audio/wav" || w.Header().Get("Cache-Control") == "" || w.Header().Get("ETag") == "") {
			t.Errorf("%s: %v", path, w.Header())
		}
	}
	if !bytes.Equal(music(8*time.Second), music(8*time.Second)) {
		t.Error("it is not the same twice")
	}
}

func TestMusicIsMadeOnce(t *testing.T) {
	if &pieces[9]()[0] != &pieces[9]()[0] {
		t.Error("it is made again")
	}
	h := newHouse(t)
	ask := func(method, mark string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, "/voice/music/9.wav", nil)
		r.Header.Set("If-None-Match", mark)
		w := httptest.NewRecorder()
		h.handler.ServeHTTP(w, r)
		return w
	}
	all := ask(http.MethodGet, `"another"`)
	if !bytes.Equal(all.Body.Bytes(), music(9*time.Second)) {
		t.Errorf("%d bytes", all.Body.Len())
	}
	if head := ask(http.MethodHead, ""); head.Code != 200 || head.Body.Len() > 0 || head.Header().Get("Content-Length") != all.Header().Get("Content-Length") {
		t.Errorf("HEAD: %d, %d bytes, %v", head.Code, head.Body.Len(), head.Header())
	}
}

func TestCachedMusicIsNotMade(t *testing.T) {
	h := newHouse(t)
	tune()
	var before, after runtime.MemStats
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		r := httptest.NewRequest(method, "/voice/music/57.wav", nil) // no other test asks for it
		r.Header.Set("If-None-Match", `"music-1-57"`)
		w := httptest.NewRecorder()
		runtime.ReadMemStats(&before)
		h.handler.ServeHTTP(w, r)
		runtime.ReadMemStats(&after)
		if w.Code != http.StatusNotModified || w.Body.Len() > 0 || after.TotalAlloc-before.TotalAlloc > 100<<10 {
			t.Errorf("%s: %d, %d bytes, %d allocated", method, w.Code, w.Body.Len(), after.TotalAlloc-before.TotalAlloc)
		}
	}
}
