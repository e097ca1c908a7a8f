// Texts by code points, as the server counts, and elements without a way to smuggle markup in.

class Text {
  constructor(raw) {
    this.raw = raw;
    this.starts = null; // where each code point begins, if some take two units
    if (/[\ud800-\udbff]/.test(raw)) {
      this.starts = [];
      for (let at = 0; at < raw.length; at += raw.codePointAt(at) > 0xffff ? 2 : 1) this.starts.push(at);
      this.starts.push(raw.length);
    }
  }

  get length() {
    return this.starts ? this.starts.length - 1 : this.raw.length;
  }

  slice(start, end) {
    return this.starts ? this.raw.slice(this.starts[start], this.starts[end]) : this.raw.slice(start, end);
  }
}

const pointCount = (raw) => [...raw].length;

// Characters that reorder or hide text are shown as what they are.
const HIDDEN = /[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u00ad\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const button = (label, run, properties = {}) => make("button", { type: "button", onclick: run, ...properties }, ...[label].flat());
const key = (name) => make("kbd", {}, name);

function option(value, label, chosen = false) {
  return make("option", { value, selected: chosen }, label);
}

// Text for an element: what reorders or hides gets a visible sign with its number. `start` is the place of the first
// character in the document, kept on each leaf so that a selection can be found again.
function leaves(words, start, from = words) {
  if (!HIDDEN.test(words)) return [make("span", { class: "leaf", data: { at: start } }, words)];
  const made = [];
  let at = start;
  let plain = "";
  const flush = () => {
    if (plain) made.push(make("span", { class: "leaf", data: { at } }, plain));
    at += pointCount(plain);
    plain = "";
  };
  for (const character of from) {
    if (!HIDDEN.test(character)) {
      plain += character;
      continue;
    }
    flush();
    made.push(make("span", { class: "hidden-sign", data: { at }, title: "hidden character" }, `U+${hex(character)}`));
    at += 1;
  }
  flush();
  return made;
}

const spelled = (words) => [...words].map((one) => (HIDDEN.test(one) ? `U+${hex(one)}` : one)).join("");
const hex = (character) => character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");

function joined(words) {
  return leaves(words, 0).map((leaf) => (leaf.className === "leaf" ? leaf.textContent : leaf));
}

const percent = (share) => `${Math.round(100 * share)} %`;

function clock(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(Math.floor(seconds % 60)).padStart(2, "0")} min`;
}
