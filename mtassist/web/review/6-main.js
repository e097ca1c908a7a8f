// Moves, keys, and opening and leaving documents.

const root = element.querySelector(".mt");
const startPage = element.querySelector(".start");
const desk = element.querySelector(".desk");
const pasteBox = element.querySelector(".paste");
const one = (selector) => element.querySelector(selector);
const on = (selector, kind, run) => one(selector).addEventListener(kind, run);

// Moves

// With `next` the page goes on to the next open finding without waiting for the server, unless the two overlap.
function move(asked, { next = false } = {}) {
  if (!doc) return Promise.resolve();
  const id = doc.id;
  const issue = byId.get(asked.issue);
  const went = next && !waiting.has(asked.issue) && goOn(issue);
  if (next) waiting.add(asked.issue);
  const request = { id, asked: { key: newKey(), seconds: spent(), ...asked } };
  return inOrder(async () => {
    if (doc?.id !== id) return;
    const answer = await ask("act", { ...request, seen: doc.seen });
    waiting.delete(asked.issue);
    if (doc?.id !== id) return;
    if (answer) show(answer);
    if (went && (!answer || answer.conflict)) choose(asked.issue);
    if (!answer) return;
    if (answer.conflict) return toast(answer.conflict, "error");
    if (asked.move === "bulk") toast(told(answer));
    const settled = went && current === went && !isOpen(byId.get(went)) && !waiting.has(went);
    if (settled || (next && !went && current === asked.issue)) step(1, { open: true });
    if (asked.move === "rewrite" && answer.added.length) choose(answer.added[0].id);
    if (asked.move === "undo" || asked.move === "redo") lookAt(answer);
  });
}

// What was undone is in hand again.
function lookAt({ states }) {
  const changed = doc.issues.filter((issue) => states[issue.id] && shows(issue));
  if (changed.length && !states[current]) choose(changed[0].id);
}

const waiting = new Set(); // findings whose decision is on its way

function goOn(issue) {
  const following = nextOpen(issue.id);
  if (!following) return null;
  const [a, b] = [issue, following].map((one) => reworded(one, one.suggestions.flatMap((suggestion) => suggestion.edits)));
  if (a.start <= b.end && b.start <= a.end) return null;
  choose(following.id);
  return following.id;
}

const told = ({ made, left }) => `${made} done in one move; Undo takes back all of it.` + (left > 0 ? ` ${left} left open: they offer no repair, or overlap others.` : "");

function show(answer) {
  const before = shown().map((issue) => issue.id).join(" ");
  const touched = fold(answer);
  const alike = before === shown().map((issue) => issue.id).join(" ");
  redraw(touched);
  if (alike && !answer.added.length && !answer.gone.length) {
    redrawRows(Object.keys(answer.states));
    countShown();
  } else {
    drawFilter();
    drawList();
  }
  drawFigures();
  if (answer.others.length) toast(`${answer.others.join(", ")} decided something: the page shows it.`);
}

function countShown() {
  const found = shown();
  const open = found.filter(isOpen).length;
  one(".shown").textContent = found.length === doc.issues.length ? `${open} open` : `${found.length} shown, ${open} open`;
  const makeable = found.filter(isOpen);
  const safe = makeable.filter((i) => i.suggestions[0]?.safety === "safe").length;
  const ready = makeable.filter((i) => i.suggestions.some((s) => s.safety !== "show")).length;
  offer(".all-safe", `Accept safe (${safe})`, safe);
  offer(".all-shown", `Accept shown (${ready})`, ready);
  offer(".none-shown", `Reject shown (${open})`, open);
}

function accept(n = choice) {
  const issue = byId.get(current);
  if (!issue || waiting.has(current)) return;
  if (!issue.suggestions[n]) return toast(n ? `There is no repair ${n + 1} here.` : "There is no repair to accept: edit the words (E) or reject (⌫).");
  move({ move: "accept", issue: issue.id, n }, { next: true });
}

const reject = () => current && !waiting.has(current) && move({ move: "reject", issue: current }, { next: true });
const ignore = (scope) => current && !waiting.has(current) && move({ move: "ignore", issue: current, scope }, { next: true });
const bulk = (verdict, issues) => move({ move: "bulk", verdict, issues: issues.filter(isOpen).map((issue) => issue.id) });
const undo = () => (doc?.undo || waiting.size) && move({ move: "undo" });
const redo = () => doc?.redo && move({ move: "redo" });

// The finding in hand

function choose(id, { scroll = true } = {}) {
  const old = current;
  current = id;
  choice = 0;
  for (const name of [old, id]) {
    const node = name && list.querySelector(`[data-id="${CSS.escape(name)}"]`);
    const issue = byId.get(name);
    if (node && issue) node.replaceWith(row(issue));
  }
  highlight(id, { scroll });
  const node = id && list.querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (!node) return;
  const [box, panel] = [node.getBoundingClientRect(), list.getBoundingClientRect()];
  if (box.top < panel.top || box.bottom > Math.min(panel.bottom, innerHeight)) list.scrollTop += box.top - panel.top - 40;
}

// The findings that the filter shows, in its order, from the one after `from`, and round again from the end.
function around(from, by) {
  const found = shown();
  let at = found.findIndex((issue) => issue.id === from);
  if (at < 0) {
    const place = byId.get(from)?.start ?? -1;
    at = found.findIndex((issue) => issue.start > place);
    if (at < 0) at = found.length;
    if (by > 0) at -= 1;
  }
  return found.map((_, k) => found[(at + by * (k + 1) + found.length * 2) % found.length]);
}

const nextOpen = (from) => around(from, 1).find((issue) => isOpen(issue) && issue.id !== from && !waiting.has(issue.id));

function step(by, { open = false, from = current } = {}) {
  const issue = open ? nextOpen(from) : around(from, by)[0];
  if (issue) return choose(issue.id);
  if (open) {
    choose(null);
    toast(doc.totals.open ? "Nothing that the filter shows is open." : "All decided. Take the clean article away (T).");
  }
}

// Documents

function openDocument(answer, { push = true } = {}) {
  take(answer);
  current = null;
  Object.assign(filter, { words: "", state: "", family: "", severity: "", tier: "", sort: "place" });
  view = "marked";
  pressView();
  startPage.hidden = true;
  desk.hidden = false;
  one(".name").textContent = spelled(doc.title);
  const said = [...doc.incomplete, ...doc.failures.map((f) => `A rule failed and was left out: ${f}`)];
  one(".guards").hidden = !said.length;
  one(".guards").textContent = said.join(" · ");
  drawSource();
  drawFilter();
  drawArticle();
  drawList();
  drawFigures();
  closeForms();
  document.title = `${spelled(doc.title)} – mtassist`;
  if (push) history.pushState({}, "", `${location.pathname}?doc=${encodeURIComponent(doc.id)}`);
  step(1, { open: true });
  scrollTo({ top: 0 });
}

async function load(id, options) {
  const answer = await ask("open", { id }, { again: false });
  if (answer) openDocument(answer, options);
  else leave({ push: false });
}

function leave({ push = true } = {}) {
  doc = null;
  current = null;
  desk.hidden = true;
  startPage.hidden = false;
  document.title = "mtassist";
  if (push) history.pushState({}, "", location.pathname);
  pasteBox.focus();
}

async function check(text, title = "", source = "") {
  const busyBox = one(".busy");
  if (!text.trim()) return toast("There is no text yet: paste an article first.", "error");
  const begun = Date.now();
  busyBox.hidden = false;
  const tick = () => (busyBox.textContent = `Reading ${pointCount(text).toLocaleString()} characters… ${((Date.now() - begun) / 1000).toFixed(0)} s`);
  tick();
  const timer = setInterval(tick, 1000);
  one(".go").disabled = true;
  const answer = await ask("check", { text, title, source }, { again: false });
  clearInterval(timer);
  busyBox.hidden = true;
  one(".go").disabled = false;
  if (answer) {
    openDocument(answer);
    pasteBox.value = "";
    one(".title").value = "";
    one(".source-text").value = "";
  }
  return undefined;
}

const checkPasted = () => check(pasteBox.value, one(".title").value, one(".source-text").value);

async function readFile(file) {
  if (!file) return;
  if (file.size > 20_000_000) return toast(`${file.name} has ${(file.size / 1e6).toFixed(0)} MB; at most 20 MB are read: split it.`, "error");
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 32768) binary += String.fromCharCode(...bytes.subarray(at, at + 32768));
  const answer = await ask("read", { name: file.name, content: btoa(binary) }, { again: false });
  if (!answer) return;
  pasteBox.value = answer.text;
  one(".source-text").value = "";
  one(".title").value = file.name.replace(/\.[^.]+$/, "");
  if (answer.note) toast(answer.note);
  checkPasted();
}

// Taking away

async function takeAway(kind) {
  one(".take").open = false;
  if (kind === "again") return check(cleanText(), doc.title, doc.source ?? "");
  if (kind === "copy") return copy(cleanText());
  const answer = await ask("export", { id: doc.id, kind });
  if (!answer) return;
  const bytes = Uint8Array.from(atob(answer.content), (character) => character.charCodeAt(0));
  const link = make("a", { href: URL.createObjectURL(new Blob([bytes], { type: answer.type })), download: answer.name });
  element.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  toast(`${answer.name} is in your downloads.` + (doc.totals.open ? ` ${doc.totals.open} findings are still open in it.` : ""));
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const area = make("textarea", { class: "sr" });
    area.value = words;
    element.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast("The clean text is in the clipboard." + (doc.totals.open ? ` ${doc.totals.open} findings are still open in it.` : ""));
}

// Views and filters

function pressView() {
  element.querySelectorAll("[data-view]").forEach((node) => node.tagName === "BUTTON" && node.setAttribute("aria-pressed", String(node.dataset.view === view)));
}

function look(name) {
  view = name;
  pressView();
  drawArticle();
  if (view === "marked") highlight(current);
}

function refilter() {
  drawList();
  drawArticle();
  highlight(current, { scroll: false });
}

const FIELDS = { ".words": "words", ".by-state": "state", ".by-family": "family", ".by-severity": "severity", ".by-tier": "tier", ".sort": "sort" };
for (const [selector, name] of Object.entries(FIELDS)) {
  on(selector, "input", (event) => {
    filter[name] = event.target.value;
    refilter();
  });
}

// Keys

const KEYS = [
  ["J  N  ↓", "next finding", ["j", "n", "ArrowDown"], () => step(1)],
  ["K  P  ↑", "previous finding", ["k", "p", "ArrowUp"], () => step(-1)],
  ["Enter  A", "accept the repair, go to the next open finding", ["Enter", "a"], () => accept()],
  ["1 … 9", "accept that repair", ["1", "2", "3", "4", "5", "6", "7", "8", "9"], (event) => accept(Number(event.key) - 1)],
  ["⌫  R  X", "reject", ["Backspace", "Delete", "r", "x"], () => reject()],
  ["D", "dismiss for good, and next", ["d"], () => ignore("here")],
  ["E", "edit the repair", ["e"], () => editSuggestion()],
  ["M", "edit or mark the selected words, or the paragraph of the finding", ["m"], () => markPassage()],
  ["C", "comment", ["c"], () => comment()],
  ["Z  Ctrl Z", "undo", ["z"], () => undo()],
  ["Shift Z  Ctrl Y", "redo", ["Z"], () => redo()],
  ["S", "accept every safe repair that the filter shows", ["s"], () => bulk("safe", shown())],
  ["Shift A", "accept every repair that the filter shows", ["A"], () => bulk("accept", shown())],
  ["F", "filter", ["f", "/"], () => one(".words").focus()],
  ["Q", "quality, and the sentences least likely to stay", ["q"], () => openQuality()],
  ["V", "marked, clean, changes", ["v"], () => look({ marked: "clean", clean: "changes", changes: "marked" }[view])],
  ["T", "take away", ["t"], () => openMenu()],
  ["?", "these keys", ["?"], () => help()],
];
const BY_KEY = new Map(KEYS.flatMap(([, , names, run]) => names.map((name) => [name, run])));
const WRITES = "textarea, select, input, [contenteditable]";

function pressed(event) {
  if (!element.isConnected || !element.offsetParent || one(".keys").open) return;
  const command = event.ctrlKey || event.metaKey;
  if (event.target === pasteBox && event.key === "Enter" && command) {
    event.preventDefault();
    checkPasted();
    return;
  }
  if (!doc || event.altKey) return;
  if (event.target.matches?.(WRITES)) {
    if (event.key === "Escape") article.focus({ preventScroll: true });
    return;
  }
  if (command) {
    const run = { z: event.shiftKey ? redo : undo, Z: redo, y: redo }[event.key];
    if (run) {
      event.preventDefault();
      run();
    }
    return;
  }
  if (event.key === "Escape") {
    element.querySelectorAll(".menu[open]").forEach((menu) => (menu.open = false));
    closeForms();
    return;
  }
  const onButton = event.target.closest?.("button, summary, a");
  if (onButton && (event.key === " " || (event.key === "Enter" && !onButton.matches(".head")))) return;
  if (event.target.closest?.(".menu[open]") && event.key.startsWith("Arrow")) return;
  if (!element.contains(event.target) && event.target !== document.body) return;
  const run = BY_KEY.get(event.key);
  if (!run) return;
  event.preventDefault();
  run(event);
}

function openMenu() {
  one(".take").open = true;
  one(".take .sheet button").focus();
}

function openQuality() {
  if (!doc.quality) return toast("No model has judged this text.");
  one(".judged").open = true;
  return one(".judged .sheet button:not(.of-old[hidden] button)")?.focus();
}

function markPassage() {
  const passage = selectedPassage();
  const issue = byId.get(current);
  if (passage) return openPassage(passage);
  const n = blocksOf(issue?.start ?? doc.blocks[0][0], issue?.start ?? doc.blocks[0][0])[0] ?? 0;
  return openPassage(widened(doc.blocks[n][0], doc.blocks[n][1]));
}

function help() {
  const dialog = one(".keys");
  const rows = KEYS.map(([names, what]) => make("tr", {}, make("th", { scope: "row" }, ...names.split("  ").flatMap((name) => [key(name), " "])), make("td", {}, what)));
  dialog.replaceChildren(make("h2", {}, "Keys"), make("table", {}, make("tbody", {}, ...rows)), button("Close", () => dialog.close(), { class: "primary" }));
  dialog.showModal();
}

// Wiring

on(".go", "click", checkPasted);
on(".pick", "click", () => one(".file").click());
on(".file", "change", (event) => readFile(event.target.files[0]).finally(() => (event.target.value = "")));
on(".new", "click", () => leave());
on(".undo", "click", undo);
on(".redo", "click", redo);
on(".help", "click", help);
on(".of-old button", "click", () => takeAway("again"));
on(".all-safe", "click", () => bulk("safe", shown()));
on(".all-shown", "click", () => bulk("accept", shown()));
on(".none-shown", "click", () => bulk("reject", shown()));
on(".float", "click", markPassage);
on(".source-toggle", "click", (event) => {
  event.target.setAttribute("aria-pressed", String(event.target.getAttribute("aria-pressed") !== "true"));
  drawSource();
});
element.querySelectorAll("button[data-view]").forEach((node) => node.addEventListener("click", () => look(node.dataset.view)));
element.querySelectorAll("[data-take]").forEach((node) => node.addEventListener("click", () => takeAway(node.dataset.take)));

article.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const node = event.target.closest("mark, ins, del");
  if (!node) return;
  const ids = node.dataset.ids ? node.dataset.ids.split(" ") : [node.dataset.id];
  choose(ids[(ids.indexOf(current) + 1) % ids.length], { scroll: false });
});

document.addEventListener("selectionchange", () => {
  const float = one(".float");
  if (!doc || view !== "marked" || !passageForm.hidden) return;
  const selection = getSelection();
  const inside = selection && !selection.isCollapsed && article.contains(selection.anchorNode) && article.contains(selection.focusNode);
  float.hidden = !inside;
  if (!inside) return;
  const box = selection.getRangeAt(0).getBoundingClientRect();
  const base = desk.getBoundingClientRect();
  float.style.left = `${Math.max(0, box.left - base.left)}px`;
  float.style.top = `${box.bottom - base.top + 6}px`;
});

pasteBox.addEventListener("dragover", (event) => event.preventDefault());
pasteBox.addEventListener("drop", (event) => {
  const file = event.dataTransfer?.files?.[0];
  if (!file) return;
  event.preventDefault();
  readFile(file);
});

nameBox.value = you;
nameBox.addEventListener("change", () => {
  you = nameBox.value.trim() || you;
  nameBox.value = you;
  try {
    localStorage.setItem("mtassist-name", you);
  } catch {
    // kept for this page
  }
  if (doc) refresh();
});

// What others decide: looked for when the page comes back into view, and now and then while it is.
async function refresh() {
  if (!doc || document.visibilityState !== "visible") return;
  const id = doc.id;
  await inOrder(async () => {
    if (doc?.id !== id) return;
    try {
      const answer = await server.since({ id, seen: doc.seen, by: person() });
      if (doc?.id === id && answer && !answer.error && (answer.seen > doc.seen || answer.undo !== doc.undo)) show(answer);
    } catch {
      // the next move will say that the server is away
    }
  });
}

document.addEventListener("visibilitychange", refresh);
const polling = setInterval(() => (element.isConnected ? refresh() : clearInterval(polling)), 15000);
setInterval(() => doc && (one(".time").textContent = clock(doc.totals.seconds + busy)), 5000);
document.addEventListener("keydown", pressed);
document.addEventListener("click", (event) => {
  element.querySelectorAll(".menu[open]").forEach((menu) => menu.contains(event.target) || (menu.open = false));
});

const fromAddress = () => new URLSearchParams(location.search).get("doc");

addEventListener("popstate", () => {
  const id = fromAddress();
  if (id && id !== doc?.id) load(id, { push: false });
  else if (!id && doc) leave({ push: false });
});

addEventListener("mtassist:open", (event) => {
  document.querySelector('[role="tab"]')?.click();
  load(String(event.detail));
});

const darkness = () => (root.dataset.dark = String(document.body.classList.contains("dark")));
new MutationObserver(darkness).observe(document.body, { attributes: true, attributeFilter: ["class"] });
darkness();

(async () => {
  const given = await ask("welcome", {}, { again: false });
  for (const { name, title } of given?.samples ?? []) {
    one(".samples").append(button(title, async () => {
      const sample = await ask("sample", { name }, { again: false });
      if (sample) check(sample.text, sample.title);
    }, { class: "sample" }));
  }
  if (given?.you) {
    you = given.you;
    nameBox.value = you;
    nameBox.readOnly = true;
  }
})();
if (fromAddress()) load(fromAddress(), { push: false });
if (new URLSearchParams(location.search).has("batch")) document.querySelectorAll('[role="tab"]')[1]?.click();
