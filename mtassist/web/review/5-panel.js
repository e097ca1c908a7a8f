// The findings beside the article: the list, the finding in hand, and the form for a passage.

const list = element.querySelector(".list");
const passageForm = element.querySelector(".passage");
const SIGN = { open: "○", accepted: "✓", edited: "✎", rejected: "✕", covered: "—" };
const SAID = { open: "open", accepted: "accepted", edited: "edited", rejected: "rejected", covered: "settled by another edit" };
const CATEGORIES = ["grammar", "mistranslation", "omission", "addition", "untranslated", "punctuation", "spelling", "terms", "not-article"];

function drawList() {
  const found = shown();
  list.replaceChildren(...found.map(row));
  const open = found.filter(isOpen).length;
  element.querySelector(".shown").textContent = found.length === doc.issues.length ? `${open} open` : `${found.length} shown, ${open} open`;
  const safe = found.filter((i) => isOpen(i) && i.suggestions[0]?.safety === "safe").length;
  const makeable = found.filter((i) => isOpen(i) && i.suggestions.some((s) => s.safety !== "show")).length;
  offer(".all-safe", `Accept safe (${safe})`, safe);
  offer(".all-shown", `Accept shown (${makeable})`, makeable);
  offer(".none-shown", `Reject shown (${open})`, open);
  if (!doc.issues.length) {
    list.append(make("li", { class: "nothing" }, "Nothing found. Select words in the article to edit or mark them."));
  } else if (!found.length) list.append(make("li", { class: "nothing" }, "The filter shows nothing."));
}

function offer(name, label, count) {
  const node = element.querySelector(name);
  node.textContent = label;
  node.disabled = !count;
}

function row(issue) {
  const { state, note } = stateOf(issue);
  const head = make(
    "button",
    { type: "button", class: "head", "aria-expanded": issue.id === current ? "true" : "false", onclick: () => choose(issue.id) },
    make("span", { class: `dot f-${issue.family} s-${issue.severity}`, "aria-hidden": "true" }),
    make("span", { class: "what" }, ...joined(excerpt(issue).slice(0, 90) || "(blank)")),
    note && make("span", { class: "has-note", title: spelled(note) }, "🗨"),
    make("span", { class: "state", title: SAID[state] }, make("span", { class: "sr" }, SAID[state]), SIGN[state]),
  );
  const item = make("li", { class: `row ${state}${issue.id === current ? " current" : ""}`, data: { id: issue.id } }, head);
  if (issue.id === current) item.append(card(issue));
  return item;
}

// Only the rows whose look changed; a new filter or a new finding draws the whole list.
function redrawRows(ids) {
  if (ids.length > 50) return drawList();
  for (const id of ids) {
    const old = list.querySelector(`[data-id="${CSS.escape(id)}"]`);
    const issue = byId.get(id);
    if (!old || !issue || !shows(issue)) return drawList();
    old.replaceWith(row(issue));
  }
  return undefined;
}

function card(issue) {
  const state = stateOf(issue);
  const box = make("div", { class: "card" });
  box.append(make("p", { class: "message" }, spelled(issue.message)));
  const sure = issue.own ? "found by a person" : `${percent(issue.confidence)} sure`;
  box.append(make("p", { class: "facts" }, make("code", {}, issue.rule), ` · ${issue.severity} · ${sure} · ${issue.mqm}`));
  if (issue.summary !== issue.message) box.append(make("p", { class: "why" }, issue.summary));
  if (state.state !== "open") {
    const when = state.at ? new Date(state.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) : "";
    box.append(make("p", { class: "said" }, [SAID[state.state], state.by && `by ${spelled(state.by)}`, when].filter(Boolean).join(", ")));
  }
  if (state.edits.length && state.state === "edited") box.append(make("p", { class: "diff" }, ...diff(issue, state.edits)));
  issue.suggestions.forEach((suggestion, n) => box.append(suggested(issue, suggestion, n)));
  if (!issue.suggestions.length && state.state === "open") {
    box.append(make("p", { class: "why" }, "No repair to offer. Edit the words, or reject the finding."));
  }
  if (state.note) box.append(make("p", { class: "note" }, ...joined(state.note)));
  box.append(actions(issue));
  return box;
}

function suggested(issue, suggestion, n) {
  const label = [key(String(n + 1)), make("span", { class: "diff" }, ...diff(issue, suggestion.edits)), make("span", { class: `tier ${suggestion.safety}` }, suggestion.safety)];
  return button(label, () => move({ move: "accept", issue: issue.id, n }), { class: n === choice ? "suggestion chosen" : "suggestion" });
}

function diff(issue, edits) {
  const start = Math.min(...edits.map((e) => e[0]));
  const end = Math.max(...edits.map((e) => e[1]));
  const from = Math.max(0, start - 18);
  const to = Math.min(doc.text.length, end + 18);
  const plain = (a, b) => joined(shortened(doc.text.slice(a, b)));
  const made = [from ? "…" : "", ...plain(from, start)];
  let at = start;
  for (const [a, b, words] of edits) {
    made.push(...plain(at, a));
    if (b > a) made.push(make("del", {}, ...plain(a, b)));
    if (words) made.push(make("ins", {}, ...joined(words.replace(/\n/g, "¶"))));
    at = b;
  }
  return [...made, ...plain(at, to), to < doc.text.length ? "…" : ""];
}

const shortened = (words) => {
  const flat = words.replace(/\s*\n\s*/g, " ¶ ");
  return flat.length > 160 ? `${flat.slice(0, 100)} […] ${flat.slice(-40)}` : flat;
};

function actions(issue) {
  const row = make("div", { class: "actions" });
  const open = stateOf(issue).state === "open";
  if (issue.suggestions.length) row.append(button(["Accept ", key("↵")], () => accept(), { class: "primary" }));
  row.append(button([issue.own ? "Withdraw " : "Reject ", key("⌫")], () => reject()));
  row.append(button(["Edit ", key("E")], () => editSuggestion()));
  row.append(button(["Comment ", key("C")], () => comment()));
  if (issue.own) return row;
  const others = shown().filter((other) => other.rule === issue.rule && isOpen(other)); // never what the filter hides
  const kin = shown().filter((other) => other.family === issue.family && isOpen(other));
  const sheet = make(
    "div",
    { class: "sheet" },
    others.length > 1 && button(`Accept all of this rule (${others.length})`, () => bulk("accept", others)),
    kin.length > others.length && button(`Accept all of ${issue.family} (${kin.length})`, () => bulk("accept", kin)),
    button(["Dismiss, and never show this one again ", key("D")], () => ignore("here")),
    button("Ignore this rule in this text", () => ignore("text")),
    button("Ignore this rule from now on", () => ignore("rule")),
    open && button("Show only this rule", () => showOnly(issue.rule)),
  );
  row.append(make("details", { class: "menu", ontoggle: () => sheet.scrollIntoView({ block: "nearest" }) }, make("summary", {}, "More"), sheet));
  return row;
}

function form(words, { label, start, end, category = false, save }) {
  const area = make("textarea", { rows: Math.min(10, Math.max(2, Math.ceil(words.length / 44))), "aria-label": label });
  area.value = words;
  const kind = make("select", { "aria-label": "Category" }, ...CATEGORIES.map((name) => option(name, name)));
  const weight = make("select", { "aria-label": "Severity" }, ...["minor", "major", "critical"].map((s) => option(s, s, s === "major")));
  const note = make("input", { type: "text", maxlength: 2000, placeholder: "Comment (optional)", "aria-label": "Comment" });
  const done = () => save({ start, end, new: area.value, category: kind.value, severity: weight.value, note: note.value });
  const only = () => save({ start, end, new: null, category: kind.value, severity: weight.value, note: note.value });
  const keys = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) done();
    else if (event.key === "Escape") closeForms();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const rows = [make("strong", {}, label), area];
  if (category) rows.push(make("div", { class: "row" }, kind, weight), note);
  const foot = make("div", { class: "actions" }, button(["Save ", key("Ctrl"), " ", key("↵")], done, { class: "primary" }), button(["Cancel ", key("Esc")], closeForms));
  if (category) foot.insertBefore(button("Only mark it", only), foot.lastChild);
  const box = make("div", { class: "form", onkeydown: keys }, ...rows, foot);
  setTimeout(() => area.focus({ preventScroll: true }));
  return box;
}

function openPassage(passage) {
  const words = applied(passage.start, passage.end, doc.edits);
  passageForm.replaceChildren(
    form(words, { label: "Edit or mark this passage", ...passage, category: true, save: (asked) => move({ move: "rewrite", ...asked }).then(closeForms) }),
  );
  passageForm.hidden = false;
}

function editSuggestion() {
  const issue = byId.get(current);
  if (!issue) return;
  const state = stateOf(issue);
  const edits = state.edits.length ? state.edits : (issue.suggestions[choice]?.edits ?? []);
  const { start, end, words } = reworded(issue, edits);
  const save = (asked) => move({ move: "edit", issue: issue.id, start: asked.start, end: asked.end, new: asked.new });
  inCard(form(words, { label: "Your wording", start, end, save }));
}

function comment() {
  const issue = byId.get(current);
  if (!issue) return;
  const save = (asked) => move({ move: "note", issue: issue.id, note: asked.new });
  inCard(form(stateOf(issue).note, { label: "Your comment", start: 0, end: 0, save }));
}

function inCard(node) {
  closeForms();
  list.querySelector(".row.current .card")?.append(node);
}

function closeForms() {
  passageForm.hidden = true;
  passageForm.replaceChildren();
  list.querySelectorAll(".form").forEach((node) => node.remove());
  element.querySelector(".float").hidden = true;
  article.focus({ preventScroll: true });
}

function drawFilter() {
  const fill = (name, values, first) => {
    const box = element.querySelector(name);
    box.replaceChildren(option("", first), ...values.map(([value, label]) => option(value, label, box.dataset.value === value)));
  };
  const count = (of) => doc.issues.reduce((n, issue) => n.set(of(issue), (n.get(of(issue)) ?? 0) + 1), new Map());
  const families = [...count((i) => i.family)].sort();
  const rules = [...count((i) => i.rule)].sort();
  fill(".by-family", families.flatMap(([f, n]) => [[f, `${f} (${n})`], ...rules.filter(([r]) => r.startsWith(`${f}.`)).map(([r, m]) => [r, `\u2003${r.slice(f.length + 1)} (${m})`])]), "All rules");
  fill(".by-state", [["open", "Open"], ["decided", "Decided"], ["accepted", "Accepted"], ["edited", "Edited"], ["rejected", "Rejected"], ["covered", "Settled"]], "All states");
  fill(".by-severity", ["critical", "major", "minor", "neutral"].map((s) => [s, s]), "All severities");
  fill(".by-tier", [["safe", "safe"], ["review", "review"], ["show", "show"]], "All tiers");
  element.querySelector(".by-family").value = filter.family;
  element.querySelector(".by-state").value = filter.state;
  element.querySelector(".by-severity").value = filter.severity;
  element.querySelector(".by-tier").value = filter.tier;
  element.querySelector(".words").value = filter.words;
}

function showOnly(rule) {
  filter.family = rule;
  drawFilter();
  drawList();
  drawArticle();
}

function drawFigures() {
  const { issues, open, changed, before, after, seconds } = doc.totals;
  const bar = element.querySelector(".progress");
  bar.max = Math.max(1, issues);
  bar.value = issues - open;
  element.querySelector(".decided").textContent = `${issues - open} of ${issues} decided` + (open ? `, ${open} open` : "");
  element.querySelector(".points").replaceChildren(`${before} → ${after} points`, make("span", { class: "word" }, " per 1,000 words"));
  element.querySelector(".changed").textContent = `${changed} ${changed === 1 ? "word" : "words"} changed`;
  drawQuality();
  element.querySelector(".time").textContent = clock(seconds + busy);
  element.querySelector(".undo").disabled = !doc.undo;
  element.querySelector(".redo").disabled = !doc.redo;
}

// How good the text was when it was checked. Whatever is changed afterwards has not been judged, and that is said.

const POOREST = 8; // sentences that are shown

function drawQuality() {
  const box = element.querySelector(".judged");
  box.hidden = !doc.quality;
  if (!doc.quality) return;
  const { value, low, high, meaning, sentences } = doc.quality;
  const changed = doc.edits.length > 0;
  const range = low === null ? "" : ` (${low}–${high})`;
  const brief = changed ? " before the changes" : `: ${spelled(meaning)}`;
  box.querySelector("summary").replaceChildren(make("b", {}, `Quality ${value}`), `${range}`, make("span", { class: changed ? "" : "word" }, brief));
  box.querySelector(".means").textContent = `${spelled(meaning[0].toUpperCase() + meaning.slice(1))}.${range && " The numbers in brackets: where it lies with 95 % certainty."}`;
  const old = box.querySelector(".of-old");
  old.hidden = !changed;
  old.firstChild.textContent = "This is the text as it was checked; your changes are not in it.";
  const poorest = [...sentences].sort((a, b) => a[2] - b[2] || a[0] - b[0]).slice(0, POOREST);
  box.querySelector("h2").hidden = !poorest.length;
  box.querySelector(".poorest").replaceChildren(...poorest.map(poorSentence));
}

function poorSentence([start, end, value]) {
  const touched = doc.edits.some((edit) => edit.start < end && edit.end > start);
  const words = doc.text.slice(start, end).replace(/\s+/g, " ");
  const label = [
    make("span", { class: "number" }, touched ? "changed" : value.toFixed(0)),
    make("span", { class: "said" }, ...joined(words.slice(0, 200))),
  ];
  return make("li", {}, button(label, () => selectSentence(start, end)));
}
