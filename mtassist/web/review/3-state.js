// What is open on the desk, and what the filter shows of it.

const RANK = { critical: 0, major: 1, minor: 2, neutral: 3 };
const DONE = new Set(["accepted", "edited", "rejected", "covered"]);

let doc = null; // as the server gave it, with `text` as a Text
let byId = new Map();
let current = null; // id of the finding in hand
let choice = 0; // which of its suggestions
let view = "marked";

const filter = { words: "", state: "", family: "", severity: "", tier: "", sort: "place" };

function take(answer) {
  doc = { ...answer, text: new Text(answer.text) };
  index();
}

function index() {
  doc.issues.sort((a, b) => a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : 1));
  byId = new Map(doc.issues.map((issue) => [issue.id, issue]));
  doc.inBlock = doc.blocks.map(() => []);
  for (const issue of doc.issues) for (const n of blocksOf(issue.start, issue.end)) doc.inBlock[n].push(issue);
  gatherEdits();
}

// The numbers of the blocks that a stretch of text touches, also at its ends.
function blocksOf(start, end) {
  let low = 0;
  let high = doc.blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (doc.blocks[middle][1] < start) low = middle + 1;
    else high = middle;
  }
  const found = [];
  for (let n = low; n < doc.blocks.length && doc.blocks[n][0] <= end; n += 1) found.push(n);
  return found;
}

function gatherEdits() {
  const seen = new Map();
  for (const [id, state] of Object.entries(doc.states)) {
    for (const [start, end, words] of state.edits) seen.set(`${start} ${end} ${words}`, { start, end, new: words, id });
  }
  doc.edits = [...seen.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

const stateOf = (issue) => doc.states[issue.id] ?? { state: "open", edits: [], note: "", by: "", at: "" };
const isOpen = (issue) => stateOf(issue).state === "open";
const excerpt = (issue) => doc.text.slice(issue.start, issue.end).replace(/\s+/g, " ").trim();

function shows(issue) {
  const { state } = stateOf(issue);
  const tier = issue.suggestions[0]?.safety ?? "show";
  if (filter.state && (filter.state === "decided" ? !DONE.has(state) : state !== filter.state)) return false;
  if (filter.family && issue.family !== filter.family && issue.rule !== filter.family) return false;
  if (filter.severity && issue.severity !== filter.severity) return false;
  if (filter.tier && tier !== filter.tier) return false;
  if (!filter.words) return true;
  const about = `${issue.rule} ${issue.message} ${excerpt(issue)} ${stateOf(issue).note}`.toLowerCase();
  return about.includes(filter.words.toLowerCase());
}

function shown() {
  const found = doc.issues.filter(shows);
  if (filter.sort === "severity") found.sort((a, b) => RANK[a.severity] - RANK[b.severity] || a.start - b.start);
  return found;
}

// The stretch that a suggestion and its finding cover together, and the words there once it is made.
function reworded(issue, edits) {
  const start = Math.min(issue.start, ...edits.map((e) => e[0]));
  const end = Math.max(issue.end, ...edits.map((e) => e[1]));
  return { start, end, words: applied(start, end, edits.map(([a, b, words]) => ({ start: a, end: b, new: words }))) };
}

function applied(start, end, edits) {
  let at = start;
  let words = "";
  for (const edit of edits) {
    if (edit.end < start || edit.start > end || edit.start < at) continue;
    words += doc.text.slice(at, edit.start) + edit.new;
    at = Math.max(at, edit.end);
  }
  return words + (at < end ? doc.text.slice(at, end) : "");
}

const cleanText = () => applied(0, doc.text.length, doc.edits);

// Fold an answer into the desk. Returns the numbers of the blocks that look different now.
function fold(answer) {
  const touched = new Set();
  const touch = (issue) => {
    if (!issue) return;
    const edits = [...stateOf(issue).edits, ...(answer.states[issue.id]?.edits ?? [])];
    const start = Math.min(issue.start, ...edits.map((e) => e[0]));
    const end = Math.max(issue.end, ...edits.map((e) => e[1]));
    for (const n of blocksOf(start, end)) touched.add(n);
  };
  for (const issue of answer.added) {
    const at = doc.issues.findIndex((other) => other.id === issue.id);
    if (at >= 0) doc.issues[at] = issue;
    else doc.issues.push(issue);
  }
  for (const issue of answer.added) byId.set(issue.id, issue);
  for (const id of [...answer.gone, ...Object.keys(answer.states)]) touch(byId.get(id));
  for (const id of answer.gone) delete doc.states[id];
  doc.issues = doc.issues.filter((issue) => !answer.gone.includes(issue.id));
  Object.assign(doc.states, answer.states);
  for (const name of ["seen", "undo", "redo", "totals"]) doc[name] = answer[name];
  index();
  return touched;
}
