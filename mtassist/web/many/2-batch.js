// What is drawn: the shelf of all batches, and one of them.

const UNDER_WAY = new Set(["waiting", "reading", "running"]);
const RESUMABLE = new Set(["interrupted", "cancelled", "failed"]);
const STEP = 100; // documents shown at first, and more with each press
const MOST = 1000; // the same table could not show more and stay quick; the downloads hold all
const COLUMNS = [
  ["name", "Document", "in the order of the files"],
  ["words", "Words", "most words first"],
  ["found", "Found", "most findings first"],
  ["rate", "Per 1,000", "most findings per 1,000 words first"],
  ["quality", "Quality", "lowest quality first"],
  ["score", "MQM", "most MQM points per 1,000 words first"],
  ["worst", "Worst", "severest finding first"],
];
const RISING = new Set(["name", "quality"]); // what is sorted upwards
const KINDS = { csv: "Table for spreadsheets (.csv)", jsonl: "Findings and scores (.jsonl)", html: "Report (.html)" };

const fixed = (number, places = 1) => (number === null || number === undefined ? "–" : number.toLocaleString("en", { minimumFractionDigits: places, maximumFractionDigits: places }));
const when = (stamp) => new Date(stamp).toLocaleString("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const cell = (words, properties = {}) => make("td", properties, words);
const figure = (words) => cell(words, { class: "number" });

// How far it is, in words.
function told(batch) {
  const of = batch.texts === null ? plural(batch.done, "document") : `${count(batch.done)} of ${plural(batch.texts, "document")}`;
  switch (batch.state) {
    case "waiting": return batch.pace || "Waiting for its turn";
    case "reading": return batch.read ? `Reading the files … ${plural(batch.read, "document")}` : "Reading the files …";
    case "running": return [of, batch.pace].filter(Boolean).join(" · ");
    case "interrupted": return batch.texts === null ? "Interrupted while reading" : `Interrupted at ${of}`;
    case "cancelled": return batch.texts === null ? "Cancelled while reading" : `Cancelled at ${of}`;
    case "failed": return `Stopped at ${of}: ${batch.said}`;
    default: return `Done: ${plural(batch.texts - batch.unread, "document")}` + (batch.unread ? `, ${count(batch.unread)} not read` : "");
  }
}

// The same in the list of all, whose columns say the rest.
function toldShortly(batch) {
  switch (batch.state) {
    case "running": return [`${count(batch.done)} done`, batch.pace.split(" · ").pop()].filter(Boolean).join(" · ");
    case "interrupted": return batch.texts === null ? told(batch) : `Interrupted at ${count(batch.done)}`;
    case "cancelled": return batch.texts === null ? told(batch) : `Cancelled at ${count(batch.done)}`;
    case "done": return batch.unread ? `Done, ${count(batch.unread)} not read` : "Done";
    default: return told(batch);
  }
}

function bar(batch) {
  return make("progress", { max: 1, value: batch.share, "aria-label": `Progress of ${spelled(batch.name)}` });
}

// Drawing anew must not take the focus away from whoever works with keys.
function replaced(box, nodes) {
  const held = box.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  box.replaceChildren(...nodes);
  if (held) box.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
}

function drawShelf(batches) {
  one(".empty").hidden = batches.length > 0;
  one(".all").hidden = !batches.length;
  replaced(one(".all tbody"), batches.map((batch) => {
    const under = UNDER_WAY.has(batch.state);
    const act = under
      ? button("Cancel", () => change("cancel", batch.id), { data: { key: `do ${batch.id}` } })
      : RESUMABLE.has(batch.state) && button("Resume", () => change("resume", batch.id), { data: { key: `do ${batch.id}` } });
    const row = make("tr", {},
      make("th", { scope: "row" }, button(spelled(batch.name), () => show(batch.id), { class: "link", data: { key: `name ${batch.id}` } })),
      cell(spelled(batch.by)),
      cell(when(batch.created), { class: "when" }),
      figure(batch.texts === null ? "–" : count(batch.texts)),
      make("td", {}, ...(batch.state === "running" ? [bar(batch), " "] : []), toldShortly(batch)),
      make("td", { class: "do" }, act || ""));
    row.addEventListener("click", (event) => event.target.closest("button") || !getSelection().isCollapsed || show(batch.id));
    return row;
  }));
}

function drawBatch(batch) {
  const under = UNDER_WAY.has(batch.state);
  const acting = [one(".cancel"), one(".resume")].includes(document.activeElement);
  one(".title").textContent = spelled(batch.name);
  document.title = `${spelled(batch.name)} – mtassist`;
  one(".state").textContent = told(batch) + (batch.state === "interrupted" ? ": the server was stopped. Resume goes on from there." : "");
  one(".progress").value = batch.share;
  one(".progress").hidden = !under && !RESUMABLE.has(batch.state);
  one(".cancel").hidden = !under;
  one(".cancel").setAttribute("aria-disabled", batch.pace === "cancelling"); // truly disabled it would lose the focus
  one(".resume").hidden = !RESUMABLE.has(batch.state);
  one(".delete").hidden = under;
  if (acting) one(under ? ".cancel" : RESUMABLE.has(batch.state) ? ".resume" : ".delete").focus({ preventScroll: true });
  if (under) one(".sure").hidden = true;
  one(".take").hidden = !batch.done;
}

function drawFound(found) {
  one(".found").hidden = !found.of && !found.all.problems;
  replaced(one(".totals tbody"), [...found.systems.map((system) => total(system, isJudged(found))), ...(found.more_systems ? [restOf(found.more_systems, isJudged(found))] : []), total({ ...found.all, every: true }, isJudged(found))]);
  one(".plot").hidden = !found.of;
  const highest = Math.max(1, ...found.bars.map(([, documents]) => documents));
  one(".bars").replaceChildren(...found.bars.map(([range, documents]) => make("li", {},
    make("span", {}, documents ? count(documents) : "", make("span", { class: "sr" }, documents ? " documents with " : "none with ")),
    make("span", { class: "column", style: `height: ${Math.ceil((100 * documents) / highest)}px` }),
    make("span", { class: "range" }, range))));
  one(".rows").hidden = !found.of;
  one(".shown").textContent = found.rows.length < found.of ? `(${count(found.rows.length)} of ${count(found.of)}, ${orderTold()})` : `(${count(found.of)}, ${orderTold()})`;
  one(".totals .quality").hidden = !isJudged(found);
  replaced(one(".rows thead tr"), COLUMNS.filter(([name]) => name !== "quality" || isJudged(found)).map(heading));
  replaced(one(".rows tbody"), found.rows.map((row) => documentRow(row, isJudged(found))));
  const more = Math.min(MOST, found.of) - found.rows.length;
  one(".more").hidden = more <= 0;
  one(".more").textContent = `Show ${count(Math.min(STEP * 2, more))} more`;
  drawProblems(found);
}

const orderTold = () => COLUMNS.find(([name]) => name === order)[2];

// Whether a model has judged any of the texts.
const isJudged = (found) => found.all.quality !== null;

const ranged = (low, high) => (low !== null && high > low ? make("span", { class: "range" }, `${fixed(low)} to ${fixed(high)}`) : "");
const intervalled = (value, low, high) => make("td", { class: "number", title: "with its 95 % interval" }, fixed(value), ranged(low, high));

function total(system, judged) {
  const [low, high] = system.units > 1 ? [system.low, system.high] : [null, null];
  return make("tr", { class: system.every && "every" },
    make("th", { scope: "row" }, spelled(system.name)),
    figure(count(system.documents)), figure(count(system.words)), figure(count(system.found)), figure(fixed(system.rate)),
    judged && intervalled(...(system.quality ?? [null, null, null])),
    intervalled(system.mqm, low, high),
    figure(system.problems ? count(system.problems) : "–"));
}

const restOf = (systems, judged) => make("tr", {}, make("td", { colspan: judged ? 8 : 7 }, `… and ${plural(systems, "system")} more; the downloads hold all`));

function heading([name, label, how]) {
  const held = name === order && { "aria-sort": RISING.has(name) ? "ascending" : "descending" };
  return make("th", { scope: "col", class: name !== "name" && name !== "worst" ? "number" : name, ...held },
    button(`${label}${held ? (RISING.has(name) ? " ▴" : " ▾") : ""}`, () => sortBy(name), { title: `Sort: ${how}`, data: { key: `sort ${name}` } }));
}

function documentRow([number, name, words, found, rate, mqm, worst, quality], judged) {
  const row = make("tr", {},
    make("th", { scope: "row", class: "name" }, button(spelled(name), () => open(number), { class: "link", title: "Open in Review", data: { key: `row ${number}` } })),
    figure(count(words)), figure(count(found)), figure(fixed(rate)), judged && figure(fixed(quality)), figure(fixed(mqm)), cell(worst || "–"));
  row.addEventListener("click", (event) => event.target.closest("button") || !getSelection().isCollapsed || open(number));
  return row;
}

function drawProblems({ problems, more_problems: more }) {
  one(".problems").hidden = !problems.length;
  const rest = more ? [make("tr", {}, make("td", { colspan: 3 }, `… and ${count(more)} more; the downloads hold all`))] : [];
  one(".problems tbody").replaceChildren(...problems.map(([where, what, kind]) => make("tr", {},
    make("th", { scope: "row" }, spelled(where)), cell(spelled(what)), cell(kind))), ...rest);
}
