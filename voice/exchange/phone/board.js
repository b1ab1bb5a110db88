// The side of the page: what goes on behind the line, as its boards tell it, and
// the guide.

import {$, element, memory, setText} from './dom.js';
import {clock} from './words.js';

const time = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});

// A ticking clock is no news: it is read on demand and never announced.
function ticking({since, until}) {
  if (!since && !until) return [];
  const made = element('span', 'timer');
  made.dataset[since ? 'since' : 'until'] = Date.parse(since || until);
  return [' ', made];
}

export function tick(now = Date.now()) {
  for (const each of document.querySelectorAll('[data-since]')) setText(each, clock(Math.max(0, now - each.dataset.since) / 1000));
  for (const each of document.querySelectorAll('[data-until]')) {
    const left = Math.ceil((each.dataset.until - now) / 1000);
    setText(each, left > 0 ? `in ${clock(left)}` : 'now');
  }
}

// ---- A board ------------------------------------------------------------------

class Board {
  constructor({id}) {
    this.id = id;
    this.root = $('board').content.firstElementChild.cloneNode(true);
    this.shown = '';
    this.told = [];
    this.root.open = memory.get('boards', {})[id] ?? true;
    this.root.addEventListener('toggle', () => memory.put('boards', id, this.root.open));
  }

  part(selector) { return this.root.querySelector(selector); }

  show({title, note, state, headline, sections, story}) {
    this.root.dataset.state = state;
    setText(this.part('.title'), title);
    setText(this.part('.about'), note);
    setText(this.part('.told'), headline.text);
    this.part('.since').replaceChildren(...ticking(headline));
    this.showSections(sections ?? []);
    this.tell(story ?? []);
  }

  // What has not changed stays: a reader may have selected it.
  showSections(sections) {
    const now = JSON.stringify(sections);
    if (now === this.shown) return;
    this.shown = now;
    this.part('.sections').replaceChildren(...sections.filter(({rows}) => rows?.length).map(section));
  }

  // A story only grows, so that what is new is announced and nothing else.
  tell(story) {
    const lines = story.map(({at, text}) => `${at} ${text}`);
    const grown = this.told.every((line, n) => line === lines[n]);
    if (!grown) this.part('.story').replaceChildren();
    this.part('.story').append(...story.slice(grown ? this.told.length : 0).map(happened));
    this.told = lines;
  }
}

function section({title, rows}) {
  const list = element('dl', 'rows', '', ...rows.flatMap(({label, items}) => [
    element('dt', '', label),
    element('dd', '', '', ...(items ?? []).map(item => element('span', 'item', item.text, ...ticking(item)))),
  ]));
  return element('div', 'section', '', ...(title ? [element('h4', '', title)] : []), list);
}

function happened({at, text}) {
  const when = element('time', '', time.format(new Date(at)));
  when.dateTime = at;
  return element('li', '', '', when, element('span', '', text));
}

const boards = new Map();

// showBoards shows them in their order. What is gone is gone.
export function showBoards(all) {
  const before = [...boards.values()];
  const now = all.map(each => {
    const board = boards.get(each.id) ?? new Board(each);
    boards.set(each.id, board);
    board.show(each);
    return board;
  });
  for (const board of before) if (!now.includes(board)) boards.delete(board.id);
  if (now.length !== before.length || now.some((board, n) => $('boards').children[n] !== board.root)) {
    $('boards').replaceChildren(...now.map(board => board.root));
  }
  $('none').hidden = now.length > 0;
  showSummary(all);
  tick();
}

// The summary leads to the boards where they stand below the phones; to the
// guide while there is none.
function showSummary([first]) {
  $('summary').href = first ? '#side' : '#guide';
  $('summary').replaceChildren(...(first ? [first.headline.text, ...ticking(first.headline)] : ['What to press']));
}

// ---- The guide ----------------------------------------------------------------

// keyed shows what stands between backquotes as keys.
const keyed = text => text.split('`').map((part, n) => n % 2 ? element('kbd', '', part) : part);

const sentence = (name, text) => element(name, '', '', ...keyed(text));

function table([head, ...rows]) {
  const line = (cell, cells) => element('tr', '', '', ...cells.map(text => element(cell, '', text)));
  const made = element('table', '', '', element('thead', '', '', line('th', head)), element('tbody', '', '', ...rows.map(row => line('td', row))));
  made.querySelectorAll('th').forEach(each => { each.scope = 'col'; });
  return made;
}

function part({title, steps, notes, table: cells}) {
  return element('section', '', '', element('h3', '', title),
    ...(steps?.length ? [element('ol', '', '', ...steps.map(step => sentence('li', step)))] : []),
    ...(notes ?? []).map(note => sentence('p', note)),
    ...(cells?.length ? [table(cells)] : []));
}

export function showGuide(parts = []) {
  $('parts').replaceChildren(...parts.map(part));
  $('guide').open = memory.get('guide', true);
  $('guide').addEventListener('toggle', () => memory.set('guide', $('guide').open));
}
