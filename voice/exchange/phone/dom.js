// What every part of the page is built with. Text from outside is put in as
// text, never as markup.

export const $ = id => document.getElementById(id);

export function element(name, className = '', text = '', ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  made.append(...children);
  return made;
}

// Live regions announce every write, so nothing is written twice.
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// memory keeps what the reader has arranged through a reload of the tab. What
// happened is the exchange's to remember.
export const memory = {
  get(name, otherwise) {
    try { return JSON.parse(sessionStorage.getItem(`phones ${name}`)) ?? otherwise; } catch { return otherwise; }
  },
  set(name, value) {
    try { sessionStorage.setItem(`phones ${name}`, JSON.stringify(value)); } catch { /* then a reload forgets */ }
  },
  // put keeps one entry of several; undefined removes it.
  put(name, entry, value) { this.set(name, {...this.get(name, {}), [entry]: value}); },
};
