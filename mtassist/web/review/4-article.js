// The article: blocks of leaves, each leaf a stretch of text with the same findings and edits on it.

const article = element.querySelector(".text");
const sourceBox = element.querySelector(".source");

function drawArticle() {
  const draw = { marked: markedBlock, clean: cleanBlocks, changes: changedRows }[view];
  element.querySelector(".mt").dataset.view = view;
  if (view === "marked") article.replaceChildren(...doc.blocks.map((_, n) => draw(n)));
  else article.replaceChildren(...draw());
}

function redraw(numbers) {
  if (view !== "marked") return drawArticle();
  for (const n of numbers) article.children[n]?.replaceWith(markedBlock(n));
}

function markedBlock(n) {
  const [start, end, kind] = doc.blocks[n];
  const titled = kind === "heading" && !/[.!?…]["'”’»]*$/.test(doc.text.slice(Math.max(start, end - 4), end));
  return make(titled ? "h2" : "p", { class: `block ${kind}`, data: { n } }, ...pieces(start, end, doc.inBlock[n]));
}

// What lies between two blocks is white space; an edit there is drawn at the end of the block before it.
function editsIn(start, end) {
  const next = doc.blocks[blocksOf(start, start).at(-1) + 1]?.[0] ?? Infinity;
  const found = [];
  for (let n = firstEdit(start); n < doc.edits.length && doc.edits[n].start < Math.max(next, end + 1); n += 1) {
    const edit = doc.edits[n];
    if (edit.start >= start || (edit.start < end && edit.end > start)) found.push(edit);
  }
  return found;
}

// The number of the first edit that ends at a place or after it; edits lie apart, so that their ends are in order too.
function firstEdit(place) {
  let low = 0;
  let high = doc.edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (doc.edits[middle].end < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

// One walk from left to right, so that a block of 10,000 findings takes little more than 10,000 steps.
function pieces(start, end, issues, { marks = true } = {}) {
  const edits = editsIn(start, end);
  const whole = edits.find((edit) => edit.start < start && edit.end > end);
  if (whole) return [gone(start, end, whole)];
  const settled = ["accepted", "edited", "covered"];
  const live = marks ? issues.filter((issue) => shows(issue) && !settled.includes(stateOf(issue).state)) : [];
  const cuts = new Set([start, end]);
  for (const { start: a, end: b } of [...live, ...edits]) for (const at of [a, b]) if (at > start && at < end) cuts.add(at);
  const places = [...cuts].sort((a, b) => a - b);
  const made = [];
  const insert = (edit) => edit.new && made.push(make("ins", { data: { id: edit.id } }, ...joined(edit.new.replace(/\n/g, "¶"))));
  let [nextEdit, nextIssue, under] = [0, 0, []];
  for (let k = 0; k + 1 < places.length; k += 1) {
    const [a, b] = [places[k], places[k + 1]];
    for (; nextEdit < edits.length && edits[nextEdit].end <= a; nextEdit += 1) insert(edits[nextEdit]);
    for (; nextIssue < live.length && live[nextIssue].start <= a; nextIssue += 1) under.push(live[nextIssue]);
    under = under.filter((issue) => issue.end > a);
    const edit = edits[nextEdit]?.start <= a ? edits[nextEdit] : null;
    made.push(edit ? gone(a, b, edit) : marked(a, b, under));
  }
  for (; nextEdit < edits.length; nextEdit += 1) insert(edits[nextEdit]);
  return made;
}

const gone = (a, b, edit) => make("del", { data: { id: edit.id } }, ...leaves(doc.text.slice(a, b), a));

function marked(a, b, issues) {
  const parts = leaves(doc.text.slice(a, b), a);
  if (!issues.length) return parts.length === 1 ? parts[0] : make("span", {}, ...parts);
  const open = issues.filter(isOpen);
  const worst = [...(open.length ? open : issues)].sort((x, y) => RANK[x.severity] - RANK[y.severity])[0];
  const names = ["mark", `f-${worst.family}`, `s-${worst.severity}`];
  if (issues.length > 1) names.push("many");
  if (!open.length) names.push("rejected");
  if (issues.every((issue) => issue.severity === "minor" && !issue.suggestions.length)) names.push("hint");
  if (issues.some((issue) => issue.id === current)) names.push("current");
  const label = issues.map((issue) => issue.message).join(" · ");
  return make("mark", { class: names.join(" "), data: { ids: issues.map((i) => i.id).join(" ") }, title: spelled(label) }, ...parts);
}

function cleanBlocks() {
  return cleanText()
    .split(/\n+/)
    .filter((line) => line.trim())
    .map((line) => make("p", { class: "block" }, ...joined(line)));
}

// Before and after, block beside block.
function changedRows() {
  const rows = [make("div", { class: "pair head" }, make("strong", {}, "Before"), make("strong", {}, "After"))];
  doc.blocks.forEach(([start, end], n) => {
    const after = make("div", { class: "after" }, ...pieces(start, end, doc.inBlock[n], { marks: false }));
    const before = after.cloneNode(true);
    before.className = "before";
    const changed = after.querySelector("del, ins") !== null;
    before.querySelectorAll("ins").forEach((node) => node.remove());
    after.querySelectorAll("del").forEach((node) => node.remove());
    rows.push(make("div", { class: changed ? "pair changed" : "pair" }, before, after));
  });
  return rows;
}

function drawSource() {
  const toggle = element.querySelector(".source-toggle");
  toggle.hidden = !doc.source;
  const wanted = Boolean(doc.source) && toggle.getAttribute("aria-pressed") === "true";
  sourceBox.hidden = !wanted;
  if (!wanted) return;
  sourceBox.replaceChildren(...doc.source.split(/\n+/).filter((l) => l.trim()).map((l) => make("p", {}, ...joined(l))));
}

function highlight(id, { scroll = true } = {}) {
  article.querySelectorAll("mark.current").forEach((mark) => mark.classList.remove("current"));
  if (!id) return;
  const near = [...article.querySelectorAll("mark, ins, del")].filter((node) =>
    node.dataset.ids ? node.dataset.ids.split(" ").includes(id) : node.dataset.id === id,
  );
  near.forEach((node) => node.tagName === "MARK" && node.classList.add("current"));
  const issue = byId.get(id);
  const place = near[0] ?? (issue && article.children[blocksOf(issue.start, issue.end)[0]]);
  if (scroll && place && view === "marked") reveal(place);
}

function reveal(node) {
  const box = node.getBoundingClientRect();
  const top = element.querySelector(".bar").getBoundingClientRect().bottom;
  if (box.top < top + 20 || box.bottom > innerHeight - 60) {
    scrollTo({ top: scrollY + box.top - Math.max(top + 40, innerHeight / 3), behavior: calm() ? "auto" : "smooth" });
  }
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// As if the person had selected it: it is seen, and can be edited or marked at once.
function selectSentence(start, end) {
  element.querySelector(".judged").open = false;
  if (view !== "marked") look("marked");
  const [first, last] = [leafAt(start), leafAt(end)];
  article.focus({ preventScroll: true });
  getSelection().setBaseAndExtent(...first, ...last);
  reveal(first[0].parentElement);
}

// The text node at a place of the document, and where in it.
function leafAt(place) {
  const found = [...article.children[blocksOf(place, place)[0]].querySelectorAll(".leaf")];
  const leaf = found.findLast((one) => Number(one.dataset.at) <= place) ?? found[0];
  const within = [...leaf.textContent].slice(0, place - Number(leaf.dataset.at)).join("").length;
  return [leaf.firstChild, within];
}

// The passage under the selection, in code points of the document; widened over edits that it cuts through.
function selectedPassage() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !article.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const start = placeOf(range.startContainer, range.startOffset, false);
  const end = placeOf(range.endContainer, range.endOffset, true);
  if (start === null || end === null || start >= end) return null;
  return widened(start, end);
}

function widened(start, end) {
  for (const edit of doc.edits) {
    if (edit.start < end && edit.end > start) {
      start = Math.min(start, edit.start);
      end = Math.max(end, edit.end);
    }
  }
  return { start, end };
}

function placeOf(node, offset, ends) {
  if (node.nodeType === Node.TEXT_NODE) {
    const leaf = node.parentElement.closest(".leaf");
    if (leaf) return Number(leaf.dataset.at) + pointCount(node.textContent.slice(0, offset));
  }
  const all = [...article.querySelectorAll(".leaf")];
  const after = all.find((leaf) => node.compareDocumentPosition(leaf) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY));
  if (!after) return ends ? doc.blocks.at(-1)[1] : null;
  if (!ends) return Number(after.dataset.at);
  const before = all[all.indexOf(after) - 1];
  return before ? Number(before.dataset.at) + pointCount(before.textContent) : Number(after.dataset.at);
}
