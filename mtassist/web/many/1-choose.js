// Choosing files, and sending them.

const one = (selector) => element.querySelector(selector);
const on = (selector, kind, run) => one(selector).addEventListener(kind, run);
const person = () => remembered("mtassist-name", `guest-${Math.random().toString(16).slice(2, 6)}`);
const count = (number) => number.toLocaleString("en");
const plural = (number, word) => `${count(number)} ${word}${number === 1 ? "" : "s"}`;
const size = (bytes) => (bytes < 1e5 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`);

let limits = null; // what the server takes
let chosen = []; // files
let sending = false;
const SHOWN = 60; // of the files chosen; more are counted

function choose(files) {
  const known = new Set(chosen.map((file) => `${file.name} ${file.size} ${file.lastModified}`));
  chosen.push(...[...files].filter((file) => !known.has(`${file.name} ${file.size} ${file.lastModified}`)));
  drawChosen();
  if (chosen.length) one(".go").focus();
}

const ending = (name) => (/\.[^./\\]+$/.exec(name) ?? [""])[0].toLowerCase();

// Why the server would not take it; it is said at once.
function refusal(file) {
  if (!limits) return "";
  if (!limits.suffixes.includes(ending(file.name))) return "not a kind that is read";
  if (file.size > limits.file) return `more than ${size(limits.file)}: split it`;
  return "";
}

function drawChosen() {
  const box = one(".chosen");
  const rest = chosen.length - SHOWN;
  box.replaceChildren(
    ...chosen.slice(0, SHOWN).map((file, at) => {
      const why = refusal(file);
      return make("li", { class: why && "odd", title: spelled(file.name) },
        make("span", { class: "what" }, spelled(file.name)),
        make("span", { class: "size" }, why || size(file.size)),
        button("✕", () => leaveOut(at), { "aria-label": `Leave out ${spelled(file.name)}` }));
    }),
    ...(rest > 0 ? [make("li", { class: "rest" }, make("span", { class: "what" }, `and ${count(rest)} more`))] : []),
  );
  box.hidden = !chosen.length;
  one(".none").hidden = !chosen.length;
  const ready = chosen.filter((file) => !refusal(file));
  one(".go").disabled = !ready.length || sending;
  one(".go").textContent = chosen.length ? `Check ${plural(ready.length, "file")}` : "Check the files";
  const odd = chosen.length - ready.length;
  one(".busy").textContent = odd ? `${plural(odd, "file")} cannot be read: the batch will list ${odd === 1 ? "it" : "them"}` : "";
}

function leaveOut(at) {
  chosen.splice(at, 1);
  drawChosen();
  const buttons = element.querySelectorAll(".chosen button");
  (buttons[Math.min(at, buttons.length - 1)] ?? one(".pick")).focus();
}

async function begin() {
  const files = chosen.filter((file) => !refusal(file));
  const total = files.reduce((sum, file) => sum + file.size, 0);
  if (!files.length || sending) return;
  if (chosen.length > limits.files) return toast(`${count(chosen.length)} files are too many at once; at most ${count(limits.files)}: put them into a zip.`, "error");
  if (total > limits.size) return toast(`${size(total)} are too much at once; at most ${size(limits.size)}: make two batches.`, "error");
  sending = true;
  one(".go").disabled = true;
  try {
    const sent = [];
    for (const [at, file] of chosen.entries()) {
      one(".busy").textContent = `Sending ${count(at + 1)} of ${plural(chosen.length, "file")} …`;
      sent.push({ name: file.name, size: file.size, path: refusal(file) ? null : (await upload(file)).path });
    }
    const answer = await ask("start", { files: sent, name: one(".called").value }, { again: false });
    if (answer) {
      chosen = [];
      one(".called").value = "";
      show(answer.id);
    }
  } catch (problem) {
    toast(`The files did not arrive (${problem.message}); try again.`, "error");
  } finally {
    sending = false;
    drawChosen();
  }
  return undefined;
}

on(".pick", "click", () => one(".file").click());
on(".file", "change", (event) => {
  choose(event.target.files);
  event.target.value = "";
});
on(".none", "click", () => {
  chosen = [];
  drawChosen();
  one(".pick").focus();
});
on(".go", "click", begin);
const drop = one(".drop");
for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
drop.addEventListener("dragleave", (event) => drop.contains(event.relatedTarget) || drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  choose(event.dataTransfer.files);
});
