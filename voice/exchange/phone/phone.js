// Phones on a desk: each is one handset of the exchange. What happens to it
// arrives as server-sent events, what its owner does goes out as POSTs, and
// nothing is shown as done before the exchange has said so.

import {showBoards, showGuide, tick} from './board.js';
import {$, element, memory, setText} from './dom.js';
import {KEYPAD, bell, languageTag, ringback, sound, speech} from './sound.js';
import {arrange, clearBefore, pin, putAway, restore} from './view.js';
import {RESTING, clock, endOf, languageName, listeningFor, pretty, recordingFor} from './words.js';

const SPOKEN_KEYS = {'*': 'star', '#': 'pound'};
const MAX_LINES = 300;  // of a transcript kept on screen
const RETRY = 3000;     // ms between tries to find a lost exchange
const WIDE = 6;         // keys side by side

const desk = {line: '', title: '', phones: [], row: [], speaker: null, past: false};

// The person hears one phone at a time: the last one touched, unless its
// speaker was switched off by hand.
function giveSpeakerTo(phone) {
  if (desk.speaker === phone) return;
  desk.speaker = phone;
  memory.set('speaker', phone?.number);
  speech.hush();
  desk.phones.forEach(each => each.showSpeaker());
}

function who(number) {
  if (number === desk.line) return 'the line';
  return desk.phones.find(phone => phone.number === number)?.label ?? pretty(number || 'unknown number');
}

const people = new Intl.ListFormat('en');
const party = numbers => people.format(numbers.map(who));

// ---- A phone ----------------------------------------------------------------

class Phone {
  constructor(card) {
    Object.assign(this, {
      number: card.number, label: card.label || pretty(card.number), role: card.role ?? '', language: languageTag(card.language),
      mode: 'normal', replyTo: '', silenced: false,
    });
    this.forget();
    this.root = $('phone').content.firstElementChild.cloneNode(true);
    this.build();
    this.listenToPerson();
    this.show();
  }

  part(selector) { return this.root.querySelector(selector); }

  // forget is the phone before anything has happened to it.
  forget() {
    Object.assign(this, {
      state: 'idle', caller: '', peers: null, recording: false, spokenLanguage: '', since: 0,
      used: false, pinned: false, entered: 0, lastAt: 0, messages: 0,
    });
    this.log?.replaceChildren();
  }

  build() {
    this.root.dataset.number = this.number;
    this.root.setAttribute('aria-label', `Phone of ${this.label}`);
    this.root.setAttribute('aria-describedby', 'keyboard');
    this.part('.label').textContent = this.label;
    this.part('.role').textContent = this.role;
    this.part('.number').textContent = pretty(this.number);
    this.log = this.part('.lines');
    this.words = this.part('.words');
    this.choices = [...this.root.querySelectorAll('[type=radio]')];
    this.choices.forEach(choice => { choice.name = 'purpose ' + this.number; });
    this.part('.keys').append(...KEYPAD.map((key, index) => this.keyButton(key, index)));
    this.part('.mic').hidden = !window.webkitSpeechRecognition;
    this.words.value = memory.get('drafts', {})[this.number] ?? '';
    this.chip = this.chipOf(element('span', 'chip-role', this.role));
    this.tab = this.chipOf();
  }

  chipOf(...more) {
    const chip = element('button', 'chip', '', element('span', 'dot'), element('span', 'chip-label', this.label), ...more, element('span', 'chip-state'));
    chip.type = 'button';
    return chip;
  }

  keyButton([key, letters], index) {
    const button = element('button', 'key');
    button.type = 'button';
    button.value = key;
    button.tabIndex = index ? -1 : 0;
    button.setAttribute('aria-label', `${SPOKEN_KEYS[key] ?? key} ${letters}`.trim());
    button.append(element('span', 'digit', key), ' ', element('span', 'letters', letters));
    button.addEventListener('click', () => this.press(key));
    return button;
  }

  listenToPerson() {
    this.root.addEventListener('focusin', event => this.touched(event));
    this.root.addEventListener('pointerdown', event => this.touched(event));
    this.root.addEventListener('mousedown', event => this.keepFocus(event));
    this.root.addEventListener('keydown', event => this.typed(event));
    this.part('.green').addEventListener('click', () => this.green());
    this.part('.red').addEventListener('click', () => this.red());
    this.part('.speaker').addEventListener('click', () => this.switchSpeaker());
    this.part('.mic').addEventListener('click', () => this.dictate());
    this.part('select').addEventListener('change', event => this.tell('mode', {mode: event.target.value}));
    this.part('.composer').addEventListener('submit', event => this.compose(event));
    this.part('fieldset').addEventListener('change', () => { this.replyTo = ''; this.show(); });
    this.words.addEventListener('input', () => memory.put('drafts', this.number, this.words.value || undefined));
    this.part('.away').addEventListener('click', () => this.putAway());
    this.tab.addEventListener('click', () => this.focus());
    this.chip.addEventListener('click', () => this.open());
  }

  // open is what the list of all phones does.
  open() {
    $('roster').hidePopover();
    pin(this);
    showRow();
    this.focus();
  }

  putAway() {
    if (this.state !== 'idle') return;
    document.activeElement.blur();
    putAway(this);
    showRow();
    desk.row.at(-1).focus();
  }

  // setShown: what a reader sees is no longer new.
  setShown(shown) {
    this.root.hidden = !shown;
    if (shown && !desk.past && this.seen() !== this.messages) memory.put('seen', this.number, this.messages);
    this.showChip();
  }

  seen() { return memory.get('seen', {})[this.number] ?? 0; }

  showChip() {
    const unread = Math.max(this.messages - this.seen(), 0);
    const words = this.situation(true) || (unread ? `${unread} new message${unread > 1 ? 's' : ''}` : '');
    for (const chip of [this.chip, this.tab]) {
      chip.dataset.state = this.state;
      setText(chip.lastElementChild, words);
    }
  }

  focus() {
    this.root.focus({preventScroll: true});
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.root.scrollIntoView({behavior: calm ? 'auto' : 'smooth', block: 'nearest', inline: 'center'});
  }

  touched({target}) {
    memory.set('focus', this.number);
    if (!this.silenced && !target.closest('.speaker')) giveSpeakerTo(this);
  }

  // A mouse click on a key leaves the focus on the phone, so that digits and
  // Enter typed next mean the phone's keys and not the last button.
  keepFocus(event) {
    if (!event.target.closest('.key, .green, .red')) return;
    event.preventDefault();
    this.root.focus({preventScroll: true});
  }

  typed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.matches('.words, select');
    const act = this.actionOf(event.key, event.target, typing);
    if (!act) return;
    event.preventDefault();
    if (!event.repeat) act();
  }

  actionOf(key, target, typing) {
    if (key === 'Escape') return typing ? () => this.root.focus() : () => this.red();
    if (typing) return null;
    if (KEYPAD.some(([name]) => name === key)) return () => this.press(key);
    if (target.matches('.key')) return this.moveOnKeypad(key, target);
    if (target.closest('button, input')) return null;
    if (key === 'Enter') return () => this.green();
    const step = {ArrowRight: 1, ArrowLeft: -1}[key];
    return step && (() => desk.row.at((desk.row.indexOf(this) + step) % desk.row.length).focus());
  }

  // The keypad is one stop of the Tab key; the arrows move on it.
  moveOnKeypad(key, from) {
    const step = {ArrowRight: 1, ArrowLeft: -1, ArrowDown: WIDE, ArrowUp: -WIDE}[key];
    const keys = [...this.part('.keys').children];
    const to = step && keys[keys.indexOf(from) + step];
    return to && (() => { from.tabIndex = -1; to.tabIndex = 0; to.focus(); });
  }

  // -- what the person does

  green() {
    if (this.state === 'idle') this.tell('dial', {to: desk.line});
    if (this.state === 'ringing') this.tell('answer');
  }

  red() {
    if (this.state === 'ringing') this.tell('decline');
    else if (this.state !== 'idle') this.tell('hangup');
  }

  press(key) {
    sound.key(key);
    this.hush();
    this.flash(key);
    if (this.state === 'talking') this.tell('press', {keys: key});
  }

  hush() { if (desk.speaker === this) speech.hush(); }

  flash(key) {
    const button = this.part(`.key[value="${key}"]`);
    button.classList.add('down');
    setTimeout(() => button.classList.remove('down'), 160);
  }

  async compose(event) {
    event.preventDefault();
    const text = this.words.value.trim();
    if (!text) return;
    const speaking = this.purpose() === 'speak';
    const done = await (speaking ? this.tell('speak', {text}) : this.tell('text', {to: this.replyTo || desk.line, body: text}));
    if (!done) return;
    this.words.value = '';
    memory.put('drafts', this.number, undefined);
  }

  purpose() { return this.choices.find(choice => choice.checked).value; }

  setPurpose(purpose, replyTo = '') {
    this.choices.forEach(choice => { choice.checked = choice.value === purpose; });
    this.replyTo = replyTo;
  }

  dictate() {
    if (this.dictation) return this.dictation.stop();
    const button = this.part('.mic');
    const ear = this.dictation = new webkitSpeechRecognition();
    ear.lang = this.spokenLanguage || this.language;
    ear.onresult = ({results}) => { this.words.value = [...results].map(([best]) => best.transcript).join(' '); };
    ear.onerror = ({error}) => this.note(`The microphone gave nothing (${error}). Type instead.`);
    ear.onend = () => {
      this.dictation = null;
      button.setAttribute('aria-pressed', 'false');
      this.part('.composer').requestSubmit();
    };
    button.setAttribute('aria-pressed', 'true');
    speech.hush();
    ear.start();
  }

  switchSpeaker() {
    this.silenced = desk.speaker === this;
    giveSpeakerTo(this.silenced ? null : this);
  }

  // tell sends one act to the exchange. It reports whether it was done; if
  // not, the phone shows why.
  async tell(verb, body = {}) {
    try {
      const answer = await fetch(`api/handsets/${encodeURIComponent(this.number)}/${verb}`, {
        method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body),
      });
      if (answer.ok) return true;
      const problem = await answer.json().catch(() => ({}));
      this.note(problem.error ?? `The exchange refused this (${answer.status}).`);
    } catch {
      this.note('The exchange did not answer. Try again.');
    }
    this.show();
    return false;
  }

  // -- what happens to the phone

  take(event) {
    if (Object.hasOwn(HAPPENS, event.kind)) HAPPENS[event.kind](this, event);
    if (event.kind !== 'state') this.lastAt = event.at;
    if (!desk.past) this.show();
  }

  changeState(state, mode, at) {
    this.mode = mode ?? this.mode;
    if (state === this.state) return;
    this.state = state;
    this.since = at;
    if (state === 'dialing') clearBefore(desk.phones, this);
    if (state === 'dialing' || state === 'talking') this.used = true;
    if (state !== 'ringing') this.caller = '';
    this.peers = null;
    this.waits('');
    if (state !== 'talking') this.setPurpose('text', this.replyTo);
    else if (!this.words.value || desk.past) this.setPurpose('speak');
  }

  // waits shows what the line waits for: so many keys, ended by one of finish.
  waits(text, {recording = false, digits = 0, finish = ''} = {}) {
    Object.assign(this, {recording, keysLeft: digits || Infinity, finish});
    setText(this.part('.waits'), text);
  }

  heard(by, text, lang, seconds) {
    const line = this.add('heard', by, text, lang);
    if (desk.past) return;
    if (seconds) line.style.setProperty('--seconds', `${seconds}s`);
    if (desk.speaker === this) speech.aloud(text, lang);
  }

  // -- the transcript; every text of others is inserted as text, never as markup

  add(kind, by, text, lang, ...more) {
    const line = element('div', `entry ${kind}`);
    const words = element('p', 'text', text);
    if (lang) words.lang = lang;
    if (by) line.append(element('p', 'by', by));
    line.append(words, ...more);
    return this.append(line);
  }

  append(line) {
    this.log.append(line);
    if (this.log.childElementCount > MAX_LINES) this.log.firstElementChild.remove();
    return line;
  }

  note(text) { this.add('note', '', text); }

  // Keys pressed one after the other stand on one line.
  pressed(keys) {
    const last = this.log.lastElementChild;
    const line = last?.matches('.pressed') ? last : this.append(element('div', 'entry pressed'));
    for (const key of keys) {
      line.append(element('kbd', '', key));
      if (this.finish.includes(key) || --this.keysLeft <= 0) this.waits('');
    }
  }

  message(from, body) {
    const reply = element('button', 'reply', 'Reply');
    reply.type = 'button';
    reply.addEventListener('click', () => { this.setPurpose('text', from); this.show(); this.words.focus(); });
    this.add('heard message', `Message from ${who(from)}`, body, '', reply);
    this.messages++;
    if (!desk.past) sound.message();
  }

  // -- what the phone looks like

  show() {
    this.root.dataset.state = this.state;
    this.root.toggleAttribute('data-recording', this.recording);
    this.root.toggleAttribute('data-joined', Boolean(this.peers?.length));
    bell.set(this, this.state === 'ringing');
    ringback.set(this, this.state === 'dialing');
    setText(this.part('.state'), this.situation());
    this.part('select').value = this.mode;
    this.showCallKeys();
    this.showComposer();
    this.showSpeaker();
    this.tick();
    showRow();
    showTitle();
  }

  situation(short) {
    if (this.state === 'dialing') return short ? 'calling' : 'Calling the line …';
    if (this.state === 'ringing') return short ? 'ringing' : this.caller ? `${this.caller} is calling` : 'Ringing';
    if (this.state === 'idle') return short ? (this.mode === 'normal' ? '' : this.mode) : RESTING[this.mode];
    if (this.peers?.length) return short ? 'talking' : `Talking with ${party(this.peers)}`;
    if (this.peers) return short ? 'waiting' : 'Nobody else is on the line';
    return short ? 'on the line' : 'On the line';
  }

  showCallKeys() {
    const {state} = this;
    setText(this.part('.green span'), state === 'ringing' ? 'Answer' : 'Call');
    setText(this.part('.red span'), state === 'ringing' ? 'Decline' : 'Hang up');
    this.part('.green').setAttribute('aria-disabled', String(state === 'dialing' || state === 'talking'));
    this.part('.red').setAttribute('aria-disabled', String(state === 'idle'));
    this.part('.away').setAttribute('aria-disabled', String(state !== 'idle'));
  }

  showComposer() {
    const talking = this.state === 'talking';
    this.choices[0].disabled = !talking;
    const texting = this.purpose() === 'text';
    const hint = texting ? `Text ${who(this.replyTo || desk.line)}` : 'Type to speak';
    this.words.placeholder = hint;
    this.words.setAttribute('aria-label', hint);
  }

  showSpeaker() { this.part('.speaker').setAttribute('aria-pressed', String(desk.speaker === this)); }

  tick() {
    setText(this.part('.timer'), this.state === 'talking' ? clock((Date.now() - this.since) / 1000) : '');
  }
}

// What the exchange reports of a phone, by kind.
const HAPPENS = {
  state(phone, {state, mode, at}) { phone.changeState(state, mode, at); },
  ringing(phone, {from, at}) { phone.changeState('ringing', undefined, at); phone.caller = who(from); },
  say(phone, {lang, text, seconds}) {
    const tag = languageTag(lang);
    const by = tag === phone.spokenLanguage ? '' : languageName(tag);
    phone.spokenLanguage = tag;
    if (phone.recording) phone.waits(''); // the line does not talk into a recording
    if (!phone.peers?.length) phone.peers = null;
    phone.heard(by, text, tag, seconds);
  },
  play(phone, {url, text, seconds}) {
    if (text) { phone.heard('Recording', text, phone.language, seconds); return; }
    phone.note('♪ Music');
    if (desk.speaker === phone && !desk.past) speech.play(url);
  },
  tone() { if (!desk.past) sound.recordTone(); },
  listening(phone, event) { phone.peers = null; phone.waits(listeningFor(event), event); },
  recording(phone, {max, finish}) {
    phone.peers = null;
    phone.waits(recordingFor({max, finish}), {recording: true, finish});
  },
  conference(phone, event) { phone.peers = event.with ?? []; phone.waits(''); },
  heard(phone, {from, text}) { phone.spokenLanguage = ''; phone.heard(who(from), text, phone.language); },
  pressed(phone, {keys}) { phone.pressed(keys); },
  ended(phone, {reason}) {
    if (!desk.past) phone.hush();
    phone.spokenLanguage = '';
    if (phone.state !== 'ringing') phone.note(endOf(reason));
  },
  declined(phone) { phone.caller = ''; phone.note('Declined'); },
  missed(phone) { if (phone.caller) phone.note(`Missed call from ${phone.caller}`); },
  spoke(phone, {text}) { phone.add('mine', 'You', text, phone.spokenLanguage || phone.language); },
  text(phone, {from, text}) { phone.message(from, text); },
  texted(phone, {to, text}) { phone.add('mine message', `Message to ${who(to)}`, text); },
};

// ---- The desk -----------------------------------------------------------------

// showRow has those in view stand where they belong. While the past is read
// nothing is shown.
function showRow() {
  if (!desk.phones.length || desk.past) return;
  desk.row = arrange(desk.phones, $('phones'), $('tabs'));
}

function showTitle() {
  const ringing = desk.phones.filter(phone => phone.state === 'ringing').map(phone => phone.label);
  const title = `${desk.title} · phones`;
  document.title = ringing.length ? `☎ ${people.format(ringing)} · ${title}` : title;
}

function showGone(gone) {
  $('gone').hidden = !gone;
  setText($('gone'), gone ? 'The exchange is gone. Looking for it again …' : '');
  document.body.classList.toggle('lost', gone);
}

// EventSource tries again automatically after a broken connection, but not after
// an answer that was an error.
function follow(url) {
  const events = new EventSource(url);
  events.onopen = () => showGone(false);
  events.onmessage = ({data}) => take(JSON.parse(data));
  events.addEventListener('past', ({data}) => begin(JSON.parse(data)));
  events.addEventListener('boards', ({data}) => showBoards(JSON.parse(data)));
  events.onerror = () => {
    showGone(true);
    if (events.readyState === EventSource.CLOSED) setTimeout(follow, RETRY, url);
  };
}

function take(event) { desk.phones.find(phone => phone.number === event.number)?.take(event); }

// begin reads what has happened before the page was loaded, in the order in
// which it happened and without a sound.
function begin(past) {
  desk.past = true;
  desk.phones.forEach(phone => phone.forget());
  past.forEach(take);
  desk.past = false;
  desk.phones.forEach(restore);
  desk.phones.forEach(phone => phone.show());
  if (document.activeElement === document.body) desk.row.find(phone => phone.number === memory.get('focus'))?.focus();
}

// A browser keeps at most six connections to a host, and a stream holds one for
// good: all phones share one, in which each event names its number.
function furnish({line, phones, events, title, guide}) {
  desk.line = line;
  desk.title = title || $('line-name').textContent;
  $('line-name').textContent = desk.title;
  $('line-number').textContent = pretty(line);
  $('count').textContent = phones.length;
  if (!phones.length) $('none').textContent = 'There are no phones here yet.';
  desk.past = true;
  desk.phones = phones.map(card => new Phone(card));
  desk.past = false;
  desk.speaker = desk.phones.find(phone => phone.number === memory.get('speaker')) ?? null;
  $('phones').replaceChildren(...desk.phones.map(phone => phone.root));
  $('roster').replaceChildren(...desk.phones.map(phone => phone.chip));
  showGuide(guide);
  showRow();
  follow(events);
  showTitle();
}

async function open() {
  try {
    const answer = await fetch('api/setup');
    if (!answer.ok) throw new Error(`setup answered ${answer.status}`);
    furnish(await answer.json());
    showGone(false);
  } catch {
    showGone(true);
    setTimeout(open, RETRY);
  }
}

for (const touch of ['pointerdown', 'keydown']) addEventListener(touch, () => sound.wake(), {capture: true});
setInterval(() => { tick(); desk.phones.forEach(phone => phone.tick()); }, 1000);
open();
