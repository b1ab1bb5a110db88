// What a phone's display says, as pure functions of what the exchange reports.

export function pretty(number) {
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return american ? `+1 ${american[1]} ${american[2]} ${american[3]}` : number;
}

export const clock = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

const languages = new Intl.DisplayNames(['en'], {type: 'language', fallback: 'code'});

export function languageName(tag) {
  try { return languages.of(tag.split('-')[0]); } catch { return tag; }
}

// endedBy names the keys that end an entry; no keys: it ends by itself.
function endedBy(finish) {
  if (!finish) return '';
  return finish.length > 3 ? ', any key ends' : `, ${[...finish].join(' or ')} ends`;
}

export function listeningFor({digits, finish, keypad, speech}) {
  if (keypad === false) return 'Listening, speak or type';
  const keys = digits === 1 ? 'one key' : digits > 1 ? `up to ${digits} keys` : 'keys';
  return `Listening for ${keys}${digits === 1 ? '' : endedBy(finish)}${speech ? ', or speak' : ''}`;
}

export const recordingFor = ({max, finish}) => `Recording${max ? ` up to ${clock(max)}` : ''}, speak or type${endedBy(finish)}`;

const ENDS = {completed: 'Call ended', busy: 'Busy', 'no-answer': 'No answer', failed: 'No connection', canceled: 'Call ended'};

export const endOf = reason => ENDS[reason] ?? `Call ended: ${reason}`;

// RESTING is what an idle phone shows, by its mode.
export const RESTING = {
  normal: 'Ready',
  busy: 'Busy to whoever calls',
  voicemail: 'Voicemail answers',
  unreachable: 'Cannot be reached',
};
