// Which batch is open, keeping it up to date, and what a person does with it.

const QUICK = 1000; // milliseconds between two looks while something is under way
const SLOW = 6000; // and otherwise: somebody else may have changed it
const TABLE = 2500; // between two looks at the table, which is drawn anew each time

let id = null; // of the batch that is open
let order = "score";
let most = STEP;
let last = null; // what was drawn of it last
let tableAt = 0;
let opening = false;
let away = false; // the server does not answer

const fromAddress = () => new URLSearchParams(location.search).get("batch");
const tabs = () => document.querySelectorAll('[role="tab"]');

function show(which, { push = true } = {}) {
  id = which;
  last = null;
  order = "score";
  most = STEP;
  element.querySelectorAll(".start, .shelf").forEach((node) => (node.hidden = Boolean(id)));
  one(".batch").hidden = !id;
  one(".found").hidden = true;
  one(".problems").hidden = true;
  one(".sure").hidden = true;
  one(".said").textContent = "";
  one(".title").textContent = "";
  one(".state").textContent = "";
  if (push) history.pushState({}, "", location.pathname + (id ? `?batch=${encodeURIComponent(id)}` : ""));
  if (!id) document.title = "mtassist";
  scrollTo({ top: 0 });
  beat({ table: true }).then(() => push && (id ? one(".title") : one(".pick")).focus());
}

async function refresh(table) {
  const which = id;
  const wanted = table || Date.now() - tableAt > TABLE;
  const batch = await server.look({ id, order, most, table: wanted && (table || last === null || UNDER_WAY.has(last.state)) });
  if (which !== id) return false;
  if (!batch) throw new Error("no answer");
  if (batch.error) {
    toast(batch.error, "error");
    show(null);
    return false;
  }
  const ended = last && batch.state !== last.state;
  if (ended || last === null) one(".said").textContent = told(batch);
  last = batch;
  drawBatch(batch);
  if (batch.rows) {
    tableAt = Date.now();
    drawFound(batch);
  } else if (ended) await refresh(true);
  return UNDER_WAY.has(batch.state);
}

async function list() {
  const answer = await server.every({});
  if (!answer?.batches) throw new Error(answer?.error ?? "no answer");
  if (!id) drawShelf(answer.batches);
  return answer.batches.some((batch) => UNDER_WAY.has(batch.state));
}

let timer = 0;
let beats = 0;

// Looks, and looks again in a while, as long as anybody sees it.
async function beat({ table = false } = {}) {
  clearTimeout(timer);
  beats += 1;
  const mine = beats;
  let busy = true;
  if (element.offsetParent && document.visibilityState === "visible") {
    try {
      busy = await (id ? refresh(table) : list());
      if (away) toast("The server is back.");
      away = false;
    } catch {
      if (!away) toast("The server does not answer. What it has done so far is kept: start it again, and resume the batch.", "error");
      away = true;
    }
  }
  if (mine === beats && element.isConnected) timer = setTimeout(beat, busy ? QUICK : SLOW);
}

async function change(what, which) {
  if (await ask(what, { id: which }, { again: false })) await beat({ table: true });
}

async function open(number) {
  if (opening) return;
  opening = true;
  const soon = setTimeout(() => toast("Opening …"), 400);
  const answer = await ask("open", { id, number }, { again: false });
  clearTimeout(soon);
  opening = false;
  if (answer) dispatchEvent(new CustomEvent("mtassist:open", { detail: answer.id }));
}

function sortBy(name) {
  order = name;
  most = STEP;
  beat({ table: true });
}

async function take(kind) {
  one(".take").open = false;
  const answer = await ask("take", { id, kind }, { again: false });
  if (!answer) return;
  const link = make("a", { href: answer.at, download: answer.name });
  element.append(link);
  link.click();
  link.remove();
  toast(`${answer.name} is in your downloads.` + (UNDER_WAY.has(last?.state) ? " The batch is not at its end yet." : ""));
}

on(".back", "click", () => show(null));
on(".cancel", "click", () => change("cancel", id));
on(".resume", "click", () => change("resume", id));
on(".delete", "click", () => {
  one(".sure").hidden = false;
  one(".keep").focus();
});
on(".keep", "click", () => {
  one(".sure").hidden = true;
  one(".delete").focus();
});
on(".really", "click", async () => {
  if (!(await ask("delete", { id }, { again: false }))) return;
  toast("Deleted.");
  show(null);
});
on(".sure", "keydown", (event) => event.key === "Escape" && one(".keep").click());
on(".more", "click", () => {
  most = Math.min(MOST, most + STEP * 2);
  beat({ table: true });
});

on(".take", "keydown", (event) => {
  if (event.key !== "Escape") return;
  one(".take").open = false;
  one(".take summary").focus();
});
document.addEventListener("click", (event) => one(".take").contains(event.target) || (one(".take").open = false));

document.addEventListener("visibilitychange", () => beat());
for (const [at, tab] of tabs().entries()) tab.addEventListener("click", () => at === 1 && setTimeout(() => beat({ table: true })));

addEventListener("popstate", () => {
  const which = fromAddress();
  if (which) {
    tabs()[1]?.click();
    show(which, { push: false });
  } else if (new URLSearchParams(location.search).has("doc")) tabs()[0]?.click();
  else if (id) show(null, { push: false });
});

const darkness = () => (one(".mt").dataset.dark = String(document.body.classList.contains("dark")));
new MutationObserver(darkness).observe(document.body, { attributes: true, attributeFilter: ["class"] });
darkness();

(async () => {
  limits = await ask("welcome", {}, { again: false });
  if (!limits) return;
  one(".file").accept = limits.suffixes.join(",");
  one(".kinds").textContent = `${limits.suffixes.map((suffix) => suffix.slice(1)).join(", ")} · at most ${size(limits.file)} a file, ${size(limits.size)} together`;
  one(".take .sheet").replaceChildren(...limits.kinds.map((kind) => button(KINDS[kind], () => take(kind), { data: { take: kind } })));
  drawChosen();
})();
show(fromAddress(), { push: false });
