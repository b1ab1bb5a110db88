// What a person hears: the tones of a telephone, made here, and words spoken
// by the browser's own voices.

export const KEYPAD = [
  ['1', ''], ['2', 'ABC'], ['3', 'DEF'],
  ['4', 'GHI'], ['5', 'JKL'], ['6', 'MNO'],
  ['7', 'PQRS'], ['8', 'TUV'], ['9', 'WXYZ'],
  ['*', ''], ['0', '+'], ['#', ''],
];
const ROWS = [697, 770, 852, 941];   // Hz, ITU-T Q.23, each with
const COLUMNS = [1209, 1336, 1477];  // one of these, in the order of the keypad

export const sound = {
  context: null,

  // Browsers allow sound only after somebody has touched the page.
  wake() {
    this.context ??= new AudioContext();
    if (this.context.state === 'suspended') this.context.resume();
  },

  // tone plays frequencies together; returns what stops them early.
  tone(frequencies, seconds, gain = 0.06, delay = 0) {
    if (!this.context) return () => {};
    const start = this.context.currentTime + delay;
    const volume = this.context.createGain();
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(gain, start + 0.012);
    volume.gain.setValueAtTime(gain, start + seconds - 0.02);
    volume.gain.linearRampToValueAtTime(0, start + seconds);
    volume.connect(this.context.destination);
    const voices = frequencies.map(frequency => {
      const voice = new OscillatorNode(this.context, {frequency});
      voice.connect(volume);
      voice.start(start);
      voice.stop(start + seconds);
      return voice;
    });
    return () => voices.forEach(voice => voice.stop());
  },

  key(key) {
    const at = KEYPAD.findIndex(([name]) => name === key);
    this.tone([ROWS[Math.floor(at / 3)], COLUMNS[at % 3]], 0.16);
  },

  recordTone() { this.tone([1000], 0.3, 0.05); },
  message() { this.tone([880], 0.09, 0.04); this.tone([1174], 0.14, 0.04, 0.1); },
};

// A Cadence repeats its strokes, [delay, seconds] each, while a phone needs it.
class Cadence {
  constructor(frequencies, strokes, period, gain) {
    Object.assign(this, {frequencies, strokes, period, gain, phones: new Set(), stops: [], timer: 0});
  }

  set(phone, on) {
    if (on === this.phones.has(phone)) return;
    on ? this.phones.add(phone) : this.phones.delete(phone);
    if (!this.phones.size) this.stop();
    else if (!this.timer) this.play();
  }

  play() {
    this.stops = this.strokes.map(([delay, seconds]) => sound.tone(this.frequencies, seconds, this.gain, delay));
    this.timer = setTimeout(() => this.play(), this.period);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.stops.forEach(stop => stop());
  }
}

export const bell = new Cadence([523.25, 659.25], [[0, 0.4], [0.6, 0.4]], 3000, 0.05);
export const ringback = new Cadence([440, 480], [[0, 2]], 6000, 0.02);

// The carrier's tags of Chinese are not the browser's.
export function languageTag(tag) {
  const chinese = /^(cmn|yue|zh)\b(?:-(?:Hans|Hant))?-?(\w\w)?$/i.exec(tag ?? '');
  if (!chinese) return tag || 'en';
  return 'zh-' + (chinese[1].toLowerCase() === 'yue' ? 'HK' : chinese[2] ?? 'CN');
}

export const speech = {
  music: null,

  hush() {
    window.speechSynthesis?.cancel();
    this.music?.pause();
    this.music = null;
  },

  // play is what the line plays instead of words.
  play(url) {
    this.music?.pause();
    if (!/^https?:/.test(url)) return;
    this.music = new Audio(url);
    this.music.play().catch(() => {}); // the transcript says that there is music
  },

  aloud(text, lang) {
    if (!window.speechSynthesis) return;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = lang;
    utterance.voice = this.voice(lang);
    this.music?.pause();
    if (speechSynthesis.pending) this.hush(); // rather skip words than lag behind the call
    speechSynthesis.speak(utterance);
  },

  voice(lang) {
    const known = speechSynthesis.getVoices().map(voice => [voice.lang.replace('_', '-').toLowerCase(), voice]);
    const wanted = lang.toLowerCase();
    const language = wanted.split('-')[0];
    const found = known.find(([tag]) => tag === wanted) ?? known.find(([tag]) => tag.split('-')[0] === language);
    return found?.[1] ?? null;
  },
};
