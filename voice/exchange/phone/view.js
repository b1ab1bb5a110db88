// Which phones are in view, and in which order: those in use, those that were
// talked on since they were put away, and those the reader has asked for. Two
// who talk stand side by side.

import {memory} from './dom.js';

let entries = 0;

const hasFocus = phone => phone.root.contains(document.activeElement);

function wanted(phone) {
  return phone.state !== 'idle' || phone.used || phone.pinned || hasFocus(phone);
}

// inView is never empty: at first it is the phone that the demonstration begins with.
function inView(phones) {
  for (const phone of phones) phone.entered = wanted(phone) ? phone.entered || ++entries : 0;
  const shown = phones.filter(phone => phone.entered);
  return shown.length ? shown : phones.slice(0, 1);
}

// inOrder has phones in the order in which they came, each followed by those
// who are in conversation with it.
export function inOrder(shown) {
  const rest = shown.toSorted((one, other) => one.entered - other.entered);
  const row = [];
  while (rest.length) {
    const next = rest.findIndex(phone => row.at(-1)?.peers?.includes(phone.number));
    row.push(...rest.splice(Math.max(next, 0), 1));
  }
  return row;
}

// place puts the row in order and leaves the one with the focus where it is: an
// element that is moved loses it.
function place(parent, row) {
  const now = [...parent.children].filter(root => row.some(phone => phone.root === root));
  if (row.every((phone, at) => phone.root === now[at])) return;
  const fixed = row.findIndex(hasFocus);
  row.slice(0, Math.max(fixed, 0)).forEach(phone => row[fixed].root.before(phone.root));
  row.slice(fixed + 1).forEach(phone => parent.append(phone.root));
}

// arrange shows who is in view, and returns them in their order.
export function arrange(phones, parent, tabs) {
  const row = inOrder(inView(phones));
  for (const phone of phones) phone.setShown(row.includes(phone));
  place(parent, row);
  row.forEach((phone, at) => phone.root.toggleAttribute('data-linked', Boolean(row[at - 1]?.peers?.includes(phone.number))));
  const now = [...tabs.children];
  if (row.length !== now.length || row.some((phone, at) => phone.tab !== now[at])) tabs.replaceChildren(...row.map(phone => phone.tab));
  return row;
}

// A new call clears away the phones at rest, but not those asked for.
export function clearBefore(phones, caller) {
  for (const phone of phones) if (phone !== caller && phone.state === 'idle') phone.used = false;
}

// putAway takes a phone out of view until something happens to it.
export function putAway(phone) {
  phone.pinned = phone.used = false;
  memory.put('pinned', phone.number, undefined);
  memory.put('away', phone.number, phone.lastAt);
}

export function pin(phone) {
  phone.pinned = true;
  memory.put('pinned', phone.number, true);
}

// restore is what the reader had arranged before a reload.
export function restore(phone) {
  phone.pinned = Boolean(memory.get('pinned', {})[phone.number]);
  if (phone.state === 'idle' && memory.get('away', {})[phone.number] === phone.lastAt) phone.used = false;
}
